"""Goes through everything that can be sealed: seals it with the key of now, or opens it for good.

It goes a few rows at a time, in a transaction of their own. Whoever works with the database meanwhile reads old
and new alike, and what was broken off goes on where it was: a row that is as it should be is not touched.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Table, Update, and_, bindparam, delete, func, or_, select, update

from bot.domain.errors import StorageError
from bot.storage import beside
from bot.storage.cells import Key, begins, key_of, page, place, raw, sealed_columns, sealed_tables
from bot.storage.cipher import MARK, OPEN, VARIABLE, Cipher
from bot.storage.tables.upkeep import seals

if TYPE_CHECKING:
    from bot.storage.backend import Backend
    from bot.storage.link import Link

ROUNDS = 20
PAUSE = 0.2
"""Rows that somebody holds are left for the next round, so many seconds later."""


class Done(NamedTuple):
    """Rows, and values of the engine, that are as they should be, of those that were not."""

    rows: int
    of: int


async def encrypt(backend: Backend) -> AsyncIterator[Done]:
    """Seals everything with the first key: what stands there plain, and what older keys sealed. Raises
    StorageError without a key."""
    if not backend.cipher.ids:
        raise StorageError("There is no key to encrypt with.", f"`kernbot db key` makes one, for {VARIABLE}.")
    async for done in _everything(backend, backend.cipher):
        yield done


async def decrypt(backend: Backend) -> AsyncIterator[Done]:
    """Stores everything as it was written."""
    async for done in _everything(backend, OPEN):
        yield done


async def _everything(backend: Backend, target: Cipher) -> AsyncIterator[Done]:
    async with beside.engines(backend) as engines:
        async with backend.read() as link:
            total = await _left(link, target)
        total += sum([await beside.left(each, target) for each in engines])
        done = 0
        yield Done(0, total)
        for _ in range(ROUNDS):
            async for rows in _round(backend, engines, target):
                done += rows
                yield Done(done, max(done, total))
            if await _settled(backend, engines, target):
                for each in {id(one): one for one in (backend, *engines)}.values():
                    await each.rewrite()
                return
            await asyncio.sleep(PAUSE)
        raise StorageError(
            "Something still writes with another key, or without one.",
            "Start every Kernbot on this database again with the same keys, then run this once more.",
        )


async def _round(backend: Backend, engines: Sequence[Backend], target: Cipher) -> AsyncIterator[int]:
    for table in sealed_tables():
        async for rows in _through(backend, table, target):
            yield rows
    for each in engines:
        async for values in beside.seal_all(each, target):
            yield values


async def _through(backend: Backend, table: Table, target: Cipher) -> AsyncIterator[int]:
    """How many rows were changed, a batch at a time."""
    last: Key | None = None
    while True:
        # Whom we would wait for could wait for us. Rows that only refer to these go on being stored.
        found = page(table, _wrong(table, target), last).with_for_update(skip_locked=True, key_share=True)
        async with backend.write() as link:
            rows = (await link.execute(found)).all()
            for row in rows:
                await link.execute(_change(table), _changed(table, row, backend.cipher, target))
        if not rows:
            return
        last = key_of(table, rows[-1])
        yield len(rows)


def _wrong(table: Table, target: Cipher) -> ColumnElement[bool]:
    """The rows in which something is not as the target would have it."""
    return or_(*_wrongs(table, target))


def _wrongs(table: Table, target: Cipher) -> Iterator[ColumnElement[bool]]:
    for column in sealed_columns(table):
        right = begins(column, target.head)
        yield and_(column.is_not(None) if target.ids else begins(column, MARK), ~right)


def _change(table: Table) -> Update:
    same = (key == bindparam(f"at_{key.name}") for key in table.primary_key)
    new = {column: bindparam(f"new_{column.name}", type_=raw(column).type) for column in sealed_columns(table)}
    return update(table).where(*same).values(new)


def _changed(table: Table, row: Row[Any], cipher: Cipher, target: Cipher) -> dict[str, Any]:
    values = {f"at_{key.name}": getattr(row, key.name) for key in table.primary_key}
    for column in sealed_columns(table):
        try:
            values[f"new_{column.name}"] = _anew(getattr(row, column.name), cipher, target)
        except StorageError as error:
            raise StorageError(f"{place(table, row, column)}: {error.what}", error.next_step) from error
    return values


def _anew(stored: Any, cipher: Cipher, target: Cipher) -> Any:
    if isinstance(stored, bytes):
        right = stored.startswith(target.head.encode())
        return stored if right else target.seal_bytes(cipher.unseal_bytes(stored))
    if isinstance(stored, str) and not stored.startswith(target.head):
        return target.seal(cipher.unseal(stored))
    return stored


async def _left(link: Link, target: Cipher) -> int:
    left = 0
    for table in sealed_tables():
        found = select(func.count()).select_from(table).where(_wrong(table, target))
        left += int((await link.execute(found)).scalar_one())
    return left


async def _settled(backend: Backend, engines: Sequence[Backend], target: Cipher) -> bool:
    """Whether all is done; the database then needs no other key any more."""
    if sum([await beside.left(each, target) for each in engines]):
        return False
    async with backend.write() as link:
        if await _left(link, target):
            return False
        await link.execute(delete(seals).where(seals.c.key.not_in(target.ids[:1])))
        return True
