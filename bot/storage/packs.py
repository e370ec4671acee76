"""What briefs produced, with everything that made it: the brief as it was, templates, writer, usage."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, insert, select, update

from bot.domain.errors import NotFoundError
from bot.domain.keeping import NewPack
from bot.domain.pack import KeyMessage, Topic, Usage
from bot.domain.records import PackRecord
from bot.storage.repository import Scoped
from bot.storage.tables.content import packs


class Packs(Scoped):
    """Packs of one workspace."""

    async def add(self, new: NewPack) -> PackRecord:
        """Stores a pack; its posts follow."""
        values = {**new._asdict(), "workspace_id": self._workspace, "made_by": new.by, "made_at": self._now}
        del values["by"]
        return await self.get(await self._new_id(insert(packs).values(values)))

    async def get(self, pack: int) -> PackRecord:
        """Raises NotFoundError."""
        row = await self._row(select(packs).where(self._here(packs), packs.c.id == pack))
        if row is None:
            raise NotFoundError("This pack is not there any more.")
        return _pack(row)

    async def held(self, pack: int) -> PackRecord:
        """A pack that nobody else changes before this transaction ends. Raises NotFoundError."""
        row = await self._row(
            select(packs).where(self._here(packs), packs.c.id == pack).with_for_update(key_share=True)
        )
        if row is None:
            raise NotFoundError("This pack is not there any more.")
        return _pack(row)

    async def latest(self, limit: int = 10, by: int | None = None) -> tuple[PackRecord, ...]:
        """The last packs, newest first; of one person if `by` is given."""
        found = select(packs).where(self._here(packs)).order_by(packs.c.id.desc()).limit(limit)
        if by is not None:
            found = found.where(packs.c.made_by == by)
        return tuple(_pack(row) for row in await self._rows(found))

    async def set_topics(self, pack: int, topics: tuple[Topic, ...], reserve: tuple[Topic, ...]) -> None:
        """The topics and those in reserve. Raises NotFoundError."""
        await self._set(pack, topics=topics, reserve=reserve)

    async def set_key_message(self, pack: int, key_message: KeyMessage) -> None:
        """The key message. Raises NotFoundError."""
        await self._set(pack, key_message=key_message)

    async def add_usage(self, pack: int, usage: Usage) -> None:
        """What it cost on top of what it had cost. Raises NotFoundError."""
        await self._set(pack, usage=(await self.held(pack)).usage + usage)

    async def _set(self, pack: int, **values: Any) -> None:
        changed = update(packs).where(self._here(packs), packs.c.id == pack).values(values)
        if not await self._changed(changed):
            raise NotFoundError("This pack is not there any more.")


def _pack(row: Row[Any]) -> PackRecord:
    return PackRecord(
        id=row.id,
        brief=row.brief,
        language=row.language,
        writer=row.writer,
        templates=row.templates,
        topics=row.topics,
        reserve=row.reserve,
        facts=row.facts,
        key_message=row.key_message,
        usage=row.usage,
        notes=row.notes,
        by=row.made_by,
        at=row.made_at,
    )
