"""Jobs in this process: how many at once, what is heard, what a stop and a crash leave behind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.brief import Brand
from bot.domain.errors import BadInputError
from bot.domain.progress import Note
from bot.domain.records import Job
from bot.jobs.here import AT_ONCE, INTERRUPTED, UNEXPECTED, JobsHere
from bot.jobs.port import Cancelled, Failed, Finished, Happened, Started, Tell, Went
from bot.services import workspaces
from bot.services.workspaces import Usual
from bot.storage.database import Database

NOW = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)


class World:
    """A database with two workspaces, and jobs of which a test says how they go."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.heard: list[tuple[int, Happened]] = []
        self.gates: dict[int, asyncio.Event] = {}
        self.running: set[int] = set()
        self.most = 0
        self.jobs = self.new()

    def new(self) -> JobsHere:
        """The jobs of a process that starts on this database."""
        handlers = {"wait": self.wait, "tell": self.tell, "fail": self.fail, "break": self.breaks}
        return JobsHere(self.database, handlers, self.report)

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

    async def takes(self, kind: str, workspace: int = 1) -> Job:
        """A job is taken on and woken."""
        async with self.database.work() as work:
            jobs = work.within(workspace).jobs
            job, _ = await jobs.submit(kind, 1, "{}", f"{kind}:{len(self.heard)}:{len(self.gates)}:{id(kind)}")
        self.gates.setdefault(job.id, asyncio.Event())
        await self.jobs.wake(job)
        return job

    async def state(self, job: Job) -> str:
        async with self.database.read() as work:
            return (await work.within(job.workspace or 0).jobs.get(job.id)).state

    def of(self, job: Job) -> list[Happened]:
        return [happened for one, happened in self.heard if one == job.id]


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    database = Database(f"sqlite:///{tmp_path / 'kernbot.db'}", lambda: NOW)
    await database.upgrade()
    async with database.work() as work:
        person = await work.people.who("test", "1", "Noor")
        for name in ("Een", "Twee"):
            await workspaces.found(work, Brand(name=name), "nl", person.id, Usual("canvas7", ("linkedin",)))
    yield World(database)
    await database.close()


async def breath() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_what_is_told_is_heard_in_order_between_start_and_end(world: World) -> None:
    async with world.jobs:
        job = await world.takes("tell")
        await world.jobs.settled()
    assert world.of(job) == [Started(), *(Went(Note(word)) for word in "abc"), Finished("1")]
    assert await world.state(job) == "done"


async def test_a_workspace_has_a_few_jobs_at_once_and_holds_up_no_other(world: World) -> None:
    async with world.jobs:
        many = [await world.takes("wait") for _ in range(AT_ONCE + 2)]
        other = await world.takes("wait", workspace=2)
        await breath()
        assert world.running == {*(job.id for job in many[:AT_ONCE]), other.id}
        for job in (*many, other):
            world.gates[job.id].set()
        await world.jobs.settled()
    assert world.most == AT_ONCE + 1
    assert [await world.state(job) for job in many] == ["done"] * len(many)


async def test_waking_twice_runs_once(world: World) -> None:
    async with world.jobs:
        job = await world.takes("tell")
        await world.jobs.wake(job)
        await world.jobs.settled()
        await world.jobs.wake(job)
        await world.jobs.settled()
    assert world.of(job).count(Started()) == 1


async def test_what_cannot_be_done_says_why_and_a_fault_of_ours_says_nothing(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    async with world.jobs:
        refused, broken = await world.takes("fail"), await world.takes("break")
        await world.jobs.settled()
    assert world.of(refused)[-1] == Failed("BadInputError", "No. Else.")
    assert world.of(broken)[-1] == Failed(UNEXPECTED, "")
    assert await world.state(broken) == "failed"
    logged = capsys.readouterr().out
    assert "RuntimeError" in logged
    assert "customer" not in logged


async def test_cancelling_stops_what_runs_and_what_waits_and_says_so_once(world: World) -> None:
    async with world.jobs:
        many = [await world.takes("wait") for _ in range(AT_ONCE + 1)]
        await breath()
        for job in (many[0], many[-1]):
            assert await world.jobs.cancel(job)
            assert not await world.jobs.cancel(job)
        await breath()
        assert many[0].id not in world.running
        world.gates[many[1].id].set()
        await world.jobs.settled()
    assert world.of(many[0]) == [Started(), Cancelled()]
    assert world.of(many[-1]) == [Cancelled()]
    assert [await world.state(job) for job in many] == ["cancelled", "done", "cancelled"]


async def test_what_ran_when_the_process_ended_comes_back_as_interrupted(world: World) -> None:
    async with world.jobs:
        job = await world.takes("wait")
        await breath()
    assert await world.state(job) == "running", "nobody had time to write anything down"
    async with world.new():
        assert world.of(job)[-1] == Failed(INTERRUPTED, "")
        assert await world.state(job) == "interrupted"
    heard = len(world.heard)
    async with world.new():
        assert len(world.heard) == heard, "it is told once"


async def test_the_jobs_of_another_process_are_left_alone(world: World) -> None:
    async with world.jobs:
        job = await world.takes("wait")
        await breath()
    async with JobsHere(world.database, {}, world.report, mine=lambda one: one.id != job.id):
        assert await world.state(job) == "running"
