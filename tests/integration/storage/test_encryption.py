"""Encryption at rest: nothing that people wrote in the files, all of it on the screens, and keys that change."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import String, Table, Text, select, text

from bot.domain.errors import StorageError
from bot.domain.keeping import Said
from bot.domain.review import Tick
from bot.storage import rotate
from bot.storage.backend import Backend, backend_for
from bot.storage.cells import begins, raw, sealed_columns, sealed_tables
from bot.storage.cipher import OPEN, Cipher, keys_from, new_key
from bot.storage.columns import RoleSet, is_sealed
from bot.storage.database import Database
from bot.storage.sqlite import InlineSqlite
from bot.storage.tables import metadata
from bot.storage.tables.everyone import people
from bot.storage.tables.record import decisions
from tests.integration.storage.conftest import Opens, pooled
from tests.integration.storage.filling import START, Filled, fill, rows, rows_of, said, version

FIRST, SECOND = new_key(), new_key()
ONE, TWO = Cipher(keys_from(FIRST)), Cipher(keys_from(SECOND))
TWO_AND_ONE = Cipher(keys_from(f"{SECOND},{FIRST}"))
MARKER = "Onvindbare Kademuur"
PLAIN = {
    "packs.writer": "the name of a model",
    "versions.writer": "the name of a model",
    "decisions.writer": "the name of a model",
}
"""Texts of any length that are stored as they are."""


@pytest.fixture(params=["inline", "pooled", pytest.param("postgres", marks=pytest.mark.postgres)])
def backend_with(request: pytest.FixtureRequest) -> Callable[[Cipher], Backend]:
    """Every way of reaching the database of this test."""
    if request.param == "postgres":
        return partial(backend_for, request.getfixturevalue("url"))
    empty = request.getfixturevalue("empty")
    return (
        partial(pooled, empty) if request.param == "pooled" else lambda cipher: InlineSqlite(empty, cipher=cipher)
    )


async def filled(db: Database, name: str = MARKER, account: str = "1") -> Filled:
    """A workspace with something of everything, some of it that no model describes."""
    await db.upgrade()
    async with db.work() as work:
        made = await fill(work, name, account)
        await work.within(made.workspace).reviews.note(
            await work.within(made.workspace).posts.version(made.post.id),
            "comment",
            said(made.bram, reason=MARKER),
        )
        return made


async def all_of(db: Database, made: Filled) -> Any:
    """What the program reads."""
    async with db.read() as work:
        people_now = await rows(work, people, people.c.id.is_not(None))
        return people_now, await rows_of(work, made.workspace), await work.people.export(made.anna)


async def heads(db: Database) -> dict[str, int]:
    """How many cells are under which key; those that are plain under an empty name."""
    found: dict[str, int] = {}
    async with db.read() as work:
        for table in sealed_tables():
            for column in sealed_columns(table):
                for (cell,) in await work.link.execute(select(raw(column)).where(column.is_not(None))):
                    whole = cell.decode("latin-1") if isinstance(cell, bytes) else cell
                    key = whole.split("$")[2] if whole.startswith("$k1$") else ""
                    found[key] = found.get(key, 0) + 1
    return found


async def run(done: AsyncIterator[rotate.Done]) -> list[rotate.Done]:
    """Goes through with it."""
    return [one async for one in done]


async def problems(db: Database) -> list[str]:
    """What verify says."""
    return [problem.what async for problem in db.verify()]


def stored(file: Path) -> bytes:
    """The bytes of the database and its log."""
    return b"".join(part.read_bytes() for part in file.parent.iterdir())


async def test_with_a_key_everything_is_sealed_and_read_as_before(opens: Opens) -> None:
    plain = await filled(opens(OPEN))
    before = await all_of(opens(OPEN), plain)
    db = opens(ONE)
    await run(db.encrypt())
    assert set(await heads(db)) == set(ONE.ids)
    assert await all_of(db, plain) == before
    second = await filled(db, "Elders", "2")
    assert set(await heads(db)) == set(ONE.ids)
    assert await problems(db) == []
    async with db.read() as work:
        assert (await work.workspaces.get(second.workspace)).brand.name == "Elders"


async def test_nothing_that_was_written_is_left_in_the_files(file: Path, empty: Path, tmp_path: Path) -> None:
    plain = Database(f"sqlite:///{file}")
    made = await filled(plain)
    await plain.close()
    assert MARKER.encode() in stored(file)
    db = Database(f"sqlite:///{file}", cipher=ONE)
    await run(db.encrypt())
    async with db.work() as work:
        await work.within(made.workspace).posts.add_version(made.post.id, version(made.anna, MARKER), 1)
    await db.backup(tmp_path / "copy.db")
    for content in (stored(file), (tmp_path / "copy.db").read_bytes()):
        assert b"$k1$" in content
        for secret in (MARKER, "van der Berg", "droge kelder", "Waterschap", "new.channels", "bericht 7"):
            assert secret.encode() not in content
    await db.close()


@pytest.mark.parametrize("cipher", [OPEN, TWO], ids=["no key", "another key"])
async def test_without_its_key_it_does_not_open(opens: Opens, cipher: Cipher) -> None:
    await filled(opens(ONE))
    for open_it in (opens(cipher).upgrade(), problems(opens(cipher))):
        with pytest.raises(StorageError, match="encrypted") as refused:
            await open_it
        assert "KERNBOT_ENCRYPTION_KEYS" in str(refused.value)
        assert ONE.ids[0] in str(refused.value)


@pytest.mark.parametrize("cipher", [OPEN, TWO], ids=["no key", "another key"])
async def test_a_process_that_was_there_before_shows_no_garbage(opens: Opens, cipher: Cipher) -> None:
    early = opens(cipher)
    made = await filled(early, "Vroeg", "9")
    await run(opens(TWO_AND_ONE).encrypt())
    await run(opens(Cipher(keys_from(f"{FIRST},{SECOND}"))).encrypt())
    async with early.read() as work:
        for ask in (work.people.find("telegram", "9-a"), work.workspaces.get(made.workspace)):
            with pytest.raises(StorageError):
                await ask


async def test_a_database_that_is_partly_plain_is_read_whole(opens: Opens) -> None:
    plain = await filled(opens(OPEN))
    before = await all_of(opens(OPEN), plain)
    db = opens(ONE)
    await filled(db, "Elders", "2")
    assert set(await heads(db)) == {"", *ONE.ids}
    after = await all_of(db, plain)
    assert after[1:] == before[1:]


async def test_keys_are_changed(opens: Opens) -> None:
    made = await filled(opens(ONE))
    before = await all_of(opens(ONE), made)
    both = opens(TWO_AND_ONE)
    await both.upgrade()
    steps = await run(both.encrypt())
    assert (steps[0].rows, steps[-1].rows) == (0, steps[-1].of)
    assert set(await heads(both)) == set(TWO.ids)
    new = opens(TWO)
    await new.upgrade()
    assert await all_of(new, made) == before
    assert await problems(new) == []
    with pytest.raises(StorageError):
        await opens(ONE).upgrade()


async def test_until_it_has_gone_through_the_old_key_is_needed(opens: Opens) -> None:
    await filled(opens(ONE))
    both = opens(TWO_AND_ONE)
    await both.upgrade()
    with pytest.raises(StorageError, match=ONE.ids[0]):
        await opens(TWO).upgrade()


async def test_it_may_be_broken_off_and_begun_again(opens: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.storage.cells.BATCH", 1)
    made = await filled(opens(ONE))
    before = await all_of(opens(ONE), made)
    both = opens(TWO_AND_ONE)
    await both.upgrade()
    going = both.encrypt()
    for _ in range(4):
        await anext(going)
    await going.aclose()
    half = await heads(both)
    assert set(half) == {*ONE.ids, *TWO.ids}
    assert await all_of(both, made) == before
    rest = await run(both.encrypt())
    assert rest[0].of > 0
    assert set(await heads(both)) == set(TWO.ids)
    assert await all_of(both, made) == before
    assert (await run(both.encrypt()))[-1] == (0, 0)


async def test_the_work_goes_on_meanwhile(opens: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.storage.cells.BATCH", 3)
    monkeypatch.setattr(rotate, "PAUSE", 0.01)
    made = await filled(opens(OPEN))
    bot, command = opens(ONE), opens(ONE)
    await bot.upgrade()
    ended = asyncio.Event()

    async def work_on() -> int:
        number = 1
        while not ended.is_set():
            async with bot.work() as work:
                posts = work.within(made.workspace).posts
                await posts.add_version(made.post.id, version(made.anna, f"Tekst {number}."), number)
                await work.people.who("telegram", "1-a", f"Anna {number}")
            number += 1
            await asyncio.sleep(0.001)
        return number

    async with asyncio.TaskGroup() as tasks:
        writer = tasks.create_task(work_on())
        await run(command.encrypt())
        ended.set()
    assert set(await heads(bot)) == set(ONE.ids)
    async with bot.read() as work:
        found = await work.within(made.workspace).posts.versions(made.post.id)
        assert [one.number for one in found] == list(range(1, writer.result() + 1))
        assert found[-1].content.text == f"Tekst {writer.result() - 1}."
    assert await problems(bot) == []


async def test_who_still_writes_without_a_key_is_noticed(opens: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotate, "ROUNDS", 2)
    monkeypatch.setattr(rotate, "PAUSE", 0)
    early, db = opens(OPEN), opens(ONE)
    made = await filled(early)

    async def both() -> None:
        async for _ in db.encrypt():
            async with early.work() as work:
                await work.flows.put("telegram", "laat", made.anna, "[]")

    with pytest.raises(StorageError, match="without one"):
        await both()


async def test_back_to_plain(opens: Opens) -> None:
    made = await filled(opens(ONE), "$k1$ is hoe wij heten")
    before = await all_of(opens(ONE), made)
    await run(opens(ONE).decrypt())
    plain = opens(OPEN)
    await plain.upgrade()
    assert set(await heads(plain)) == {""}
    assert await all_of(plain, made) == before
    assert await problems(plain) == []


async def test_what_looks_sealed_and_was_typed_comes_back_as_it_was(opens: Opens) -> None:
    for cipher, account in ((OPEN, "1"), (ONE, "2")):
        for name in (ONE.seal("x"), "$k1$", "$k1$$", "$k1$deadbeef$AAAA", "$k1$$x"):
            db = opens(cipher)
            async with db.work() as work:
                person = await work.people.who("telegram", account, name)
            async with db.read() as work:
                found = await work.people.get(person.id)
                assert found is not None
                assert found.name == name


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "a\0b",
        "\x01\x1f\x7f",
        "é\u0301 \u202e \u2028",
        "\U0001f469\u200d\U0001f52c",
        "\ufffe\uffff",
        "x" * 1_000_000,
    ],
    ids=["empty", "space", "nul", "control", "marks", "emoji", "no characters", "a megabyte"],
)
async def test_any_text_comes_back(opens: Opens, words: str) -> None:
    db = opens(ONE)
    made = await filled(db)
    async with db.work() as work:
        here = work.within(made.workspace)
        await here.reviews.note(await here.posts.version(made.post.id), "comment", Said(made.bram, words, words))
    async with db.read() as work:
        line = (await work.within(made.workspace).reviews.of_post(made.post.id))[-1]
        assert (line.reason, line.person_name) == (words, words)
    await run(opens(TWO_AND_ONE).encrypt())
    async with opens(TWO).read() as work:
        line = (await work.within(made.workspace).reviews.of_post(made.post.id))[-1]
        assert (line.reason, line.person_name, line.level) == (words, words, None)


async def test_a_file_that_waits_to_be_shown_is_sealed_too(opens: Opens) -> None:
    from bot.storage.outbox import Parcel

    db = opens(ONE)
    await db.upgrade()
    content = bytes(range(256)) + MARKER.encode()
    async with db.work() as work:
        await work.outbox.add(Parcel("telegram", "1", '{"a": 1}', content), START)
    assert set(await heads(db)) == set(ONE.ids)
    await run(opens(TWO_AND_ONE).encrypt())
    new = opens(TWO)
    async with new.work() as work:
        (parcel,) = await work.outbox.take(["telegram"], START, held=True)
    assert (parcel.body, parcel.file) == ('{"a": 1}', content)


async def test_brands_are_in_order_and_words_count_once(opens: Opens) -> None:
    db = opens(ONE)
    made = await filled(db, "Noord")
    async with db.work() as work:
        from tests.integration.storage.filling import record

        for name in ("Oost", "Aarde", "Zuid"):
            await work.workspaces.create(record(name), made.anna)
        assert [one.brand for one in await work.workspaces.of(made.anna)] == ["Aarde", "Noord", "Oost", "Zuid"]
        here = work.within(made.workspace)
        latest = await here.posts.version(made.post.id)
        tick = Tick("een zin", "B1@1", "ticked", made.bram, START)
        assert [await here.ticks.add(latest, tick) for _ in range(2)] == [True, False]
        assert await here.ticks.add(latest, tick._replace(carried_by="B1@2"))


async def test_who_leaves_is_named_nowhere(opens: Opens) -> None:
    db = opens(ONE)
    made = await filled(db)
    async with db.work() as work:
        await work.people.erase(made.anna)
        named = await rows(work, decisions, decisions.c.responsible.is_not(None))
        assert named == []
        assert (await work.workspaces.get(made.workspace)).responsible is None


async def test_what_cannot_be_opened_is_said_by_verify(opens: Opens) -> None:
    db = opens(ONE)
    made = await filled(db)
    async with db.work() as work:
        for what in ("name = replace(name, 'A', 'B')", "name = substr(name, 1, 40)"):
            await work.link.execute(text(f"UPDATE people SET {what} WHERE id = {made.anna}"))
        await work.link.execute(text("UPDATE versions SET content = '$k1$0000aaaa$' || substr(content, 14)"))
    found = await problems(db)
    assert f"people {made.anna}: name cannot be decrypted" in found
    assert "versions 1: content cannot be decrypted" in found
    assert "the text cannot be read" in found
    with pytest.raises(StorageError, match=r"damaged|not here"):
        await all_of(db, made)
    with pytest.raises(StorageError, match=f"people {made.anna}: name"):
        await run(opens(TWO_AND_ONE).encrypt())


async def test_a_backup_is_not_put_back_without_its_key(file: Path, empty: Path, tmp_path: Path) -> None:
    db = Database(f"sqlite:///{file}", cipher=ONE)
    made = await filled(db)
    before = await all_of(db, made)
    await db.backup(tmp_path / "copy.db")
    await db.close()
    for cipher in (OPEN, TWO):
        other = Database(f"sqlite:///{tmp_path}/new/kernbot.db", cipher=cipher)
        with pytest.raises(StorageError, match="encrypted"):
            await other.restore(tmp_path / "copy.db")
        assert not (tmp_path / "new").exists()
    other = Database(f"sqlite:///{tmp_path}/new/kernbot.db", cipher=TWO_AND_ONE)
    await other.restore(tmp_path / "copy.db")
    assert await all_of(other, made) == before
    await other.close()


async def test_a_reader_in_the_way_is_said_and_it_can_be_done_again(file: Path, empty: Path) -> None:
    plain = Database(f"sqlite:///{file}")
    await filled(plain)
    await plain.close()
    db = Database("", backend=InlineSqlite(file, patience=0.1, cipher=ONE))
    with closing(sqlite3.connect(file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM people").fetchone()
        with pytest.raises(StorageError, match="busy"):
            await run(db.encrypt())
    assert (await run(db.encrypt()))[-1] == (0, 0)
    assert MARKER.encode() not in stored(file)
    await db.close()


def test_a_key_that_is_none_is_refused_without_being_shown() -> None:
    for wrong in ("geheim", FIRST[:-2], f"{FIRST},{SECOND}x", "=" * 43, "é" * 43):
        with pytest.raises(StorageError, match="no key") as refused:
            keys_from(wrong)
        assert wrong not in str(refused.value)
    assert keys_from(f" {FIRST} ,\n{FIRST},") == keys_from(f"{FIRST}=")


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=str)
def test_every_text_of_any_length_is_sealed_or_it_is_said_why_not(table: Table) -> None:
    """Short columns hold ids, states, hashes and names of ours: docs/encryption.md lists what stays readable."""
    long = {
        f"{table.name}.{column.name}"
        for column in table.columns
        if not is_sealed(column)
        and not isinstance(column.type, RoleSet)
        and isinstance(column.type, Text | String)
        and getattr(column.type, "length", None) is None
    }
    assert long <= set(PLAIN)


def test_the_page_says_of_every_other_text_that_it_stays_readable() -> None:
    page = (Path(__file__).parents[3] / "docs" / "encryption.md").read_text(encoding="utf-8")
    readable = {
        column.name
        for table in metadata.sorted_tables
        for column in table.columns
        if not is_sealed(column) and isinstance(column.type, Text | String | RoleSet)
    }
    assert [name for name in sorted(readable) if f"`{name}`" not in page] == []


def test_a_statement_cannot_compare_what_may_be_sealed() -> None:
    for compare in (
        lambda: people.c.name == "Anna",
        lambda: people.c.name.like("A%"),
        lambda: people.c.name.in_(["Anna"]),
        lambda: people.c.name.is_not_distinct_from("Anna"),
    ):
        with pytest.raises(TypeError, match="encrypted"):
            compare()
    assert str(people.c.name.is_(None)) == "people.name IS NULL"
    assert "substr" in str(begins(people.c.name, "$k1$"))


def test_the_same_text_is_never_stored_the_same() -> None:
    sealed = {ONE.seal("akkoord") for _ in range(100)}
    assert len(sealed) == 100
    assert {ONE.unseal(one) for one in sealed} == {"akkoord"}
    assert ONE.unseal_bytes(ONE.seal_bytes(b"\0\xff")) == b"\0\xff"
