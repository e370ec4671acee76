"""Reminders: what waits for a verdict, what goes out today, proof that runs out, what somebody left halfway.

`due` decides, from facts and the time alone. Nothing is said between 20:00 and 8:00 in the workspace's time zone,
nor at the weekend; only what is planned for a Saturday or Sunday is said on that day, as on Monday it is too late.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.reminders import (
    REMINDER_KINDS,
    Candidate,
    Colleague,
    Expiring,
    Facts,
    InReview,
    Item,
    Reader,
    Reminder,
    ReminderKind,
    Slotted,
)
from bot.domain.review import Actor, Situation, actions
from bot.domain.team import Deed, may
from bot.services import review
from bot.services.limits import local

if TYPE_CHECKING:
    from bot.storage.work import Work

MORNING, EVENING = time(8), time(20)
"""Between these people may be disturbed."""
PLANNED_AT = time(9)
"""When it is said what goes out that day, and when what was put off comes back."""
FRIDAY = 5
SETTLED = timedelta(hours=1)
"""So long after a planned post was changed nothing is said: whoever changes it is at work on it."""
PROOF_DAYS = (7, 30)
"""Days before the last one on which is said that proof runs out."""
LONG_EXPIRED = timedelta(days=7)
"""What ran out longer ago is no news."""
LEFT, FORGOTTEN = timedelta(days=1), timedelta(days=4)
"""When something counts as left halfway, and when nobody wants to hear of it any more: a weekend fits between."""
KEPT = timedelta(days=90)
"""How long it is remembered what was told: longer than anything can wait (bot/storage/due.py)."""

Found = Iterator[tuple[Reader, Item]]
Steps = Collection[str]
"""Kinds of steps in which somebody makes something, and can go on later."""


# -- the rules --------------------------------------------------------------------------------------------


def due(facts: Facts, now: datetime, steps: Steps = ()) -> tuple[Reminder, ...]:
    """Every message that is to be sent now: at most one for each chat and kind. An invented brand has none."""
    if facts.demo:
        return ()
    languages = {one.person: one.language for one in facts.colleagues}
    reminders = []
    for kind in REMINDER_KINDS:
        if quiet(kind, now, facts.timezone):
            continue
        found: dict[Reader, list[Item]] = {}
        for reader, item in _found(facts, kind, now, steps):
            found.setdefault(reader, []).append(item)
        for reader, items in sorted(found.items(), key=lambda one: one[0][:2]):
            language = languages.get(reader.person or 0) or facts.language
            whole = Reminder(facts.workspace, kind, reader, language, tuple(items))
            fresh = tuple(item for item in items if _open(facts, whole, item, now))
            if fresh:
                reminders.append(whole._replace(items=fresh))
    return tuple(reminders)


def quiet(kind: ReminderKind, now: datetime, timezone: str) -> bool:
    """Whether nobody is to be disturbed with this now."""
    there = local(now, timezone)
    begins = PLANNED_AT if kind == "planned" else MORNING
    return not begins <= there.time() < EVENING or _free(kind, there.date())


def next_time(kind: ReminderKind, now: datetime, timezone: str) -> datetime:
    """When something that is put off comes back: the morning of the next day on which it may be said."""
    there = local(now, timezone)
    day = there.date() + timedelta(days=1)
    while _free(kind, day):
        day += timedelta(days=1)
    return datetime.combine(day, PLANNED_AT, there.tzinfo)


def _free(kind: ReminderKind, day: date) -> bool:
    return kind != "planned" and day.isoweekday() > FRIDAY


def _open(facts: Facts, reminder: Reminder, item: Item, now: datetime) -> bool:
    reader, key = reminder.reader, reminder.key(item)
    if (reader.front, reader.chat, reminder.kind) in facts.off:
        return False
    again = facts.sent.get(key)
    return key not in facts.sent or (again is not None and again <= now)


def _found(facts: Facts, kind: ReminderKind, now: datetime, steps: Steps) -> Found:
    match kind:
        case "review":
            for waiting in sorted(facts.in_review, key=lambda one: (one.since, one.post)):
                yield from _review(facts, waiting, now)
        case "planned":
            for post in sorted(facts.slotted, key=lambda one: (_ready(one), one.post)):
                yield from _planned(facts, post, now)
        case "proof":
            for proof in sorted(facts.expiring, key=lambda one: (one.until, one.entry)):
                yield from _proof(facts, proof, now)
        case "unfinished":
            yield from _unfinished(facts, now, steps)


def _review(facts: Facts, waiting: InReview, now: datetime) -> Found:
    """After the hours of the workspace: to those who can still decide, as the rules of review have it. Claims and
    findings may stand in between; whoever decides deals with those."""
    if now - waiting.since < timedelta(hours=facts.rules.reminder_hours):
        return
    deciders = [one for one in facts.colleagues if _awaited(facts, waiting, one)]
    if deciders:
        item = Item(waiting.post, "waits", str(waiting.submission))
        yield from ((reader, item) for reader in (*_chats(deciders), *_groups(facts)))


def _awaited(facts: Facts, post: InReview | Slotted, one: Colleague) -> bool:
    situation = Situation("in_review", post.author, post.approvals)
    actor = Actor(one.person, one.roles, alone=len(facts.colleagues) == 1)
    return "approve" in actions(situation, actor, facts.rules)


def _planned(facts: Facts, post: Slotted, now: datetime) -> Found:
    """On the morning of the day: to who planned or wrote it. One that may not go out (any more) is told to the
    owners and to those who can still decide as well."""
    there = local(now, facts.timezone)
    ready = _ready(post)
    begun = datetime.combine(post.on, PLANNED_AT, there.tzinfo)
    told_anyway = post.changed_at >= begun if ready else now - post.changed_at < SETTLED
    if post.on != there.date() or post.state == "published" or told_anyway:
        return
    readers = [one for one in _able(facts, "schedule") if one.person in (post.author, post.planner)]
    if not ready:
        late = post.state == "in_review"
        readers += [
            one for one in facts.colleagues if "owner" in one.roles or (late and _awaited(facts, post, one))
        ]
    what = "ready" if ready else "waiting"
    item = Item(post.post, what, f"{what}@{post.on}")
    yield from ((reader, item) for reader in (*_chats(readers or _able(facts, "schedule")), *_groups(facts)))


def _ready(post: Slotted) -> bool:
    return post.state in ("approved", "planned") and not post.check_again


def _proof(facts: Facts, proof: Expiring, now: datetime) -> Found:
    """Thirty days before the last one, seven days before, and once it is over: to who keeps it, else the owners;
    in the end to the owners in any case. Whoever set the date when it was that near knows."""
    what, begins = _stage(proof.until, local(now, facts.timezone).date())
    if not what or local(proof.changed_at, facts.timezone).date() >= begins:
        return
    keepers = [one for one in _able(facts, "make") if one.person == proof.keeper]
    owners = [one for one in facts.colleagues if "owner" in one.roles]
    readers = [*keepers, *owners] if what == "expired" else keepers or owners
    item = Item(proof.entry, what, f"{what}@{proof.until}")
    yield from ((reader, item) for reader in _chats(readers))


def _stage(until: date, today: date) -> tuple[str, date]:
    """How near the end is, in a word, and the day on which it came that near."""
    if until < today:
        gone = today - until > LONG_EXPIRED
        return "" if gone else "expired", until + timedelta(days=1)
    for days in PROOF_DAYS:
        begins = until - timedelta(days=days)
        if begins <= today:
            return f"{days}-days", begins
    return "", until


def _unfinished(facts: Facts, now: datetime, steps: Steps) -> Found:
    """A day later, to who was at it, where they are still to be found."""
    makers = {(one.person, *chat) for one in _able(facts, "make") for chat in one.chats}
    for one in sorted(facts.unfinished):
        reached = (one.person, one.front, one.chat) in makers
        if one.step in steps and reached and LEFT <= now - one.since <= FORGOTTEN:
            yield Reader(one.front, one.chat, one.person), Item(0, one.step, one.since.isoformat())


def _able(facts: Facts, deed: Deed) -> list[Colleague]:
    return [one for one in facts.colleagues if may(one.roles, deed)]


def _chats(readers: Sequence[Colleague]) -> Iterator[Reader]:
    """The private chats of these people, each once."""
    people = {one.person: one for one in readers}
    return (Reader(front, chat, one.person) for one in people.values() for front, chat in one.chats)


def _groups(facts: Facts) -> Iterator[Reader]:
    return (Reader(front, chat, None) for front, chat in facts.groups)


# -- a round ----------------------------------------------------------------------------------------------


class Waiting(NamedTuple):
    """A workspace where something is to be said now, and of which kinds."""

    workspace: int
    kinds: frozenset[ReminderKind]


async def waiting(work: Work, fronts: Collection[str], steps: Steps) -> tuple[Waiting, ...]:
    """Where something is to be said now on these fronts. It changes nothing."""
    found = {one.workspace: _now(one, work.now) for one in await work.reminders.candidates(fronts)}
    every = [(facts, due(facts, work.now, steps)) for facts in await work.reminders.facts(found, fronts)]
    return tuple(Waiting(facts.workspace, frozenset(one.kind for one in some)) for facts, some in every if some)


async def take(work: Work, there: Waiting, fronts: Collection[str], steps: Steps) -> tuple[Reminder, ...]:
    """What is to be said in a workspace now, remembered as said: whoever asks next gets nothing."""
    await work.reminders.alone(there.workspace)
    if "planned" in there.kinds:  # proof runs out by itself: what rests on it may not go out
        await review.expired(work.within(there.workspace), work.now.date())
    taken: list[Reminder] = []
    for facts in await work.reminders.facts({there.workspace: there.kinds}, fronts):
        for one in due(facts, work.now, steps):
            new = tuple([item for item in one.items if await work.reminders.keep(one, item)])
            taken += [one._replace(items=new)] if new else []
    return tuple(taken)


def _now(one: Candidate, now: datetime) -> frozenset[ReminderKind]:
    """The kinds that may be said there at this hour."""
    kinds = {kind for kind in one.kinds if not quiet(kind, now, one.timezone)}
    if one.oldest is not None and now - one.oldest < timedelta(hours=one.hours):
        kinds.discard("review")
    return frozenset(kinds)


# -- what a person wants of it ----------------------------------------------------------------------------


async def put_off(work: Work, workspace: int, kind: ReminderKind, reader: Reader) -> datetime | None:
    """What was told last of a kind comes back on the next day that it may; when that is, in the time zone of the
    workspace. None when there is nothing to put off."""
    record = await work.workspaces.get(workspace)
    at = next_time(kind, work.now, record.timezone)
    return at if await work.within(workspace).reminders.put_off(kind, reader, at) else None
