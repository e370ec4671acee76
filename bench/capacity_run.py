"""The capacity model against the real engine: the same trace through `bot.jobs` with its real queues.

Time is scaled down, so that an answer takes tenths of a second. What the model says, what playing the queues says
and what the engine does stand beside each other.
"""

from __future__ import annotations

import asyncio
import json
import math
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from pathlib import Path
from unittest.mock import patch

from bench.capacity import Pace, Pack, Setup, call_seconds, limits, waiting
from bench.capacity_queue import Played, Queues, Work, calls_of, play, trace
from bench.table import Row
from bot.domain.brief import Brand
from bot.domain.model import ModelReply, ModelRequest, OnText
from bot.domain.pack import Usage
from bot.domain.records import Job
from bot.jobs import engine
from bot.jobs.calls import DurableCalls
from bot.jobs.durable import DurableJobs
from bot.jobs.durable import Setup as How
from bot.jobs.engine import Pace as Allowed
from bot.jobs.paying import Paying
from bot.jobs.port import Handler, Happened, Tell
from bot.services import workspaces
from bot.services.workspaces import Usual
from bot.storage.database import Database
from tests.fakes.postgres import running

SHRUNK = 20.0
"""How many times faster than a model the answers come."""
PACE = Pace(first=Pace().first / SHRUNK, tokens=Pace().tokens * SHRUNK)
PACK = Pack(channels=3)
SLOTS = 4
BUSY = 0.7
LONG = 40
"""Packs of a trace in the benchmark; with fewer, chance alone is half of what is measured."""
MINUTE = 5.0
"""Seconds that calls are counted in. The engine is told a second more, as it is for a real minute."""


class Real:
    """Jobs that do what a trace says. Each call notes how long it waited for its turn."""

    def __init__(self, database: Database, where: Path | str, queues: Queues) -> None:
        paying = Paying()
        self._database = database
        self._call = DurableCalls(paying, self._paid)
        kinds: dict[str, Handler] = {"stages": self._stages}
        how = How(Allowed(queues.slots, queues.a_period), grace_seconds=0)
        self.jobs = DurableJobs(database, kinds, self._report, where, paying, how)
        self._work: Sequence[Work] = ()
        self._asked: dict[str, float] = {}
        self._begun: list[float] = []
        self._waits: list[float] = []
        self._ended = 0.0
        self._left = 0
        self._over = asyncio.Event()

    async def of(self, work: Sequence[Work]) -> Played:
        """Runs a trace; what is measured begins with its first job."""
        self._work, self._left = work, calls_of(work)
        begin = time.monotonic()
        for number, job in enumerate(work):
            await asyncio.sleep(max(0.0, begin + job.at - time.monotonic()))
            await self.jobs.wake(await self._stored(number, job))
        await self._over.wait()
        await self.jobs.settled()
        return Played(tuple(self._waits), tuple(at - begin for at in self._begun), self._ended - begin)

    async def _stored(self, number: int, job: Work) -> Job:
        async with self._database.work() as work:
            scope = work.within(1 + job.brand)
            made, _ = await scope.jobs.submit("stages", 1, json.dumps(number), f"stages:{number}")
        return made

    async def _stages(self, job: Job, tell: Tell) -> str:
        number = json.loads(job.request)
        for place, stage in enumerate(self._work[number].stages):
            chains = (self._chain(f"{number} {place} {one}", chain) for one, chain in enumerate(stage))
            await asyncio.gather(*chains)
        return "{}"

    async def _chain(self, name: str, chain: Sequence[float]) -> None:
        for place, seconds in enumerate(chain):
            prompt = f"{name} {place} {seconds}"
            self._asked[prompt] = time.monotonic()
            await self._call(ModelRequest("post", "", prompt, {}, 100))

    async def _paid(self, request: ModelRequest, on_text: OnText | None = None) -> ModelReply:
        now = time.monotonic()
        self._waits.append(now - self._asked[request.prompt])
        self._begun.append(now)
        await asyncio.sleep(float(request.prompt.rsplit(" ", 1)[1]))
        self._ended = time.monotonic()
        self._left -= 1
        if not self._left:
            self._over.set()
        return ModelReply("", Usage(calls=1), "fake")

    async def _report(self, job: Job, happened: Happened) -> None:
        """Nobody is told."""


async def real(work: Sequence[Work], queues: Queues, where: Path | str) -> Played:
    """Runs a trace on the engine: in a folder, or on a Postgres database that is empty."""
    url = where if isinstance(where, str) else f"sqlite:///{where / 'kernbot.db'}"
    async with _brands(url, 1 + max(job.brand for job in work)) as database:
        with _period(queues):
            made = Real(database, where if isinstance(where, str) else where / "engine.db", queues)
            async with made.jobs:
                return await made.of(work)


def rows() -> Iterator[Row]:
    """What the engine did, as a ratio to what the model and the played queues said."""
    with tempfile.TemporaryDirectory() as folder:
        made = iter(Path(folder, str(number)) for number in range(9))
        yield from _rows("SQLite", lambda: _made(next(made)))
    with running() as server:
        yield from _rows("Postgres", server.new)


def _rows(where: str, place: Callable[[], Path | str]) -> Iterator[Row]:
    setup = Setup(processes=1, concurrent=SLOTS, calls_at_once=SLOTS)
    full = limits(setup, PACK, PACE)["calls at once"] / 3600
    queues = Queues(SLOTS)
    crowd = trace(PACK, PACE, math.inf, LONG // 2, LONG // 4)
    done = asyncio.run(real(crowd, queues, place()))
    said = full * PACK.calls
    yield Row(f"calls a second with all slots busy, {where} / the model's", done.rate / said, "x")
    yield Row(f"the same / the played queues', {where}", done.rate / play(crowd, queues).rate, "x")
    some = trace(PACK, PACE, BUSY * full, LONG, LONG)
    done, played = asyncio.run(real(some, queues, place())), play(some, queues)
    told = waiting(setup, PACK, PACE, BUSY * full)
    each = call_seconds(PACK, PACE)
    what = f"wait of a call at {BUSY:.0%} of that"
    yield Row(f"mean {what}, in calls, {where}", done.mean / each, "")
    yield Row(f"the same by the played queues, {where}", played.mean / each, "")
    yield Row(f"the same by the formula, {where}", told.mean / each, "")
    yield Row(f"{what} that 19 of 20 stay below, in calls, {where}", done.p95 / each, "")
    yield Row(f"the same by the played queues, {where}", played.p95 / each, "")
    yield Row(f"the same by the formula, {where}", told.p95 / each, "")
    limit = int(0.5 * said * MINUTE)
    few = Queues(SLOTS, limit, period=MINUTE + 1)
    done = asyncio.run(real(crowd[: len(crowd) // 2], few, place()))
    most = fullest(done, few._replace(period=MINUTE))
    yield Row(f"calls begun in the fullest minute / its limit, {where}", most / limit, "x")


def fullest(played: Played, queues: Queues) -> int:
    """The most calls that were begun within one period, wherever it lies."""
    return max(sum(begin <= other < begin + queues.period for other in played.begun) for begin in played.begun)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _period(queues: Queues) -> AbstractContextManager[object]:
    """The minute of the limit is as much shorter as the answers are."""
    return nullcontext() if queues.a_period is None else patch.object(engine, "PERIOD_SECONDS", queues.period)


@asynccontextmanager
async def _brands(url: str, count: int) -> AsyncIterator[Database]:
    database = Database(url)
    await database.upgrade()
    async with database.work() as work:
        person = await work.people.who("bench", "1", "Noor")
        for number in range(count):
            usual = Usual("canvas7", ("linkedin",))
            await workspaces.found(work, Brand(name=f"Merk {number}"), "nl", person.id, usual)
    try:
        yield database
    finally:
        await database.close()
