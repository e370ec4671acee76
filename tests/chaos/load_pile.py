"""Jobs on the engine whose model calls end when a test says so: who goes before whom is told by the order in which
things begin, whatever the machine does meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.domain.model import ModelReply, ModelRequest, OnText
from bot.domain.pack import Usage
from bot.domain.records import Job
from bot.jobs.calls import DurableCalls
from bot.jobs.durable import DurableJobs, Setup
from bot.jobs.engine import Pace
from bot.jobs.paying import Paying
from bot.jobs.port import Handlers, Report, Tell
from bot.storage.database import Database
from tests.fakes import jobs
from tests.fakes.jobs import NOW, World, request, until

QUIET_SECONDS = 0.5
"""In which the engine, which looks ten times a second, begins all that it would begin."""


class Pile:
    """What began, in its order: jobs, and calls by the job that makes them, each so many at the same time."""

    def __init__(self, each: int) -> None:
        self._each = each
        self.jobs: list[int] = []
        self.calls: list[int] = []
        self.ended = 0
        self._held: list[asyncio.Event] = []
        self.paying = Paying()
        self._call = DurableCalls(self.paying, self._paid)

    async def writes(self, job: Job, tell: Tell) -> str:
        """A job."""
        self.jobs.append(job.id)
        await asyncio.gather(*(self._call(request(f"{job.id} {number}")) for number in range(self._each)))
        return "0"

    def ends(self) -> None:
        """The call ends that began first of those that run."""
        self.ended += 1
        self._held.pop(0).set()

    async def until(self, jobs: int, calls: int) -> None:
        """Returns once so many have begun, and no more do."""
        await until(lambda: len(self.jobs) >= jobs and len(self.calls) >= calls)
        await self.quiet()

    async def quiet(self) -> None:
        """Returns once nothing new begins by itself."""
        before = -1
        while before != len(self.jobs) + len(self.calls):
            before = len(self.jobs) + len(self.calls)
            await asyncio.sleep(QUIET_SECONDS)

    async def _paid(self, asked: ModelRequest, on_text: OnText | None = None) -> ModelReply:
        self.calls.append(int(asked.prompt.split()[0]))
        held = asyncio.Event()
        self._held.append(held)
        await held.wait()
        return ModelReply("done", Usage(calls=1), "fake")


@asynccontextmanager
async def piled(where: Path | str, pace: Pace, each: int) -> AsyncIterator[tuple[World, Pile]]:
    """A world that runs jobs of the kind `write`, which make so many calls each: on SQLite in a folder, or on
    Postgres."""
    pile = Pile(each)
    url, place = (
        (where, where) if isinstance(where, str) else (f"sqlite:///{where / 'pile.db'}", where / "jobs.db")
    )
    database = Database(url, lambda: NOW)
    await database.upgrade()

    def make(database: Database, handlers: Handlers, report: Report) -> DurableJobs:
        kinds = {"write": pile.writes}
        return DurableJobs(database, kinds, report, place, pile.paying, Setup(pace, grace_seconds=0))

    async with jobs.peopled(database, make) as world, world.jobs:
        yield world, pile
