"""A brand is erased by its owner, after its name was typed: nothing of it stays."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import ClassVar

from bot.conversation import general
from bot.conversation.areas.trust import privately
from bot.conversation.effects import Send
from bot.conversation.events import Chat, Text
from bot.conversation.flow import Flow
from bot.conversation.screens import brands as screens
from bot.conversation.turn import Area, Rule, Turn


@dataclass(frozen=True)
class KeepBrand:
    """Not after all."""

    code: ClassVar[str] = "b.keep"


class AskEraseBrand(Flow):
    """Waits for the name of the brand that is to be erased."""

    kind: ClassVar[str] = "b.erase"
    workspace: int


async def delete_brand(turn: Turn, _: str) -> None:
    """What goes, and what has to be typed."""
    home = turn.here
    others = len(await turn.work.workspaces.members(home.workspace)) - 1
    turn.wait(AskEraseBrand(workspace=home.workspace))
    turn.say(screens.erasing(turn.texts, home.brand, others, KeepBrand()))


async def erase(turn: Turn, _: object) -> None:
    """Erases when the name was typed as it is; anything else keeps everything."""
    home, event = turn.here, turn.event
    given = event.text if isinstance(event, Text) and not event.edited else ""
    turn.done()
    if _same(given) != _same(home.brand):
        turn.say(general.plain(turn, "brands-kept"))
        return
    await _tell_others(turn)
    await turn.work.workspaces.erase(home.workspace)
    turn.home = None
    turn.say(screens.erased(turn.texts, home.brand))


async def keep(turn: Turn, _: KeepBrand) -> None:
    """Nothing is erased."""
    if isinstance(turn.flow, AskEraseBrand):
        turn.done()
    turn.show(general.plain(turn, "brands-kept"))


async def _tell_others(turn: Turn) -> None:
    front, work = turn.envelope.chat.front, turn.work
    for member in await work.workspaces.members(turn.here.workspace):
        person = await work.people.get(member.person)
        if person is None or person.id == turn.person.id:
            continue
        texts = turn.desk.catalogue[person.language or turn.texts.language]
        told = screens.erased(texts, turn.here.brand, by=turn.person.name)
        accounts = await work.people.accounts(person.id)
        turn.effects += [Send(Chat(front, account), told) for where, account in accounts if where == front]


def _same(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


AREA = Area(
    commands={"delete_brand": Rule(privately(delete_brand), "erase")},
    taps={KeepBrand: Rule(privately(keep))},
    steps={AskEraseBrand: Rule(privately(erase), "erase")},
)
