"""The file with the jobs cannot be written, though the database can: what was paid for is not lost, nobody waits
for ever, and with room again the work goes on by itself."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

import pytest

from bot.domain.model import ModelRequest
from bot.domain.records import Job
from bot.jobs import alone, durable, left
from bot.jobs.calls import DurableCalls
from bot.jobs.durable import DurableJobs, Setup
from bot.jobs.paying import Paying
from bot.jobs.port import Finished, Handlers, Report, Tell
from bot.storage.database import Database
from tests.chaos.test_database import Pause, held
from tests.fakes import jobs
from tests.fakes.jobs import NOW, Model, World, request, until

Figure = Callable[[str, str], None]
LONG = "lang " * 20_000
"""More than fits between what is in the file already."""
FINE = ("max_page_count = 1000000", "query_only = OFF")
FULL = ("max_page_count = 1",)
READ_ONLY = ("query_only = ON",)
HELD_SECONDS = 8.0
"""Longer than SQLite waits for a lock by itself."""


class Disk:
    """What the file is on. SQLite refuses to write to it as on a disk that is full, or that the system made
    read-only after an error."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._connected = alone.connected
        self._links: list[sqlite3.Connection] = []
        self._now = FINE
        monkeypatch.setattr(alone, "connected", self._connect)

    def is_(self, state: Sequence[str]) -> None:
        """For all connections there are, and those that come."""
        self._now = state
        for link in self._links:
            with contextlib.suppress(sqlite3.ProgrammingError):  # it was closed
                self._set(link)

    def _connect(self, file: Path) -> sqlite3.Connection:
        link = self._connected(file)
        self._set(link)
        self._links.append(link)
        return link

    def _set(self, link: sqlite3.Connection) -> None:
        for pragma in self._now:
            link.execute(f"PRAGMA {pragma}")


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    """Before the first connection."""
    return Disk(monkeypatch)


@pytest.fixture
def model() -> Model:
    return Model()


@pytest.fixture
async def world(disk: Disk, model: Model, tmp_path: Path) -> AsyncIterator[World]:
    """`ask` makes one call, with a long answer; its database has room all the time."""
    database = Database(f"sqlite:///{tmp_path / 'kernbot.db'}", lambda: NOW)
    await database.upgrade()
    paying = Paying()
    call = DurableCalls(paying, model)

    async def ask(job: Job, tell: Tell) -> str:
        return (await call(prompt(job))).text[:8]

    def make(database: Database, handlers: Handlers, report: Report) -> DurableJobs:
        kinds = {**handlers, "ask": ask}
        return DurableJobs(database, kinds, report, tmp_path / "jobs.db", paying, Setup(grace_seconds=0))

    async with jobs.peopled(database, make) as made, made.jobs:
        yield made


def prompt(job: Job) -> ModelRequest:
    """What its call asks."""
    return request(f"{job.id} {LONG}")


async def writing(world: World, model: Model) -> Job:
    """A job whose model is in the middle of its answer."""
    job = await world.stored("ask")
    model.held[prompt(job).prompt] = asyncio.Event()
    await world.jobs.wake(job)
    await until(lambda: prompt(job).prompt in model.writing)
    return job


async def ends(world: World, *jobs: Job) -> None:
    """Returns once all of them are through and said so."""
    await until(lambda: all(any(isinstance(one, Finished) for one in world.of(job)) for job in jobs), 40)
    await world.settled()


def paid_again(model: Model) -> int:
    """Calls that were made although they had been."""
    return len(model.paid) - len(Counter(model.paid))


async def test_the_file_of_the_jobs_has_no_room(world: World, model: Model, disk: Disk, figure: Figure) -> None:
    asked = await writing(world, model)
    disk.is_(FULL)
    model.held[prompt(asked).prompt].set()
    await ends(world, asked)
    late = await world.takes("ask")
    await until(lambda: bool(world.of(late)))
    await asyncio.sleep(1)
    assert await world.state(late) == "running", "it waits for room"
    disk.is_(FINE)
    await ends(world, late)
    assert [await world.state(job) for job in (asked, late)] == ["done", "done"]
    assert paid_again(model) == 0
    figure("the file of the jobs without room while the model writes: jobs lost, calls paid for again", "0, 0")


async def test_the_file_of_the_jobs_is_read_only_for_a_while(
    world: World, model: Model, disk: Disk, monkeypatch: pytest.MonkeyPatch, figure: Figure
) -> None:
    """By the account of the engine work runs of which not even the end could be stored."""
    monkeypatch.setattr(left, "LEFT_SECONDS", 1.0)
    asked = [await writing(world, model) for _ in range(2)]
    disk.is_(READ_ONLY)
    for job in asked:
        model.held[prompt(job).prompt].set()
    waits = await world.stored("ask")
    with pytest.raises(Exception, match="readonly"):
        await world.jobs.wake(waits)
    await asyncio.sleep(durable.SWEEP_SECONDS + 1)
    disk.is_(FINE)
    await ends(world, *asked, waits)
    assert {await world.state(job) for job in (*asked, waits)} == {"done"}
    assert paid_again(model) == 0
    figure("the file of the jobs read-only for a while: jobs that hang, calls paid for again", "0, 0")


async def test_another_program_holds_the_file_of_the_jobs(
    world: World, model: Model, tmp_path: Path, figure: Figure
) -> None:
    asked = await writing(world, model)
    pause = Pause()
    async with asyncio.TaskGroup() as tasks:
        watcher = tasks.create_task(pause.watch())
        with held(tmp_path / "jobs.db", HELD_SECONDS) as holder:
            model.held[prompt(asked).prompt].set()
            late = await world.stored("ask")
            waking = tasks.create_task(world.jobs.wake(late))
            await asyncio.to_thread(holder.wait)
        await waking
        await ends(world, asked, late)
        watcher.cancel()
    assert paid_again(model) == 0
    what = f"another program holds the file of the jobs for {HELD_SECONDS:.0f} s"
    figure(f"{what}: jobs lost, calls paid for again", "0, 0")
    figure(f"{what}: longest the process stood still meanwhile", f"{pause.longest * 1000:.0f} ms")
    assert pause.longest < 0.5
