"""Postgres, and any other database with an asynchronous driver, through a pool of connections."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from sqlalchemy import URL, Connection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.domain.errors import StorageError
from bot.storage.link import PooledLink

T = TypeVar("T")


def pooled(url: URL) -> Pooled:
    """A pool for a Postgres URL, with psycopg as driver if the URL names none. Raises StorageError without it."""
    if "+" not in url.drivername:
        url = url.set(drivername="postgresql+psycopg")
    try:
        return Pooled(create_async_engine(url, pool_pre_ping=True))
    except ModuleNotFoundError as error:
        raise StorageError(
            "The driver for Postgres is missing.", 'Install it: pip install "psycopg[binary]"'
        ) from error


class Pooled:
    """Transactions on connections from a pool; many processes may use the database at once."""

    file = None

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @asynccontextmanager
    async def write(self) -> AsyncIterator[PooledLink]:
        """A transaction of its own."""
        async with self._engine.begin() as connection:
            yield PooledLink(connection)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[PooledLink]:
        """One moment, for reading only."""
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        engine = self._engine.execution_options(**options) if self._engine.name == "postgresql" else self._engine
        async with engine.begin() as connection:
            yield PooledLink(connection)

    async def apart(self, work: Callable[[Connection], T]) -> T:
        """On a connection of its own."""
        async with self._engine.begin() as connection:
            return await connection.run_sync(work)

    async def scrub(self) -> None:
        """Postgres overwrites what was erased at its next vacuum."""

    async def close(self) -> None:
        """Lets the pool go."""
        await self._engine.dispose()
