"""Paid calls in flight: no more in one process than it can send off, however many the installation may have."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.domain.records import Job
from bot.jobs import durable, left
from bot.jobs.alone import Alone
from bot.jobs.calls import DurableCalls
from bot.jobs.durable import DurableJobs, Setup
from bot.jobs.engine import MODEL, POLL_SECONDS, Pace
from bot.jobs.paying import Paying
from bot.jobs.port import Handlers, Report, Tell
from bot.storage.database import Database
from tests.fakes import jobs
from tests.fakes.jobs import Model, request, until

CALLS = 5
MANY = 200


Held = Callable[[int, Pace, int], Awaitable[None]]


@pytest.fixture
def held(engine_file: Path, tmp_path: Path, paying: Paying, call: DurableCalls, model: Model) -> Held:
    """A job with so many calls beside each other: `most` of them are in flight, no more, and each is paid once."""

    async def held(calls: int, pace: Pace, most: int) -> None:
        asked = [f"number {number}" for number in range(calls)]
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
            await until(lambda: len(model.writing) >= most)
            await asyncio.sleep(3 * POLL_SECONDS)
            assert len(model.writing) == most
            for each in model.held.values():
                each.set()
            await world.settled()
            assert await world.state(job) == "done"
        assert sorted(model.paid) == sorted(asked)

    return held


@pytest.mark.parametrize(("pace", "most"), [(Pace(8, None, 2), 2), (Pace(3, None, 100), 3), (Pace(8), CALLS)])
async def test_a_process_has_no_more_in_flight_than_it_can_send_off(pace: Pace, most: int, held: Held) -> None:
    await held(CALLS, pace, most)


async def test_nor_at_its_first_taking_when_the_start_before_allowed_more(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited = False

    @contextmanager
    def claiming(self: Alone, queue: str) -> Iterator[None]:
        """The first taking finds that all calls wait."""
        nonlocal waited
        if queue == MODEL and not waited:
            waited = True
            with closing(sqlite3.connect(self.file)) as link:
                calls = "SELECT count(*) FROM workflow_status WHERE queue_name = ?"
                while link.execute(calls, (queue,)).fetchone()[0] < CALLS:
                    time.sleep(0.01)
        yield

    monkeypatch.setattr(Alone, "claiming", claiming)
    await held(CALLS, Pace(8, None, 2), 2)
    assert waited


async def test_what_was_taken_and_has_yet_to_begin_is_not_taken_for_lost(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hundreds are taken at once and begin one after the other, while a busy loop comes to it: the last of them
    long after the first."""
    monkeypatch.setattr(left, "LEFT_SECONDS", 0.02)
    monkeypatch.setattr(durable, "SWEEP_SECONDS", 0.02)
    await held(MANY, Pace(1000), MANY)
