"""The queues played through, without an engine and without time: packs come by chance, calls take their turn.

A trace says when each pack comes, of which brand, and how long each of its calls takes. The same trace can be
given to the real engine (`bench.capacity_run`).
"""

from __future__ import annotations

import heapq
import math
import random
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Sequence
from itertools import count
from typing import NamedTuple

from bench.capacity import BRAND_JOBS, LOOK, Pace, Pack
from bot.jobs.paying import TURN_SECONDS

Chain = tuple[float, ...]
"""Calls one after another, in seconds: a post, and perhaps its repair."""
Stage = tuple[Chain, ...]
"""Chains beside each other."""


class Work(NamedTuple):
    """A job: when it is asked for (seconds from the start), of which brand, and its stages."""

    at: float
    brand: int
    stages: tuple[Stage, ...]


class Queues(NamedTuple):
    """The settings of the queues: calls in flight, calls begun in a period (None: as many as come), the period in
    seconds, jobs of a brand at once, seconds between two looks."""

    slots: int
    a_period: int | None = None
    period: float = 61.0
    brand_jobs: int = BRAND_JOBS
    look: float = LOOK


class Played(NamedTuple):
    """What came of a trace: seconds that each call waited for its turn, when it began, and when the last one was
    over."""

    waits: Sequence[float]
    begun: Sequence[float]
    over: float

    @property
    def mean(self) -> float:
        """The mean wait."""
        return sum(self.waits) / len(self.waits)

    @property
    def p95(self) -> float:
        """What 19 of 20 stay below."""
        return sorted(self.waits)[math.ceil(0.95 * len(self.waits)) - 1]

    @property
    def rate(self) -> float:
        """Calls a second."""
        return len(self.waits) / self.over


def trace(pack: Pack, pace: Pace, rate: float, packs: int, brands: int, seed: int = 1) -> list[Work]:
    """Packs at this rate (a second) by a Poisson process; with rate infinite all at once. A pack is two jobs, as
    in the chat: topics, and after somebody has thought about them for as long as they took to write, posts."""
    chance = random.Random(seed)
    found: list[Work] = []
    at = 0.0
    topics, post = pace.seconds(pack.topics), pace.seconds(pack.post)
    for number in range(packs):
        at += 0.0 if math.isinf(rate) else chance.expovariate(rate)
        brand = number % brands if math.isinf(rate) else chance.randrange(brands)
        posts = tuple((post, post) if chance.random() < pack.repairs else (post,) for _ in range(pack.channels))
        thought = 0.0 if math.isinf(rate) else topics + chance.expovariate(1 / topics)
        found.append(Work(at, brand, (((topics,),),)))
        found.append(Work(at + thought, brand, (((pace.seconds(pack.message),),), posts)))
    return sorted(found)


def calls_of(work: Sequence[Work]) -> int:
    """How many calls there are in a trace."""
    return sum(len(chain) for job in work for stage in job.stages for chain in stage)


def play(work: Sequence[Work], queues: Queues) -> Played:
    """Plays a trace through."""
    return _Play(queues).of(work)


class _Play:
    def __init__(self, queues: Queues) -> None:
        self._queues = queues
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = count()
        self._now = 0.0
        self._jobs: dict[int, deque[Work]] = defaultdict(deque)
        self._of_brand: dict[int, int] = defaultdict(int)
        self._asked: list[tuple[int, int, float, float, Callable[[], None]]] = []
        self._beside: Counter[int] = Counter()
        self._free = queues.slots
        self._lately: deque[float] = deque()
        self._begun: list[float] = []
        self._waits: list[float] = []

    def of(self, work: Sequence[Work]) -> Played:
        for job in work:
            self._at(job.at, lambda job=job: self._comes(job))
        while self._events:
            self._now, _, event = heapq.heappop(self._events)
            event()
        return Played(self._waits, self._begun, self._now)

    def _at(self, moment: float, event: Callable[[], None]) -> None:
        heapq.heappush(self._events, (moment, next(self._numbers), event))

    def _look(self, event: Callable[[], None]) -> None:
        """At the next look at a queue."""
        look = self._queues.look
        self._at((math.floor(self._now / look) + 1) * look if look else self._now, event)

    def _comes(self, job: Work) -> None:
        self._jobs[job.brand].append(job)
        self._look(lambda: self._take_job(job.brand))

    def _take_job(self, brand: int) -> None:
        while self._jobs[brand] and self._of_brand[brand] < self._queues.brand_jobs:
            self._of_brand[brand] += 1
            self._stage(self._jobs[brand].popleft(), 0)

    def _stage(self, job: Work, number: int) -> None:
        if number == len(job.stages):
            self._of_brand[job.brand] -= 1
            self._look(lambda: self._take_job(job.brand))
            return
        left, key = [len(job.stages[number])], next(self._numbers)

        def done() -> None:
            left[0] -= 1
            if not left[0]:
                self._stage(job, number + 1)

        for chain in job.stages[number]:
            self._link(key, chain, 0, done)

    def _link(self, stage: int, chain: Chain, place: int, done: Callable[[], None]) -> None:
        if place == len(chain):
            done()
            return

        def then() -> None:
            self._beside[stage] -= 1
            self._link(stage, chain, place + 1, done)

        turn = int(self._now) + TURN_SECONDS * self._beside[stage]
        self._beside[stage] += 1
        heapq.heappush(self._asked, (turn, next(self._numbers), self._now, chain[place], then))
        self._look(self._take_calls)

    def _take_calls(self) -> None:
        queues = self._queues
        while self._asked and self._free:
            while self._lately and self._lately[0] + queues.period <= self._now:
                self._lately.popleft()
            if queues.a_period is not None and len(self._lately) >= queues.a_period:
                self._at(self._lately[0] + queues.period, self._take_calls)
                return
            _, _, asked, seconds, then = heapq.heappop(self._asked)
            self._free -= 1
            self._lately.append(self._now)
            self._begun.append(self._now)
            self._waits.append(self._now - asked)
            self._at(self._now + seconds, lambda then=then: self._ends(then))

    def _ends(self, then: Callable[[], None]) -> None:
        self._free += 1
        self._look(self._take_calls)
        then()
