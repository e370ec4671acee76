"""Jobs in this process alone: what a crash leaves behind, and whose jobs they are."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.jobs.doing import INTERRUPTED
from bot.jobs.here import JobsHere
from bot.jobs.port import Failed
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
