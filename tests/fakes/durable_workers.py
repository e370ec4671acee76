"""Workers of their own (`tests.fakes.durable_worker`), and what they wrote down."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

from bot.domain.records import Job
from bot.jobs.durable import DurableJobs, Setup
from bot.jobs.paying import Paying
from bot.jobs.port import Handlers, Report
from bot.storage.database import Database
from tests.fakes import jobs
from tests.fakes.durable_worker import FREE
from tests.fakes.jobs import World, until

ROOT = Path(__file__).parents[2]
SECONDS = 60


class Line(NamedTuple):
    """What a worker wrote down, and when (seconds since 1970)."""

    at: float
    worker: str
    text: str


class Workers:
    """Starts workers on a database, and ends those that are left."""

    def __init__(self, url: str, folder: Path) -> None:
        self._url = url
        self.folder = folder
        self.database = url.rpartition("/")[2]
        self.processes: dict[str, asyncio.subprocess.Process] = {}

    async def start(self, *names: str, **options: Any) -> None:
        """Starts these beside each other; they are ready when this returns."""
        await asyncio.gather(*(self._start(name, options) for name in names))

    async def start_both(self, **options: Any) -> None:
        """Starts a and b, of which b takes no jobs before it is `free`."""
        await asyncio.gather(self.start("a", **options), self.start("b", only="llm", **options))

    def free(self) -> None:
        """All may take jobs."""
        (self.folder / FREE).touch()

    async def end(self, name: str, how: signal.Signals) -> int:
        """Sends a signal, and returns what it ended with."""
        self.send(name, how)
        return await self.ended(name)

    def send(self, name: str, how: signal.Signals) -> None:
        """Sends a signal."""
        self.processes[name].send_signal(how)

    async def ended(self, name: str) -> int:
        """What it ended with, when it has."""
        async with asyncio.timeout(SECONDS):
            return await self.processes[name].wait()

    def lines(self, what: str) -> list[Line]:
        """What was written down of one thing, in its order."""
        file = self.folder / what
        rows = file.read_text("utf-8").splitlines() if file.exists() else []
        return [Line(float(at), worker, text) for at, worker, text in (row.split(" ", 2) for row in rows)]

    async def one_more(self, what: str, worker: str) -> Line:
        """Waits until one more thing of this kind is written down by this worker."""
        return await self.until(what, 1 + sum(line.worker == worker for line in self.lines(what)), worker)

    async def until(self, what: str, count: int = 1, worker: str = "") -> Line:
        """Waits until so much was written down of one thing, by this worker; returns the line that made it so."""

        def found() -> list[Line]:
            return [line for line in self.lines(what) if worker in ("", line.worker)]

        await until(lambda: len(found()) >= count, SECONDS)
        return found()[count - 1]

    def taken_over(self, lost: float, *names: str) -> float:
        """Seconds from when these were lost until others had begun with all jobs that they had in hand."""
        heard = [(line, *line.text.split()) for line in self.lines("heard")]
        ended = {job for line, job, what in heard if what == "Finished" and line.at < lost}
        begun = [(line, job) for line, job, what in heard if what == "Started"]
        mine = {job for line, job in begun if line.worker in names and line.at < lost} - ended
        assert mine, "they had something in hand"
        return (
            max(
                min(line.at for line, job in begun if line.at > lost and line.worker not in names and job == each)
                for each in mine
            )
            - lost
        )

    def log(self, name: str) -> str:
        """What it said."""
        return (self.folder / f"log-{name}").read_text("utf-8")

    async def _start(self, name: str, options: dict[str, Any]) -> None:
        command = (sys.executable, "-m", "tests.fakes.durable_worker", self._url, str(self.folder), name)
        before = len(self._ready(name))
        with (self.folder / f"log-{name}").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *command, json.dumps(options), cwd=ROOT, stdout=log, stderr=log
            )
        self.processes[name] = process
        await until(lambda: len(self._ready(name)) > before or process.returncode is not None, SECONDS)
        if process.returncode is not None:
            raise RuntimeError(self.log(name))

    def _ready(self, name: str) -> list[Line]:
        return [line for line in self.lines("ready") if line.worker == name]


@asynccontextmanager
async def workers(url: str, folder: Path) -> AsyncIterator[Workers]:
    """Workers for a test; those that still run are killed in the end."""
    made = Workers(url, folder)
    try:
        yield made
    finally:
        for process in made.processes.values():
            if process.returncode is None:
                process.kill()
            await process.wait()


@asynccontextmanager
async def web(url: str) -> AsyncIterator[World]:
    """A process that takes jobs on and leaves them to workers."""

    def make(database: Database, handlers: Handlers, report: Report) -> DurableJobs:
        return DurableJobs(database, handlers, report, url, Paying(), Setup(works=False))

    async with jobs.peopled(Database(url, lambda: jobs.NOW), make) as made:
        yield made


async def many(world: World, kind: str, count: int) -> list[Job]:
    """Jobs of both workspaces in turn."""
    return [await world.takes(kind, workspace=1 + number % 2) for number in range(count)]
