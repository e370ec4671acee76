"""Jobs that were erased by a process that ended before it could tell the engine."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.jobs import engine
from bot.jobs.calls import DurableCalls
from bot.jobs.durable import DurableJobs
from bot.jobs.port import Started
from tests.fakes.jobs import Model, World, until
from tests.unit.jobs.test_durable import asking

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
OTHER = 2
"""A workspace that stays."""


async def erased(world: World) -> None:
    """The first workspace goes, and nobody tells the engine."""
    async with world.database.work() as work:
        await work.workspaces.erase(1)


async def kept() -> set[int]:
    """The jobs that the engine still has something of."""
    return {int(flow.split("-")[1]) for flow, _ in await engine.flows("job-", "llm-")}


async def test_the_next_start_forgets_what_was_erased_and_leaves_the_rest(
    durable_world: World, call: DurableCalls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "AT_A_TIME", 2)
    world = durable_world
    asking(world, call, "a")
    async with world.jobs:
        gone = [await world.takes("ask") for _ in range(3)]
        stays = await world.takes("ask", OTHER)
        await world.settled()
        assert await kept() == {*(job.id for job in gone), stays.id}
        await erased(world)
    asking(world, call, "a")
    async with world.jobs:
        assert await kept() == {stays.id}
        assert len(await engine.flows("job-", "llm-")) == 3


async def test_what_was_erased_while_it_ran_is_stopped_and_says_nothing(
    durable_world: World, call: DurableCalls, model: Model
) -> None:
    world = durable_world
    model.held["last"] = asyncio.Event()
    asking(world, call, "a")
    async with world.jobs:
        job = await world.takes("ask")
        await until(lambda: "last" in model.paid)
        await erased(world)
    asking(world, call, "a")
    async with world.jobs:
        assert await kept() == set()
        await until(lambda: not model.writing)
        await world.settled()
    assert world.of(job) == [Started()]


async def test_the_upkeep_forgets_it_too(durable_world: World, call: DurableCalls) -> None:
    world = durable_world
    asking(world, call, "a")
    async with world.jobs as runs:
        assert isinstance(runs, DurableJobs)
        gone, stays = await world.takes("ask"), await world.takes("ask", OTHER)
        await world.settled()
        await erased(world)
        assert await kept() == {gone.id, stays.id}
        assert await runs.prune(LONG_AGO) == 0
        assert await kept() == {stays.id}


async def test_no_text_of_it_is_left_in_the_file(durable_world: World, call: DurableCalls, tmp_path: Path) -> None:
    world = durable_world
    asking(world, call, "a secret of the customer")
    async with world.jobs:
        await world.takes("ask")
        await world.settled()
        await erased(world)
    assert "secret" in _said(tmp_path / "engine.db")
    asking(world, call)
    async with world.jobs:
        await world.settled()
    assert "secret" not in _said(tmp_path / "engine.db")


def _said(file: Path) -> str:
    with closing(sqlite3.connect(file)) as link:
        return "\n".join(link.iterdump())
