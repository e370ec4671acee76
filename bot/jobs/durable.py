"""Jobs that outlive the process: a job goes on after a crash, and pays for no finished call again.

The table of jobs says what a person asked and what became of it; the engine knows who works on it. An attempt at a
job is one workflow, `job-<id>-<attempt>`, so that waking twice is once. Its first step runs the handler, which may
run again from the start; its second tells what became of it, at least once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import structlog
from dbos import DBOS, SetEnqueueOptions, SetWorkflowID, StepOptions

from bot.domain.errors import KernbotError
from bot.domain.records import Job, JobState
from bot.jobs import calls, engine
from bot.jobs.calls import DurableCalls
from bot.jobs.doing import done
from bot.jobs.engine import Pace
from bot.jobs.here import INTERRUPTED
from bot.jobs.port import Cancelled, Failed, Finished, Handlers, Report, Started
from bot.storage.database import Database

PREFIX = "job"
ATTEMPTS = 20
"""Times a job is taken up after a crash: one that takes the process down each time must not do so for ever."""
SWEEP_SECONDS = 5.0
SETTLED_SECONDS = 0.02
USUAL = Pace()
DO: StepOptions = {"name": "do", "preemptible": True}
TELL: StepOptions = {"name": "tell", "retries_allowed": True, "interval_seconds": 0.2, "max_attempts": 5}
"""A database that is busy for a moment must not cost a result that is there."""

_log = structlog.get_logger(__name__)


def _all(job: Job) -> bool:
    """For a process that has the database to itself."""
    return True


class DurableJobs:
    """Runs jobs on the engine, whose file is beside the database. Use it as an async context: leaving it stops
    what still runs, and the next one goes on with that. `mine` tells its jobs from those of another process."""

    def __init__(
        self,
        database: Database,
        handlers: Handlers,
        report: Report,
        file: Path,
        paid: DurableCalls,
        pace: Pace = USUAL,
        mine: Callable[[Job], bool] = _all,
    ) -> None:
        self._database = database
        self._handlers = handlers
        self._report = report
        self._file = file
        self._paid = paid
        self._pace = pace
        self._mine = mine
        self._tasks: dict[int, asyncio.Task[Any]] = {}
        self._open = False
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        """Goes on with what a process before left behind; what the engine knows nothing of was interrupted."""

        async def job(number: int) -> None:
            await self._flow(number)

        self._workflow = DBOS.workflow(name=PREFIX, max_recovery_attempts=ATTEMPTS)(job)
        self._paid.register()
        self._open = True
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(engine.running(self._file, self._pace))
            stack.push_async_callback(self._close)
            await self._sweep()
            group = await stack.enter_async_context(asyncio.TaskGroup())
            stack.callback(group.create_task(self._sweeping()).cancel)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.__aexit__(kind, error, trace)

    async def wake(self, job: Job) -> None:
        """Runs a job that waits, when its workspace has room. Before the start it is left for the first sweep."""
        if not self._open or job.workspace is None:
            return
        async with self._database.read() as work:
            stored = await work.jobs.get(job.id)
        if stored is None or stored.state != "waiting":
            return
        begun = await engine.flows(f"{PREFIX}-{job.id}-")
        if not any(runs for _, runs in begun):
            attempt = 1 + max((int(flow.rsplit("-", 1)[1]) for flow, _ in begun), default=0)
            await engine.apart(self._enqueue(job, f"{PREFIX}-{job.id}-{attempt}"))

    async def cancel(self, job: Job) -> bool:
        """Stops a job, with the calls it has made; False when it had ended already."""
        if not await self._end(job, "cancelled"):
            return False
        flows = await engine.active(f"{PREFIX}-{job.id}-", f"{calls.PREFIX}-{job.id}-")
        await DBOS.cancel_workflows_async(flows)
        task = self._tasks.get(job.id)
        if task is not None:
            task.cancel()
        self._paid.stop(f"{calls.PREFIX}-{job.id}-")
        await self._report(job, Cancelled())
        return True

    async def settled(self) -> None:
        """Waits until no job runs, here or in another process."""
        while True:
            if not self._tasks and not await engine.active(f"{PREFIX}-"):
                return
            await asyncio.sleep(SETTLED_SECONDS)

    async def prune(self, before: datetime) -> int:
        """Forgets how jobs went that ended before; returns how many workflows that were."""
        return await engine.prune(before)

    async def _enqueue(self, job: Job, flow: str) -> None:
        with SetWorkflowID(flow), SetEnqueueOptions(queue_partition_key=str(job.workspace)):
            await DBOS.enqueue_workflow_async(engine.GENERATION, self._workflow, job.id)

    async def _close(self) -> None:
        self._open = False
        ending = self._paid.close() | set(self._tasks.values())
        for task in ending:
            task.cancel()
        if ending:
            await asyncio.wait(ending)

    async def _sweeping(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            try:
                await self._sweep()
            except KernbotError as error:
                _log.error("sweep", error=type(error).__name__)

    async def _sweep(self) -> None:
        """Wakes what waits though the engine knows nothing of it, as after a crash between the two; what runs
        without it is said to be interrupted."""
        async with self._database.read() as work:
            live = [job for job in await work.jobs.live() if self._mine(job)]
        # The table first: a job that ends meanwhile has done so there before the engine forgets it.
        known = {int(flow.split("-")[1]) for flow in await engine.active(f"{PREFIX}-")}
        stray = [job for job in live if job.id not in known]
        for job in stray:
            if job.state == "waiting":
                await self.wake(job)
        running = [job.id for job in stray if job.state == "running"]
        if running:
            async with self._database.work() as work:
                interrupted = await work.jobs.interrupt(running)
            for job in interrupted:
                await self._report(job, Failed(INTERRUPTED, ""))

    async def _flow(self, number: int) -> None:
        """The workflow. Its task stands in the table of this process, to be stopped."""
        flow, task = DBOS.workflow_id, asyncio.current_task()
        if not self._open or flow is None or task is None:
            raise asyncio.CancelledError
        self._tasks[number] = task
        try:
            key = flow.removeprefix(f"{PREFIX}-")
            outcome = await DBOS.run_step_async(DO, self._do, number, key)
            if outcome:
                await DBOS.run_step_async(TELL, self._tell, number, outcome)
            # With the attempt over nobody asks for these replies again, and they are a team's texts.
            await engine.apart(engine.forget(f"{calls.PREFIX}-{key}-"))
        finally:
            self._tasks.pop(number, None)

    async def _do(self, number: int, key: str) -> list[str]:
        """What became of the job, as JSON; nothing where there is nothing to do."""
        job = await self._begun(number)
        if job is None:
            return []
        await self._report(job, Started())
        with calls.run_of(key):
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

    async def _tell(self, number: int, outcome: list[str]) -> bool:
        """Says what became of it; once more after a crash in between, never for a job that was cancelled."""
        happened = Failed(*outcome[1:]) if outcome[0] == "failed" else Finished(*outcome[1:])
        state: JobState = "failed" if isinstance(happened, Failed) else "done"
        async with self._database.read() as work:
            job = await work.jobs.get(number)
        if job is None:
            return False
        reason = happened.reason if isinstance(happened, Failed) else ""
        told = await self._end(job, state, reason) or job.state == state
        if told:
            await self._report(job, happened)
        return told

    async def _end(self, job: Job, state: JobState, error: str = "") -> bool:
        if job.workspace is None:
            return False
        async with self._database.work() as work:
            return await work.within(job.workspace).jobs.end(job.id, state, error)
