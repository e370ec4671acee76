"""Copies of an SQLite database while it is in use, and the way back. Postgres has tools of its own for that."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.errors import StorageError
from bot.storage.cipher import Cipher, refuse
from bot.storage.faults import plainly
from bot.storage.sqlite import PATIENCE, make_private

if TYPE_CHECKING:
    from bot.storage.backend import Backend


WRITTEN = "Name a file that `kernbot db backup` wrote."


async def backup(backend: Backend, file: Path, force: bool = False) -> None:
    """A copy of one moment; nobody has to stop working. Raises StorageError where a file is there already (unless
    `force`), and for a database that is not SQLite."""
    source = _file(backend, "pg_dump --format=custom --file=FILE URL")
    await asyncio.to_thread(_backup, source, file, force)


async def restore(backend: Backend, file: Path, force: bool = False) -> None:
    """Everything that is here makes place for what is in a backup. Raises StorageError where people are known
    already (unless `force`: what was there is then kept beside it as `<name>.before-restore`), for a file that is
    no sound backup, and for a database that is not SQLite."""
    target = _file(backend, "pg_restore --clean --dbname=URL FILE")
    await asyncio.to_thread(_check, file, backend.cipher)
    if await asyncio.to_thread(_in_use, target):
        kept = target.with_name(f"{target.name}.before-restore")
        if not force:
            raise StorageError(f"{target} holds people's work.", f"--force replaces it, and keeps it as {kept}.")
        await asyncio.to_thread(_backup, target, kept, True)
    await asyncio.to_thread(_restore, file, target)


def _file(backend: Backend, instead: str) -> Path:
    if backend.file is None:
        raise StorageError("Kernbot copies SQLite databases only.", f"For Postgres use its own tool: {instead}")
    return backend.file


def _backup(source: Path, file: Path, force: bool) -> None:
    """Into a file beside it first: a backup that was broken off replaces nothing."""
    if file.exists() and not force:
        raise StorageError(f"{file} is there already.", "Name another file, or use --force.")
    if not source.exists():
        raise StorageError(f"There is no database at {source} yet.", "`kernbot chat` or `run` makes one.")
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    make_private(part)
    try:
        with closing(_connect(source)) as old, closing(_connect(part)) as new:
            _copy(old, new)
            new.execute("PRAGMA journal_mode = DELETE").close()  # one file, without a log beside it
        part.replace(file)
    except sqlite3.OperationalError as error:
        raise StorageError(f"{file} cannot be written: {error}.", "Is there room on that disk?") from error
    finally:
        part.unlink(missing_ok=True)


def _restore(file: Path, target: Path) -> None:
    """Through SQLite itself, so that other processes with the database open see the change and no mixture."""
    make_private(target)
    with plainly(), closing(_connect(file)) as old, closing(_connect(target)) as new:
        new.execute("PRAGMA journal_mode = WAL").close()
        _copy(old, new)


def _copy(old: sqlite3.Connection, new: sqlite3.Connection) -> None:
    until = time.monotonic() + PATIENCE

    def progress(status: int, _left: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            raise StorageError("Another program keeps the database busy.", "Try again in a moment.")

    old.backup(new, pages=-1, progress=progress, sleep=0.05)


def _check(file: Path, cipher: Cipher) -> None:
    """A backup of Kernbot that is whole, and that these keys open."""
    if not file.is_file():
        raise StorageError(f"There is no file {file}.", WRITTEN)
    try:
        with closing(_connect(file)) as opened:
            (sound,) = opened.execute("PRAGMA integrity_check").fetchone()
            ours = opened.execute("SELECT count(*) FROM alembic_version").fetchone()
            sealed = opened.execute("SELECT 1 FROM sqlite_master WHERE name = 'seals'").fetchone()
            keys = [key for (key,) in opened.execute("SELECT key FROM seals")] if sealed else []
    except sqlite3.DatabaseError as error:
        raise StorageError(f"{file} is no backup of Kernbot.", WRITTEN) from error
    if sound != "ok" or not ours[0]:
        raise StorageError(f"{file} is damaged: {sound}.", "Take an older backup.")
    refuse(keys, cipher)


def _in_use(target: Path) -> bool:
    if not target.exists():
        return False
    with closing(_connect(target)) as opened:
        tables = opened.execute("SELECT count(*) FROM sqlite_master WHERE name = 'people'").fetchone()
        return bool(tables[0] and opened.execute("SELECT 1 FROM people LIMIT 1").fetchone())


def _connect(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)
