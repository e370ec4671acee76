"""A database for each test: SQLite as it is used, the same tables behind an asynchronous driver, which is the way
to Postgres, and Postgres itself (`make test-postgres`)."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage.backend import Backend, backend_for
from bot.storage.cipher import OPEN, Cipher
from bot.storage.database import Database
from bot.storage.postgres import Pooled
from bot.storage.sqlite import InlineSqlite
from tests.integration.storage.filling import Clock

Opens = Callable[[Cipher], Database]
"""The database of a test with these keys."""


def pooled(file: Path, cipher: Cipher = OPEN) -> Pooled:
    """SQLite behind aiosqlite: the code of Postgres without a server."""
    engine = create_async_engine(f"sqlite+aiosqlite:///{file}")

    def configure(driver: Any, _: object) -> None:
        driver.isolation_level = None
        cursor = driver.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    event.listen(engine.sync_engine, "connect", configure)
    event.listen(engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return Pooled(engine, cipher)


@pytest.fixture
def clock() -> Clock:
    """Nine in the morning."""
    return Clock()


@pytest.fixture(scope="session")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with tables and nothing in them, made once: running the migrations takes a while."""
    file = tmp_path_factory.mktemp("upgraded") / "kernbot.db"

    async def upgrade() -> None:
        database = Database(f"sqlite:///{file}")
        await database.upgrade()
        await database.close()

    asyncio.run(upgrade())
    return file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the database of this test stands."""
    return tmp_path / "data" / "kernbot.db"


@pytest.fixture
def empty(upgraded: Path, file: Path) -> Path:
    """The same, with the tables in it."""
    file.parent.mkdir(mode=0o700)
    shutil.copy(upgraded, file)
    return file


@pytest.fixture(params=["inline", "pooled", pytest.param("postgres", marks=pytest.mark.postgres)])
def backend(request: pytest.FixtureRequest) -> Backend:
    """Every way of reaching a database with nothing in its tables."""
    if request.param == "postgres":
        return backend_for(request.getfixturevalue("url"))
    empty = request.getfixturevalue("empty")
    return pooled(empty) if request.param == "pooled" else InlineSqlite(empty)


@pytest.fixture
async def db(backend: Backend, clock: Clock) -> AsyncIterator[Database]:
    """An empty database, whichever it is."""
    made = Database("", clock, backend)
    yield made
    await made.close()


@pytest.fixture
async def opens(backend_with: Callable[[Cipher], Backend], clock: Clock) -> AsyncIterator[Opens]:
    """Opens the database that a test has its `backend_with` for, as another process with other keys would."""
    made: list[Database] = []

    def with_keys(cipher: Cipher) -> Database:
        made.append(Database("", clock, backend_with(cipher)))
        return made[-1]

    yield with_keys
    for one in made:
        await one.close()


@pytest.fixture
async def sqlite(empty: Path, clock: Clock) -> AsyncIterator[Database]:
    """An empty SQLite database as it is used."""
    made = Database(f"sqlite:///{empty}", clock)
    yield made
    await made.close()


@pytest.fixture
async def second(sqlite: Database, file: Path, clock: Clock) -> AsyncIterator[Database]:
    """Another process with the same file, as far as SQLite can tell."""
    made = Database(f"sqlite:///{file}", clock)
    yield made
    await made.close()
