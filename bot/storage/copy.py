"""Copies one database into another, SQLite to Postgres first of all: everything, under the same ids, or nothing.

The one is read as it was at one moment, whoever works with it; the other gets it in one transaction. What is
encrypted there is encrypted anew here, with the key of now.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Insert,
    Select,
    Table,
    bindparam,
    func,
    insert,
    select,
    text,
    type_coerce,
    update,
)
from sqlalchemy.exc import DBAPIError

from bot.domain.errors import StorageError
from bot.storage.cells import Key, beyond, key_of
from bot.storage.columns import Json, Words
from bot.storage.tables import metadata
from bot.storage.tables.upkeep import seals
from bot.storage.tables.working import jobs

if TYPE_CHECKING:
    from bot.storage.backend import Backend
    from bot.storage.link import Link

BATCH = 500
_OURS = tuple(each for each in metadata.sorted_tables if each is not seals)
"""Of keys each database has its own list."""


class Copied(NamedTuple):
    """A table that is on its way: rows that are there, of how many."""

    table: str
    rows: int
    of: int


async def copy(source: Backend, target: Backend) -> AsyncIterator[Copied]:
    """Copies everything; both have the tables of now, the target nothing in them. A job that runs here waits
    there: its engine stays behind. Raises StorageError, and then nothing was copied."""
    async with source.read() as here, target.write() as there:
        await _refuse_full(there)
        for each in _OURS:
            total = await _count(here, each)
            done = 0
            async for rows in _rows(here, there, each):
                done += rows
                yield Copied(each.name, done, total)
            if await _count(there, each) != total:
                raise StorageError(f"Not every row of {each.name} arrived.", "Nothing was copied. Try again.")
            await _go_on_counting(here, there, each)
        await there.execute(update(jobs).where(jobs.c.state == "running").values(state="waiting"))


async def _refuse_full(there: Link) -> None:
    for each in _OURS:
        if (await there.execute(select(*each.primary_key).limit(1))).first() is not None:
            raise StorageError(
                f"There is something in the database already (in {each.name}).",
                "Copy into an empty one: nothing is mixed or written over.",
            )


async def _rows(here: Link, there: Link, each: Table) -> AsyncIterator[int]:
    """How many were copied, a batch at a time."""
    new = _insert(each)
    last: Key | None = None
    while batch := (await here.execute(_page(each, last))).all():
        last = key_of(each, batch[-1])
        try:
            await there.execute(new, [dict(row._mapping) for row in batch])
        except DBAPIError as error:
            raise StorageError(
                f"A row of {each.name} does not fit ({type(error.orig).__name__}), "
                f"between {key_of(each, batch[0])} and {last}.",
                "Nothing was copied. `kernbot db verify` on the old database may say more.",
            ) from error
        yield len(batch)


def _page(each: Table, after: Key | None) -> Select[Any]:
    keys = list(each.primary_key)
    found = select(*(_as_words(column) for column in each.columns)).order_by(*keys).limit(BATCH)
    return found if after is None else found.where(beyond(keys, after))


def _as_words(column: Any) -> ColumnElement[Any]:
    """JSON as the text that it is: a row that no model accepts any more is copied like the rest."""
    return type_coerce(column, Words()).label(column.name) if isinstance(column.type, Json) else column


def _insert(each: Table) -> Insert:
    words = {
        column: bindparam(column.name, type_=Words() if isinstance(column.type, Json) else column.type)
        for column in each.columns
    }
    return insert(each).values(words)


async def _count(link: Link, each: Table) -> int:
    return int((await link.execute(select(func.count()).select_from(each))).scalar_one())


async def _go_on_counting(here: Link, there: Link, each: Table) -> None:
    """An id that was given out is never given out again, also when its row is gone."""
    if "id" not in each.c:
        return
    last = await _last_id(here, each)
    if last and there.dialect == "postgresql":
        sequence = func.pg_get_serial_sequence(each.name, "id")
        await there.execute(select(func.setval(sequence, last)))
    elif last:
        made = {"name": each.name, "last": last}
        await there.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": each.name})
        await there.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), made)


async def _last_id(link: Link, each: Table) -> int:
    highest = (await link.execute(select(func.max(each.c.id)))).scalar() or 0
    if link.dialect == "postgresql":
        name = (await link.execute(select(func.pg_get_serial_sequence(each.name, "id")))).scalar_one()
        state = await link.execute(text(f"SELECT last_value, is_called FROM {name}"))
        row = state.mappings().one()
        return max(highest, row["last_value"] if row["is_called"] else 0)
    given = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
    return max(highest, (await link.execute(given, {"name": each.name})).scalar() or 0)
