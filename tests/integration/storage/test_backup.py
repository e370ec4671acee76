"""Backups: of one moment while the work goes on, never over something else, and back again."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from bot.domain.errors import StorageError
from bot.domain.records import SpentToday
from bot.storage.database import Database
from bot.storage.postgres import Pooled
from tests.integration.storage.conftest import pooled
from tests.integration.storage.filling import DAY, Clock, fill, members


async def test_a_backup_under_load_is_of_one_moment(sqlite: Database, tmp_path: Path) -> None:
    """Every transaction adds one to two people at once: a mixture of moments would have them differ."""
    async with sqlite.work() as work:
        workspace, anna, bram = await members(work, "Waterkant", "1")
    copies = [tmp_path / f"{number}.db" for number in range(5)]
    stop = asyncio.Event()

    async def write() -> None:
        while not stop.is_set():
            async with sqlite.work() as work:
                quota = work.within(workspace).quota
                await quota.add(anna, DAY, SpentToday(1, 0, 0.0))
                await asyncio.sleep(0)
                await quota.add(bram, DAY, SpentToday(1, 0, 0.0))

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(write())
        for copy in copies:
            await asyncio.sleep(0.02)
            await sqlite.backup(copy)
        stop.set()
    seen = [column(copy, "SELECT generations FROM usage ORDER BY person_id") for copy in copies]
    assert all(first == second for first, second in seen)
    assert len({first for first, _ in seen}) == len(copies)
    assert {copy.stat().st_mode & 0o777 for copy in copies} == {0o600}
    assert names(tmp_path) == {"data", *(copy.name for copy in copies)}


def column(file: Path, question: str) -> list[object]:
    """The first column of an answer."""
    opened = sqlite3.connect(file)
    found = [row[0] for row in opened.execute(question)]
    opened.close()
    return found


def names(folder: Path) -> set[str]:
    """What is in a folder."""
    return {path.name for path in folder.iterdir()}


async def test_a_backup_replaces_nothing_unless_told(sqlite: Database, tmp_path: Path) -> None:
    there = tmp_path / "there.db"
    there.write_text("mine")
    with pytest.raises(StorageError, match="already"):
        await sqlite.backup(there)
    assert there.read_text() == "mine"
    await sqlite.backup(there, force=True)
    assert column(there, "PRAGMA integrity_check") == ["ok"]


async def test_what_was_backed_up_comes_back(sqlite: Database, second: Database, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    async with sqlite.work() as work:
        filled = await fill(work)
    await sqlite.backup(copy)
    async with sqlite.work() as work:
        await work.workspaces.erase(filled.workspace)
    with pytest.raises(StorageError, match="people's work"):
        await sqlite.restore(copy)
    await sqlite.restore(copy, force=True)
    for db in (sqlite, second):
        async with db.work() as work:
            assert (await work.within(filled.workspace).posts.get(filled.post.id)) == filled.post
    assert [problem async for problem in second.verify()] == []


async def test_a_backup_starts_a_new_installation(sqlite: Database, tmp_path: Path, clock: Clock) -> None:
    async with sqlite.work() as work:
        filled = await fill(work)
    await sqlite.backup(tmp_path / "copy.db")
    new = Database(f"sqlite:///{tmp_path}/elsewhere/kernbot.db", clock)
    await new.restore(tmp_path / "copy.db")
    async with new.read() as work:
        assert (await work.workspaces.get(filled.workspace)).brand.name == "Waterkant"
    await new.close()


@pytest.mark.parametrize("content", [None, b"", b"not a database", b"SQLite format 3\x00" + b"\x01" * 2000])
async def test_what_is_no_backup_is_refused(sqlite: Database, tmp_path: Path, content: bytes | None) -> None:
    wrong = tmp_path / "wrong.db"
    if content is not None:
        wrong.write_bytes(content)
    async with sqlite.work() as work:
        await work.people.who("telegram", "1", "Anna")
    with pytest.raises(StorageError):
        await sqlite.restore(wrong, force=True)
    async with sqlite.read() as work:
        assert await work.people.anybody()


async def test_for_postgres_its_own_tool_is_named(tmp_path: Path) -> None:
    backend: Pooled = pooled(tmp_path / "any.db")
    database = Database("", backend=backend)
    with pytest.raises(StorageError, match="pg_dump"):
        await database.backup(tmp_path / "copy.db")
    with pytest.raises(StorageError, match="pg_restore"):
        await database.restore(tmp_path / "copy.db")
    await database.close()
