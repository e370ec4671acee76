"""What goes wrong below us, in words for whoever has to do something about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from bot.domain.errors import StorageError

Said = tuple[str, str]

BUSY: Said = ("Another program keeps the database busy.", "Try again in a moment.")
_FULL: Said = (
    "The disk of the database is full.",
    "Nothing of this was stored. Make room, then do it again.",
)
_DISK: Said = (
    "The disk of the database cannot be read or written.",
    "Nothing of this was stored. Look at the disk.",
)
_DAMAGED: Said = ("The database file is damaged.", "Stop Kernbot, and restore a backup: kernbot db restore FILE")
_GONE: Said = ("The database cannot be reached.", "See that it runs, and check DATABASE_URL.")
_CROWDED: Said = (
    "Every connection to the database is in use.",
    "Try again in a moment. If it stays, run fewer processes, or let the server take more connections.",
)
_NO_MORE: Said = (
    "The database server gives out no more connections: all of its max_connections are in use.",
    "Raise max_connections of the server, or run fewer processes; docs/scale.md counts what each may open.",
)
_CLASHED: Said = ("Somebody else changed the same at this moment.", "Do it again.")

_SQLITE: Mapping[int, Said] = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR: _DISK,
    sqlite3.SQLITE_READONLY: _DISK,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRES: Mapping[str, Said] = {
    "53100": _FULL,
    "53300": _NO_MORE,
    "40001": _CLASHED,
    "40P01": _CLASHED,
    "55P03": BUSY,
    "58030": _DISK,
}

_NO_SLOT = ("too many clients", "connection slots")
"""How a server refuses a connection; of what is said before there is one, psycopg passes on the words alone."""


@contextmanager
def plainly() -> Iterator[None]:
    """Raises StorageError for what is no fault of the program: a full disk, a server that is gone, no connection
    left. Everything else goes through."""
    try:
        yield
    except NoConnectionLeft as error:
        raise StorageError(*_CROWDED) from error
    except (DBAPIError, sqlite3.Error) as error:
        said = _said(error)
        if said is None:
            raise
        raise StorageError(*said) from error


def _said(error: DBAPIError | sqlite3.Error) -> Said | None:
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0)  # the library's own errors have none
        return _SQLITE.get(code & 0xFF)
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return _GONE
    state = getattr(cause, "sqlstate", None) or ""
    if state in _POSTGRES:
        return _POSTGRES[state]
    if isinstance(error, OperationalError):
        return unreached(cause)
    return None


def unreached(error: BaseException | None) -> Said:
    """Why there is no connection, by what a driver raised."""
    return _NO_MORE if any(words in str(error) for words in _NO_SLOT) else _GONE
