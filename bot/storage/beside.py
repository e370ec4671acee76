"""What the engine of jobs keeps beside our tables (bot/jobs): requests and replies, sealed with the same keys. Its
tables are its own affair; here their texts are found by where the engine puts values.

It is gone through like our own tables: while the engine is at work, and again from where it was.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import text

from bot.storage.cells import BATCH
from bot.storage.cipher import MARK, Cipher
from bot.storage.postgres import SCHEMA
from bot.storage.sqlite import InlineSqlite

if TYPE_CHECKING:
    from bot.storage.backend import Backend
    from bot.storage.link import Link

FILES = "{stem}.*-jobs.db"
"""Of the engine, on SQLite: they stand beside the file of the database."""
WRITTEN_BY_US = "kernbot_json"
"""How the engine marks a value that went through our serializer."""
_VALUES = ("inputs", "output", "error", "message", "value")
_FLOWS = "workflow_status"
_MARKED = "serialization"


class _Place(NamedTuple):
    """A column of the engine: its table, and which rows are ours."""

    table: str
    column: str
    ours: str
    row: str
    locked: str


@asynccontextmanager
async def engines(backend: Backend) -> AsyncIterator[list[Backend]]:
    """The databases that the engine has: files of its own, or a part of ours."""
    file = backend.file
    if file is None:
        yield [backend]
        return
    found = [
        InlineSqlite(each, cipher=backend.cipher)
        for each in sorted(file.parent.glob(FILES.format(stem=file.stem)))
    ]
    try:
        yield list(found)
    finally:
        for each in found:
            await each.close()


async def seal_all(engine: Backend, target: Cipher) -> AsyncIterator[int]:
    """How many values were sealed or opened, a batch at a time."""
    async with engine.read() as link:
        places = await _places(link)
    for place in places:
        while True:
            async with engine.write() as link:
                done = await _batch(link, place, engine.cipher, target)
            if not done:
                break
            yield done


async def left(engine: Backend, target: Cipher) -> int:
    """How many values are not as they should be."""
    count = 0
    async with engine.read() as link:
        for place in await _places(link):
            wrong = f"SELECT count(*) FROM {place.table} WHERE {_wrong(place, target)}"
            count += int((await link.execute(text(wrong), _heads(target))).scalar_one())
    return count


async def _batch(link: Link, place: _Place, cipher: Cipher, target: Cipher) -> int:
    found = (
        f"SELECT {place.row} AS place, {place.column} AS stored FROM {place.table} WHERE {_wrong(place, target)} "
        f"LIMIT {BATCH} {place.locked}"
    )
    rows = (await link.execute(text(found), _heads(target))).all()
    change = text(f"UPDATE {place.table} SET {place.column} = :new WHERE {place.row} = :row")
    for one in rows:
        values = {"row": one.place, "new": target.seal(cipher.unseal(one.stored))}
        await link.execute(change, values)
    return len(rows)


def _wrong(place: _Place, target: Cipher) -> str:
    right = f"substr({place.column}, 1, length(CAST(:head AS text))) = :head"
    sealed = f"substr({place.column}, 1, length(CAST(:mark AS text))) = :mark"
    return f"NOT {right} AND ({sealed} OR {place.ours})" if target.ids else f"{sealed} AND NOT {right}"


def _heads(target: Cipher) -> dict[str, str]:
    return {"head": target.head, "mark": MARK}


async def _places(link: Link) -> list[_Place]:
    columns: dict[str, list[str]] = {}
    for table, column in await _columns(link):
        columns.setdefault(table, []).append(column)
    if _FLOWS not in columns:
        return []
    return [place for table, names in columns.items() for place in _of(table, names, link.dialect)]


async def _columns(link: Link) -> list[tuple[str, str]]:
    if link.dialect == "sqlite":
        source = "sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'"
        asked = f"SELECT m.name AS holder, c.name AS part FROM {source}"
    else:
        source = f"information_schema.columns WHERE table_schema = '{SCHEMA}'"
        asked = f"SELECT table_name AS holder, column_name AS part FROM {source}"
    return [(row.holder, row.part) for row in await link.execute(text(asked))]


def _of(table: str, names: list[str], dialect: str) -> Iterator[_Place]:
    before, row, locked = (
        ("", "rowid", "") if dialect == "sqlite" else (f"{SCHEMA}.", "ctid", "FOR UPDATE SKIP LOCKED")
    )
    ours = f"{_MARKED} = '{WRITTEN_BY_US}'"
    if _MARKED not in names:
        if "workflow_uuid" not in names:
            return
        ours = f"workflow_uuid IN (SELECT workflow_uuid FROM {before}{_FLOWS} WHERE {ours})"
    for column in _VALUES:
        if column in names:
            yield _Place(f"{before}{table}", column, ours, row, locked)
