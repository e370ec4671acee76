"""First contact: what this is, what happens to text, the language, and a first brand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.conversation import general
from bot.conversation.effects import Screen
from bot.conversation.flow import Flow
from bot.conversation.spans import bold, rows, screen, tap
from bot.conversation.turn import Area, Rule, Turn
from bot.domain.base import Language
from bot.domain.brief import Brand, Persona, Proposition
from bot.services import workspaces


@dataclass(frozen=True)
class Agree:
    """I know what happens to my text; go on."""

    code: ClassVar[str] = "w.ok"


@dataclass(frozen=True)
class Speak:
    """From now on in this language."""

    code: ClassVar[str] = "w.lang"
    language: str


@dataclass(frozen=True)
class TryDemo:
    """A private copy of the demo brand."""

    code: ClassVar[str] = "w.demo"


@dataclass(frozen=True)
class SetUp:
    """My own brand, in three questions."""

    code: ClassVar[str] = "w.own"


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
    if payload:
        member = await turn.work.invites.redeem(payload, turn.person.id)
        if member is None:
            turn.say(general.plain(turn, "welcome-link-used"))
            return
        await turn.work.people.at(turn.person.id, member.workspace)
        turn.home = member
    turn.say(hello(turn) if turn.person.informed_at is None else home(turn))


async def agree(turn: Turn, _: Agree) -> None:
    """Remembers that the person was told, and offers a first brand or the one at hand."""
    await turn.work.people.informed(turn.person.id)
    turn.show(home(turn))


async def speak(turn: Turn, chosen: Speak) -> None:
    """Changes the language; the message that was tapped changes with it."""
    language: Language = "en" if chosen.language == "en" else "nl"
    await turn.work.people.speaks(turn.person.id, language)
    turn.texts = turn.desk.catalogue[language]
    turn.show(hello(turn) if turn.person.informed_at is None else home(turn))


async def try_demo(turn: Turn, _: TryDemo) -> None:
    """Makes a workspace with everything that the demo brief brings along."""
    brief = turn.desk.demo(turn.texts.language)
    usual = workspaces.Usual(brief.journey, brief.channels)
    record = await workspaces.found(turn.work, brief.brand, brief.language, turn.person.id, usual, demo=True)
    await workspaces.fill(turn.work.within(record.id), workspaces.of_brief(brief), turn.person.id)
    turn.home = await turn.work.workspaces.membership(record.id, turn.person.id)
    turn.show(ready(turn))


async def set_up(turn: Turn, _: SetUp) -> None:
    """The first of three questions."""
    turn.wait(AskName())
    turn.show(general.plain(turn, "welcome-ask-name"))


async def named(turn: Turn, _: object) -> None:
    """The second question."""
    name = general.typed(turn, most=400)
    turn.wait(AskReader(name=name))
    turn.say(screen(turn.texts("welcome-ask-reader", brand=name)))


async def read_by(turn: Turn, _: object) -> None:
    """The third question."""
    need = general.typed(turn, most=4000)
    name = turn.flow.name if isinstance(turn.flow, AskReader) else ""
    turn.wait(AskPromise(name=name, need=need))
    turn.say(general.plain(turn, "welcome-ask-promise"))


async def promised(turn: Turn, _: object) -> None:
    """The brand is there."""
    flow = turn.flow
    if not isinstance(flow, AskPromise):
        return
    promise = general.typed(turn, most=4000)
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
    turn.say(ready(turn))


def hello(turn: Turn) -> Screen:
    """An AI assistant says so, and what happens to text, before the first text is asked for."""
    t = turn.texts
    where = t("welcome-text-provider", provider=turn.desk.model) if turn.desk.model else t("welcome-text-stays")
    other: Language = "en" if t.language == "nl" else "nl"
    return screen(
        bold(t("welcome-title")),
        t("welcome-ai"),
        where,
        t("welcome-review"),
        rows=[
            [tap(t("welcome-agree"), Agree(), "primary")],
            [tap(turn.desk.catalogue[other]("welcome-other-language"), Speak(other))],
        ],
    )


def home(turn: Turn) -> Screen:
    """Where everybody lands: with a brand at hand what can be done in it, else how to get one."""
    if turn.home is not None:
        return ready(turn)
    t = turn.texts
    return screen(
        bold(t("welcome-first-title")),
        t("welcome-first"),
        rows=rows([tap(t("welcome-demo"), TryDemo(), "primary"), tap(t("welcome-own"), SetUp())]),
    )


def ready(turn: Turn) -> Screen:
    """A brand is at hand."""
    t = turn.texts
    return screen(bold(turn.here.brand), t("welcome-ready"))


AREA = Area(
    commands={"start": Rule(start)},
    taps={Agree: Rule(agree), Speak: Rule(speak), TryDemo: Rule(try_demo), SetUp: Rule(set_up)},
    steps={AskName: Rule(named), AskReader: Rule(read_by), AskPromise: Rule(promised)},
)
