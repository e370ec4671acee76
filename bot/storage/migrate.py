"""Brings the tables up to date with the migrations that are shipped beside this module."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from bot.domain.errors import StorageError
from bot.storage import seals

if TYPE_CHECKING:
    from bot.storage.backend import Backend

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0010"
"""The last migration: a database that is there already costs one question, and no import of alembic."""
_LOCK = 7_305_401
"""Any number, the same for every process: on Postgres one of them migrates and the others wait."""


async def upgrade(backend: Backend, now: datetime) -> None:
    """Runs what is missing, all in one transaction, and sees that the keys of the database are here. Raises
    StorageError for a database of a newer Kernbot, and for one that needs another key."""

    def work(connection: Connection) -> None:
        _upgrade(connection)
        seals.admit(connection, backend.cipher, now)

    await backend.apart(work)


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    if version(connection) == HEAD:
        return
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StorageError(
            "The database was made by a newer Kernbot, or by another program.",
            "Update Kernbot, or restore a backup of this version.",
        ) from error


async def check(backend: Backend) -> None:
    """Raises StorageError for a database that is not there, whose tables are not up to date, or that needs another
    key."""
    if backend.file is not None and not backend.file.exists():
        raise StorageError(f"There is no database at {backend.file} yet.", "`kernbot chat` or `run` makes one.")
    if await backend.apart(version) != HEAD:
        raise StorageError("The tables are not up to date.", "Run `kernbot db upgrade` first.")
    await backend.apart(lambda connection: seals.compare(connection, backend.cipher))


def version(connection: Connection) -> str | None:
    """The last migration that a database has had; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)
