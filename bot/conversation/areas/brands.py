"""Many brands: which one is at hand, and a new one, which may take rules and channels along but never texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.conversation import general
from bot.conversation.flow import Flow
from bot.conversation.screens import brands as screens
from bot.conversation.turn import Area, Rule, Turn
from bot.domain.brief import Brand
from bot.services import workspaces


@dataclass(frozen=True)
class GoTo:
    """Another brand is at hand from now on."""

    code: ClassVar[str] = "b.to"
    workspace: int


@dataclass(frozen=True)
class NewBrand:
    """A new brand."""

    code: ClassVar[str] = "b.new"


@dataclass(frozen=True)
class CopyRules:
    """The brand of this card takes the rules and channels of another one."""

    code: ClassVar[str] = "b.copy"
    workspace: int
    source: int


class AskBrand(Flow):
    """Waits for the name of a new brand."""

    kind: ClassVar[str] = "b.name"


async def switch(turn: Turn, argument: str) -> None:
    """My brands; a name behind the command goes there at once."""
    turn.done()
    mine = await turn.work.workspaces.of(turn.person.id)
    wanted = argument.strip().casefold()
    named = [one for one in mine if wanted and one.brand.casefold().startswith(wanted)]
    if len(named) == 1:
        await go_to(turn, GoTo(named[0].workspace))
        return
    choices = [(one.brand, GoTo(one.workspace), one.workspace == turn.person.current) for one in mine]
    turn.show(screens.mine(turn.texts, choices, NewBrand()))


async def go_to(turn: Turn, chosen: GoTo) -> None:
    """This brand is at hand from now on. Whoever is no member of it learns nothing."""
    member = await turn.work.workspaces.membership(chosen.workspace, turn.person.id)
    if member is None:
        general.unknown(turn)
        return
    await turn.work.people.at(turn.person.id, member.workspace)
    turn.home = member
    turn.done()
    turn.show(screens.at_hand(turn.texts, member.brand))


async def ask_name(turn: Turn, _: NewBrand) -> None:
    """Asks what the new brand is called."""
    turn.wait(AskBrand())
    turn.show(screens.ask_name(turn.texts))


async def named(turn: Turn, _: object) -> None:
    """The new brand is there; it may take rules and channels along from one that the person owns."""
    name = " ".join(general.typed(turn, most=400).split())
    owned = [one for one in await turn.work.workspaces.of(turn.person.id) if "owner" in one.roles]
    new = await workspaces.found(turn.work, Brand(name=name), turn.texts.language, turn.person.id, turn.desk.usual)
    turn.home = await turn.work.workspaces.membership(new.id, turn.person.id)
    turn.done()
    sources = [(one.brand, CopyRules(new.id, one.workspace)) for one in owned[: screens.MOST]]
    turn.say(screens.made(turn.texts, name, sources))


async def copy_rules(turn: Turn, chosen: CopyRules) -> None:
    """Rules and channels come along."""
    source = await turn.work.workspaces.membership(chosen.source, turn.person.id)
    if source is None or "owner" not in source.roles:
        general.unknown(turn)
        return
    await workspaces.copy_rules(turn.work, source.workspace, chosen.workspace)
    turn.show(screens.copied(turn.texts, turn.here.brand, source.brand))


AREA = Area(
    commands={"switch": Rule(switch)},
    taps={
        GoTo: Rule(go_to),
        NewBrand: Rule(ask_name),
        CopyRules: Rule(copy_rules, "manage"),
    },
    steps={AskBrand: Rule(named)},
)
