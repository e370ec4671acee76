"""Copies of one database in another: every row under its id, at one moment, into an empty one or not at all."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select, text

from bot.domain.brief import Source
from bot.domain.errors import StorageError
from bot.domain.keeping import Said
from bot.storage import copy
from bot.storage.backend import Backend, backend_for
from bot.storage.cipher import OPEN, Cipher, keys_from, new_key
from bot.storage.copy import Copied
from bot.storage.database import Database
from bot.storage.sqlite import InlineSqlite
from bot.storage.tables import metadata
from bot.storage.tables.upkeep import seals
from tests.integration.storage.conftest import Opens, pooled
from tests.integration.storage.filling import Filled, Rows, fill, members, rows

KEYED = Cipher(keys_from(new_key()))
PATHOLOGICAL = (
    "",
    "\x01\x1f\x7f\t\r\n",
    "é\u0301 \u202e \u2028 \ufeff \ufffe\uffff",
    "\U0001f469\u200d\U0001f52c \U0010ffff",
    "'; DROP TABLE people; -- \\ %s {} \"",
    "x" * 1_000_000,
)


@pytest.fixture(params=["inline", "pooled", pytest.param("postgres", marks=pytest.mark.postgres)])
def backend_with(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Cipher], Backend]:
    """Every kind of database that can be copied into."""
    if request.param == "postgres":
        return partial(backend_for, request.getfixturevalue("url"))
    file = tmp_path / "other" / "kernbot.db"
    file.parent.mkdir()
    return partial(pooled, file) if request.param == "pooled" else lambda cipher: InlineSqlite(file, cipher=cipher)


@pytest.fixture
async def target(opens: Opens) -> Database:
    """The database that is copied into, without a key."""
    return opens(OPEN)


async def everything(db: Database) -> Rows:
    """All rows of all tables but the list of keys, which each database has of its own."""
    async with db.read() as work:
        return {
            table.name: await rows(work, table, next(iter(table.primary_key)).is_not(None))
            for table in metadata.sorted_tables
            if table is not seals
        }


async def two_brands(db: Database) -> Filled:
    """Two workspaces with something of everything, and a record full of texts that are a nuisance."""
    async with db.work() as work:
        made = await fill(work)
        await fill(work, "Elders", "2")
        here = work.within(made.workspace)
        latest = await here.posts.version(made.post.id)
        for words in PATHOLOGICAL:
            await here.reviews.note(latest, "comment", Said(made.bram, words, words))
            await here.entries.add("source", Source(title="Bron", text=f"{words[:9999]}\0"), made.anna)
        return made


async def run(copying: AsyncIterator[Copied]) -> list[Copied]:
    """Goes through with it."""
    return [one async for one in copying]


async def test_everything_arrives_and_goes_back(sqlite: Database, target: Database, tmp_path: Path) -> None:
    await two_brands(sqlite)
    before = await everything(sqlite)
    told = await run(sqlite.copy_to(target))
    assert await everything(target) == before
    assert [problem async for problem in target.verify()] == []
    ended = {one.table: one.rows for one in told if one.rows == one.of}
    assert ended == {name: len(found) for name, found in before.items() if found}
    back = Database(f"sqlite:///{tmp_path}/back.db")
    await run(target.copy_to(back))
    assert await everything(back) == before
    await back.close()


async def test_ids_go_on_where_they_were_also_those_that_are_gone(sqlite: Database, target: Database) -> None:
    async with sqlite.work() as work:
        kept, _, _ = await members(work, "Waterkant", "1")
        gone, _, _ = await members(work, "Elders", "2")
        await work.workspaces.erase(gone)
    await run(sqlite.copy_to(target))
    async with target.work() as work:
        new, anna, _ = await members(work, "Nieuw", "3")
        assert (kept, new) == (gone - 1, gone + 1)
        assert anna > 4


async def test_work_goes_on_in_the_copy(sqlite: Database, target: Database) -> None:
    made = await two_brands(sqlite)
    await run(sqlite.copy_to(target))
    async with target.work() as work:
        assert await work.invites.redeem("geheim-1", made.bram) is not None
        assert not await work.inbox.first_time("telegram", "1-u1")
        assert [job.state for job in await work.jobs.live()] == ["waiting", "waiting"]
        await fill(work, "Derde", "3")
    assert [problem async for problem in target.verify()] == []


async def test_what_was_at_work_is_begun_again_in_the_copy(sqlite: Database, target: Database) -> None:
    made = await two_brands(sqlite)
    async with sqlite.work() as work:
        here = work.within(made.workspace).jobs
        assert await here.start(made.job.id)
        await here.keep(made.job.id, '{"pack": 1}')
    await run(sqlite.copy_to(target))
    async with target.work() as work:
        there = work.within(made.workspace)
        assert await there.jobs.start(made.job.id), "whoever has workers takes it up"
        assert (await there.jobs.get(made.job.id)).result == '{"pack": 1}'
        assert (await there.pieces.of(made.job.id))["post:linkedin"] == made.post.id
    async with sqlite.read() as work:
        assert (await work.within(made.workspace).jobs.get(made.job.id)).state == "running"


@pytest.mark.parametrize(("of", "to"), [(OPEN, KEYED), (KEYED, OPEN), (KEYED, KEYED)], ids=["in", "out", "both"])
async def test_it_is_encrypted_as_the_new_one_wants_it(
    opens: Opens, file: Path, empty: Path, of: Cipher, to: Cipher
) -> None:
    source = Database(f"sqlite:///{file}", cipher=of)
    await source.upgrade()
    await two_brands(source)
    before = await everything(source)
    target = opens(to)
    await run(source.copy_to(target))
    assert await everything(target) == before
    async with target.read() as work:
        names = (await work.link.execute(text("SELECT name FROM people"))).scalars().all()
        assert all(name.startswith("$k1$") == bool(to.ids) for name in names)
        known = (await work.link.execute(select(seals.c.key))).scalars().all()
        assert tuple(known) == to.ids
    await source.close()


async def test_a_full_database_is_left_as_it_is(sqlite: Database, target: Database) -> None:
    await two_brands(sqlite)
    await target.upgrade()
    async with target.work() as work:
        await work.people.who("telegram", "1", "Anna")
    before = await everything(target)
    with pytest.raises(StorageError, match="something in the database already"):
        await run(sqlite.copy_to(target))
    assert await everything(target) == before


async def test_what_is_broken_off_leaves_nothing(sqlite: Database, target: Database) -> None:
    await two_brands(sqlite)
    copying = sqlite.copy_to(target)
    for _ in range(9):
        await anext(copying)
    await copying.aclose()
    assert not any((await everything(target)).values())
    await run(sqlite.copy_to(target))
    assert await everything(target) == await everything(sqlite)


async def test_it_is_of_one_moment_while_others_write(
    sqlite: Database, second: Database, target: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copy, "BATCH", 1)
    made = await two_brands(sqlite)
    before = await everything(sqlite)
    async for _ in sqlite.copy_to(target):
        async with second.work() as work:
            await work.people.who("telegram", "1-a", "Iemand anders")
            latest = await work.within(made.workspace).posts.version(made.post.id)
            await work.within(made.workspace).reviews.note(latest, "comment", Said(made.bram, "Bram", "later"))
    assert await everything(target) == before
    assert await everything(sqlite) != before


@pytest.mark.postgres
async def test_a_row_that_does_not_fit_is_said_and_nothing_is_copied(sqlite: Database, url: str) -> None:
    """SQLite takes anything, whatever the type of the column."""
    target = Database(url)
    await two_brands(sqlite)
    async with sqlite.work() as work:
        await work.link.execute(text("UPDATE entries SET revision = 'veel' WHERE id = 3"))
    with pytest.raises(StorageError, match="entries does not fit"):
        await run(sqlite.copy_to(target))
    assert not any((await everything(target)).values())
    await target.close()


async def test_a_source_that_is_not_there_or_is_old_is_said(
    target: Database, tmp_path: Path, file: Path, empty: Path
) -> None:
    missing = Database(f"sqlite:///{tmp_path}/nothing.db")
    with pytest.raises(StorageError, match="no database"):
        await run(missing.copy_to(target))
    old = Database(f"sqlite:///{file}")
    async with old.work() as work:
        await work.link.execute(text("UPDATE alembic_version SET version_num = '0003'"))
    with pytest.raises(StorageError, match="not up to date"):
        await run(old.copy_to(target))
    await old.close()
