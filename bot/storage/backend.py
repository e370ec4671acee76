"""Where transactions come from: what every kind of database offers, and the choice by its URL."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Protocol, TypeVar

from sqlalchemy import Connection, make_url
from sqlalchemy.exc import ArgumentError

from bot.domain.errors import StorageError
from bot.storage.cipher import OPEN, Cipher
from bot.storage.link import Link

T = TypeVar("T")


class Backend(Protocol):
    """A database that gives out transactions. `file` is where it stands, for the kind that is one file; `cipher`
    is how it seals what people wrote."""

    @property
    def cipher(self) -> Cipher:
        """How what people wrote is sealed."""
        ...

    @property
    def file(self) -> Path | None:
        """The file, if it is one."""
        ...

    def write(self) -> AbstractAsyncContextManager[Link]:
        """A transaction that may change things: stored on leaving, undone on an error."""
        ...

    def read(self) -> AbstractAsyncContextManager[Link]:
        """A transaction that sees one moment and changes nothing."""
        ...

    async def apart(self, work: Callable[[Connection], T]) -> T:
        """Runs plain synchronous work in one writing transaction without holding up the event loop."""
        ...

    async def scrub(self) -> None:
        """Makes what was erased disappear from the files as well, as far as it is in our hands."""
        ...

    async def rewrite(self) -> None:
        """Writes the files anew, so that nothing stands in them that stood there before. Raises StorageError if
        somebody is in the way."""
        ...

    async def close(self) -> None:
        """Lets go of every connection."""
        ...


def backend_for(url: str, cipher: Cipher = OPEN) -> Backend:
    """The kind of database that a URL names. Raises StorageError for one that Kernbot cannot use."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        example = "sqlite:////var/lib/kernbot/kernbot.db or postgresql://user@host/name"
        raise StorageError("DATABASE_URL is no database URL.", f"Write one like {example}.") from error
    if parsed.drivername in ("sqlite", "sqlite+pysqlite"):
        from bot.storage.sqlite import InlineSqlite

        if not parsed.database or parsed.database == ":memory:":
            raise StorageError("A database in memory loses everything.", "Name a file: sqlite:////folder/name.db")
        return InlineSqlite(Path(parsed.database), cipher=cipher)
    if parsed.get_backend_name() in ("postgresql", "postgres"):
        from bot.storage.postgres import pooled

        return pooled(parsed, cipher)
    raise StorageError(
        f"Kernbot keeps its data in SQLite or Postgres, not in {parsed.drivername}.", "Change DATABASE_URL."
    )
