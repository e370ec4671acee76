"""What a team sets on the table: personas, propositions, proof, assets, sources, and topics saved for later."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.domain.brief import Asset, Persona, Proof, Proposition, Source
from bot.domain.errors import ConflictError, NotFoundError
from bot.domain.pack import Topic
from bot.domain.records import Entry, EntryData, EntryKind
from bot.storage.repository import Scoped
from bot.storage.tables.content import entries
from bot.storage.tables.everyone import people

_MODELS: Mapping[EntryKind, type[EntryData]] = {
    "persona": Persona,
    "proposition": Proposition,
    "proof": Proof,
    "asset": Asset,
    "source": Source,
    "topic": Topic,
}
PREFIXES: Mapping[EntryKind, str] = {
    "persona": "P",
    "proposition": "V",
    "proof": "B",
    "asset": "M",
    "source": "S",
    "topic": "T",
}
"""The letter of the short key that an entry gets when it brings none, such as B3."""


class Entries(Scoped):
    """Entries of one workspace. A key is unique within its kind, withdrawn entries included, and never used
    again."""

    async def add(self, kind: EntryKind, data: EntryData, by: int, key: str | None = None) -> Entry:
        """Stores an entry under `key`, or the next free one; what is stored carries that key as its id. Raises
        ConflictError for a key that was used before."""
        if key is None:
            await self._alone_here()  # else two at once would be given the same key
            key = await self.free_key(kind)
        values = {
            "workspace_id": self._workspace,
            "kind": kind,
            "key": key,
            "data": _json(data, key),
            "revision": 1,
            "withdrawn": False,
            "changed_by": by,
            "changed_at": self._now,
            "until": _until(data),
        }
        try:
            async with self._link.savepoint():
                entry = await self._new_id(insert(entries).values(values))
        except IntegrityError as error:
            raise await self._first(kind, key) from error
        return await self.get(entry)

    async def get(self, entry: int) -> Entry:
        """Raises NotFoundError."""
        row = await self._row(select(entries).where(self._here(entries), entries.c.id == entry))
        if row is None:
            raise NotFoundError("This entry is not there any more.")
        return _entry(row)

    async def by_key(self, kind: EntryKind, key: str) -> Entry | None:
        """The entry of a kind with this key, withdrawn or not."""
        one = (self._here(entries), entries.c.kind == kind, entries.c.key == key)
        row = await self._row(select(entries).where(*one))
        return None if row is None else _entry(row)

    async def all(self, kind: EntryKind, withdrawn: bool = False) -> tuple[Entry, ...]:
        """The entries of a kind in the order they were made, without the withdrawn ones unless asked for."""
        found = select(entries).where(self._here(entries), entries.c.kind == kind).order_by(entries.c.id)
        if not withdrawn:
            found = found.where(entries.c.withdrawn.is_(False))
        return tuple(_entry(row) for row in await self._rows(found))

    async def change(self, entry: Entry, data: EntryData, by: int) -> Entry:
        """The next revision. Raises ConflictError if somebody changed it since `entry` was read, and
        NotFoundError."""
        return await self._next(entry, by, {"data": _json(data, entry.key), "until": _until(data)})

    async def withdraw(self, entry: Entry, by: int) -> Entry:
        """It stays readable and is used no more. Raises as `change`."""
        return await self._next(entry, by, {"withdrawn": True})

    async def restore(self, entry: Entry, by: int) -> Entry:
        """It is used again. Raises as `change`."""
        return await self._next(entry, by, {"withdrawn": False})

    async def free_key(self, kind: EntryKind) -> str:
        """The next short key of a kind: its letter and the number after the highest that was ever used."""
        prefix = PREFIXES[kind]
        found = select(entries.c.key).where(self._here(entries), entries.c.kind == kind)
        numbered = re.compile(rf"{prefix}(\d{{1,9}})")
        matches = (numbered.fullmatch(row.key) for row in await self._rows(found))
        return f"{prefix}{max((int(match[1]) for match in matches if match), default=0) + 1}"

    async def _next(self, entry: Entry, by: int, values: dict[str, Any]) -> Entry:
        same = (self._here(entries), entries.c.id == entry.id, entries.c.revision == entry.revision)
        stamp = {"revision": entry.revision + 1, "changed_by": by, "changed_at": self._now}
        if not await self._changed(update(entries).where(*same).values({**values, **stamp})):
            await self.get(entry.id)
            raise await self._first(entry.kind, entry.key)
        return await self.get(entry.id)

    async def _first(self, kind: EntryKind, key: str) -> ConflictError:
        one = (self._here(entries), entries.c.kind == kind, entries.c.key == key)
        who = select(people.c.name, entries.c.changed_at).join_from(
            entries, people, people.c.id == entries.c.changed_by, isouter=True
        )
        row = await self._row(who.where(*one))
        return ConflictError(row.name or "", "edit", row.changed_at) if row else ConflictError("", "edit")


def _json(data: EntryData, key: str) -> str:
    return data.model_copy(update={"id": key}).model_dump_json(by_alias=True)


def _until(data: EntryData) -> date | None:
    """Apart from the data, so that what runs out is found without reading everything."""
    return data.valid_until if isinstance(data, Proof) else None


def _entry(row: Row[Any]) -> Entry:
    data = _MODELS[row.kind].model_validate_json(row.data)
    return Entry(row.id, row.kind, row.key, data, row.revision, row.withdrawn, row.changed_by, row.changed_at)
