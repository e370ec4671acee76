"""Jobs that open while the program answers already."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.errors import StorageError
from bot.jobs.alone import Alone
from bot.jobs.durable import DurableJobs
from bot.jobs.late import Kept, LateJobs
from bot.jobs.port import Cancelled, Handlers, Report, Started
from bot.storage.database import Database
from tests.fakes import jobs
from tests.fakes.jobs import Make, World, until


@pytest.fixture
async def late(durable: Make, tmp_path: Path) -> AsyncIterator[tuple[World, threading.Event]]:
    """A world whose jobs do not open before the event is set."""
    may = threading.Event()

    def make(database: Database, handlers: Handlers, report: Report) -> LateJobs:
        def opens() -> Kept:
            assert may.wait(jobs.LONGEST)
            made = durable(database, handlers, report)
            assert isinstance(made, DurableJobs)
            return made

        return LateJobs(opens)

    async with jobs.world(tmp_path / "kernbot.db", make) as world:
        yield world, may
    may.set()


async def test_what_is_woken_before_it_is_open_runs_then(late: tuple[World, threading.Event]) -> None:
    world, may = late
    async with world.jobs:
        job = await world.takes("tell")
        assert world.of(job) == []
        may.set()
        await world.settled()
    assert await world.state(job) == "done"


async def test_a_stop_waits_until_it_is_open(late: tuple[World, threading.Event]) -> None:
    world, may = late
    async with world.jobs:
        job = await world.takes("wait")
        stopping = asyncio.ensure_future(world.jobs.cancel(job))
        await asyncio.sleep(0)
        assert not stopping.done()
        may.set()
        assert await stopping
        await world.settled()
    assert world.of(job) in ([Cancelled()], [Started(), Cancelled()])


async def test_what_does_not_open_ends_the_program_with_its_reason(
    late: tuple[World, threading.Event], tmp_path: Path
) -> None:
    world, may = late
    job = await world.stored("tell")
    taken = Alone(tmp_path / "engine.db")
    taken.take()
    stopping = list[asyncio.Future[bool]]()

    async def program() -> None:
        async with world.jobs:
            stopping.append(asyncio.ensure_future(world.jobs.cancel(job)))
            may.set()
            await asyncio.Event().wait()

    with pytest.raises(StorageError, match="Another process"):
        await program()
    taken.close()
    with pytest.raises(StorageError, match="cannot be run"):
        await stopping[0]


async def test_an_error_of_the_program_itself_is_passed_on(late: tuple[World, threading.Event]) -> None:
    world, may = late

    async def program() -> None:
        async with world.jobs:
            may.set()
            raise KeyError

    with pytest.raises(KeyError):
        await program()


async def test_ending_at_once_leaves_nothing_open(late: tuple[World, threading.Event]) -> None:
    world, may = late
    async with world.jobs:
        may.set()
    async with world.jobs:
        job = await world.takes("tell")
        await until(lambda: bool(world.of(job)))
        await world.settled()


def test_nothing_of_the_engine_is_loaded_before_it_is_asked_for() -> None:
    """The library costs more than a second at every start."""
    program = "import sys, bot.jobs.late, bot.jobs.calls, bot.jobs.here; assert 'dbos' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True, timeout=jobs.LONGEST)
