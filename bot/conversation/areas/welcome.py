"""First contact: what this is, what happens to text, the language, and a first brand."""

from __future__ import annotations

from typing import ClassVar

from bot.conversation import general
from bot.conversation.areas import team_groups
from bot.conversation.areas.trust import privately
from bot.conversation.effects import Screen
from bot.conversation.flow import Flow
from bot.conversation.screens import welcome as screens
from bot.conversation.screens.welcome import Agree, Leave, SetUp, Speak, TryDemo
from bot.conversation.turn import Area, Rule, Turn
from bot.domain.base import Language
from bot.domain.brief import Brand, Persona, Proposition
from bot.services import team, workspaces

MOST_NAME = 80
"""Characters of a brand's name: it opens every card."""
MOST_TEXT = 4000


class AskName(Flow):
    """Waits for the name of the brand."""

    kind: ClassVar[str] = "w.name"


class AskReader(Flow):
    """Waits for whom it is for and what they need."""

    kind: ClassVar[str] = "w.reader"
    name: str


class AskPromise(Flow):
    """Waits for the proposition."""

    kind: ClassVar[str] = "w.promise"
    name: str
    need: str


async def start(turn: Turn, payload: str) -> None:
    """Says hello; a link that came along lets the person in where it leads."""
    if not turn.envelope.chat.private:
        await _start_in_group(turn, payload)
        return
    if payload:
        entered = await team.enter(turn.work, turn.person.id, payload)
        if entered is None:
            turn.say(general.plain(turn, "welcome-link-used"))
            return
        turn.home = entered.member or turn.home
    turn.say(hello(turn) if turn.person.informed_at is None else await home(turn))


async def _start_in_group(turn: Turn, payload: str) -> None:
    if payload.startswith(team_groups.PAYLOAD):
        await team_groups.linked_by_start(turn, payload)
    else:
        turn.say(general.plain(turn, "welcome-group"))


async def agree(turn: Turn, _: Agree) -> None:
    """Remembers that the person was told, and offers a first brand or the one at hand."""
    if turn.person.informed_at is None:
        await turn.work.people.informed(turn.person.id)
    turn.show(await home(turn))


async def speak(turn: Turn, chosen: Speak) -> None:
    """Changes the language; the message that was tapped changes with it."""
    language: Language = "en" if chosen.language == "en" else "nl"
    await turn.work.people.speaks(turn.person.id, language)
    turn.texts = turn.desk.catalogue[language]
    turn.show(hello(turn) if turn.person.informed_at is None else await home(turn))


async def try_demo(turn: Turn, _: TryDemo) -> None:
    """Makes a workspace with everything that the demo brief brings along; a second time goes back to it."""
    turn.home = await workspaces.try_out(turn.work, turn.desk.demo(turn.texts.language), turn.person.id)
    turn.show(await home(turn))


async def set_up(turn: Turn, _: SetUp) -> None:
    """The first of three questions."""
    turn.wait(AskName())
    turn.show(screens.question(turn.texts, "welcome-ask-name"))


async def named(turn: Turn, _: object) -> None:
    """The second question."""
    name = " ".join(general.typed(turn, most=MOST_NAME).split())
    turn.wait(AskReader(name=name))
    turn.say(screens.question(turn.texts, "welcome-ask-reader", brand=name))


async def read_by(turn: Turn, _: object) -> None:
    """The third question."""
    need = general.typed(turn, most=MOST_TEXT)
    name = turn.flow.name if isinstance(turn.flow, AskReader) else ""
    turn.wait(AskPromise(name=name, need=need))
    turn.say(screens.question(turn.texts, "welcome-ask-promise"))


async def promised(turn: Turn, _: object) -> None:
    """The brand is there."""
    flow = turn.flow
    if not isinstance(flow, AskPromise):
        return
    promise = general.typed(turn, most=MOST_TEXT)
    record = await workspaces.found(
        turn.work, Brand(name=flow.name), turn.texts.language, turn.person.id, turn.desk.usual
    )
    entries: list[workspaces.Filed] = [
        ("persona", Persona(need=flow.need)),
        ("proposition", Proposition(text=promise)),
    ]
    await workspaces.fill(turn.work.within(record.id), entries, turn.person.id)
    turn.home = await turn.work.workspaces.membership(record.id, turn.person.id)
    turn.done()
    turn.say(await home(turn))


async def leave(turn: Turn, _: Leave) -> None:
    """Stops asking; what was answered is forgotten."""
    if isinstance(turn.flow, AskName | AskReader | AskPromise):
        turn.done()
    turn.show(await home(turn))


def hello(turn: Turn) -> Screen:
    """Who is talking, and what happens to text."""
    other: Language = "en" if turn.texts.language == "nl" else "nl"
    return screens.hello(turn.texts, turn.desk.catalogue[other], turn.desk.model)


async def home(turn: Turn) -> Screen:
    """Where everybody lands: with a brand at hand what can be done in it, else how to get one."""
    if turn.home is None:
        return screens.first(turn.texts)
    record = await turn.work.workspaces.get(turn.home.workspace)
    undecided = record.models_at is None
    proven = bool(await turn.work.within(record.id).entries.all("proof"))
    return screens.ready(turn.texts, turn.home, turn.desk.model, undecided=undecided, proven=proven)


AREA = Area(
    commands={"start": Rule(start)},
    taps={
        Agree: Rule(privately(agree)),
        Speak: Rule(privately(speak)),
        TryDemo: Rule(privately(try_demo)),
        SetUp: Rule(privately(set_up)),
        Leave: Rule(privately(leave)),
    },
    steps={AskName: Rule(named), AskReader: Rule(read_by), AskPromise: Rule(promised)},
)
