"""The updates that were handled: each only once, whoever delivers it again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select

from bot.storage.repository import Repository
from bot.storage.tables.everyone import inbox
from bot.storage.upsert import insert_or_skip


class Inbox(Repository):
    """Ids of updates, a front apart."""

    async def first_time(self, front: str, update_id: str) -> bool:
        """Remembers the id; False if it was there."""
        statement = insert_or_skip(self._link.dialect, inbox)
        row = {"front": front, "update_id": update_id, "seen_at": self._now}
        return await self._changed(statement, row) == 1

    async def seen(self, front: str, ids: Iterable[str]) -> set[str]:
        """Those that are remembered."""
        named = select(inbox.c.update_id).where(inbox.c.front == front, inbox.c.update_id.in_(list(ids)))
        return {str(row.update_id) for row in await self._rows(named)}

    async def prune(self, before: datetime) -> int:
        """Forgets what was seen before; returns how many."""
        return await self._changed(delete(inbox).where(inbox.c.seen_at < before))
