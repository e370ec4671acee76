"""One attempt at a job, as the steps of its workflow: it is done, and what became of it is told."""

from __future__ import annotations

import asyncio

import structlog

from bot.domain.records import Job, JobState
from bot.jobs.doing import AWAY, away, done
from bot.jobs.paying import run_of
from bot.jobs.port import Failed, Finished, Handlers, Report, Started
from bot.storage.database import Database

AWAY_SECONDS = (0.5, 1, 2, 4, 8, 15, 30)
"""After a database went away in the middle of a job: when it is begun again."""

_log = structlog.get_logger(__name__)


class Attempts:
    """Attempts at jobs that stand in the table. Each of these may be run again after a crash."""

    def __init__(self, database: Database, handlers: Handlers, report: Report) -> None:
        self._database = database
        self._handlers = handlers
        self._report = report

    async def do(self, number: int, key: str) -> list[str]:
        """What became of the job, however often it has to be begun for a database that went away."""
        for seconds in AWAY_SECONDS:
            try:
                outcome = await self._once(number, key)
            except Exception as error:
                if not away(error):
                    raise
            else:
                if outcome[:2] != ["failed", AWAY]:
                    return outcome
            _log.warning("job_again", job=number, seconds=seconds)
            await asyncio.sleep(seconds)
        return await self._once(number, key)

    async def tell(self, number: int, outcome: list[str]) -> bool:
        """Says what became of it; once more after a crash in between, never for a job that was cancelled."""
        happened = Failed(*outcome[1:]) if outcome[0] == "failed" else Finished(*outcome[1:])
        state: JobState = "failed" if isinstance(happened, Failed) else "done"
        async with self._database.read() as work:
            job = await work.jobs.get(number)
        if job is None:
            return False
        reason = happened.reason if isinstance(happened, Failed) else ""
        told = await self.end(job, state, reason) or job.state == state
        if told:
            await self._report(job, happened)
        return told

    async def end(self, job: Job, state: JobState, error: str = "") -> bool:
        """Whether it was not over, and now is."""
        if job.workspace is None:
            return False
        async with self._database.work() as work:
            return await work.within(job.workspace).jobs.end(job.id, state, error)

    async def heard(self, job: Job) -> None:
        """Its person knows that it was stopped."""
        if job.workspace is not None:
            async with self._database.work() as work:
                await work.within(job.workspace).jobs.stopped(job.id)

    async def _once(self, number: int, key: str) -> list[str]:
        """What became of the job, as JSON; nothing where there is nothing to do."""
        job = await self._begun(number)
        if job is None:
            return []
        await self._report(job, Started())
        with run_of(key):
            happened = await done(self._handlers, job, self._report)
        return ["failed", *happened] if isinstance(happened, Failed) else ["done", happened.result]

    async def _begun(self, number: int) -> Job | None:
        """The job, which now runs; one that runs already does so since before a crash."""
        async with self._database.work() as work:
            job = await work.jobs.get(number)
            if job is None or job.workspace is None:
                return None
            if await work.within(job.workspace).jobs.start(number) or job.state == "running":
                return job
            return None
