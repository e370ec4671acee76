"""What a job has brought in a piece at a time, so that run once more it neither pays nor makes one twice."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select, update

from bot.domain.errors import NotFoundError
from bot.domain.pack import Usage
from bot.storage.repository import Scoped
from bot.storage.tables.pieces import pieces
from bot.storage.tables.working import jobs
from bot.storage.upsert import insert_or_skip


class Owed(NamedTuple):
    """What is still to be counted of a piece; `first` if nothing of it was."""

    first: bool
    usage: Usage


class Pieces(Scoped):
    """Pieces of the jobs of one workspace, by names of the job's own such as `post:linkedin`."""

    async def pay(self, job: int, piece: str, usage: Usage) -> Owed:
        """Remembers that a piece has cost so much by now. Returns what of that was not remembered before: a reply
        that was paid for before a crash comes again, with its price on it. Raises NotFoundError."""
        if await self._row(select(jobs.c.id).where(self._here(jobs), jobs.c.id == job)) is None:
            raise NotFoundError("This job is not there any more.")
        none = {"workspace_id": self._workspace, "job_id": job, "piece": piece, "usage": Usage()}
        first = await self._changed(insert_or_skip(self._link.dialect, pieces), none) == 1
        here = (self._here(pieces), pieces.c.job_id == job, pieces.c.piece == piece)
        (row,) = await self._rows(select(pieces.c.usage).where(*here).with_for_update())
        owed = beyond(usage, row.usage)
        if owed != Usage():
            await self._run(update(pieces).where(*here).values(usage=usage))
        return Owed(first, owed)

    async def stored(self, job: int, piece: str, post: int) -> None:
        """The piece stands, as a version of this post. It was paid for before."""
        here = (self._here(pieces), pieces.c.job_id == job, pieces.c.piece == piece)
        await self._run(update(pieces).where(*here).values(post_id=post))

    async def of(self, job: int) -> dict[str, int | None]:
        """The pieces of a job that were paid for, and the post that each stands as."""
        rows = await self._rows(
            select(pieces.c.piece, pieces.c.post_id).where(self._here(pieces), pieces.c.job_id == job)
        )
        return {row.piece: row.post_id for row in rows}


def beyond(usage: Usage, counted: Usage) -> Usage:
    """How much more one is than the other; nothing where it is less."""
    more = {
        name: max(0, getattr(usage, name) - getattr(counted, name))
        for name in ("calls", "prompt_tokens", "cached_tokens", "completion_tokens", "broken_off")
    }
    cost = None if usage.cost is None else max(0.0, usage.cost - (counted.cost or 0.0))
    return Usage(cost=cost or None, **more)
