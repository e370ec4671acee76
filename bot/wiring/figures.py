"""Figures that belong to all processes together, as every one of them shows them: asked of the database at most
every few seconds, beside the event loop, and never for long."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import NamedTuple, get_args

import structlog
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from bot.domain.errors import KernbotError
from bot.domain.figures import Live
from bot.domain.records import JobState
from bot.domain.review import State
from bot.storage.database import Database
from bot.storage.figures import figures

log = structlog.get_logger(__name__)

CACHED = 5.0
"""Seconds for which figures are good enough."""
PATIENCE = 2.0
"""Seconds that the database has for them."""


class _Seen(NamedTuple):
    live: Live
    decisions: Counter[str]
    at: datetime
    seconds: float


class Shared(Collector):
    """What the database says, for a registry. `ask` it before each scrape; with a database that does not answer
    `kernbot_database_up` is 0 and the rest is left out.

    It opens a connection of its own, in a thread of its own: a busy pool or a slow disk holds up no chat.
    """

    def __init__(self, opened: Callable[[], Database], clock: Callable[[], float] = time.monotonic) -> None:
        self._opened = opened
        self._clock = clock
        self._thread = ThreadPoolExecutor(1, "figures")
        self._decisions: Counter[str] = Counter()
        self._last_decision = 0
        self._asking: asyncio.Future[_Seen] | None = None
        self._seen: _Seen | None = None
        self._up = True
        self._until = float("-inf")

    async def ask(self) -> None:
        """Has the figures ready, which may be those of a few seconds ago. Never raises."""
        if self._clock() < self._until:
            return
        if self._asking is None:
            self._asking = asyncio.get_running_loop().run_in_executor(self._thread, self._read)
        asking = self._asking
        done, _ = await asyncio.wait({asking}, timeout=PATIENCE)
        if not done:
            self._seen = None  # it may come yet: nobody else asks meanwhile
            return
        self._asking = None
        error = asking.exception()
        if error is not None and self._up:
            log.warning("figures", error=type(error).__name__)
        self._seen, self._up = (None, False) if error is not None else (asking.result(), True)
        self._until = self._clock() + CACHED

    def close(self) -> None:
        """Asks nothing more."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def collect(self) -> Iterator[Metric]:
        """The figures, as the library wants them."""
        up = GaugeMetricFamily("kernbot_database_up", "1 when the database answers as it should.")
        up.add_metric((), 0.0 if self._seen is None else 1.0)
        yield up
        if self._seen is not None:
            yield from _families(self._seen)

    def describe(self) -> tuple[Metric, ...]:
        """Nothing is asked when this is registered."""
        return ()

    def _read(self) -> _Seen:
        began = self._clock()
        return asyncio.run(self._reading(began))

    async def _reading(self, began: float) -> _Seen:
        """Decisions are counted on from the last one that was read: there may be very many."""
        database = self._opened()
        try:
            async with asyncio.timeout(PATIENCE), figures(database) as asked:
                if not await asked.current():
                    raise KernbotError("The tables are not those of this program.")
                live, now = await asked.live(self._last_decision), asked.now
        finally:
            await database.close()
        self._decisions.update(live.decisions)
        self._last_decision = live.last_decision
        return _Seen(live, self._decisions.copy(), now, self._clock() - began)


def _families(seen: _Seen) -> Iterator[Metric]:
    live, now = seen.live, seen.at
    jobs = GaugeMetricFamily("kernbot_jobs", "Jobs that are kept, by state.", labels=["state"])
    for job_state in get_args(JobState):
        jobs.add_metric([job_state], live.jobs.get(job_state, 0))
    yield jobs
    posts = GaugeMetricFamily("kernbot_posts", "Posts, by the state of their latest version.", labels=["state"])
    for state in get_args(State):
        posts.add_metric([state], live.posts.get(state, 0))
    yield posts
    decisions = CounterMetricFamily("kernbot_decisions", "What was decided about versions.", labels=["kind"])
    for kind, count in sorted(seen.decisions.items()):
        decisions.add_metric([kind], count)
    yield decisions
    single = (
        ("kernbot_job_waiting_seconds", "How long the first waiting job waits.", live.waiting.seconds(now)),
        ("kernbot_job_silent_seconds", "The longest that a running job said nothing.", live.running.seconds(now)),
        ("kernbot_unshown", "Messages that wait to be shown.", live.unshown.many),
        ("kernbot_unshown_seconds", "How long the first of them waits.", live.unshown.seconds(now)),
        ("kernbot_people", "People.", live.crowd.people),
        ("kernbot_brands", "Brands, those that are only tried out aside.", live.crowd.brands),
        ("kernbot_database_read_seconds", "How long these figures took to read.", seen.seconds),
    )
    for name, meaning, value in single:
        family = GaugeMetricFamily(name, meaning)
        family.add_metric((), value)
        yield family
