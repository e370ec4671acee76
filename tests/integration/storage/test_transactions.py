"""Transactions: all or nothing, one writer at a time, and nobody stands still because of another."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from bot.domain.errors import StorageError
from bot.domain.records import SpentToday
from bot.storage.database import Database, Work
from bot.storage.sqlite import CHECKPOINT_EVERY, InlineSqlite
from tests.integration.storage.filling import DAY, Clock, first_time, members


async def test_an_error_undoes_everything(db: Database) -> None:
    async def fail() -> None:
        async with db.work() as work:
            await work.people.who("telegram", "1", "Anna")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    async with db.read() as work:
        assert not await work.people.anybody()


async def fail_inside(work: Work) -> None:
    """Two parts, one in the other; the outer one fails."""
    async with work.savepoint():
        async with work.savepoint():
            await work.people.who("telegram", "2", "Bram")
        raise RuntimeError


async def test_a_savepoint_undoes_its_own_part(db: Database) -> None:
    async with db.work() as work:
        await work.people.who("telegram", "1", "Anna")
        with pytest.raises(RuntimeError):
            await fail_inside(work)
        async with work.savepoint():
            await work.people.who("telegram", "3", "Chris")
    async with db.read() as work:
        found = [await work.people.find("telegram", account) is not None for account in "123"]
        assert found == [True, False, True]


async def test_who_is_cancelled_leaves_nothing_and_holds_up_nobody(db: Database) -> None:
    inside = asyncio.Event()

    async def slow() -> None:
        async with db.work() as work:
            await work.people.who("telegram", "1", "Anna")
            inside.set()
            await asyncio.sleep(60)

    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(slow())
        await inside.wait()
        task.cancel()
    async with db.work() as work:
        assert await work.people.find("telegram", "1") is None


async def test_nothing_is_lost_between_many_at_once(sqlite: Database, second: Database) -> None:
    async with sqlite.work() as work:
        workspace, anna, _ = await members(work, "Waterkant", "1")

    async def add(db: Database) -> None:
        async with db.work() as work:
            await asyncio.sleep(0)
            await work.within(workspace).quota.add(anna, DAY, SpentToday(1, 10, 0.5))

    await asyncio.gather(*(add((sqlite, second)[at % 2]) for at in range(120)))
    async with second.read() as work:
        assert await work.within(workspace).quota.total(DAY) == SpentToday(120, 1200, 60.0)


async def test_a_reader_sees_one_moment_while_others_write(sqlite: Database) -> None:
    async with sqlite.read() as view:
        assert not await view.people.anybody()
        async with sqlite.work() as work:
            await work.people.who("telegram", "1", "Anna")
        assert not await view.people.anybody()
    async with sqlite.read() as view:
        assert await view.people.anybody()


async def test_a_reader_cannot_write(sqlite: Database) -> None:
    async with sqlite.read() as view:
        with pytest.raises(OperationalError, match="readonly"):
            await view.people.who("telegram", "1", "Anna")


@pytest.fixture
async def impatient(sqlite: Database, file: Path, clock: Clock) -> AsyncIterator[Database]:
    """A process that waits a fifth of a second."""
    made = Database("", clock, InlineSqlite(file, patience=0.2))
    yield made
    await made.close()


async def test_another_process_is_waited_for_without_holding_up_the_loop(
    sqlite: Database, impatient: Database
) -> None:
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0.001)

    async with sqlite.work(), asyncio.timeout(5), asyncio.TaskGroup() as tasks:
        task = tasks.create_task(others())
        with pytest.raises(StorageError, match="busy"):
            await first_time(impatient, "1")
        task.cancel()
    assert turns > 5
    async with impatient.work() as work:
        assert not await work.people.anybody()


async def test_a_process_that_lets_go_in_time_is_no_problem(sqlite: Database, second: Database) -> None:
    async def hold() -> None:
        async with sqlite.work() as work:
            await work.people.who("telegram", "1", "Anna")
            await asyncio.sleep(0.1)

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(hold())
        await asyncio.sleep(0.02)
        async with second.work() as work:
            assert await work.people.anybody()


async def test_the_log_goes_into_the_file_now_and_then(sqlite: Database, file: Path) -> None:
    before = size(file)
    for number in range(CHECKPOINT_EVERY + 1):
        await first_time(sqlite, f"{number:064}")
    assert size(file) > before


def size(file: Path) -> int:
    """In bytes."""
    return file.stat().st_size


async def test_the_file_is_whole_after_a_process_ended_in_the_middle(sqlite: Database, file: Path) -> None:
    async with sqlite.work() as work:
        await work.people.who("telegram", "1", "Anna")
    async with sqlite.work() as work:
        await work.people.who("telegram", "2", "Bram")
        copy = file.with_name("copy.db")
        for end in ("", "-wal"):
            copy.with_name(copy.name + end).write_bytes(file.with_name(file.name + end).read_bytes())
    opened = sqlite3.connect(copy)
    assert opened.execute("SELECT name FROM people").fetchall() == [("Anna",)]
    assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    opened.close()


async def test_what_is_stored_beside_a_program_that_leaves_is_stored(sqlite: Database, file: Path) -> None:
    """Such as a backup: SQLite deletes the log when the last one leaves, and tells who is left by their locks. A
    process that opens and closes the file by other means loses its own."""
    async with sqlite.work() as work:
        await work.people.who("telegram", "1", "Anna")
    async with sqlite.read() as work:
        assert await work.people.anybody()
    assert await asyncio.to_thread(_elsewhere, file) == 1
    async with sqlite.work() as work:
        await work.people.who("telegram", "2", "Bram")
    assert await asyncio.to_thread(_elsewhere, file) == 2


def _elsewhere(file: Path) -> int:
    """How many people another process finds before it leaves."""
    asks = "SELECT count(*) FROM people"
    look = f"import sqlite3, sys; print(*sqlite3.connect(sys.argv[1]).execute({asks!r}).fetchone())"
    return int(subprocess.run([sys.executable, "-c", look, str(file)], check=True, capture_output=True).stdout)


async def test_a_turn_is_stored_with_few_statements_and_no_thread(sqlite: Database) -> None:
    """Handing each to a thread costs as much again (`python -m bench updates` has the figures)."""
    async with sqlite.work() as work:
        await work.people.who("telegram", "1", "Anna")
    done: list[int] = []

    def note(*_: object) -> None:
        done.append(threading.get_ident())

    event.listen(Engine, "before_cursor_execute", note)
    try:
        async with sqlite.work() as work:
            await work.inbox.first_time("telegram", "1")
            seen = await work.people.arrive("telegram", "1", "Anna", "1")
            await work.flows.put("telegram", "1", seen.person.id, "[1]")
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert done == [threading.get_ident()] * 3
