"""Screens about how a brand reviews: approvals, steps, the author, reminders, the responsible editor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.conversation.catalogue import Texts
from bot.conversation.effects import Button, Screen
from bot.conversation.screens.team import RulesCard, TeamCard
from bot.conversation.spans import bold, italic, rows, screen, tap
from bot.domain.records import Membership, WorkspaceRecord
from bot.domain.review import Level
from bot.domain.team import may

APPROVALS = (1, 2, 3)
HOURS = (4, 8, 24, 48, 72)
AUTHOR: Mapping[str, bool | None] = {"alone": None, "yes": True, "no": False}
"""What stands behind the buttons about the author, and in the rules."""


@dataclass(frozen=True)
class Approvals:
    """So many approvals are needed."""

    code: ClassVar[str] = "m.ra"
    workspace: int
    count: int


@dataclass(frozen=True)
class Author:
    """Whether the author may approve: a key of `AUTHOR`."""

    code: ClassVar[str] = "m.rw"
    workspace: int
    may: str


@dataclass(frozen=True)
class Reminder:
    """A reminder after so many hours."""

    code: ClassVar[str] = "m.rh"
    workspace: int
    hours: int


@dataclass(frozen=True)
class AddLevel:
    """One more step; its name is asked."""

    code: ClassVar[str] = "m.la"
    workspace: int


@dataclass(frozen=True)
class LevelCard:
    """One step, counted from 0."""

    code: ClassVar[str] = "m.l"
    workspace: int
    at: int


@dataclass(frozen=True)
class LevelPerson:
    """Somebody takes part in a step, or no more."""

    code: ClassVar[str] = "m.lp"
    workspace: int
    at: int
    person: int


@dataclass(frozen=True)
class Earlier:
    """A step comes one place earlier."""

    code: ClassVar[str] = "m.lu"
    workspace: int
    at: int


@dataclass(frozen=True)
class DropLevel:
    """A step goes."""

    code: ClassVar[str] = "m.ld"
    workspace: int
    at: int


@dataclass(frozen=True)
class Editors:
    """Who bears editorial responsibility, to choose."""

    code: ClassVar[str] = "m.e"
    workspace: int


@dataclass(frozen=True)
class Responsible:
    """This member bears editorial responsibility; 0 is nobody."""

    code: ClassVar[str] = "m.es"
    workspace: int
    person: int


def rules(t: Texts, record: WorkspaceRecord, members: Sequence[Membership], *, manages: bool = True) -> Screen:
    """How the brand reviews now, and every way to change it for whoever manages it."""
    now = record.rules
    author = next(key for key, value in AUTHOR.items() if value == now.author_may_approve)
    editor = record.responsible or t("rules-nobody")
    steps = [f"{at}. {level_line(t, level, members)}" for at, level in enumerate(now.levels, 1)]
    return screen(
        bold(record.brand.name),
        t("rules-title"),
        "",
        t("rules-steps") if steps else t("rules-approvals", count=now.approvals),
        *steps,
        t(f"rules-author-{author}"),
        t("rules-reminder", hours=now.reminder_hours),
        t("rules-responsible", name=editor),
        *(("", italic(t("rules-note"))) if manages else ()),
        rows=[*(_changes(t, record, author) if manages else []), [tap(t("team-back"), TeamCard(record.id))]],
    )


def _changes(t: Texts, record: WorkspaceRecord, author: str) -> list[Sequence[Button]]:
    """Every way to change them."""
    now, workspace = record.rules, record.id
    return [
        [] if now.levels else _approvals(t, workspace, now.approvals),
        *rows([tap(level.name, LevelCard(workspace, at)) for at, level in enumerate(now.levels)], 2),
        [tap(t("rules-add-step"), AddLevel(workspace))],
        [_chosen(t(f"rules-author-{key}-short"), Author(workspace, key), key == author) for key in AUTHOR],
        [
            _chosen(t("rules-hours", hours=one), Reminder(workspace, one), one == now.reminder_hours)
            for one in HOURS
        ],
        [tap(t("rules-set-responsible"), Editors(workspace))],
    ]


def _approvals(t: Texts, workspace: int, now: int) -> list[Button]:
    return [
        _chosen(t("rules-approvals-short", count=count), Approvals(workspace, count), count == now)
        for count in APPROVALS
    ]


def ask_level(t: Texts, brand: str, workspace: int) -> Screen:
    """What is the step called?"""
    return screen(bold(brand), t("rules-ask-step"), rows=[[tap(t("team-back"), RulesCard(workspace))]])


def level(t: Texts, record: WorkspaceRecord, at: int, members: Sequence[Membership]) -> Screen:
    """One step: who takes part, and its place."""
    step, workspace = record.rules.levels[at], record.id
    able = [one for one in members if may(one.roles, "decide") or one.person in step.people]
    people = [
        _chosen(one.name or t("team-nameless"), LevelPerson(workspace, at, one.person), one.person in step.people)
        for one in able
    ]
    order = [tap(t("rules-step-earlier"), Earlier(workspace, at))] if at else []
    return screen(
        bold(record.brand.name),
        f"{at + 1}. {level_line(t, step, members)}",
        t("rules-step-who"),
        rows=[
            *rows(people, 2),
            order,
            [tap(t("rules-step-drop"), DropLevel(workspace, at), "danger")],
            [tap(t("team-back"), RulesCard(workspace))],
        ],
    )


def level_line(t: Texts, step: Level, members: Sequence[Membership]) -> str:
    """The name of a step and who takes part."""
    names = [one.name or t("team-nameless") for one in members if one.person in step.people]
    who = ", ".join(names) if step.people else t("rules-step-anybody")
    return f"{step.name} ({who or t('trust-former-member')})"


def editors(t: Texts, record: WorkspaceRecord, members: Sequence[Membership]) -> Screen:
    """Who bears editorial responsibility?"""
    choices = [
        _chosen(one.name, Responsible(record.id, one.person), one.name == record.responsible)
        for one in members
        if one.name
    ]
    nobody = _chosen(t("rules-nobody"), Responsible(record.id, 0), record.responsible is None)
    return screen(
        bold(record.brand.name),
        t("rules-ask-responsible"),
        rows=[*rows(choices, 2), [nobody], [tap(t("team-back"), RulesCard(record.id))]],
    )


def _chosen(label: str, data: object, now: bool) -> Button:
    return tap(f"✓ {label}" if now else label, data)
