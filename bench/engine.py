"""What it costs that jobs outlive the process: the same jobs through `bot.jobs` and on the bare engine, in turns.

Handlers do nothing and replies come at once, so that what is left is the engine and what stands around it. A pack
is a job of six calls: one, another one, and four beside each other.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple, Protocol, TypeVar

from bench.engine_bare import Bare
from bench.table import Row
from bot.domain.brief import Brand
from bot.domain.model import ModelReply, ModelRequest, OnText
from bot.domain.pack import Usage
from bot.domain.records import Job
from bot.jobs.calls import DurableCalls
from bot.jobs.durable import DurableJobs, Setup
from bot.jobs.engine import POLL_SECONDS, Pace
from bot.jobs.paying import Paying
from bot.jobs.port import Finished, Handler, Happened, Tell
from bot.services import workspaces
from bot.services.workspaces import Usual
from bot.storage.database import Database
from tests.fakes.postgres import running

STAGES = (1, 1, 4)
"""Calls beside each other, one stage after another."""
CALLS = sum(STAGES)
BRANDS, EACH = 20, 2
"""Jobs that are all woken at the same moment: as many as a brand may run at once."""
ALONE = 9
PAIRS = 3
PROMPT, REPLY = "Een vraag van een klant. " * 480, "Een antwoord. " * 200
"""About as long as those of a post: 3,000 and 700 tokens."""
FREE = Pace(at_once=1000)


class Took(NamedTuple):
    """Milliseconds of a job without a call and of one with all calls, each of many at once; of a job with a call
    that has the machine to itself; and of as many steps in a row as there are calls, in one workflow that no queue
    holds up, on the bare engine alone."""

    empty: float
    pack: float
    alone: float
    row: float = 0.0

    @property
    def call(self) -> float:
        """What one call more takes."""
        return (self.pack - self.empty) / CALLS


class Runner(Protocol):
    """Runs jobs of so many calls beside each other in each stage."""

    async def run(self, jobs: int, stages: Sequence[int]) -> float:
        """Seconds from waking the first one until the last one is done."""
        ...


RunnerT = TypeVar("RunnerT", bound=Runner)
Open = Callable[[], AbstractAsyncContextManager[RunnerT]]


class Ours:
    """Jobs through `DurableJobs`, calls through `DurableCalls`. What is asked stands in the table before."""

    def __init__(self, database: Database, where: Path | str) -> None:
        paying = Paying()
        self._database = database
        self._call = DurableCalls(paying, _replies)
        self._left = 0
        self._over = asyncio.Event()
        kinds: dict[str, Handler] = {"pack": self._pack}
        self.jobs = DurableJobs(database, kinds, self._report, where, paying, Setup(FREE, grace_seconds=0))
        self._stages: Sequence[int] = ()

    async def run(self, jobs: int, stages: Sequence[int]) -> float:
        """See `Runner`."""
        stored = [await self._stored(number) for number in range(jobs)]
        self._stages, self._left = stages, jobs
        self._over.clear()
        begin = time.perf_counter()
        await asyncio.gather(*(self.jobs.wake(job) for job in stored))
        await self._over.wait()
        return time.perf_counter() - begin

    async def _stored(self, number: int) -> Job:
        async with self._database.work() as work:
            key = f"pack:{time.monotonic_ns()}"
            job, _ = await work.within(1 + number % BRANDS).jobs.submit("pack", 1, "{}", key)
        return job

    async def _pack(self, job: Job, tell: Tell) -> str:
        for stage, beside in enumerate(self._stages):
            await asyncio.gather(*(self._call(_request(stage, place)) for place in range(beside)))
        return "{}"

    async def _report(self, job: Job, happened: Happened) -> None:
        if isinstance(happened, Finished):
            self._left -= 1
            if not self._left:
                self._over.set()


def rows() -> Iterator[Row]:
    """Ratios of neighbours, and milliseconds."""
    with tempfile.TemporaryDirectory() as name:
        yield from _compared("SQLite", asyncio.run(_pairs(Path(name), "")))
    with tempfile.TemporaryDirectory() as name, running() as server:
        for setting in (
            "fsync = on",
            "synchronous_commit = on",
            "default_transaction_isolation = 'read committed'",
        ):
            server.says(f"ALTER SYSTEM SET {setting}")
        server.says("SELECT pg_reload_conf()")
        yield from _compared("Postgres", asyncio.run(_pairs(Path(name), server.new())))


def _compared(where: str, pairs: Sequence[tuple[Took, Took]]) -> Iterator[Row]:
    for field, what in (
        ("empty", "a job without a call"),
        ("call", "a call in a job"),
        ("pack", f"a job of {CALLS} calls"),
    ):
        yield from _row(pairs, field, f"{what}, {BRANDS * EACH} jobs at once, {where}")
    yield from _row(pairs, "alone", f"a job of one call, alone, {where}")
    floor = median(ours.pack / bare.row for ours, bare in pairs)
    steps = f"{CALLS} steps in a row"
    yield Row(f"a job of {CALLS} calls, {BRANDS * EACH} jobs at once / {steps} on bare dbos, {where}", floor, "x")
    yield Row(f"{steps}, bare dbos, nothing queued", median(bare.row for _, bare in pairs), "ms", decimals=1)


def _row(pairs: Sequence[tuple[Took, Took]], field: str, what: str) -> Iterator[Row]:
    ratio = median(getattr(ours, field) / getattr(bare, field) for ours, bare in pairs)
    yield Row(f"{what} / bare dbos", ratio, "x")
    yield Row("the same, kernbot", median(getattr(ours, field) for ours, _ in pairs), "ms", decimals=1)
    yield Row("the same, bare dbos", median(getattr(bare, field) for _, bare in pairs), "ms", decimals=1)


async def _pairs(folder: Path, url: str) -> list[tuple[Took, Took]]:
    """Ours and the bare engine's, one right after the other; the first pair does not count."""
    database = Database(url or f"sqlite:///{folder / 'kernbot.db'}")
    await database.upgrade()
    async with database.work() as work:
        person = await work.people.who("bench", "1", "Noor")
        for number in range(BRANDS):
            usual = Usual("canvas7", ("linkedin",))
            await workspaces.found(work, Brand(name=f"Merk {number}"), "nl", person.id, usual)

    @asynccontextmanager
    async def ours() -> AsyncIterator[Runner]:
        made = Ours(database, url or folder / "ours.db")
        async with made.jobs:
            yield made

    def bare() -> AbstractAsyncContextManager[Bare]:
        return Bare(url or folder / "bare.db", BRANDS, PROMPT, REPLY)

    async def in_a_row(runner: Bare) -> float:
        return 1000 * median([await runner.in_a_row(CALLS) for _ in range(ALONE)])

    found = [(await _took(ours, _nothing), await _took(bare, in_a_row)) for _ in range(PAIRS + 1)]
    await database.close()
    return found[1:]


async def _took(opened: Open[RunnerT], besides: Callable[[RunnerT], Awaitable[float]]) -> Took:
    many = BRANDS * EACH
    chance = random.Random(1)
    async with opened() as runner:
        await runner.run(many, (1,))  # not counted: threads and connections are made
        empty = await runner.run(many, ())
        pack = await runner.run(many, STAGES)
        row = await besides(runner)
        alone = []
        for _ in range(ALONE):
            await asyncio.sleep(chance.uniform(0, POLL_SECONDS))  # a person comes at any moment between two looks
            alone.append(await runner.run(1, (1,)))
    return Took(1000 * empty / many, 1000 * pack / many, 1000 * median(alone), row)


async def _nothing(runner: Runner) -> float:
    return 0.0


def _request(stage: int, place: int) -> ModelRequest:
    return ModelRequest("post", "Regels.", f"{stage} {place} {PROMPT}", {"type": "object"}, 1000, seed=7)


async def _replies(request: ModelRequest, on_text: OnText | None = None) -> ModelReply:
    return ModelReply(REPLY, Usage(calls=1), "fake")
