"""What holds for jobs whoever runs them: how many at once, what is heard, what a stop leaves behind."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.progress import Note
from bot.domain.records import Job, JobState
from bot.jobs.doing import AT_ONCE, UNEXPECTED
from bot.jobs.port import Cancelled, Failed, Finished, Started, Went
from tests.fakes import jobs
from tests.fakes.jobs import Make, World, until


@pytest.fixture(params=["here", "durable"])
def make(request: pytest.FixtureRequest) -> Make:
    return jobs.here if request.param == "here" else request.getfixturevalue("durable")


@pytest.fixture
async def world(make: Make, tmp_path: Path) -> AsyncIterator[World]:
    async with jobs.world(tmp_path / "kernbot.db", make) as made:
        yield made


async def test_what_is_told_is_heard_in_order_between_start_and_end(world: World) -> None:
    async with world.jobs:
        job = await world.takes("tell")
        await world.settled()
    assert world.of(job) == [Started(), *(Went(Note(word)) for word in "abc"), Finished("1")]
    assert await world.state(job) == "done"


async def test_a_workspace_has_a_few_jobs_at_once_and_holds_up_no_other(world: World) -> None:
    async with world.jobs:
        many = [await world.takes("wait") for _ in range(AT_ONCE + 2)]
        other = await world.takes("wait", workspace=2)
        await until(lambda: len(world.running) == AT_ONCE + 1)
        assert other.id in world.running
        for job in (*many, other):
            world.gates[job.id].set()
        await world.settled()
    assert world.most == AT_ONCE + 1
    assert [await world.state(job) for job in many] == ["done"] * len(many)


async def test_waking_twice_runs_once(world: World) -> None:
    async with world.jobs:
        job = await world.takes("tell")
        await world.jobs.wake(job)
        await world.settled()
        await world.jobs.wake(job)
        await world.settled()
    assert world.of(job).count(Started()) == 1


async def test_what_cannot_be_done_says_why_and_a_fault_of_ours_says_nothing(
    world: World, capfd: pytest.CaptureFixture[str]
) -> None:
    async with world.jobs:
        refused, broken = await world.takes("fail"), await world.takes("break")
        await world.settled()
    assert world.of(refused)[-1] == Failed("BadInputError", "No. Else.")
    assert world.of(broken)[-1] == Failed(UNEXPECTED, "")
    assert await world.state(broken) == "failed"
    logged = "".join(capfd.readouterr())
    assert "RuntimeError" in logged
    assert "customer" not in logged


async def test_what_failed_can_be_asked_for_again(world: World) -> None:
    async with world.jobs:
        job = await world.takes("fail")
        await world.settled()
        await world.again(job)
        await world.settled()
    assert world.of(job).count(Started()) == 2
    assert await world.state(job) == "failed"


async def test_cancelling_stops_what_runs_and_what_waits_and_says_so_once(world: World) -> None:
    async with world.jobs:
        many = [await world.takes("wait") for _ in range(AT_ONCE + 1)]
        await until(lambda: len(world.running) == AT_ONCE)
        waits = next(job for job in many if job.id not in world.running)
        stopped, goes_on = (job for job in many if job is not waits)
        for job in (stopped, waits):
            assert await world.jobs.cancel(job)
            assert not await world.jobs.cancel(job)
        await until(lambda: stopped.id not in world.running)
        world.gates[goes_on.id].set()
        await world.settled()
    assert world.of(stopped) == [Started(), Cancelled()]
    assert world.of(waits) == [Cancelled()]
    assert [await world.state(job) for job in (stopped, goes_on, waits)] == ["cancelled", "done", "cancelled"]


async def wanted_stopped(world: World, job: Job, state: JobState | None = None) -> None:
    """Somebody taps Stop, and the process ends before anything comes of it, or (a state) before it is said."""
    async with world.database.work() as work:
        await work.within(1).jobs.stop(job.id)
        if state is not None:
            await work.within(1).jobs.end(job.id, state)


@pytest.mark.parametrize("state", [None, "cancelled"])
async def test_a_stop_that_a_crash_cut_off_holds_at_the_next_start(world: World, state: JobState | None) -> None:
    async with world.jobs:
        job, other = await world.takes("wait"), await world.takes("wait")
        await until(lambda: len(world.running) == 2)
    await wanted_stopped(world, job, state)
    world.jobs = world.new()
    async with world.jobs:
        world.gates[other.id].set()
        await world.settled()
    assert world.of(job) == [Started(), Cancelled()]
    assert await world.state(job) == "cancelled"
    assert Cancelled() not in world.of(other)
    world.jobs = world.new()
    async with world.jobs:
        await world.settled()
    assert world.of(job) == [Started(), Cancelled()], "said once"


async def test_a_stop_that_came_too_late_changes_nothing(world: World) -> None:
    async with world.jobs:
        job = await world.takes("tell")
        await world.settled()
    await wanted_stopped(world, job)
    world.jobs = world.new()
    async with world.jobs:
        await world.settled()
    assert Cancelled() not in world.of(job)
    assert await world.state(job) == "done"
