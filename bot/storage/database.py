"""The database as the rest of the program sees it: transactions, upgrade, upkeep."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.keeping import Problem
from bot.storage import backup, verify
from bot.storage.backend import Backend, backend_for
from bot.storage.cipher import OPEN, Cipher
from bot.storage.work import Work

if TYPE_CHECKING:
    from bot.storage.copy import Copied
    from bot.storage.rotate import Done

__all__ = ["Database", "Work"]


def utc_now() -> datetime:
    """The clock, for whoever gives no other."""
    return datetime.fromtimestamp(time.time(), UTC)


class Database:
    """Where everything is kept. `clock` gives the times that are stored: one for each transaction; with a `cipher`
    what people wrote is encrypted."""

    def __init__(
        self,
        url: str,
        clock: Callable[[], datetime] = utc_now,
        backend: Backend | None = None,
        cipher: Cipher = OPEN,
    ) -> None:
        self._backend = backend or backend_for(url, cipher)
        self._clock = clock

    @property
    def file(self) -> Path | None:
        """The file that it is, if it is one."""
        return self._backend.file

    async def upgrade(self) -> None:
        """Makes the tables, or brings them up to date. Raises StorageError for a database of a newer Kernbot, and
        for one that needs another key."""
        from bot.storage.migrate import upgrade

        await upgrade(self._backend, self._clock())

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        """One transaction: stored on leaving, undone on an error.

        On SQLite there is one at a time: whoever waits inside for something slow (a model, a front) makes
        everybody wait.
        """
        async with self._backend.write() as link:
            work = Work(link, self._clock())
            yield work
        if work.erased:
            await self._backend.scrub()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Work]:
        """A view of one moment that changes nothing: for boards, exports and whatever takes longer."""
        async with self._backend.read() as link:
            yield Work(link, self._clock())

    async def verify(self) -> AsyncIterator[Problem]:
        """Goes through all versions and their record, a few at a time; yields what does not agree. Raises
        StorageError for a database that is not there or not up to date."""
        from bot.storage.migrate import check

        await check(self._backend)
        async for problem in verify.problems(self._backend):
            yield problem

    async def encrypt(self) -> AsyncIterator[Done]:
        """Encrypts everything with the first key, what older keys encrypted too; yields how far it is. May be
        broken off and begun again, and others may work meanwhile if they have the same keys. Raises
        StorageError."""
        from bot.storage import rotate

        await self.upgrade()
        async for done in rotate.encrypt(self._backend):
            yield done

    async def decrypt(self) -> AsyncIterator[Done]:
        """Stores everything as it was written; yields how far it is. Raises StorageError while somebody goes on
        encrypting."""
        from bot.storage import rotate

        await self.upgrade()
        async for done in rotate.decrypt(self._backend):
            yield done

    async def copy_to(self, other: Database) -> AsyncIterator[Copied]:
        """Copies everything into an empty database, which gets its tables first; yields how far it is. Others may
        go on working here: what they store from now on is not in it. Raises StorageError."""
        from bot.storage import copy
        from bot.storage.migrate import check

        await check(self._backend)
        await other.upgrade()
        async for copied in copy.copy(self._backend, other._backend):
            yield copied

    async def backup(self, file: Path, force: bool = False) -> None:
        """Copies everything to a file while the work goes on. Raises StorageError; see bot/storage/backup.py."""
        await backup.backup(self._backend, file, force)

    async def restore(self, file: Path, force: bool = False) -> None:
        """Puts a backup in the place of what is here. Raises StorageError; see bot/storage/backup.py."""
        await backup.restore(self._backend, file, force)
        await self.upgrade()

    async def close(self) -> None:
        """Lets go of every connection."""
        await self._backend.close()
