"""Postgres, and any other database with an asynchronous driver, through a pool of connections."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, TypeVar
from weakref import WeakSet

from sqlalchemy import URL, Connection, event, text
from sqlalchemy.exc import TimeoutError as NoConnectionLeft
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.domain.errors import StorageError
from bot.storage.cipher import OPEN, Cipher, give
from bot.storage.faults import plainly
from bot.storage.link import PooledLink
from bot.storage.tables import metadata

T = TypeVar("T")


def pooled(url: URL, cipher: Cipher = OPEN) -> Pooled:
    """A pool for a Postgres URL, with psycopg as driver if the URL names none. Raises StorageError without it.

    Whatever the server is set to, a statement sees what was stored before it: our locks and conditional changes
    count on that, and nothing has to be done over because of others.
    """
    if "+" not in url.drivername:
        url = url.set(drivername="postgresql+psycopg")
    try:
        engine = create_async_engine(
            url,
            pool_size=POOL,
            max_overflow=MORE,
            pool_pre_ping=True,
            pool_timeout=PATIENCE,
            isolation_level="READ COMMITTED",
            connect_args=_reaching(url),
        )
        if engine.driver == "psycopg":
            event.listen(engine.sync_engine, "connect", _without_nul())
        return Pooled(engine, cipher)
    except ModuleNotFoundError as error:
        raise StorageError(
            "The driver for Postgres is missing.", 'Install it: pip install "psycopg[binary]"'
        ) from error


def _reaching(url: URL) -> Mapping[str, object]:
    """How a cable that is out is noticed. What the URL says itself stays."""
    if url.get_dialect().driver != "psycopg":
        return {}
    return {name: value for name, value in REACHING.items() if name not in url.query}


def _without_nul() -> Callable[[Any, object], None]:
    """Postgres refuses a text with a NUL in it, which people can paste anywhere: the sign is left out. JSON has it
    escaped, and keeps it."""
    from psycopg.types.string import StrDumperUnknown

    class WithoutNul(StrDumperUnknown):
        def dump(self, obj: str) -> Any:
            return super().dump(obj.replace("\0", ""))

    def connected(connection: Any, _: object) -> None:
        connection.adapters.register_dumper(str, WithoutNul)

    return connected


SCHEMA = "kernbot_jobs"
"""Where the engine of jobs has its tables (bot/jobs/seat.py)."""
POOL, MORE = 5, 10
"""Connections that are kept, and what comes on top while many want one."""
AT_ONCE = 12
"""Transactions at the same time. Those of the pool that are over are for what one of them opens besides itself."""
NEWCOMERS = 8
"""Transactions at the same time of tasks that had none before."""
IN_A_ROW = 60.0
"""Seconds to wait for one's turn: by then whoever asked looks elsewhere."""
PATIENCE = 10.0
"""Seconds to wait for a connection while all are in use, or for a lock that keeps a table from being rewritten."""
REACHING: Mapping[str, object] = {
    "connect_timeout": 10,
    "keepalives": 1,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""Seconds, and the last in milliseconds: after a cut of the network nobody says that a connection is gone, and
what was asked on it would wait for hours (postgresql.org/docs/current/libpq-connect.html)."""


class _Row:
    """Where transactions wait their turn, so that a crowd of five hundred waits and is not turned away.

    Tasks that had one before do not stand behind those that come new: what has begun is brought to an end, and
    what a process has to say to others in time is not held up by a crowd.
    """

    def __init__(self) -> None:
        self._all = asyncio.Semaphore(AT_ONCE)
        self._new = asyncio.Semaphore(NEWCOMERS)
        self._known: WeakSet[asyncio.Task[Any]] = WeakSet()
        self._inside: set[asyncio.Task[Any]] = set()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Waits. One inside another does not: its task would wait for itself. Raises NoConnectionLeft."""
        task = asyncio.current_task()
        if task is None or task in self._inside:
            yield
            return
        async with AsyncExitStack() as stack:
            try:
                async with asyncio.timeout(IN_A_ROW):
                    if task not in self._known:
                        await stack.enter_async_context(self._new)
                    await stack.enter_async_context(self._all)
            except TimeoutError as error:
                raise NoConnectionLeft from error
            self._known.add(task)
            self._inside.add(task)
            stack.callback(self._inside.discard, task)
            yield


class Pooled:
    """Transactions on connections from a pool; many processes may use the database at once."""

    file = None

    def __init__(self, engine: AsyncEngine, cipher: Cipher = OPEN) -> None:
        self.cipher = cipher
        self._engine = engine
        self._row = _Row()
        give(engine.sync_engine.dialect, cipher)

    @asynccontextmanager
    async def _begun(self, engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
        with plainly():
            async with self._row.turn(), engine.connect() as connection, connection.begin():
                yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[PooledLink]:
        """A transaction of its own."""
        async with self._begun(self._engine) as connection:
            yield PooledLink(connection)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[PooledLink]:
        """One moment, for reading only."""
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        engine = self._engine.execution_options(**options) if self._engine.name == "postgresql" else self._engine
        async with self._begun(engine) as connection:
            yield PooledLink(connection)

    async def apart(self, work: Callable[[Connection], T]) -> T:
        """On a connection of its own."""
        async with self._begun(self._engine) as connection:
            return await connection.run_sync(work)

    async def scrub(self) -> None:
        """Postgres overwrites what was erased at its next vacuum."""

    async def rewrite(self) -> None:
        """Writes every table anew, the engine's too. Each is out of reach for that long; raises StorageError if
        one stays in use."""
        if self._engine.name != "postgresql":
            return
        ours = [table.name for table in metadata.sorted_tables]
        theirs = text("SELECT tablename FROM pg_tables WHERE schemaname = :schema")
        with plainly():
            async with self._engine.connect() as connection:
                alone = await connection.execution_options(isolation_level="AUTOCOMMIT")
                await alone.execute(text(f"SET lock_timeout = {int(PATIENCE * 1000)}"))
                found = (await alone.execute(theirs, {"schema": SCHEMA})).scalars()
                for name in (*ours, *(f"{SCHEMA}.{each}" for each in found)):
                    await alone.execute(text(f"VACUUM (FULL) {name}"))
                await alone.execute(text("RESET lock_timeout"))

    async def close(self) -> None:
        """Lets the pool go."""
        await self._engine.dispose()
