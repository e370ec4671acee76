"""What was decided to be shown and does not stand anywhere yet, and what a job has told already."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, delete, exists, func, insert, select, update

from bot.storage.repository import Repository, Scoped
from bot.storage.tables.working import jobs, outbox, told
from bot.storage.upsert import insert_or_skip

TOGETHER = 500
"""Rows that are named in one statement."""
TAKEN = 500
"""Rows that are taken over at a time: after hours without Telegram there may be any number."""
_TAKING = "outbox"


class Parcel(NamedTuple):
    """Something to show in a chat: `body` is JSON, `file` a file that goes with it, `parts` how many messages of
    it stand already, `card` what it will show if it is a new message."""

    front: str
    chat: str
    body: str
    file: bytes | None = None
    workspace: int | None = None
    id: int = 0
    parts: int = 0
    card: str = ""


class Outbox(Repository):
    """What is to be shown. A row goes when its message stands; while a process shows it, it holds the row."""

    async def add(self, parcel: Parcel, until: datetime) -> int:
        """Keeps it, held until then; returns its id."""
        row = {
            "front": parcel.front,
            "chat": parcel.chat,
            "workspace": parcel.workspace,
            "card": parcel.card,
            "body": parcel.body,
            "file": parcel.file,
            "held_until": until,
            "made_at": self._now,
        }
        return int((await self._run(insert(outbox).returning(outbox.c.id), row)).scalar_one())

    async def strike(self, ids: Collection[int]) -> None:
        """These stand, or never will."""
        for some in _portions(ids):
            await self._run(delete(outbox).where(outbox.c.id.in_(some)))

    async def stand(self, parcel: int, parts: int) -> None:
        """So many messages of it stand."""
        await self._run(update(outbox).where(outbox.c.id == parcel).values(parts=parts))

    async def hold(self, ids: Collection[int], until: datetime) -> None:
        """They are still being shown."""
        await self._alone_with(_TAKING)
        for some in _portions(ids):
            await self._run(update(outbox).where(outbox.c.id.in_(some)).values(held_until=until))

    async def take(self, fronts: Collection[str], until: datetime, *, held: bool = False) -> tuple[Parcel, ...]:
        """Takes over what nobody shows, the oldest first, `TAKEN` at most: whoever asks does so again. With `held`
        also what somebody held, who is gone. What comes after something that is held in its chat stays, so that a
        chat never lies in two hands.

        One process at a time takes. To skip what another is just taking would be quicker, and would give this one
        the rest of a chat of which that one has the beginning.
        """
        await self._alone_with(_TAKING)
        free = () if held else (outbox.c.held_until <= self._now,)
        chosen = select(outbox.c.id).where(outbox.c.front.in_(sorted(fronts)), *free)
        if not held:
            chosen = chosen.where(~self._after_one_that_is_held())
        oldest = chosen.order_by(outbox.c.id).limit(TAKEN)
        taken = update(outbox).where(outbox.c.id.in_(oldest), *free).values(held_until=until)
        rows = await self._run(taken.returning(*outbox.c))
        parcels = (
            Parcel(row.front, row.chat, row.body, row.file, row.workspace, row.id, row.parts) for row in rows
        )
        return tuple(sorted(parcels, key=lambda parcel: parcel.id))

    def _after_one_that_is_held(self) -> ColumnElement[bool]:
        before = outbox.alias()
        there = (before.c.front == outbox.c.front, before.c.chat == outbox.c.chat, before.c.id < outbox.c.id)
        return exists().where(*there, before.c.held_until > self._now)

    async def withdraw(self, workspace: int, chats: Iterable[tuple[str, str]]) -> None:
        """Forgets what a workspace still wanted shown in these chats (front, chat)."""
        for front, chat in chats:
            there = (outbox.c.front == front, outbox.c.chat == chat)
            await self._run(delete(outbox).where(outbox.c.workspace == workspace, *there))

    async def waiting(self) -> int:
        """How many there are."""
        (row,) = await self._rows(select(func.count().label("number")).select_from(outbox))
        return int(row.number)

    async def prune(self, before: datetime) -> None:
        """Forgets what was to be shown before then: nobody waits for it any more. So goes what was told of jobs
        that are forgotten."""
        await self._run(delete(outbox).where(outbox.c.made_at < before))
        await self._run(delete(told).where(told.c.job_id.not_in(select(jobs.c.id))))


class Told(Scoped):
    """What jobs of one workspace have reported, so that one that runs again reports it once."""

    async def first_time(self, job: int, key: str) -> bool:
        """Remembers that this was told; False if it was before, or if the job is not of this workspace."""
        if await self._row(select(jobs.c.id).where(self._here(jobs), jobs.c.id == job)) is None:
            return False
        row = {"workspace_id": self._workspace, "job_id": job, "key": key}
        return await self._changed(insert_or_skip(self._link.dialect, told), row) == 1

    async def forget(self, job: int) -> None:
        """The job is run once more because somebody asked for that: it tells all again."""
        await self._run(delete(told).where(self._here(told), told.c.job_id == job))


def _portions(ids: Iterable[int]) -> Iterable[list[int]]:
    rest = sorted(ids)
    while rest:
        some, rest = rest[:TOGETHER], rest[TOGETHER:]
        yield some
