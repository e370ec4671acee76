"""Paid calls in flight: no more in one process than it can send off, however many the installation may have."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from bot.domain.records import Job
from bot.jobs.calls import DurableCalls
from bot.jobs.durable import DurableJobs, Setup
from bot.jobs.engine import POLL_SECONDS, Pace
from bot.jobs.paying import Paying
from bot.jobs.port import Handlers, Report, Tell
from bot.storage.database import Database
from tests.fakes import jobs
from tests.fakes.jobs import Model, request, until

CALLS = 5


@pytest.mark.parametrize(("pace", "most"), [(Pace(8, None, 2), 2), (Pace(3, None, 100), 3), (Pace(8), CALLS)])
async def test_a_process_has_no_more_in_flight_than_it_can_send_off(
    pace: Pace, most: int, engine_file: Path, tmp_path: Path, paying: Paying, call: DurableCalls, model: Model
) -> None:
    asked = [f"number {number}" for number in range(CALLS)]
    model.held = {prompt: asyncio.Event() for prompt in asked}
    file = tmp_path / "engine.db"
    shutil.copy(engine_file, file)

    async def beside(job: Job, tell: Tell) -> str:
        await asyncio.gather(*(call(request(prompt)) for prompt in asked))
        return "0"

    def make(database: Database, handlers: Handlers, report: Report) -> DurableJobs:
        return DurableJobs(database, {"beside": beside}, report, file, paying, Setup(pace, grace_seconds=0))

    async with jobs.world(tmp_path / "kernbot.db", make) as world, world.jobs:
        job = await world.takes("beside")
        await until(lambda: len(model.writing) == most)
        await asyncio.sleep(3 * POLL_SECONDS)
        assert len(model.writing) == most
        for held in model.held.values():
            held.set()
        await world.settled()
        assert await world.state(job) == "done"
    assert sorted(model.paid) == asked
