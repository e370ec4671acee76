"""Jobs in this process, without an engine: what a single process needs, and the twin that unit tests run on.

A job that was running when the process ended is not gone: it comes back as interrupted, to be run again.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable
from types import TracebackType
from typing import Self

import structlog

from bot.domain.errors import KernbotError
from bot.domain.progress import Event as Progress
from bot.domain.records import Job, JobState
from bot.jobs.port import Cancelled, Failed, Finished, Handlers, Report, Started, Went
from bot.storage.database import Database

AT_ONCE = 2
"""Jobs of one workspace at the same time: nobody's pile of work holds up a colleague for long."""
UNEXPECTED = "unexpected"
INTERRUPTED = "interrupted"

_log = structlog.get_logger(__name__)


def _all(job: Job) -> bool:
    """For a process that has the database to itself."""
    return True


class JobsHere:
    """Runs jobs as tasks of this process. Use it as an async context: leaving it stops what still runs. `mine`
    tells its jobs from those of another process on the same database, such as a terminal beside the bot."""

    def __init__(
        self, database: Database, handlers: Handlers, report: Report, mine: Callable[[Job], bool] = _all
    ) -> None:
        self._database = database
        self._handlers = handlers
        self._report = report
        self._mine = mine
        self._room: dict[int | None, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(AT_ONCE))
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._stopped: set[int] = set()
        self._group = asyncio.TaskGroup()

    async def __aenter__(self) -> Self:
        """Says what was interrupted when the process ended last time."""
        await self._group.__aenter__()
        async with self._database.work() as work:
            live = await work.jobs.live()
            interrupted = await work.jobs.interrupt([job.id for job in live if self._mine(job)])
        for job in interrupted:
            await self._report(job, Failed(INTERRUPTED, ""))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._tasks.values():
            task.cancel()
        await self._group.__aexit__(kind, error, trace)

    async def wake(self, job: Job) -> None:
        """Runs a job that waits, when its workspace has room."""
        if job.id not in self._tasks:
            task = self._tasks[job.id] = self._group.create_task(self._run(job))
            task.add_done_callback(lambda _: self._tasks.pop(job.id, None))

    async def cancel(self, job: Job) -> bool:
        """Stops a job; False when it had ended already."""
        if not await self._end(job, "cancelled"):
            return False
        self._stopped.add(job.id)
        task = self._tasks.get(job.id)
        if task is not None:
            task.cancel()
        await self._report(job, Cancelled())
        return True

    async def settled(self) -> None:
        """Waits until no job runs."""
        while self._tasks:
            await asyncio.wait(set(self._tasks.values()))

    async def _run(self, job: Job) -> None:
        try:
            async with self._room[job.workspace]:
                await self._started(job)
        except asyncio.CancelledError:
            if job.id not in self._stopped:
                raise  # the process ends: the job stays as it is, and comes back as interrupted
            self._stopped.discard(job.id)

    async def _started(self, job: Job) -> None:
        async with self._database.work() as work:
            if job.workspace is None or not await work.within(job.workspace).jobs.start(job.id):
                return
        await self._report(job, Started())
        happened = await self._done(job)
        state: JobState = "failed" if isinstance(happened, Failed) else "done"
        if await self._end(job, state, happened.reason if isinstance(happened, Failed) else ""):
            await self._report(job, happened)

    async def _done(self, job: Job) -> Finished | Failed:
        """What became of it. What it tells on the way is reported in the order it was told."""
        told: asyncio.Queue[Progress | None] = asyncio.Queue()
        telling = self._group.create_task(self._telling(job, told))
        try:
            return Finished(await self._handlers[job.kind](job, told.put_nowait))
        except KernbotError as error:
            return Failed(type(error).__name__, str(error))
        except Exception as error:  # noqa: BLE001 - a fault of ours: the person hears so, the log has the rest
            _log.error("job_failed", job=job.id, kind=job.kind, error=type(error).__name__)
            return Failed(UNEXPECTED, "")
        finally:
            told.put_nowait(None)
            await telling

    async def _telling(self, job: Job, told: asyncio.Queue[Progress | None]) -> None:
        while (progress := await told.get()) is not None:
            await self._report(job, Went(progress))

    async def _end(self, job: Job, state: JobState, error: str = "") -> bool:
        if job.workspace is None:
            return False
        async with self._database.work() as work:
            return await work.within(job.workspace).jobs.end(job.id, state, error)
