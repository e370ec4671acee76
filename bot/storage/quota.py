"""What a workspace and its people use, a day at a time."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Row, Select, func, select

from bot.domain.records import SpentToday
from bot.storage.repository import Scoped
from bot.storage.tables.working import usage
from bot.storage.upsert import insert_or_add

SUMS = tuple(func.coalesce(func.sum(usage.c[name]), 0).label(name) for name in SpentToday._fields)


class Quota(Scoped):
    """Usage of one workspace. Days are calendar dates of whoever asks: this keeps no time zone."""

    async def add(self, person: int, day: date, spent: SpentToday) -> None:
        """Adds to what a person used on a day."""
        statement = insert_or_add(self._link.dialect, usage, *SpentToday._fields)
        key = {"workspace_id": self._workspace, "person_id": person, "day": day}
        await self._run(statement, {**key, **spent._asdict()})

    async def of(self, person: int, day: date) -> SpentToday:
        """What a person used here on a day."""
        return await self._sum(
            select(*SUMS).where(self._here(usage), usage.c.person_id == person, usage.c.day == day)
        )

    async def total(self, day: date) -> SpentToday:
        """What everybody together used here on a day."""
        return await self._sum(select(*SUMS).where(self._here(usage), usage.c.day == day))

    async def _sum(self, statement: Select[Any]) -> SpentToday:
        (row,) = await self._rows(statement)
        return spent_today(row)


def spent_today(row: Row[Any]) -> SpentToday:
    """What `SUMS` came to."""
    return SpentToday(int(row.generations), int(row.tokens), float(row.cost))
