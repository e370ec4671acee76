"""How many teams a set-up serves: which limit binds first, how many packs an hour that is, how long a call waits.

Pure arithmetic. `bench.capacity_queue` plays the queues through without it, and `bench.capacity_run` has the real
engine do the same, to see how far off it is. An hour is the busiest one of a day.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

HOUR, MINUTE = 3600.0, 60.0
USED = 0.8
"""The part of each limit that is planned with: work does not come evenly, and a rate that is used up has no end of
waiting."""
TAIL = 0.05
"""One call in twenty waits longer than what is told."""
LOOK = 0.1
"""Seconds between two looks of a process at a queue (`bot.jobs.engine.POLL_SECONDS`): a slot that comes free is
empty for half of that."""
BRAND_JOBS = 2
"""Jobs of one brand at once (`bot.jobs.doing.AT_ONCE`)."""


class Pack(NamedTuple):
    """What a pack asks for. `repairs` is the share of posts that are written a second time; tokens are those of
    answers, `prompt` those of each question; `messages` are sent and edited in Telegram from the order to the last
    post; `processor` is in seconds, of all our processes and the database."""

    channels: int = 4
    repairs: float = 0.25
    topics: int = 1400
    message: int = 250
    post: int = 650
    prompt: int = 3000
    messages: float = 20.0
    processor: float = 2.0

    @property
    def answers(self) -> Mapping[int, float]:
        """How many calls have an answer of so many tokens."""
        posts = self.channels * (1 + self.repairs)
        found: dict[int, float] = {}
        for tokens, calls in ((self.topics, 1.0), (self.message, 1.0), (self.post, posts)):
            found[tokens] = found.get(tokens, 0.0) + calls
        return found

    @property
    def calls(self) -> float:
        """Paid calls."""
        return sum(self.answers.values())

    @property
    def tokens(self) -> float:
        """Tokens that a provider counts: questions and answers."""
        return sum(calls * (self.prompt + tokens) for tokens, calls in self.answers.items())


class Pace(NamedTuple):
    """How fast the model writes: seconds to the first token, and tokens a second."""

    first: float = 0.6
    tokens: float = 60.0

    def seconds(self, tokens: float) -> float:
        """How long an answer takes."""
        return self.first + tokens / self.tokens


class Setup(NamedTuple):
    """What there is. `processes` run jobs, and each of them can use one core; `cores` are those that they, the
    chat and the database can use together. `calls_at_once` and `calls_a_minute` are of `jobs`, `concurrent` of
    `model` in each process; the rest is what others allow. None is no limit."""

    processes: int = 1
    cores: float = 2.0
    calls_at_once: int = 8
    concurrent: int = 4
    calls_a_minute: int | None = None
    tokens_a_minute: int | None = None
    messages_a_second: float | None = 30.0

    @property
    def slots(self) -> int:
        """Calls that are really in flight."""
        return min(self.calls_at_once, self.processes * self.concurrent)


class Demand(NamedTuple):
    """What a team asks for: packs a day, and the share of a day's packs that falls into its busiest hour."""

    packs: float = 8.0
    busiest: float = 0.2

    def rate(self, teams: float) -> float:
        """Packs a second of so many teams in the busiest hour."""
        return teams * self.packs * self.busiest / HOUR


class Wait(NamedTuple):
    """Seconds until a call's turn: the mean, and what 19 of 20 stay below. Infinite where more comes than goes."""

    mean: float
    p95: float


def call_seconds(pack: Pack, pace: Pace) -> float:
    """How long a call takes on average."""
    return sum(calls * pace.seconds(tokens) for tokens, calls in pack.answers.items()) / pack.calls


def limits(setup: Setup, pack: Pack, pace: Pace, look: float = LOOK) -> dict[str, float]:
    """Packs an hour that each limit lets through, by its name."""
    held = call_seconds(pack, pace) + look / 2
    found = {
        "calls at once": setup.slots * HOUR / (pack.calls * held),
        "processor": setup.cores * HOUR / pack.processor,
    }
    for name, most, seconds, each in (
        ("calls a minute", setup.calls_a_minute, MINUTE, pack.calls),
        ("tokens a minute", setup.tokens_a_minute, MINUTE, pack.tokens),
        ("Telegram's messages", setup.messages_a_second, 1.0, pack.messages),
    ):
        if most is not None:
            found[name] = most / seconds * HOUR / each
    return found


def binds(setup: Setup, pack: Pack, pace: Pace) -> tuple[str, float]:
    """The limit that is reached first, and the packs an hour at which it is."""
    found = limits(setup, pack, pace)
    name = min(found, key=found.__getitem__)
    return name, found[name]


def spread(pack: Pack, pace: Pace) -> float:
    """How far work comes in lumps: 1 for single calls of exponential times that come by a Poisson process. A pack
    is two jobs, of which each brings all its work more or less at once (second moments of batches, in heavy
    traffic)."""
    posts = pace.seconds(pack.message) + pack.channels * (1 + pack.repairs) * pace.seconds(pack.post)
    jobs = (pace.seconds(pack.topics), posts)
    return sum(work**2 for work in jobs) / (2 * sum(jobs) * call_seconds(pack, pace))


def waiting(setup: Setup, pack: Pack, pace: Pace, rate: float, look: float = LOOK) -> Wait:
    """How long a call waits when packs come at this rate (a second), one independent of the other.

    Erlang's formula, for as many servers as there are slots, with Hayward's approximation: what comes in lumps of
    z waits as single calls do at servers and a load of one z-th. Each call waits half a look besides.
    """
    held, lumps = call_seconds(pack, pace) + look / 2, spread(pack, pace)
    load = rate * pack.calls * held
    if load >= setup.slots:
        return Wait(math.inf, math.inf)
    queued = erlang_c(setup.slots / lumps, load / lumps)
    drains = (setup.slots - load) / (held * lumps)
    late = math.log(queued / TAIL) / drains if queued > TAIL else 0.0
    return Wait(look / 2 + queued / drains, look + late)


def erlang_c(servers: float, load: float) -> float:
    """The probability that all servers are busy (M/M/c) at a load, in servers, below their number. That need not
    be whole: the first step is Szybicki's approximation for less than two servers."""
    part = servers % 1
    blocked = ((2 - part) * load + load**2) / (part + 2 * load + load**2)
    for number in range(1, int(servers) + 1):
        blocked = load * blocked / (part + number + load * blocked)
    return blocked / (1 - load / servers * (1 - blocked))


def teams(setup: Setup, pack: Pack, pace: Pace, demand: Demand, seconds: float) -> int:
    """The most teams of which 19 of 20 calls in the busiest hour wait less than so many seconds, with no limit
    used to more than `USED`."""
    most = int(USED * binds(setup, pack, pace)[1] / (demand.packs * demand.busiest))
    low, high = 0, most + 1
    while high - low > 1:
        middle = (low + high) // 2
        fits = waiting(setup, pack, pace, demand.rate(middle)).p95 < seconds
        low, high = (middle, high) if fits else (low, middle)
    return low


def pack_seconds(pack: Pack, pace: Pace) -> float:
    """How long a pack takes that waits for nothing: topics, key message, and a post that is written twice where
    any is."""
    twice = 1 + math.ceil(pack.repairs)
    return pace.seconds(pack.topics) + pace.seconds(pack.message) + twice * pace.seconds(pack.post)


def of_one_brand(pack: Pack, pace: Pace) -> float:
    """Packs an hour that one brand can have made, however much is free: it has so many jobs at once."""
    return BRAND_JOBS * HOUR / pack_seconds(pack, pace)
