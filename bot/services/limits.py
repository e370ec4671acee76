"""What a person and a workspace may use in a day: generations, tokens and money."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.base import Model
from bot.domain.errors import KernbotError
from bot.domain.pack import Usage
from bot.domain.records import Job, SpentToday
from bot.services.once import workspace_of

if TYPE_CHECKING:
    from bot.storage.database import Database, Work

Whose = Literal["person", "workspace"]
What = Literal["generations", "tokens", "cost"]
MEASURES: tuple[What, ...] = ("generations", "tokens", "cost")


class Allowance(NamedTuple):
    """The most of a day; None is no limit. `cost` is in the currency of the settings."""

    generations: int | None = None
    tokens: int | None = None
    cost: float | None = None


class Limits(NamedTuple):
    """The most of a day for one person in all their workspaces, and for one workspace with all its people."""

    person: Allowance = Allowance()
    workspace: Allowance = Allowance()
    currency: str = ""


class LimitReachedError(KernbotError):
    """Today's room is used up. `frees_at` is when there is room again: aware, in the workspace's time zone."""

    def __init__(self, whose: Whose, measure: What, frees_at: datetime, timezone: str) -> None:
        self.whose = whose
        self.measure = measure
        self.frees_at = frees_at
        self.timezone = timezone
        super().__init__(
            f"Today's limit of {measure} is reached for this {whose}.",
            f"There is room again from {frees_at:%Y-%m-%d %H:%M} ({timezone}).",
        )


class Spent(NamedTuple):
    """What was used today: by the person anywhere, and by the workspace as a whole; and when a new day begins."""

    person: SpentToday
    workspace: SpentToday
    frees_at: datetime
    timezone: str


async def spent(work: Work, workspace: int, person: int) -> Spent:
    """What was used on the day that it is now in the workspace's time zone. Raises NotFoundError."""
    timezone = (await work.workspaces.get(workspace)).timezone
    day = today(work.now, timezone)
    return Spent(
        await work.people.spent(person, day),
        await work.within(workspace).quota.total(day),
        frees_at(work.now, timezone),
        timezone,
    )


async def room(work: Work, workspace: int, person: int, limits: Limits) -> Spent:
    """Makes sure that something may still be made. Raises LimitReachedError; NotFoundError.

    What waits or runs counts as made, else somebody could ask for any number before the first is ready. Tokens and
    money are known only afterwards: what is begun below the limit is finished, also when it ends above.
    """
    used = await spent(work, workspace, person)
    sides: tuple[tuple[Whose, SpentToday, Allowance, int], ...] = (
        ("person", used.person, limits.person, await _begun_by(work, person)),
        ("workspace", used.workspace, limits.workspace, await work.within(workspace).jobs.live()),
    )
    for whose, amount, most, begun in sides:
        now = amount._replace(generations=amount.generations + begun)
        for what in MEASURES:
            limit = getattr(most, what)
            if limit is not None and getattr(now, what) >= limit:
                raise LimitReachedError(whose, what, used.frees_at, used.timezone)
    return used


async def _begun_by(work: Work, person: int) -> int:
    """The jobs of a person that wait or run, in all their workspaces."""
    homes = await work.workspaces.of(person)
    return sum([len(await work.within(home.workspace).jobs.of(person)) for home in homes])


async def spend(work: Work, workspace: int, person: int, amount: SpentToday) -> None:
    """Writes down what was used, failures included. Raises NotFoundError."""
    timezone = (await work.workspaces.get(workspace)).timezone
    await work.within(workspace).quota.add(person, today(work.now, timezone), amount)


class Paid(Protocol):
    """Work that a model is paid for."""

    @property
    def usage(self) -> Usage:
        """What it took so far."""
        ...


class Bill:
    """What a piece of a job has cost, as one generation. It is written down once, however often the job runs."""

    def __init__(self, job: Job, piece: str, writing: Paid, pack: int | None) -> None:
        self._job = job
        self._piece = piece
        self._writing = writing
        self._pack = pack
        self.settled = False

    async def settle(self, work: Work) -> None:
        """Writes it down, also in the pack if one was given: in the transaction that stores what was made, where
        there is one, so that there is no moment in between. To be done before the pack itself is changed: two that
        wait for usage and pack must do so in the same order. Raises NotFoundError."""
        workspace = workspace_of(self._job)
        first, owed = await work.within(workspace).pieces.pay(self._job.id, self._piece, self._writing.usage)
        tokens = owed.prompt_tokens + owed.completion_tokens
        if first or owed != Usage():
            await spend(work, workspace, self._job.person, SpentToday(int(first), tokens, owed.cost or 0.0))
        if self._pack is not None and owed != Usage():
            await work.within(workspace).packs.add_usage(self._pack, owed)
        self.settled = True

    async def close(self, work: Work, result: Model) -> str:
        """Writes it down together with what the whole job came to, which is returned as JSON."""
        if not self.settled:
            await self.settle(work)
        told = result.model_dump_json()
        await work.within(workspace_of(self._job)).jobs.keep(self._job.id, told)
        return told


@asynccontextmanager
async def paid(
    database: Database, job: Job, piece: str, writing: Paid, pack: int | None = None
) -> AsyncIterator[Bill]:
    """The bill of what this writing uses inside, for a piece of a job by its name. It is written down at the end
    if nothing inside did so. What fails or is stopped counts too, once a model was asked. Raises NotFoundError."""
    bill, made = Bill(job, piece, writing, pack), False
    try:
        yield bill
        made = True
    finally:
        # What raised may have undone the transaction in which it was settled.
        if not (made and bill.settled) and (made or writing.usage != Usage()):
            async with database.work() as work:
                await bill.settle(work)


def today(now: datetime, timezone: str) -> date:
    """The date that it is in a time zone."""
    return local(now, timezone).date()


def local(now: datetime, timezone: str) -> datetime:
    """The time that it is in a time zone."""
    return now.astimezone(_zone(timezone))


def frees_at(now: datetime, timezone: str) -> datetime:
    """The next midnight in a time zone, also on the days of 23 and 25 hours."""
    zone = _zone(timezone)
    return datetime.combine(now.astimezone(zone).date() + timedelta(days=1), time(), zone)


def _zone(name: str) -> tzinfo:
    """A time zone by its name; UTC for one that this machine does not know."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
