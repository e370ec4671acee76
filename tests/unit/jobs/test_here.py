"""Jobs in this process alone: what a crash leaves behind, and whose jobs they are."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.records import Job
from bot.jobs.doing import INTERRUPTED
from bot.jobs.here import JobsHere
from bot.jobs.port import Cancelled, Failed, Finished, Handlers, Happened, Report, Started, Tell
from bot.storage.database import Database
from tests.fakes import jobs
from tests.fakes.jobs import World, until


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with jobs.world(tmp_path / "kernbot.db", jobs.here) as made:
        yield made


async def test_what_ran_when_the_process_ended_comes_back_as_interrupted(world: World) -> None:
    async with world.jobs:
        job = await world.takes("wait")
        await until(lambda: job.id in world.running)
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
        await until(lambda: job.id in world.running)
    async with JobsHere(world.database, {}, world.report, mine=lambda one: one.id != job.id):
        assert await world.state(job) == "running"


class Slow:
    """A handler that takes its time to wind up when it is stopped, and says then that it is done."""

    def __init__(self) -> None:
        self.begun = self.wound_up = 0
        self.at_once = self.most = 0
        self.may_end = asyncio.Event()

    async def __call__(self, job: Job, tell: Tell) -> str:
        self.begun += 1
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        try:
            if self.begun == 1:
                await asyncio.Event().wait()
        except asyncio.CancelledError:
            await self.may_end.wait()
            self.wound_up += 1
        self.at_once -= 1
        return '"done"'


def slowly(world: World) -> Slow:
    """A world with such a job."""
    slow = Slow()
    world.handlers = {**world.handlers, "slow": slow}
    world.jobs = world.new()
    return slow


async def test_one_that_is_asked_for_again_while_it_winds_up_runs_after_that(world: World) -> None:
    slow = slowly(world)
    async with world.jobs:
        job = await world.takes("slow")
        await until(lambda: slow.begun == 1)
        assert await world.jobs.cancel(job)
        await world.again(job)
        await world.jobs.wake(job)
        await asyncio.sleep(0)
        assert (slow.begun, await world.state(job)) == (1, "waiting")
        slow.may_end.set()
        await world.settled()
    assert (slow.begun, slow.wound_up, slow.most) == (2, 1, 1)
    assert world.of(job) == [Started(), Cancelled(), Started(), Finished('"done"')]
    assert await world.state(job) == "done"


async def test_a_stop_while_it_winds_up_is_for_the_run_that_waits(world: World) -> None:
    slow = slowly(world)
    async with world.jobs:
        job = await world.takes("slow")
        await until(lambda: slow.begun == 1)
        assert await world.jobs.cancel(job)
        await world.again(job)
        await asyncio.sleep(0)
        assert await world.jobs.cancel(job)
        slow.may_end.set()
        await world.settled()
    assert (slow.begun, slow.wound_up) == (1, 1)
    assert await world.state(job) == "cancelled"


async def test_one_that_is_asked_for_again_while_its_end_is_told_is_not_forgotten(tmp_path: Path) -> None:
    """Telling takes as long as a front needs, and the button is there before that is over."""
    shown, told = asyncio.Event(), asyncio.Event()
    heard: list[type[Happened]] = []

    async def report(job: Job, happened: Happened) -> None:
        heard.append(type(happened))
        if isinstance(happened, Failed) and not shown.is_set():
            shown.set()
            await told.wait()

    def make(database: Database, handlers: Handlers, _: Report) -> JobsHere:
        return JobsHere(database, handlers, report)

    async with jobs.world(tmp_path / "kernbot.db", make) as made, made.jobs:
        job = await made.takes("fail")
        await shown.wait()
        await made.again(job)
        told.set()
        await made.settled()
        assert heard == [Started, Failed] * 2
        assert await made.state(job) == "failed"
