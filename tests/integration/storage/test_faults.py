"""A disk without room, and what else goes wrong below us: said in words, nothing half stored, and on again."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from bot.domain.brief import Proof
from bot.domain.errors import StorageError
from bot.storage.database import Database, Work
from bot.storage.faults import plainly
from bot.storage.postgres import Pooled
from bot.storage.sqlite import InlineSqlite
from tests.integration.storage.filling import Clock, Filled, fill, first_time, version

PAGES = 3
"""How much room there is left, in pages of 4 kB."""


async def room(db: Database, pages: int | None) -> None:
    """Leaves room for so many more pages; None for as many as it likes."""
    async with db.work() as work:
        used = (await work.link.execute(text("PRAGMA page_count"))).scalar_one()
        limit = 1_000_000_000 if pages is None else used + pages
        await work.link.execute(text(f"PRAGMA max_page_count = {limit}"))


async def write(work: Work, made: Filled, number: int) -> None:
    """A version, an entry and a mark on the people: things that belong together."""
    here = work.within(made.workspace)
    await work.people.who("telegram", "1-a", f"Anna {number}")
    await here.posts.add_version(made.post.id, version(made.anna, f"{number} " + "Lang. " * 300), number)
    await here.entries.add("proof", Proof(id="x", text=f"Feit {number}."), made.anna)


async def until_full(db: Database, made: Filled) -> tuple[int, StorageError]:
    """Works until there is no room; the number of the version that did not fit, and what was said."""
    for number in range(1, 100):
        try:
            async with db.work() as work:
                await write(work, made, number)
        except StorageError as error:
            return number, error
    raise AssertionError("there was room for everything")


async def parts(work: Work, made: Filled) -> None:
    """Much in one transaction, part by part."""
    for number in range(1, 100):
        async with work.savepoint():
            await write(work, made, number)


async def state(db: Database, made: Filled) -> tuple[int, str, int]:
    """How many versions and entries there are, and what the writer is called."""
    async with db.read() as work:
        here = work.within(made.workspace)
        person = await work.people.get(made.anna)
        return (
            len(await here.posts.versions(made.post.id)),
            person.name if person else "",
            len(await here.entries.all("proof")),
        )


async def test_a_full_disk_is_said_loses_nothing_and_goes_on_when_there_is_room(sqlite: Database) -> None:
    async with sqlite.work() as work:
        made = await fill(work)
    await room(sqlite, PAGES)
    number, said = await until_full(sqlite, made)
    assert number > 1
    assert "full" in said.what
    assert "room" in said.next_step
    before = await state(sqlite, made)
    assert before == (number, f"Anna {number - 1}", number)
    for _ in range(3):
        with pytest.raises(StorageError, match="full"):
            async with sqlite.work() as work:
                await write(work, made, number)
    assert await state(sqlite, made) == before
    assert [problem async for problem in sqlite.verify()] == []
    await room(sqlite, None)
    async with sqlite.work() as work:
        await write(work, made, number)
    assert await state(sqlite, made) == (number + 1, f"Anna {number}", number + 1)
    assert [problem async for problem in sqlite.verify()] == []


async def test_after_a_full_disk_nothing_of_the_same_transaction_is_stored(sqlite: Database) -> None:
    """SQLite undoes the whole transaction by itself; who goes on regardless would store a part of it."""
    async with sqlite.work() as work:
        made = await fill(work)
    await room(sqlite, PAGES)
    before = await state(sqlite, made)

    async def stubborn() -> None:
        async with sqlite.work() as work:
            await work.people.who("telegram", "1-a", "Half")
            with pytest.raises(OperationalError, match="full"):
                await parts(work, made)
            await work.people.who("telegram", "1-a", "Toch")

    with pytest.raises(StorageError, match="gave up"):
        await stubborn()
    assert await state(sqlite, made) == before


async def test_what_is_stored_is_not_denied_because_the_log_cannot_be_moved(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(_: InlineSqlite, mode: str) -> bool:
        raise StorageError("The disk is full.", mode)

    monkeypatch.setattr("bot.storage.sqlite.CHECKPOINT_EVERY", 1)
    monkeypatch.setattr(InlineSqlite, "_checkpoint", full)
    assert await first_time(sqlite, "1")
    assert not await first_time(sqlite, "1")


async def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"SQLite format 3\x00" + b"\x01" * 5000)
    database = Database(f"sqlite:///{tmp_path}/x.db")
    with pytest.raises(StorageError, match="damaged"):
        await database.upgrade()
    await database.close()


async def test_when_no_connection_is_left_it_is_said_and_others_are_not_held_up(empty: Path, clock: Clock) -> None:
    engine = create_async_engine(
        f"sqlite+aiosqlite:///{empty}",
        poolclass=AsyncAdaptedQueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=0.1,
    )
    db = Database("", clock, Pooled(engine))
    async with asyncio.timeout(5), db.read():
        with pytest.raises(StorageError, match="in use"):
            await first_time(db, "1")
    assert await first_time(db, "1")
    await db.close()


class _SaidError(Exception):
    """What a driver raises."""

    def __init__(self, sqlstate: str | None, words: str = "") -> None:
        self.sqlstate = sqlstate
        super().__init__(words)


@pytest.mark.parametrize(
    ("error", "match"),
    [
        (OperationalError("", {}, _SaidError("53100")), "full"),
        (OperationalError("", {}, _SaidError("53300")), "no more connections"),
        (OperationalError("", {}, _SaidError("57P01")), "reached"),
        (OperationalError("", {}, _SaidError(None)), "reached"),
        (
            OperationalError("", {}, _SaidError(None, "FATAL:  sorry, too many clients already")),
            "no more connections",
        ),
        (OperationalError("", {}, _SaidError("40P01")), "same at this moment"),
        (OperationalError("", {}, _SaidError("55P03")), "busy"),
        (DBAPIError("", {}, _SaidError(None), connection_invalidated=True), "reached"),
        (NoConnectionLeft(), "in use"),
    ],
)
def test_what_a_server_says_is_put_in_words(error: Exception, match: str) -> None:
    with pytest.raises(StorageError, match=match) as said, plainly():
        raise error
    assert said.value.next_step
    assert said.value.__cause__ is error


@pytest.mark.parametrize(
    "error", [IntegrityError("", {}, _SaidError("23505")), sqlite3.ProgrammingError(), RuntimeError(), KeyError()]
)
def test_a_fault_of_the_program_stays_what_it_is(error: Exception) -> None:
    with pytest.raises(type(error)), plainly():
        raise error
