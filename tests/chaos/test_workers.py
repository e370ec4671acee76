"""Workers that are lost in every way there is, and a database that goes away: what becomes of their work."""

from __future__ import annotations

import asyncio
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.jobs.watchdog import HUNG
from tests.fakes import durable_workers
from tests.fakes.durable_workers import Workers, many
from tests.fakes.jobs import World
from tests.fakes.postgres import Server

Figure = Callable[[str, str], None]
TAKEN_OVER_SECONDS = 10.0
pytestmark = pytest.mark.skipif("sys.platform == 'win32'", reason="there is no SIGKILL")


@pytest.fixture
async def workers(url: str, tmp_path: Path) -> AsyncIterator[Workers]:
    async with durable_workers.workers(url, tmp_path) as made:
        yield made


@pytest.fixture
async def web(url: str) -> AsyncIterator[World]:
    async with durable_workers.web(url) as made:
        yield made


async def test_the_jobs_of_two_of_three_that_are_killed_go_on(
    web: World, workers: Workers, figure: Figure
) -> None:
    async with web.jobs:
        await asyncio.gather(
            workers.start("a", "b", seconds=0.4, calls=6), workers.start("c", seconds=0.4, calls=6, only="llm")
        )
        asking = await many(web, "ask", 6)
        await workers.until("half", 8)
        workers.free()
        killed = await workers.one_more("half", "a")
        for name in ("a", "b"):
            workers.send(name, signal.SIGKILL)
        await web.settled()
    assert [await web.state(job) for job in asking] == ["done"] * 6
    ended = Counter(line.text for line in workers.lines("heard") if line.text.endswith("Finished"))
    assert ended == Counter(f"{job.id} Finished" for job in asking)
    took = workers.taken_over(killed.at, "a", "b")
    assert took < TAKEN_OVER_SECONDS
    paid = Counter(line.text for line in workers.lines("paid"))
    twice = sum(paid.values()) - len(paid)
    assert twice <= 2, "at most what was answered but not yet stored, in each of the two"
    figure("two of three workers killed: the jobs of both go on after", f"{took:.1f} s")
    figure("two of three workers killed: calls of 36 that were answered and paid for again", str(twice))


async def test_one_that_hangs_ends_and_its_work_goes_on(web: World, workers: Workers, figure: Figure) -> None:
    async with web.jobs:
        await workers.start_both(seconds=0.3, calls=12, hang=1.5)
        job = await web.takes("ask")
        await workers.until("half")
        workers.free()
        hung = time.time()
        (workers.folder / "hang-a").touch()
        assert await workers.ended("a") == HUNG
        await web.settled()
    assert await web.state(job) == "done"
    assert "the event loop hangs" in workers.log("a")
    took = workers.taken_over(hung, "a")
    assert took < TAKEN_OVER_SECONDS
    figure("a worker whose loop hangs (watchdog set to 1.5 s): its jobs go on after", f"{took:.1f} s")


async def test_one_that_is_frozen_is_taken_over_and_leaves_that_work_alone_later(
    web: World, workers: Workers, figure: Figure
) -> None:
    async with web.jobs:
        await workers.start_both(seconds=0.3, calls=6)
        asking = await many(web, "ask", 4)
        await workers.until("half", 8)
        workers.free()
        frozen = await workers.one_more("half", "a")
        workers.send("a", signal.SIGSTOP)
        await web.settled()
        took = workers.taken_over(frozen.at, "a")
        assert took < TAKEN_OVER_SECONDS
        figure(
            "a worker that is frozen, as by a debugger or a paused machine: its jobs go on after", f"{took:.1f} s"
        )
        workers.send("a", signal.SIGCONT)
        later = await many(web, "ask", 4)
        await web.settled()
        assert await workers.end("a", signal.SIGTERM) == 0
    assert {await web.state(job) for job in (*asking, *later)} == {"done"}
    ended = Counter(line.text for line in workers.lines("heard") if line.text.endswith("Finished"))
    assert set(ended.values()) == {1}
    assert len(ended) == 8


async def test_one_whose_lock_is_lost_for_a_moment_goes_on_with_what_it_has(
    web: World, workers: Workers, postgres: Server
) -> None:
    async with web.jobs:
        await workers.start_both(seconds=1, calls=2)
        job = await web.takes("ask")
        await workers.until("half")
        workers.free()
        postgres.says(
            "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid) "
            f"WHERE locktype = 'advisory' AND objsubid = 2 AND datname = '{workers.database}'"
        )
        await web.settled()
        assert await workers.end("a", signal.SIGTERM) == 0
    assert await web.state(job) == "done"
    assert workers.lines("broken") == []
    assert [line.text for line in workers.lines("heard")] == [f"{job.id} Started", f"{job.id} Finished"]
    assert "seat_again" in workers.log("a")


async def test_a_database_that_goes_away_for_a_moment_costs_no_job(
    web: World, workers: Workers, postgres: Server, figure: Figure
) -> None:
    async with web.jobs:
        await workers.start("a", "b", seconds=0.5)
        asking = await many(web, "ask", 6)
        await workers.until("half", 3)
        postgres.says(f"ALTER DATABASE {workers.database} ALLOW_CONNECTIONS false")
        postgres.says(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{workers.database}'"
        )
        await asyncio.sleep(3)
        before = len(workers.lines("paid"))
        postgres.says(f"ALTER DATABASE {workers.database} ALLOW_CONNECTIONS true")
        there = time.time()
        back = await workers.until("paid", before + 1)
        await web.settled()
        for name in ("a", "b"):
            assert await workers.end(name, signal.SIGTERM) == 0
    assert [await web.state(job) for job in asking] == ["done"] * 6
    ended = Counter(line.text for line in workers.lines("heard") if line.text.endswith("Finished"))
    assert set(ended) == {f"{job.id} Finished" for job in asking}
    paid = Counter(line.text for line in workers.lines("paid"))
    twice = sum(paid.values()) - len(paid)
    assert twice == 0
    figure("a database that is away for 3 s: the next reply is stored after", f"{back.at - there:.1f} s")
    figure("a database that is away for 3 s: calls of 18 that were answered and paid for again", str(twice))
