"""Jobs in this process, without an engine: what a single process needs, and the twin that unit tests run on.

A job that was running when the process ended is not gone: it comes back as interrupted, to be run again.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self

from bot.domain.records import Job, JobState
from bot.jobs.doing import AT_ONCE, INTERRUPTED, done, every
from bot.jobs.port import Cancelled, Failed, Handlers, Report, Started
from bot.storage.database import Database


class JobsHere:
    """Runs jobs as tasks of this process. Use it as an async context: leaving it stops what still runs. `mine`
    tells its jobs from those of another process on the same database, such as a terminal beside the bot."""

    def __init__(
        self, database: Database, handlers: Handlers, report: Report, mine: Callable[[Job], bool] = every
    ) -> None:
        self._database = database
        self._handlers = handlers
        self._report = report
        self._mine = mine
        self._room: dict[int | None, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(AT_ONCE))
        self._tasks: dict[asyncio.Task[None], int] = {}
        self._stopped: set[asyncio.Task[None]] = set()
        self._group = asyncio.TaskGroup()

    async def __aenter__(self) -> Self:
        """Says what was interrupted when the process ended last time, and stops what was to be stopped."""
        await self._group.__aenter__()
        async with self._database.read() as work:
            wished = [job for job in await work.jobs.stopping() if self._mine(job)]
        for job in wished:
            await (self._told(job) if job.state == "cancelled" else self.cancel(job))
        async with self._database.work() as work:
            live = await work.jobs.live()
            interrupted = await work.jobs.interrupt([job.id for job in live if self._mine(job)])
        for job in interrupted:
            await self._report(job, Failed(INTERRUPTED, ""))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._tasks:
            task.cancel()
        await self._group.__aexit__(kind, error, trace)

    async def wake(self, job: Job) -> None:
        """Runs a job that waits, when its workspace has room; one that still winds up a run before, after that."""
        task = self._group.create_task(self._run(job, self._of(job.id)))
        self._tasks[task] = job.id
        task.add_done_callback(self._ended)

    async def cancel(self, job: Job) -> bool:
        """Stops a job; False when it had ended already."""
        running = self._of(job.id)  # not what is asked for once more as soon as it is cancelled
        if not await self._end(job, "cancelled"):
            return False
        self._stop(running)
        await self._told(job)
        return True

    async def forget(self, jobs: Iterable[int]) -> None:
        """Stops jobs that are erased."""
        for job in jobs:
            self._stop(self._of(job))

    async def settled(self) -> None:
        """Waits until no job runs."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    def _of(self, job: int) -> set[asyncio.Task[None]]:
        return {task for task, number in self._tasks.items() if number == job}

    def _stop(self, tasks: set[asyncio.Task[None]]) -> None:
        for task in tasks - self._stopped:  # twice would break off how it winds up
            self._stopped.add(task)
            task.cancel()

    def _ended(self, task: asyncio.Task[None]) -> None:
        del self._tasks[task]
        self._stopped.discard(task)

    async def _run(self, job: Job, before: set[asyncio.Task[None]]) -> None:
        try:
            if before:
                await asyncio.wait(before)
            async with self._room[job.workspace]:
                await self._started(job)
        except asyncio.CancelledError:
            if asyncio.current_task() not in self._stopped:
                raise  # the process ends: the job stays as it is, and comes back as interrupted

    async def _started(self, job: Job) -> None:
        async with self._database.work() as work:
            if job.workspace is None or not await work.within(job.workspace).jobs.start(job.id):
                return
        await self._report(job, Started())
        happened = await done(self._handlers, job, self._report)
        if asyncio.current_task() in self._stopped:
            return  # whatever it says it came to: by now the job may wait once more
        state: JobState = "failed" if isinstance(happened, Failed) else "done"
        if await self._end(job, state, happened.reason if isinstance(happened, Failed) else ""):
            await self._report(job, happened)

    async def _told(self, job: Job) -> None:
        await self._report(job, Cancelled())
        if job.workspace is not None:
            async with self._database.work() as work:
                await work.within(job.workspace).jobs.stopped(job.id)

    async def _end(self, job: Job, state: JobState, error: str = "") -> bool:
        if job.workspace is None:
            return False
        async with self._database.work() as work:
            return await work.within(job.workspace).jobs.end(job.id, state, error)
