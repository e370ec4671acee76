"""What holds for jobs whoever runs them holds on Postgres too."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.jobs import left
from bot.jobs.calls import DurableCalls
from bot.jobs.durable import DurableJobs, Setup
from bot.jobs.paying import Paying
from bot.jobs.port import Handlers, Report, Started
from bot.storage.database import Database
from tests.fakes import jobs
from tests.fakes.durable import call, model, paying
from tests.fakes.jobs import World, until
from tests.unit.jobs.test_contract import (
    test_a_stop_that_a_crash_cut_off_holds_at_the_next_start,
    test_a_stop_that_came_too_late_changes_nothing,
    test_a_workspace_has_a_few_jobs_at_once_and_holds_up_no_other,
    test_cancelling_stops_what_runs_and_what_waits_and_says_so_once,
    test_waking_twice_runs_once,
    test_what_cannot_be_done_says_why_and_a_fault_of_ours_says_nothing,
    test_what_failed_can_be_asked_for_again,
    test_what_is_told_is_heard_in_order_between_start_and_end,
)
from tests.unit.jobs.test_durable import test_a_job_goes_on_and_no_finished_call_is_paid_again
from tests.unit.jobs.test_erased import (
    test_the_next_start_forgets_what_was_erased_and_leaves_the_rest,
    test_the_upkeep_forgets_it_too,
    test_what_was_erased_while_it_ran_is_stopped_and_says_nothing,
)

__all__ = [
    "call",
    "model",
    "paying",
    "test_a_job_goes_on_and_no_finished_call_is_paid_again",
    "test_a_stop_that_a_crash_cut_off_holds_at_the_next_start",
    "test_a_stop_that_came_too_late_changes_nothing",
    "test_a_workspace_has_a_few_jobs_at_once_and_holds_up_no_other",
    "test_cancelling_stops_what_runs_and_what_waits_and_says_so_once",
    "test_the_next_start_forgets_what_was_erased_and_leaves_the_rest",
    "test_the_upkeep_forgets_it_too",
    "test_waking_twice_runs_once",
    "test_what_cannot_be_done_says_why_and_a_fault_of_ours_says_nothing",
    "test_what_failed_can_be_asked_for_again",
    "test_what_is_told_is_heard_in_order_between_start_and_end",
    "test_what_was_erased_while_it_ran_is_stopped_and_says_nothing",
]
pytestmark = pytest.mark.postgres


@pytest.fixture
async def world(url: str, paying: Paying, call: DurableCalls) -> AsyncIterator[World]:
    def make(database: Database, handlers: Handlers, report: Report) -> DurableJobs:
        return DurableJobs(database, handlers, report, url, paying, Setup(grace_seconds=0))

    async with jobs.peopled(Database(url, lambda: jobs.NOW), make) as made:
        yield made


@pytest.fixture
def durable_world(world: World) -> World:
    return world


async def test_what_was_taken_and_never_begun_is_given_back(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when the connection breaks between the commit that takes something and the answer that it did."""
    monkeypatch.setattr(left, "LEFT_SECONDS", 0.1)
    async with world.jobs as runs:
        assert isinstance(runs, DurableJobs)
        job = await world.takes("wait")
        await until(lambda: job.id in world.running)
        runs._flows._tasks.clear()
        await until(lambda: world.of(job) == [Started(), Started()])
        world.gates[job.id].set()
        await world.settled()
    assert await world.state(job) == "done"
