"""Long use cases: what was asked, and how far it is."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, select, update

from bot.domain.errors import NotFoundError
from bot.domain.records import Job, JobState
from bot.storage.repository import Repository, Scoped
from bot.storage.tables.pieces import pieces
from bot.storage.tables.working import jobs
from bot.storage.upsert import insert_or_skip

LIVE: tuple[JobState, ...] = ("waiting", "running")
ENDED: tuple[JobState, ...] = ("done", "failed", "cancelled", "interrupted")


class Jobs(Scoped):
    """Jobs of one workspace."""

    async def submit(self, kind: str, person: int, request: str, key: str, total: int = 0) -> tuple[Job, bool]:
        """Takes a job; the same key gives the job that was taken before. The second value says whether it is
        new."""
        values = {
            "workspace_id": self._workspace,
            "person_id": person,
            "kind": kind,
            "key": f"{self._workspace}:{key}",
            "request": request,
            "state": "waiting",
            "done": 0,
            "total": total,
            "error": "",
            "submitted_at": self._now,
            "changed_at": self._now,
        }
        new = await self._changed(insert_or_skip(self._link.dialect, jobs), values) == 1
        row = await self._row(select(jobs).where(self._here(jobs), jobs.c.key == values["key"]))
        if row is None:
            raise NotFoundError("The job was not stored.")
        return _job(row), new

    async def get(self, job: int) -> Job:
        """Raises NotFoundError."""
        row = await self._row(select(jobs).where(self._here(jobs), jobs.c.id == job))
        if row is None:
            raise NotFoundError("This job is not there any more.")
        return _job(row)

    async def of(self, person: int, states: Collection[JobState] = LIVE) -> tuple[Job, ...]:
        """A person's jobs in these states, the latest first."""
        found = select(jobs).where(self._here(jobs), jobs.c.person_id == person, jobs.c.state.in_(sorted(states)))
        return tuple(_job(row) for row in await self._rows(found.order_by(jobs.c.id.desc())))

    async def progress(self, job: int, done: int, total: int) -> bool:
        """How far it is; False for a job that does not run."""
        return await self._set(job, ("running",), done=done, total=total)

    async def start(self, job: int) -> bool:
        """It runs; False for one that is not waiting, such as one cancelled meanwhile."""
        return await self._set(job, ("waiting",), state="running")

    async def keep(self, job: int, result: str) -> None:
        """What its handler came to (JSON), in the transaction that stores the work: run again, it finds that."""
        await self._run(update(jobs).where(self._here(jobs), jobs.c.id == job).values(result=result))

    async def end(self, job: int, state: JobState, error: str = "") -> bool:
        """It ended in this state; False for one that had ended. With it done nobody needs its result any more, and
        that may be a team's text or a whole file."""
        forgotten = {"result": None} if state == "done" else {}
        return await self._set(job, LIVE, state=state, error=error, **forgotten)

    async def again(self, job: int) -> bool:
        """It waits once more, from the start; False for one that is live or done. What is written stays: a result
        that was stored before it stopped is what it comes to. What it pays from now on counts anew."""
        stopped: tuple[JobState, ...] = ("failed", "interrupted", "cancelled")
        again = await self._set(job, stopped, state="waiting", error="", done=0, stopping=False)
        if again:
            await self._run(delete(pieces).where(self._here(pieces), pieces.c.job_id == job))
        return again

    async def stop(self, job: int) -> None:
        """Its person wants it stopped: whoever runs jobs sees to that, and says so, however this process ends."""
        await self._run(update(jobs).where(self._here(jobs), jobs.c.id == job).values(stopping=True))

    async def stopped(self, job: int) -> None:
        """Its person has heard what became of that."""
        await self._run(update(jobs).where(self._here(jobs), jobs.c.id == job).values(stopping=False))

    async def live(self) -> int:
        """How many jobs of everybody here wait or run."""
        found = select(func.count().label("number")).where(self._here(jobs), jobs.c.state.in_(LIVE))
        (row,) = await self._rows(found)
        return int(row.number)

    async def _set(self, job: int, states: tuple[JobState, ...], **values: Any) -> bool:
        one = (self._here(jobs), jobs.c.id == job, jobs.c.state.in_(states))
        return await self._changed(update(jobs).where(*one).values(changed_at=self._now, **values)) == 1


class JobDesk(Repository):
    """The jobs of all workspaces, for the engine that runs them: nothing a person asks comes here."""

    async def get(self, job: int) -> Job | None:
        """A job by its id."""
        row = await self._row(select(jobs).where(jobs.c.id == job))
        return None if row is None else _job(row)

    async def there(self, ids: Collection[int]) -> set[int]:
        """Which of these, a few thousand at most, are not erased."""
        return {row.id for row in await self._rows(select(jobs.c.id).where(jobs.c.id.in_(ids)))}

    async def live(self) -> tuple[Job, ...]:
        """What waits or runs, the first come first."""
        found = select(jobs).where(jobs.c.state.in_(LIVE)).order_by(jobs.c.id)
        return tuple(_job(row) for row in await self._rows(found))

    async def stopping(self) -> tuple[Job, ...]:
        """What somebody wants stopped and has not heard of yet."""
        found = select(jobs).where(jobs.c.stopping, jobs.c.state.in_((*LIVE, "cancelled")))
        return tuple(_job(row) for row in await self._rows(found.order_by(jobs.c.id)))

    async def interrupt(self, ids: Collection[int]) -> tuple[Job, ...]:
        """At the start of a process that runs its jobs itself: what was live is now interrupted. Returns those of
        `ids` that were."""
        live = update(jobs).where(jobs.c.id.in_(ids), jobs.c.state.in_(LIVE))
        ended = live.values(state="interrupted", changed_at=self._now)
        return tuple(sorted(_job(row) for row in await self._run(ended.returning(*jobs.c))))

    async def prune(self, before: datetime) -> int:
        """Forgets the jobs that ended before; returns how many."""
        gone = await self._changed(delete(jobs).where(jobs.c.state.in_(ENDED), jobs.c.changed_at < before))
        await self._run(delete(pieces).where(pieces.c.job_id.not_in(select(jobs.c.id))))
        return gone


def _job(row: Row[Any]) -> Job:
    return Job(
        id=row.id,
        workspace=row.workspace_id,
        person=row.person_id,
        kind=row.kind,
        request=row.request,
        state=row.state,
        done=row.done,
        total=row.total,
        error=row.error,
        at=row.submitted_at,
        result=row.result,
    )
