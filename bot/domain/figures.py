"""How an installation is doing, in figures, for whoever runs it: nothing in them tells one team or person from
another, and none holds a text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from bot.domain.pack import Severity
from bot.domain.records import JobState, SpentToday
from bot.domain.review import State


class Queue(NamedTuple):
    """Something that waits: how many there are (`many`), and since when the first of them has."""

    many: int = 0
    since: datetime | None = None

    def seconds(self, now: datetime) -> float:
        """How long the first has waited; 0 when nothing does."""
        return max(0.0, (now - self.since).total_seconds()) if self.since else 0.0


class Place(NamedTuple):
    """The database: `kind` is `sqlite` or `postgresql`, `revision` the last migration it has had (None: empty),
    `wanted` the one that this program needs, `size` in bytes."""

    kind: str
    revision: str | None
    wanted: str
    size: int

    @property
    def current(self) -> bool:
        """Whether the tables are those that this program needs."""
        return self.revision == self.wanted


class Ended(NamedTuple):
    """Jobs of a kind that ended badly for one reason: a key of ours or the type of an error."""

    kind: str
    state: JobState
    reason: str
    many: int


class Crowd(NamedTuple):
    """Who is there: people, brands with people in them, and brands that are only tried out."""

    people: int
    brands: int
    demos: int


class Found(NamedTuple):
    """What the checks say of the latest versions of the `looked` posts that were made last."""

    looked: int
    checks: Mapping[tuple[str, Severity], int]


class Live(NamedTuple):
    """What changes from one minute to the next. `jobs` are all that are kept, by state; `decisions` those with an
    id above the one that was asked for, by kind, up to `last_decision`; `unshown` is what waits to be sent."""

    jobs: Mapping[JobState, int]
    waiting: Queue
    running: Queue
    unshown: Queue
    posts: Mapping[State, int]
    decisions: Mapping[str, int]
    last_decision: int
    crowd: Crowd


class Recent(NamedTuple):
    """What happened lately: jobs that ended badly in a day, use of today and of seven days, decisions of seven
    days by kind, and findings."""

    ended: tuple[Ended, ...]
    today: SpentToday
    week: SpentToday
    decisions: Mapping[str, int]
    found: Found
