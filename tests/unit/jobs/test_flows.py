"""The workflows of a process come to an end with it; one that does not holds nothing up for long."""

from __future__ import annotations

import asyncio

import pytest
from structlog.testing import capture_logs

from bot.jobs.flows import Flows
from tests.fakes.jobs import until


@pytest.fixture
def ended() -> list[str]:
    """Which came to an end."""
    return []


async def test_all_are_stopped_and_one_that_will_not_end_is_waited_for_no_longer_than_said(
    ended: list[str],
) -> None:
    flows, free = Flows(), asyncio.Event()

    async def willing() -> None:
        flows.begin("job-1-1")
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            ended.append("willing")

    async def stubborn() -> None:
        flows.begin("job-2-1")
        while not free.is_set():
            try:
                await free.wait()
            except asyncio.CancelledError:
                continue
        ended.append("stubborn")

    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        for flow in (willing, stubborn):
            group.create_task(flow())
        await until(lambda: len(flows.ids()) == 2)
        with capture_logs() as said:
            await flows.stopped(0.05)
        assert (ended, flows.ids()) == (["willing"], ["job-2-1"])
        assert [(line["event"], line["count"]) for line in said] == [("not_stopped", 1)]
        free.set()
    with capture_logs() as said:
        await flows.stopped(0.05)
    assert (ended, said) == (["willing", "stubborn"], [])
