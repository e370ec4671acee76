"""Jobs that outlive the process: a job goes on after a crash, and pays for no finished call again.

The table of jobs says what a person asked and what became of it; the engine knows who works on it. An attempt at a
job is one workflow, `job-<id>-<attempt>`, so that waking twice is once. Its first step runs the handler, which may
run again from the start; its second tells what became of it, at least once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import structlog
from dbos import StepOptions

from bot.domain.records import Job
from bot.jobs import clock, engine
from bot.jobs.attempts import Attempts
from bot.jobs.clock import Schedules
from bot.jobs.doing import INTERRUPTED, away, every, tried
from bot.jobs.engine import Pace, Taking
from bot.jobs.erased import left_behind
from bot.jobs.flows import Flows
from bot.jobs.left import LeftLying
from bot.jobs.paying import JOB, PREFIX, Paying
from bot.jobs.peers import LOOK_SECONDS, Peers
from bot.jobs.place import Place, place_for
from bot.jobs.port import Cancelled, Failed, Handlers, Report
from bot.jobs.seat import Seat
from bot.jobs.serial import Json, as_it_is
from bot.jobs.watchdog import ends, watched
from bot.storage.database import Database, utc_now
from bot.storage.faults import plainly

ATTEMPTS = 20
"""Times a job is taken up after a crash: one that takes the process down each time must not do so for ever."""
SWEEP_SECONDS = 5.0
RESULT_SECONDS = 0.25
"""How often is looked whether replies are there that come from another process."""
SETTLED_SECONDS = 0.02
TICK = "tick"
DO: StepOptions = {"name": "do"}
TELL: StepOptions = {
    "name": "tell",
    "retries_allowed": True,
    "interval_seconds": 0.2,
    "max_attempts": 9,
    "should_retry": away,
}
"""A database that is gone for a minute must not cost a result that is there."""
_log = structlog.get_logger(__name__)


class Setup(NamedTuple):
    """How a process runs jobs. With `works` off it takes them on and cancels them, and leaves them to others. What
    runs when it stops has `grace_seconds` to get to a point where it can be handed back; among others, a loop that
    does nothing for `hang_seconds` ends the process through `end`. What the engine stores goes through `seal`, and
    what it reads through `unseal`."""

    pace: Pace = Pace()
    works: bool = True
    grace_seconds: float = 10.0
    hang_seconds: float = 20.0
    seal: Callable[[str], str] = as_it_is
    unseal: Callable[[str], str] = as_it_is
    end: Callable[[str], None] = ends


USUAL = Setup()
NO_SCHEDULES: Schedules = {}


class DurableJobs:
    """Runs jobs on the engine, which is in a file of its own or, for many processes, in a Postgres database (its
    URL). Use it as an async context: leaving it stops what still runs, and another process or the next start goes
    on with that. `mine` tells its jobs from those of another process that has an engine of its own."""

    def __init__(
        self,
        database: Database,
        handlers: Handlers,
        report: Report,
        where: Path | str,
        paying: Paying,
        setup: Setup = USUAL,
        schedules: Schedules = NO_SCHEDULES,
        mine: Callable[[Job], bool] = every,
    ) -> None:
        self._database = database
        self._attempts = Attempts(database, handlers, report)
        self._report = report
        self._place = place_for(where)
        self._paying = paying
        self._setup = setup
        self._schedules = schedules
        self._mine = mine
        self._flows = Flows()
        self._lying = LeftLying(self._place, self._flows)
        self._open = False
        self._group = asyncio.TaskGroup()
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        """Goes on with what a process before left behind; what the engine knows nothing of was interrupted. Raises
        StorageError."""
        self._register()
        self._group = asyncio.TaskGroup()
        async with AsyncExitStack() as stack:
            await self._started(stack, self._place)
            group = await stack.enter_async_context(self._group)
            self._open = True
            stack.callback(group.create_task(self._again(RESULT_SECONDS, self._paying.look)).cancel)
            await self._sweep()
            await self._forget_erased()
            stack.callback(group.create_task(self._again(SWEEP_SECONDS, self._sweep)).cancel)
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
        begun = await engine.flows(f"{JOB}-{job.id}-")
        if not any(runs for _, runs in begun):
            attempt = 1 + max((int(flow.rsplit("-", 1)[1]) for flow, _ in begun), default=0)
            await engine.apart(self._enqueue(job, f"{JOB}-{job.id}-{attempt}"))

    async def cancel(self, job: Job) -> bool:
        """Stops a job, with the calls it has made, wherever it runs; False when it had ended already."""
        if not await self._attempts.end(job, "cancelled"):
            return False
        await self._stopped(job)
        return True

    async def _stopped(self, job: Job) -> None:
        """A cancelled job comes to an end, and its person hears so; once more where that was cut off."""
        prefixes = (f"{JOB}-{job.id}-", f"{PREFIX}-{job.id}-")
        await engine.cancel(*prefixes)
        for prefix in prefixes:
            self._flows.stop(self._flows.ids(prefix))
        if isinstance(self._place, Seat):
            self._group.create_task(self._mop(job))
        await self._report(job, Cancelled())
        await self._attempts.heard(job)

    async def settled(self) -> None:
        """Waits until no job runs, here or in another process."""
        while True:
            if not self._flows.ids() and not await engine.active(f"{JOB}-"):
                return
            await asyncio.sleep(SETTLED_SECONDS)

    async def prune(self, before: datetime) -> int:
        """Forgets how jobs went that ended before, and what is left of those that are erased; returns how many
        workflows ended before."""
        old = await engine.ended(before)
        await engine.delete(old)
        await self._forget_erased()
        return len(old)

    async def forget(self, jobs: Iterable[int]) -> None:
        """Erases all that the engine has of these jobs, also of those that run."""
        for job in jobs:
            prefixes = (f"{JOB}-{job}-", f"{PREFIX}-{job}-")
            await engine.cancel(*prefixes)
            for prefix in prefixes:
                self._flows.stop(self._flows.ids(prefix))
            await engine.forget(*prefixes)

    def _register(self) -> None:
        async def job(number: int) -> None:
            await self._flow(number)

        async def tick(at: str, name: str) -> None:
            self._flows.begin(engine.current())
            await tried(name, self._schedules[name][1])

        self._workflow = engine.workflow(JOB, job, ATTEMPTS)
        self._tick = engine.workflow(TICK, tick, ATTEMPTS)
        self._paying.register(engine, self._flows)
        self._flows.open()

    async def _started(self, stack: AsyncExitStack, place: Place) -> None:
        """The engine, and what has to be there around it."""
        setup = self._setup
        await asyncio.to_thread(place.take)
        stack.callback(place.close)
        json = Json(setup.seal, setup.unseal)
        taking = await stack.enter_async_context(engine.running(place, setup.pace, json, self._flows, setup.works))
        await asyncio.to_thread(place.take_over)
        if isinstance(place, Seat):
            await stack.enter_async_context(watched(setup.hang_seconds, setup.end))
            peers = Peers(place, self._flows, taking, self._paying, setup.end, json)
            await stack.enter_async_context(peers)
        stack.push_async_callback(self._close, taking)
        if setup.works:
            await clock.keep(self._schedules, self._tick)

    async def _enqueue(self, job: Job, flow: str) -> None:
        await engine.enqueue(engine.GENERATION, flow, self._workflow, job.id, partition=str(job.workspace))

    async def _close(self, taking: Taking) -> None:
        """Begins nothing, lets what runs come to a point where nothing is lost, and hands the rest back."""
        self._open = False
        self._flows.shut()
        taking.stop()
        self._paying.leave()
        await self._flows.settled(self._setup.grace_seconds)
        await self._flows.stopped()
        await asyncio.to_thread(self._place.give_back)

    async def _again(self, seconds: float, look: Callable[[], Awaitable[None]]) -> None:
        """Does this for as long as jobs run here; a database that is away or full is asked again."""
        while True:
            await asyncio.sleep(seconds)
            try:
                with plainly():
                    await look()
            except Exception as error:
                if not away(error):
                    raise
                _log.warning("database_away", error=type(error).__name__)

    async def _sweep(self) -> None:
        """Wakes what waits though the engine knows nothing of it, as after a crash between the two; what runs
        without it is said to be interrupted."""
        await self._stop()
        if not isinstance(self._place, Seat):  # among others, watching them sees to it
            await asyncio.to_thread(lambda: self._lying.see(self._place.mine()))
        async with self._database.read() as work:
            live = [job for job in await work.jobs.live() if self._mine(job)]
        # The table first: a job that ends meanwhile has done so there before the engine forgets it.
        going = await engine.active(f"{JOB}-")
        known = {int(flow.split("-")[1]) for flow in going}
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
        await self._forget_replies({flow.removeprefix(f"{JOB}-") for flow in going})

    async def _stop(self) -> None:
        """Stops what somebody wanted stopped, where the process that heard so ended before it could."""
        async with self._database.read() as work:
            wished = [job for job in await work.jobs.stopping() if self._mine(job)]
        for job in wished:
            await (self._stopped(job) if job.state == "cancelled" else self.cancel(job))

    async def _forget_replies(self, going: set[str]) -> None:
        """With an attempt over nobody asks for its replies again, and they are a team's texts. But a call counts
        for the limit of a minute as long as the engine has it."""
        minute_ago = utc_now() - timedelta(seconds=engine.PERIOD_SECONDS)
        over = await engine.ended(minute_ago, f"{PREFIX}-")
        await engine.delete([flow for flow in over if "-".join(flow.split("-")[1:3]) not in going])

    async def _forget_erased(self) -> None:
        """Does what a process that died could not do any more."""
        async for flows in left_behind(self._database):
            _log.warning("erased_late", count=len(flows))
            await engine.stop(flows)
            self._flows.stop(flows)
            await engine.delete(flows)

    async def _mop(self, job: Job) -> None:
        """A handler in another process may have made a call before it heard that its job was cancelled."""
        await asyncio.sleep(3 * LOOK_SECONDS)
        await engine.cancel(f"{PREFIX}-{job.id}-")

    async def _flow(self, number: int) -> None:
        """The workflow of a job."""
        key = self._flows.begin(engine.current()).removeprefix(f"{JOB}-")
        outcome = await engine.step(DO, self._attempts.do, number, key)
        if outcome:
            await engine.step(TELL, self._attempts.tell, number, outcome)
