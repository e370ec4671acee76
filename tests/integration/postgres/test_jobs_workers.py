"""Workers of their own on one Postgres: what they share, and what becomes of the work of one that is lost."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot.jobs.doing import AT_ONCE
from bot.jobs.engine import Pace
from bot.jobs.port import Cancelled
from tests.fakes import durable_workers
from tests.fakes.durable_workers import Line, Workers, many
from tests.fakes.jobs import World

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif("sys.platform == 'win32'", reason="there is no SIGKILL"),
]
PACE = Pace(at_once=3)
TAKEN_OVER = "worker_taken_over"
TAKEN_OVER_SECONDS = 10.0
STOPPED_SECONDS = 2.0


@pytest.fixture
async def workers(url: str, tmp_path: Path) -> AsyncIterator[Workers]:
    async with durable_workers.workers(url, tmp_path) as made:
        yield made


@pytest.fixture
async def web(url: str) -> AsyncIterator[World]:
    """A process that takes jobs on and leaves them to workers."""
    async with durable_workers.web(url) as made:
        yield made


@pytest.fixture
def said() -> Iterator[list[EventDict]]:
    """What the process logs that takes jobs on."""
    with capture_logs() as lines:
        yield lines


def most_at_once(begun: list[Line], ended: list[Line]) -> int:
    """How much ran at the same time."""
    steps = sorted([(line.at, 1) for line in begun] + [(line.at, -1) for line in ended])
    most = now = 0
    for _, step in steps:
        now += step
        most = max(most, now)
    return most


def logged(workers: Workers, said: list[EventDict]) -> str:
    """By b, and by the process that takes jobs on: each of them looks after a."""
    return workers.log("b") + "".join(line["event"] for line in said)


async def test_limits_hold_for_all_workers_together(web: World, workers: Workers) -> None:
    async with web.jobs:
        await workers.start("a", "b", "c", seconds=0.3, calls=4, at_once=PACE.at_once)
        asking = await many(web, "beside", 4)
        plain = await many(web, "plain", 10)
        await web.settled()
    assert most_at_once(workers.lines("asked"), workers.lines("paid")) == PACE.at_once
    begun, ended = workers.lines("began"), workers.lines("went")
    for workspace in (1, 2):
        theirs = {str(job.id) for job in plain if job.workspace == workspace}
        there = [[line for line in lines if line.text in theirs] for lines in (begun, ended)]
        assert most_at_once(*there) <= AT_ONCE
    assert len({line.worker for line in begun}) > 1, "more than one of them worked"
    assert {await web.state(job) for job in (*asking, *plain)} == {"done"}
    assert Counter(line.text for line in workers.lines("paid")).most_common(1)[0][1] == 1


async def test_no_more_calls_in_a_minute_than_allowed(web: World, workers: Workers) -> None:
    async with web.jobs:
        await workers.start("a", "b", seconds=0.05, calls=4, a_minute=5)
        await many(web, "beside", 4)
        await workers.until("paid", 5)
        await workers.start("c", a_minute=5)  # takes longer than many more calls would
    assert len(workers.lines("asked")) == 5


async def test_a_stop_reaches_the_worker_its_calls_and_the_person_once(web: World, workers: Workers) -> None:
    async with web.jobs:
        await workers.start("a", "b", seconds=30, calls=4)
        job = await web.takes("beside")
        await workers.until("asked", 4)
        stopped = time.time()
        assert await web.jobs.cancel(job)
        assert not await web.jobs.cancel(job)
        last = await workers.until("broken", 4)
        await web.settled()
    assert last.at - stopped < STOPPED_SECONDS
    assert web.of(job) == [Cancelled()]
    assert {line.text for line in workers.lines("heard")} == {f"{job.id} Started"}
    assert await web.state(job) == "cancelled"


async def test_one_that_is_asked_to_stop_ends_its_calls_and_hands_the_rest_on(
    web: World, workers: Workers, said: list[EventDict]
) -> None:
    async with web.jobs:
        await workers.start_both(seconds=0.5, calls=8)
        asking = await many(web, "ask", 4)
        await workers.until("half", 8)
        workers.free()
        await workers.one_more("half", "a")
        told = time.time()
        assert await workers.end("a", signal.SIGTERM) == 0
        await web.settled()
    assert [await web.state(job) for job in asking] == ["done"] * 4
    paid = Counter(line.text for line in workers.lines("paid"))
    assert len(paid) == 4 * 8
    assert set(paid.values()) == {1}, "what had begun was paid for once"
    assert not workers.lines("broken")
    last = [line for line in workers.lines("asked") if line.worker == "a" and line.at > told]
    assert len(last) <= len(asking), "it began nothing more, but what it was about to"
    assert TAKEN_OVER not in logged(workers, said), "it was handed on, and nobody had to find out"


async def test_what_does_not_end_in_time_is_handed_back(web: World, workers: Workers) -> None:
    async with web.jobs:
        await workers.start("a", seconds=0.2, grace=0.5)
        job = await web.takes("plain")
        await workers.until("went")
        await web.settled()
        await workers.end("a", signal.SIGTERM)
        await workers.start("a", seconds=60, grace=0.5)
        job = await web.takes("plain")
        await workers.until("began", 2)
        assert await workers.end("a", signal.SIGTERM) == 0
        await workers.start("b", seconds=0.2)
        await web.settled()
    assert await web.state(job) == "done"
    assert [line.worker for line in workers.lines("went")] == ["a", "b"]


async def test_text_is_heard_where_the_job_runs_though_the_call_is_made_elsewhere(
    web: World, workers: Workers
) -> None:
    async with web.jobs:
        await workers.start("jobs", seconds=4, calls=1, only="gen")
        await workers.start("calls", seconds=4, only="llm")
        job = await web.takes("beside")
        await web.settled()
    assert await web.state(job) == "done"
    assert {line.worker for line in workers.lines("paid")} == {"calls"}
    heard = workers.lines("text")
    assert {line.worker for line in heard} == {"jobs"}
    sizes = [int(line.text.split()[-1]) for line in heard]
    assert sizes == sorted(sizes)
    assert len(set(sizes)) >= 4


async def test_what_is_due_is_done_by_one_of_them(workers: Workers) -> None:
    await workers.start("a", "b", "c", cron="* * * * * *")
    await workers.until("due", 5)
    for name in ("a", "b", "c"):
        await workers.end(name, signal.SIGTERM)
    done = [line.text for line in workers.lines("due")]
    assert len(set(done)) == len(done), "each time that it was due has a name of its own"


async def test_the_work_of_one_that_is_killed_goes_on_elsewhere(
    web: World, workers: Workers, said: list[EventDict]
) -> None:
    async with web.jobs:
        await workers.start_both(seconds=0.4, calls=8)
        asking = await many(web, "ask", 6)
        await workers.until("half", 8)
        workers.free()
        killed = await workers.one_more("half", "a")
        await workers.end("a", signal.SIGKILL)
        await web.settled()
    assert [await web.state(job) for job in asking] == ["done"] * 6
    paid = Counter(line.text for line in workers.lines("paid"))
    assert len(paid) == 6 * 8
    assert sum(paid.values()) - len(paid) <= 1, "at most what was answered but not yet stored"
    assert workers.taken_over(killed.at, "a") < TAKEN_OVER_SECONDS
    assert TAKEN_OVER in logged(workers, said)
    ended = Counter(line.text for line in workers.lines("heard") if line.text.endswith("Finished"))
    assert ended == Counter(f"{job.id} Finished" for job in asking)
