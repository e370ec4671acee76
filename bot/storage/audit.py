"""The record by period: what a team shows when asked who looked at a text."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from bot.domain.keeping import AuditLine
from bot.storage.repository import Scoped
from bot.storage.reviews import decision
from bot.storage.tables.content import posts, versions
from bot.storage.tables.record import decisions


class Audit(Scoped):
    """The record of one workspace."""

    async def lines(
        self, since: datetime, until: datetime, limit: int | None = None, after: int = 0
    ) -> tuple[AuditLine, ...]:
        """Every line from `since` up to but not including `until`, the earliest first. With `limit` a piece of it;
        `after` is the id of the last decision of the piece before."""
        found = (
            select(decisions, posts.c.channel, posts.c.topic, versions.c.number, versions.c.language)
            .join_from(decisions, posts, posts.c.id == decisions.c.post_id)
            .join(versions, versions.c.id == decisions.c.version_id)
            .where(self._here(decisions), self._here(posts), self._here(versions))
            .where(decisions.c.decided_at >= since, decisions.c.decided_at < until, decisions.c.id > after)
            .order_by(decisions.c.id)
            .limit(limit)
        )
        return tuple(
            AuditLine(decision(row), row.channel, row.topic, row.number, row.language)
            for row in await self._rows(found)
        )
