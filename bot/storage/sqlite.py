"""SQLite: one file, one writer at a time, called on the spot.

Every other process (a backup, a second terminal) is waited for politely: with sleeps of the event loop, so that
no chat stands still because of it.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event

from bot.domain.errors import StorageError
from bot.storage.cipher import OPEN, Cipher, give
from bot.storage.faults import BUSY, plainly
from bot.storage.link import InlineLink, driver_of

T = TypeVar("T")

PATIENCE = 10.0
"""Seconds that another process may hold the database before we give up."""
_NAPS = (0.005, 0.01, 0.02, 0.05, 0.1)
_BUSY_MS = 20
"""How long SQLite itself waits, which holds up the event loop; the rest of the waiting is ours."""
CHECKPOINT_EVERY = 500
"""Transactions after which the write-ahead log goes into the file: done in a thread, as only that waits for the
disk."""
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = NORMAL",
    "foreign_keys = ON",
    "secure_delete = ON",
    "cache_size = -1000",  # kB for each of several connections: the system has the file in memory as well
)


class InlineSqlite:
    """A database in one file, for this process; others may use the file at the same moment."""

    def __init__(self, file: Path, patience: float = PATIENCE, cipher: Cipher = OPEN) -> None:
        self.cipher = cipher
        self._file = file
        self._patience = patience
        self._turn = asyncio.Lock()
        self._since_checkpoint = 0

    @property
    def file(self) -> Path:
        """The file."""
        return self._file

    @cached_property
    def _engine(self) -> Engine:
        make_private(self._file)
        return self._made(_BUSY_MS, "wal_autocheckpoint = 0")

    @cached_property
    def _reading(self) -> Engine:
        make_private(self._file)
        return self._made(_BUSY_MS, "query_only = ON")

    @cached_property
    def _waiting(self) -> Engine:
        make_private(self._file)
        return self._made(int(self._patience * 1000))

    def _made(self, busy_ms: int, *pragmas: str) -> Engine:
        engine = _engine(self._file, busy_ms, *pragmas)
        give(engine.dialect, self.cipher)
        return engine

    @cached_property
    def _writer(self) -> Connection:
        return self._engine.connect()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[InlineLink]:
        """The one writing transaction of this process; others of it wait their turn."""
        async with self._turn:
            with plainly():
                await self._begin()
                with self._writer.begin():
                    yield InlineLink(self._writer)
            self._since_checkpoint += 1
            if self._since_checkpoint >= CHECKPOINT_EVERY:
                with suppress(StorageError):  # what was to be stored is: a disk that is full now can wait
                    await self._checkpoint("PASSIVE")

    async def _begin(self) -> None:
        """Takes the write lock at once: a transaction that reads first and writes later could not be retried."""
        driver = driver_of(self._writer)
        naps = _naps(self._patience)
        while True:
            try:
                driver.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
                nap = next(naps, None)
                if nap is None:
                    raise StorageError(*BUSY) from error
            await asyncio.sleep(nap)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[InlineLink]:
        """A view of one moment, beside whoever writes."""
        with plainly(), self._reading.connect() as connection:
            driver_of(connection).execute("BEGIN")
            with connection.begin():
                yield InlineLink(connection)

    async def apart(self, work: Callable[[Connection], T]) -> T:
        """In a thread, on a connection of its own."""

        def run() -> T:
            with plainly(), self._waiting.connect() as connection, _immediate(connection):
                return work(connection)

        async with self._turn:
            return await asyncio.to_thread(run)

    async def scrub(self) -> None:
        """Erased rows are overwritten in the file (secure_delete); here the log that still has them is emptied."""
        async with self._turn:
            await self._checkpoint("TRUNCATE")

    async def rewrite(self) -> None:
        """Writes the file anew and empties the log. Raises StorageError while somebody reads or writes."""

        def run() -> None:
            with plainly(), self._waiting.connect() as connection:
                driver_of(connection).execute("VACUUM").close()

        async with self._turn:
            await asyncio.to_thread(run)
            until = time.monotonic() + self._patience
            # SQLite waits for readers and writers itself, and not at all for who moves the log at the same moment.
            while not await self._checkpoint("TRUNCATE"):
                if time.monotonic() > until:
                    raise StorageError(*BUSY)
                await asyncio.sleep(_NAPS[-1])

    async def _checkpoint(self, mode: str) -> bool:
        """False while somebody is in the way."""

        def run() -> bool:
            with plainly(), self._waiting.connect() as connection:
                busy, *_ = driver_of(connection).execute(f"PRAGMA wal_checkpoint({mode})").fetchone()
                return not busy

        self._since_checkpoint = 0
        return await asyncio.to_thread(run)

    async def close(self) -> None:
        """The last connection to go moves the log into the file."""
        if "_writer" in self.__dict__:
            self._writer.close()
        for name in ("_writer", "_engine", "_reading", "_waiting"):
            held = self.__dict__.pop(name, None)
            if isinstance(held, Engine):
                held.dispose()


def _engine(file: Path, busy_ms: int, *pragmas: str) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(file)), max_overflow=-1)

    def configure(driver: sqlite3.Connection, _: object) -> None:
        driver.isolation_level = None  # transactions begin where we say so
        for pragma in (f"busy_timeout = {busy_ms}", *_PRAGMAS, *pragmas):
            _set(driver, pragma, busy_ms / 1000)

    event.listen(engine, "connect", configure)
    return engine


def _set(driver: sqlite3.Connection, pragma: str, seconds: float) -> None:
    """SQLite does not wait by itself while another process turns a new file to its write-ahead log."""
    until = time.monotonic() + seconds
    while True:
        try:
            driver.execute(f"PRAGMA {pragma}").close()
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(_NAPS[0])


@contextmanager
def _immediate(connection: Connection) -> Iterator[None]:
    driver_of(connection).execute("BEGIN IMMEDIATE")
    with connection.begin():
        yield


def _naps(patience: float) -> Iterator[float]:
    spent = 0.0
    steps = iter(_NAPS)
    nap = 0.0
    while spent < patience:
        nap = next(steps, nap)
        spent += nap + _BUSY_MS / 1000
        yield nap


def make_private(file: Path) -> None:
    """The folder and the file, for nobody but this user; what is there already keeps its mode.

    A file that is there is never opened: closing it again would take away every lock that this process has on it,
    and another one that leaves would then delete the log under its hands (sqlite.org/howtocorrupt.html, 2.2).
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(FileExistsError):
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise StorageError(
            f"{file} cannot be opened: {error.strerror}.", "Set DATA_DIR to a folder of yours."
        ) from error
