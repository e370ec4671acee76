"""A database for each test: SQLite as it is used, and the same tables behind an asynchronous driver, which is the
way to Postgres."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage.database import Database
from bot.storage.postgres import Pooled
from tests.integration.storage.filling import Clock


def pooled(file: Path) -> Pooled:
    """SQLite behind aiosqlite: the code of Postgres without a server."""
    engine = create_async_engine(f"sqlite+aiosqlite:///{file}")

    def configure(driver: Any, _: object) -> None:
        driver.isolation_level = None
        cursor = driver.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    event.listen(engine.sync_engine, "connect", configure)
    event.listen(engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return Pooled(engine)


@pytest.fixture
def clock() -> Clock:
    """Nine in the morning."""
    return Clock()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the database of this test stands."""
    return tmp_path / "data" / "kernbot.db"


@pytest.fixture(params=["inline", "pooled"])
async def db(request: pytest.FixtureRequest, file: Path, clock: Clock) -> AsyncIterator[Database]:
    """An empty database, in both ways of reaching one."""
    if request.param == "pooled":
        file.parent.mkdir()
    backend = pooled(file) if request.param == "pooled" else None
    made = Database(f"sqlite:///{file}", clock, backend)
    await made.upgrade()
    yield made
    await made.close()


@pytest.fixture
async def sqlite(file: Path, clock: Clock) -> AsyncIterator[Database]:
    """An empty SQLite database as it is used."""
    made = Database(f"sqlite:///{file}", clock)
    await made.upgrade()
    yield made
    await made.close()


@pytest.fixture
async def second(sqlite: Database, file: Path, clock: Clock) -> AsyncIterator[Database]:
    """Another process with the same file, as far as SQLite can tell."""
    made = Database(f"sqlite:///{file}", clock)
    yield made
    await made.close()
