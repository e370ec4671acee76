"""Jobs of which a test says how they go, on a database with two workspaces."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from bot.domain.brief import Brand
from bot.domain.errors import BadInputError
from bot.domain.model import ModelReply, ModelRequest, OnText
from bot.domain.pack import Usage
from bot.domain.progress import Note
from bot.domain.records import Job
from bot.jobs.here import JobsHere
from bot.jobs.port import Handlers, Happened, Jobs, Report, Tell
from bot.services import workspaces
from bot.services.workspaces import Usual
from bot.storage.database import Database

NOW = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
LONGEST = 20.0
"""Seconds that anything may take before a test gives up."""


class Runs(Jobs, AbstractAsyncContextManager["Runs"], Protocol):
    """Jobs that are opened, and of which can be heard that they are through."""

    async def settled(self) -> None: ...


Make = Callable[[Database, Handlers, Report], Runs]


async def until(true: Callable[[], bool], seconds: float = LONGEST) -> None:
    """Waits for something that happens in a thread, in another task or in another process."""
    async with asyncio.timeout(seconds):
        while True:
            if true():
                return
            await asyncio.sleep(0.002)


def request(prompt: str) -> ModelRequest:
    """A paid call that asks this."""
    return ModelRequest("post", "Rules.", prompt, {"type": "object", "required": ["text"]}, 100, seed=7)


class Model:
    """A model that answers with what it was asked, and holds its answer where a test says so."""

    def __init__(self) -> None:
        self.paid: list[str] = []
        self.writing: set[str] = set()
        self.held: dict[str, asyncio.Event] = {}
        self.failing: dict[str, Exception] = {}

    async def __call__(self, asked: ModelRequest, on_text: OnText | None = None) -> ModelReply:
        self.paid.append(asked.prompt)
        if asked.prompt in self.held:
            self.writing.add(asked.prompt)
            try:
                await self.held[asked.prompt].wait()
            finally:
                self.writing.discard(asked.prompt)
        if asked.prompt in self.failing:
            raise self.failing[asked.prompt]
        answer = f"to {asked.prompt}"
        for end in range(3, len(answer) + 1):
            if on_text is not None:
                on_text(answer[:end])
        return ModelReply(answer, Usage(calls=1, completion_tokens=len(answer)), "fake")


class World:
    """What runs, what was heard, and gates that hold jobs."""

    def __init__(self, database: Database, make: Make) -> None:
        self.database = database
        self.heard: list[tuple[int, Happened]] = []
        self.gates: dict[int, asyncio.Event] = {}
        self.running: set[int] = set()
        self.most = 0
        self.handlers: Handlers = {"wait": self.wait, "tell": self.tell, "fail": self.fail, "break": self.breaks}
        self._make = make
        self.jobs = self.new()

    def new(self) -> Runs:
        """The jobs of a process that starts on this database."""
        return self._make(self.database, self.handlers, self.report)

    async def settled(self) -> None:
        """Waits until no job runs."""
        async with asyncio.timeout(LONGEST):
            await self.jobs.settled()

    async def report(self, job: Job, happened: Happened) -> None:
        self.heard.append((job.id, happened))

    async def wait(self, job: Job, tell: Tell) -> str:
        self.running.add(job.id)
        self.most = max(self.most, len(self.running))
        try:
            await self.gates.setdefault(job.id, asyncio.Event()).wait()
        finally:
            self.running.discard(job.id)
        return '"done"'

    async def tell(self, job: Job, tell: Tell) -> str:
        for word in "abc":
            tell(Note(word))
            await asyncio.sleep(0)
        return "1"

    async def fail(self, job: Job, tell: Tell) -> str:
        raise BadInputError("No.", "Else.")

    async def breaks(self, job: Job, tell: Tell) -> str:
        raise RuntimeError("a customer's words")

    async def stored(self, kind: str, workspace: int = 1) -> Job:
        """A job is taken on, and nobody has been told yet."""
        async with self.database.work() as work:
            jobs = work.within(workspace).jobs
            job, _ = await jobs.submit(kind, 1, "{}", f"{kind}:{len(self.gates)}")
        self.gates.setdefault(job.id, asyncio.Event())
        return job

    async def takes(self, kind: str, workspace: int = 1) -> Job:
        """A job is taken on and woken."""
        job = await self.stored(kind, workspace)
        await self.jobs.wake(job)
        return job

    async def again(self, job: Job) -> None:
        """The person asks for it once more."""
        async with self.database.work() as work:
            assert await work.within(job.workspace or 0).jobs.again(job.id)
        await self.jobs.wake(job)

    async def state(self, job: Job) -> str:
        async with self.database.read() as work:
            return (await work.within(job.workspace or 0).jobs.get(job.id)).state

    def of(self, job: Job) -> list[Happened]:
        return [happened for one, happened in self.heard if one == job.id]


def here(database: Database, handlers: Handlers, report: Report) -> JobsHere:
    """Jobs of this process."""
    return JobsHere(database, handlers, report)


@asynccontextmanager
async def world(file: Path, make: Make) -> AsyncIterator[World]:
    """A world on a new database in this file."""
    database = Database(f"sqlite:///{file}", lambda: NOW)
    await database.upgrade()
    async with peopled(database, make) as made:
        yield made


@asynccontextmanager
async def peopled(database: Database, make: Make) -> AsyncIterator[World]:
    """A world on a database that is empty; it is closed in the end."""
    async with database.work() as work:
        person = await work.people.who("test", "1", "Noor")
        for name in ("Een", "Twee"):
            await workspaces.found(work, Brand(name=name), "nl", person.id, Usual("canvas7", ("linkedin",)))
    yield World(database, make)
    await database.close()
