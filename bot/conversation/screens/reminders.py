"""Reminders: one short message for each kind, with the buttons that deal with it; what a person wants of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple

from bot.conversation.catalogue import Texts
from bot.conversation.effects import Button, Screen
from bot.conversation.screens.dates import day
from bot.conversation.screens.team import RulesCard
from bot.conversation.spans import Piece, bold, italic, screen, short, tap
from bot.domain.reminders import IN_GROUPS, REMINDER_KINDS, ReminderKind

FEW = 5
"""Of several, so many are named."""
TITLE = 90
"""Characters of what a post or proof point is about."""
Rows = Sequence[Sequence[Button]]


@dataclass(frozen=True)
class Later:
    """What was told last of this kind, once more tomorrow."""

    code: ClassVar[str] = "h.late"
    workspace: int
    kind: str


@dataclass(frozen=True)
class Off:
    """No more of this kind in this chat."""

    code: ClassVar[str] = "h.off"
    workspace: int
    kind: str


@dataclass(frozen=True)
class Want:
    """This kind is wanted (1) or not (0)."""

    code: ClassVar[str] = "h.want"
    workspace: int
    kind: str
    on: int


@dataclass(frozen=True)
class GoOn:
    """Goes on with what was left halfway."""

    code: ClassVar[str] = "n.halfway"
    workspace: int


@dataclass(frozen=True)
class LetGo:
    """Lets go of what was left halfway."""

    code: ClassVar[str] = "n.let-go"
    workspace: int


class About(NamedTuple):
    """Whose brand, `things` how many it is about, and whether a group reads it."""

    workspace: int
    brand: str
    things: int
    group: bool = False


class Ending(NamedTuple):
    """A proof point that runs out: its key and text, its last day, whether that is over, and as titles what rests
    on it; `resting` counts those."""

    key: str
    text: str
    until: date
    over: bool
    resting: int
    posts: tuple[str, ...]


def review(t: Texts, about: About, titles: Sequence[str], rows: Rows) -> Screen:
    """What waits for a verdict."""
    return screen(
        _head(t, about),
        t("reminders-review", count=about.things, where=_where(about)),
        *_alone(titles),
        rows=[*rows, *_ways(t, about, "review", later=True)],
    )


def planned(t: Texts, about: About, late: Sequence[str], ready: Sequence[str], rows: Rows) -> Screen:
    """What goes out today; first what cannot yet."""
    return screen(
        _head(t, about),
        t("reminders-planned-waiting") if late else None,
        *_named(late),
        t("reminders-planned-ready") if ready else None,
        *_named(ready),
        _more(t, about.things - len(late) - len(ready)),
        rows=[*rows, *_ways(t, about, "planned")],
    )


def proof(t: Texts, about: About, endings: Sequence[Ending], rows: Rows) -> Screen:
    """What runs out, or did, and what rests on it."""
    lines = [line for ending in endings for line in _ending(t, ending)]
    return screen(
        _head(t, about),
        *lines,
        _more(t, about.things - len(endings)),
        italic(_next(t, endings)),
        rows=[*rows, *_ways(t, about, "proof", later=True)],
    )


def unfinished(t: Texts, about: About, step: str) -> Screen:
    """What somebody left halfway; `step` says what it was, in a word of the catalogue."""
    go = [
        tap(t("reminders-go-on"), GoOn(about.workspace), "primary"),
        tap(t("reminders-let-go"), LetGo(about.workspace)),
    ]
    return screen(_head(t, about), t("reminders-unfinished", step=step), rows=[go, *_ways(t, about, "unfinished")])


def overview(
    t: Texts, about: About, off: Collection[ReminderKind], hours: int, timezone: str, manages: bool
) -> Screen:
    """What a person or a group is reminded of in this brand, each to be switched."""
    switches = []
    for kind in IN_GROUPS if about.group else REMINDER_KINDS:
        on = kind not in off
        label = f"{'✓' if on else '·'} {t('reminders-kind', kind=kind)}"
        switches.append([tap(label, Want(about.workspace, kind, 0 if on else 1))])
    rules = [tap(t("reminders-hours"), RulesCard(about.workspace))] if manages and not about.group else []
    return screen(
        [bold(about.brand), f" · {t('reminders-titles')}"],
        None if about.group else t("reminders-about-review", hours=hours),
        t("reminders-about-group") if about.group else t("reminders-about"),
        italic(t("reminders-about-quiet", timezone=timezone)),
        rows=[*switches, rules],
    )


def let_go(t: Texts, about: About) -> Screen:
    """It is forgotten."""
    return screen(_head(t, about), t("reminders-gone"))


def titled(channel: str, topic: str) -> str:
    """A post in a line."""
    return f"{channel} · {short(topic, TITLE)}"


def named(t: Texts, title: str, state: str) -> str:
    """The same with its state."""
    return t("reminders-post-state", post=title, state=state)


def _head(t: Texts, about: About) -> list[Piece]:
    return [bold(about.brand), f" · {t('reminders-title')}"]


def _named(titles: Sequence[str]) -> list[str]:
    return [f"• {title}" for title in titles]


def _ending(t: Texts, one: Ending) -> list[str]:
    when = day(t, one.until)
    text = short(one.text, TITLE)
    told = t("reminders-proof-over" if one.over else "reminders-proof-ends", id=one.key, text=text, day=when)
    return [told, *([t("reminders-proof-posts", count=one.resting), *_alone(one.posts)] if one.resting else [])]


def _next(t: Texts, endings: Sequence[Ending]) -> str:
    told = t("reminders-proof-next")
    if not any(one.resting for one in endings):
        return told
    over = any(one.over and one.resting for one in endings)
    return f"{told} {t('reminders-proof-now' if over else 'reminders-proof-soon')}"


def _alone(titles: Sequence[str]) -> list[str]:
    """What a button does not say: several posts stand on their buttons."""
    return _named(titles) if len(titles) == 1 else []


def _more(t: Texts, count: int) -> str | None:
    return t("reminders-more", count=count) if count > 0 else None


def _where(about: About) -> str:
    return "group" if about.group else "person"


def _ways(t: Texts, about: About, kind: ReminderKind, *, later: bool = False) -> Rows:
    put_off = [tap(t("reminders-later"), Later(about.workspace, kind))] if later else []
    return [[*put_off, tap(t("reminders-off"), Off(about.workspace, kind))]]
