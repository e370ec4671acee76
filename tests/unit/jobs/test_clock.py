"""What is done at set times, and a process that hangs."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest
from dbos import DBOS

from bot.jobs import clock
from bot.jobs.clock import Schedules
from bot.jobs.durable import DurableJobs, Setup
from bot.jobs.paying import Paying
from bot.jobs.place import plain
from bot.jobs.watchdog import watched
from tests.fakes.jobs import LONGEST, World, until

YEARLY = "0 0 1 1 *"


def due(world: World, paying: Paying, file: Path, schedules: Schedules) -> DurableJobs:
    setup = Setup(grace_seconds=0)
    return DurableJobs(world.database, world.handlers, world.report, file, paying, setup, schedules)


class Done:
    """Counts, and may fail."""

    def __init__(self, error: Exception | None = None) -> None:
        self.times = 0
        self._error = error

    async def __call__(self) -> None:
        self.times += 1
        if self._error is not None:
            raise self._error


async def test_what_was_due_while_nothing_ran_is_done_once_after_the_start(
    durable_world: World, paying: Paying, tmp_path: Path
) -> None:
    file, done = tmp_path / "engine.db", Done()
    async with due(durable_world, paying, file, {"prune": (YEARLY, done)}):
        assert done.times == 0, "it was not due since there is such a thing"
    async with due(durable_world, paying, file, {"prune": (YEARLY, done)}):
        await until(lambda: done.times == 1)
    async with due(durable_world, paying, file, {"prune": (YEARLY, done), "other": (YEARLY, Done())}):
        names = {each["schedule_name"] for each in await DBOS.list_schedules_async()}
    assert names == {"prune", "other"}
    async with due(durable_world, paying, file, {}):
        assert await DBOS.list_schedules_async() == []
    assert done.times == 1


async def test_it_is_done_at_its_time_and_once_more_though_it_failed(
    durable_world: World, paying: Paying, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    done = Done(RuntimeError("a customer's words"))
    async with due(durable_world, paying, tmp_path / "engine.db", {"every second": ("* * * * * *", done)}):
        await until(lambda: done.times >= 2)
    logged = "".join(capfd.readouterr())
    assert "RuntimeError" in logged
    assert "customer" not in logged


def test_the_last_time_before_now() -> None:
    now = clock.utc_now().replace(year=2026, month=11, day=22, hour=9, minute=0)
    assert clock._latest("17 4 * * *", now).isoformat().startswith("2026-11-22T04:17:00")
    assert clock._latest("17 14 * * *", now).isoformat().startswith("2026-11-21T14:17:00")


@pytest.mark.parametrize(
    "url",
    ["postgres://u@h/d?a=b", "postgresql+psycopg://u@h/d?a=b", "postgresql://u@h/d?a=b", "POSTGRESQL://u@h/d?a=b"],
)
def test_the_address_of_a_database_is_read_as_everywhere(url: str) -> None:
    assert plain(url) == "postgresql://u@h/d?a=b"


async def test_a_loop_that_does_nothing_for_too_long_ends_the_process() -> None:
    ended = threading.Event()
    async with watched(0.08, lambda reason: ended.set()):
        assert ended.wait(LONGEST)


async def test_a_loop_that_is_busy_does_not() -> None:
    ended = threading.Event()
    async with watched(LONGEST, lambda reason: ended.set()):
        await asyncio.sleep(0)
    assert not ended.is_set()
