"""A person's data: what is told about it, how it is taken along, and how it is erased."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.errors import KernbotError
from bot.domain.records import Membership
from bot.services import reminders, team

if TYPE_CHECKING:
    from bot.storage.work import Work


TOO_LATE = timedelta(days=1)
"""After that nobody waits any more for what could not be shown; Telegram keeps what it could not bring as long."""


class Notice(NamedTuple):
    """What the person who runs this installation decides and has to tell: how they are reached, and how many days
    the ids of updates and the jobs that ended are kept."""

    contact: str | None = None
    updates_days: int = 2
    jobs_days: int = 30


class Leaving(NamedTuple):
    """What goes along when a person leaves (`alone`: workspaces of nobody else), and what holds them back
    (`needed`: workspaces that others use and only they own)."""

    alone: tuple[Membership, ...]
    needed: tuple[Membership, ...]


class StillNeededError(KernbotError):
    """The person is the only owner of workspaces that others use; `brands` are their names."""

    def __init__(self, brands: tuple[str, ...]) -> None:
        self.brands = brands
        super().__init__(
            f"You are the only owner of {', '.join(brands)}.",
            "Make somebody else an owner, or take the others out.",
        )


async def leaving(work: Work, person: int) -> Leaving:
    """What erasing a person would mean for the workspaces that only they own."""
    alone: list[Membership] = []
    needed: list[Membership] = []
    for one in await work.workspaces.owned_alone(person):
        members = await work.workspaces.members(one.workspace)
        (needed if len(members) > 1 else alone).append(one)
    return Leaving(tuple(alone), tuple(needed))


async def erase(work: Work, person: int) -> None:
    """Erases a person and the workspaces of nobody else. Decisions and texts stay with the other workspaces, under
    no name. Raises StillNeededError, and then nothing is erased."""
    plan = await leaving(work, person)
    if plan.needed:
        raise StillNeededError(tuple(one.brand for one in plan.needed))
    for one in plan.alone:
        await work.workspaces.erase(one.workspace)
    for one in await work.workspaces.of(person):
        await team.hand_over(work, one.workspace, one)
    await work.people.erase(person)


async def export(work: Work, person: int) -> bytes:
    """Everything that is kept about a person, as JSON."""
    return json.dumps(await work.people.export(person), ensure_ascii=False, indent=2).encode()


async def prune(work: Work, notice: Notice) -> None:
    """Forgets what has served for as long as the notice says."""
    await work.inbox.prune(work.now - timedelta(days=notice.updates_days))
    await work.jobs.prune(work.now - timedelta(days=notice.jobs_days))
    await work.client_door.prune()
    await work.outbox.prune(work.now - TOO_LATE)
    await work.reminders.prune(work.now - reminders.KEPT)
