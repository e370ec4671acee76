"""How a brand reviews: its owner changes it with taps."""

from __future__ import annotations

from typing import ClassVar

from bot.conversation import general
from bot.conversation.areas.trust import privately
from bot.conversation.flow import Flow
from bot.conversation.screens import rules as screens
from bot.conversation.screens.rules import (
    AddLevel,
    Approvals,
    Author,
    DropLevel,
    Earlier,
    Editors,
    LevelCard,
    LevelPerson,
    Reminder,
    Responsible,
)
from bot.conversation.screens.team import RulesCard
from bot.conversation.turn import Area, Rule, Turn
from bot.domain.errors import NotFoundError
from bot.domain.review import Rules
from bot.domain.team import may
from bot.services import team

MOST_NAME = 60


class AskLevel(Flow):
    """Waits for the name of a step."""

    kind: ClassVar[str] = "m.level"
    workspace: int


async def overview(turn: Turn, _: object) -> None:
    """How the brand reviews now: to read for every member, to change for its owner."""
    if isinstance(turn.flow, AskLevel):
        turn.done()
    record = await turn.work.workspaces.get(turn.here.workspace)
    members = await turn.work.workspaces.members(record.id)
    turn.show(screens.rules(turn.texts, record, members, manages=may(turn.here.roles, "manage")))


async def approvals(turn: Turn, chosen: Approvals) -> None:
    """So many people have to approve."""
    if chosen.count not in screens.APPROVALS:
        raise NotFoundError("There is no such number.")
    await _change(turn, approvals=chosen.count)


async def author(turn: Turn, chosen: Author) -> None:
    """Whether the author may approve."""
    if chosen.may not in screens.AUTHOR:
        raise NotFoundError("There is no such choice.")
    await _change(turn, author_may_approve=screens.AUTHOR[chosen.may])


async def reminder(turn: Turn, chosen: Reminder) -> None:
    """When somebody who has to decide is reminded."""
    if chosen.hours not in screens.HOURS:
        raise NotFoundError("There is no such number.")
    await _change(turn, reminder_hours=chosen.hours)


async def _change(turn: Turn, **values: object) -> None:
    rules = await _rules(turn)
    await team.set_rules(turn.work, turn.here.workspace, rules.model_copy(update=values))
    await overview(turn, None)


async def _rules(turn: Turn) -> Rules:
    return (await turn.work.workspaces.get(turn.here.workspace)).rules


# -- steps ------------------------------------------------------------------------------------------------


async def ask_level(turn: Turn, card: AddLevel) -> None:
    """What is the step called?"""
    turn.wait(AskLevel(workspace=card.workspace))
    turn.show(screens.ask_level(turn.texts, turn.here.brand, card.workspace))


async def add_level(turn: Turn, _: object) -> None:
    """One more step, under the name that was typed."""
    name = " ".join(general.typed(turn, most=MOST_NAME).split())
    await team.set_rules(turn.work, turn.here.workspace, team.with_level(await _rules(turn), name))
    await overview(turn, None)


async def level(turn: Turn, card: LevelCard | LevelPerson) -> None:
    """One step."""
    record = await turn.work.workspaces.get(card.workspace)
    if card.at >= len(record.rules.levels):
        raise NotFoundError("There is no such step.")
    turn.show(screens.level(turn.texts, record, card.at, await turn.work.workspaces.members(record.id)))


async def toggle_person(turn: Turn, chosen: LevelPerson) -> None:
    """Somebody takes part in a step, or no more; they have to be a member."""
    await team.member(turn.work, chosen.workspace, chosen.person)
    changed = team.toggle_person(await _rules(turn), chosen.at, chosen.person)
    await team.set_rules(turn.work, chosen.workspace, changed)
    await level(turn, chosen)


async def earlier(turn: Turn, chosen: Earlier) -> None:
    """A step comes one place earlier."""
    await team.set_rules(turn.work, chosen.workspace, team.earlier(await _rules(turn), chosen.at))
    await overview(turn, chosen)


async def drop(turn: Turn, chosen: DropLevel) -> None:
    """A step goes."""
    await team.set_rules(turn.work, chosen.workspace, team.without_level(await _rules(turn), chosen.at))
    await overview(turn, chosen)


# -- editorial responsibility -----------------------------------------------------------------------------


async def editors(turn: Turn, card: Editors) -> None:
    """Who bears editorial responsibility?"""
    record = await turn.work.workspaces.get(card.workspace)
    turn.show(screens.editors(turn.texts, record, await turn.work.workspaces.members(record.id)))


async def responsible(turn: Turn, chosen: Responsible) -> None:
    """A member by name, or nobody."""
    record = await turn.work.workspaces.get(chosen.workspace)
    name = (await team.member(turn.work, chosen.workspace, chosen.person)).name if chosen.person else None
    await turn.work.workspaces.save(record._replace(responsible=name or None))
    await overview(turn, chosen)


AREA = Area(
    commands={"rules": Rule(privately(overview), "read")},
    taps={
        RulesCard: Rule(privately(overview), "read"),
        Approvals: Rule(privately(approvals), "manage"),
        Author: Rule(privately(author), "manage"),
        Reminder: Rule(privately(reminder), "manage"),
        AddLevel: Rule(privately(ask_level), "manage"),
        LevelCard: Rule(privately(level), "manage"),
        LevelPerson: Rule(privately(toggle_person), "manage"),
        Earlier: Rule(privately(earlier), "manage"),
        DropLevel: Rule(privately(drop), "manage"),
        Editors: Rule(privately(editors), "manage"),
        Responsible: Rule(privately(responsible), "manage"),
    },
    steps={AskLevel: Rule(privately(add_level), "manage")},
)
