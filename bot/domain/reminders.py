"""What somebody can be reminded of, and all that decides whether it is time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal, NamedTuple, get_args

from bot.domain.base import Language
from bot.domain.review import Approval, Rules, State
from bot.domain.team import Role

ReminderKind = Literal["review", "planned", "proof", "unfinished"]
REMINDER_KINDS: tuple[ReminderKind, ...] = get_args(ReminderKind)
"""What waits for a verdict, what goes out today, proof that runs out, and what somebody left halfway."""

IN_GROUPS: tuple[ReminderKind, ...] = ("review", "planned")
"""What a group of the brand hears as well: the rest is somebody's own."""


class Reader(NamedTuple):
    """Where a reminder goes: the front, its id of the chat, and whose private chat it is; None for a group."""

    front: str
    chat: str
    person: int | None


class Colleague(NamedTuple):
    """A member as far as reminders go; `chats` are the private ones, as (front, account)."""

    person: int
    roles: frozenset[Role]
    language: Language | None
    chats: tuple[tuple[str, str], ...]


class InReview(NamedTuple):
    """A post that waits for a verdict: since when nothing has happened to it, and which submission that was."""

    post: int
    since: datetime
    submission: int
    author: int | None
    approvals: tuple[Approval, ...]


class Slotted(NamedTuple):
    """A post with a date. `planner` is who put it there last, `changed_at` when it last got a version or state."""

    post: int
    on: date
    state: State
    check_again: bool
    author: int | None
    planner: int | None
    approvals: tuple[Approval, ...]
    changed_at: datetime


class Expiring(NamedTuple):
    """A proof point in use that runs out: `until` is its last day, `keeper` who changed it last."""

    entry: int
    until: date
    keeper: int | None
    changed_at: datetime


class Unfinished(NamedTuple):
    """Something a person was making in a private chat; `step` is the kind of step that it stopped at."""

    front: str
    chat: str
    person: int
    step: str
    since: datetime


class Key(NamedTuple):
    """What is told once: to this chat, about this post or entry, at this stage of it."""

    kind: ReminderKind
    subject: int
    stage: str
    front: str
    chat: str


class Facts(NamedTuple):
    """A workspace as far as reminders go. `sent` holds what was told, and until when it was put off (None: it was
    not); `off` the chats and kinds that nobody wants to hear of."""

    workspace: int
    brand: str
    language: Language
    timezone: str
    rules: Rules
    demo: bool
    colleagues: tuple[Colleague, ...] = ()
    groups: tuple[tuple[str, str], ...] = ()
    in_review: tuple[InReview, ...] = ()
    slotted: tuple[Slotted, ...] = ()
    expiring: tuple[Expiring, ...] = ()
    unfinished: tuple[Unfinished, ...] = ()
    sent: Mapping[Key, datetime | None] = MappingProxyType({})
    off: frozenset[tuple[str, str, ReminderKind]] = frozenset()


class Item(NamedTuple):
    """One thing of a reminder: a post or entry, what is to be said of it (a word the screens know), and the stage
    under which it is remembered."""

    subject: int
    what: str
    stage: str


class Reminder(NamedTuple):
    """One message about things of one kind."""

    workspace: int
    kind: ReminderKind
    reader: Reader
    language: Language
    items: tuple[Item, ...]

    def key(self, item: Item) -> Key:
        """Under which it is remembered that this was told."""
        return Key(self.kind, item.subject, item.stage, self.reader.front, self.reader.chat)


class Candidate(NamedTuple):
    """A workspace where something may have to be said, by a first look. `oldest` is since when a post waits for a
    verdict that nobody was reminded of."""

    workspace: int
    timezone: str
    hours: int
    kinds: frozenset[ReminderKind]
    oldest: datetime | None
