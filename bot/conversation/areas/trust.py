"""Trust: what happens to data, whether a model may write along, help, usage, language, and leaving."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, NamedTuple

from bot.conversation import general
from bot.conversation.catalogue import Texts
from bot.conversation.effects import Hand
from bot.conversation.events import Text
from bot.conversation.flow import Flow
from bot.conversation.screens import trust as screens
from bot.conversation.screens.trust import Consent, ConsentCard, Stay, Switch
from bot.conversation.turn import Area, Rule, Run, Turn
from bot.domain.base import LANGUAGES, Language
from bot.domain.records import Membership
from bot.domain.team import may
from bot.services import limits, privacy

OF_A_GROUP = ("link", "unlink")
"""Commands that are given in a group, and are for whoever manages a brand."""
COMMAND_CHARACTERS = 256
"""Of a command's description, as Telegram shows it."""


class AskErase(Flow):
    """Waits for the word that erases."""

    kind: ClassVar[str] = "y.erase"


class Described(NamedTuple):
    """What a front shows of the bot: its commands as (name, description), descriptions, and what is said when
    nothing else can be, with `{reference}` in it; each by language."""

    commands: Mapping[Language, tuple[tuple[str, str], ...]]
    description: Mapping[Language, str]
    short_description: Mapping[Language, str]
    trouble: Mapping[Language, str]


def about(catalogue: Mapping[Language, Texts], names: Iterable[str]) -> Described:
    """The bot's texts outside the conversation. `names` are its commands; those without a description are for
    whoever knows them, such as admins."""
    known = tuple(names)
    return Described(
        commands={language: described(catalogue[language], known) for language in LANGUAGES},
        description={language: catalogue[language]("trust-about-description") for language in LANGUAGES},
        short_description={language: catalogue[language]("trust-about-short") for language in LANGUAGES},
        trouble={
            language: catalogue[language]("trust-about-trouble", reference="{reference}") for language in LANGUAGES
        },
    )


def described(t: Texts, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The commands that have a description, with it."""
    keys = ((name, f"trust-command-{name}") for name in names)
    return tuple((name, t(key)[:COMMAND_CHARACTERS]) for name, key in keys if t.has(key))


def privately(run: Run) -> Run:
    """The same, but only in a private chat: in a group others would see it."""

    async def guarded(turn: Turn, given: object) -> None:
        if turn.envelope.chat.private:
            await run(turn, given)
        else:
            general.brief(turn, turn.texts("trust-private-only"))

    return guarded


# -- what is told -----------------------------------------------------------------------------------------


async def tell_privacy(turn: Turn, _: str) -> None:
    """What is kept, and how it is erased."""
    turn.say(screens.privacy(turn.texts, turn.desk.notice, turn.desk.model, turn.desk.hears))


async def help_(turn: Turn, _: str) -> None:
    """What this person may do here."""
    home = turn.home if turn.envelope.chat.private else await _of_group(turn)
    mine = [name for name, rule in turn.commands.items() if _usable(turn, home, name, rule)]
    turn.say(screens.help_(turn.texts, home, described(turn.texts, mine), group=not turn.envelope.chat.private))


async def _of_group(turn: Turn) -> Membership | None:
    """What this person is in the brand of the group."""
    chat = turn.envelope.chat
    workspace = await turn.work.workspaces.of_chat(chat.front, chat.id)
    return None if workspace is None else await turn.work.workspaces.membership(workspace, turn.person.id)


def _usable(turn: Turn, home: Membership | None, name: str, rule: Rule) -> bool:
    """Whether a command does something for this person here."""
    roles = home.roles if home is not None else frozenset()
    if name in OF_A_GROUP:
        return not turn.envelope.chat.private and may(roles, "manage")
    if name == "admit":
        return turn.person.admin
    return rule.deed is None or may(roles, rule.deed)


async def usage(turn: Turn, _: str) -> None:
    """What was used today."""
    spent = await limits.spent(turn.work, turn.here.workspace, turn.person.id)
    turn.say(screens.usage(turn.texts, turn.here.brand, spent, turn.desk.limits))


async def language(turn: Turn, given: str) -> None:
    """Which language? A language behind the command is taken at once."""
    if given.strip().lower() in LANGUAGES:
        await switch(turn, Switch(given.strip().lower()))
    else:
        turn.say(screens.languages(turn.texts))


async def switch(turn: Turn, chosen: Switch) -> None:
    """All screens in this language from now on."""
    wanted: Language = "en" if chosen.language == "en" else "nl"
    await turn.work.people.speaks(turn.person.id, wanted)
    turn.texts = turn.desk.catalogue[wanted]
    turn.show(general.plain(turn, "trust-language-set"))


# -- consent ----------------------------------------------------------------------------------------------


async def ask_consent(turn: Turn, _: object) -> None:
    """Whether a model may write along, and what that means."""
    record = await turn.work.workspaces.get(turn.here.workspace)
    by = await turn.work.people.get(record.models_by) if record.models_by is not None else None
    name = by.name if by is not None else turn.texts("trust-former-member")
    turn.show(screens.consent(turn.texts, record, turn.desk.model, name))


async def consent(turn: Turn, chosen: Consent) -> None:
    """Remembers who decided it, and when."""
    record = await turn.work.workspaces.get(chosen.workspace)
    wanted = chosen.on == 1
    if record.models != wanted and (turn.desk.model is not None or not wanted):
        await turn.work.workspaces.consent(chosen.workspace, wanted, turn.person.id)
    await ask_consent(turn, chosen)


# -- leaving ----------------------------------------------------------------------------------------------


async def export_me(turn: Turn, _: str) -> None:
    """Everything that is kept about a person, as a file."""
    content = await privacy.export(turn.work, turn.person.id)
    name = f"{turn.texts('trust-export-name')}-{turn.now:%Y-%m-%d}.json"
    turn.effects.append(Hand(turn.envelope.chat, name, content, turn.texts("trust-export")))


async def delete_me(turn: Turn, _: str) -> None:
    """What erasing means; or why it cannot be yet."""
    plan = await privacy.leaving(turn.work, turn.person.id)
    if plan.needed:
        turn.say(screens.needed(turn.texts, (one.brand for one in plan.needed)))
        return
    turn.wait(AskErase())
    turn.say(screens.leaving(turn.texts, plan))


async def erase(turn: Turn, _: object) -> None:
    """Erases when the word was typed, in either language; anything else keeps everything."""
    words = {texts("trust-erase-word").casefold() for texts in turn.desk.catalogue.values()}
    event = turn.event
    given = event.text.strip().strip(".!\"'").casefold() if isinstance(event, Text) and not event.edited else ""
    turn.done()
    if given not in words:
        turn.say(general.plain(turn, "trust-erase-kept"))
        return
    await privacy.erase(turn.work, turn.person.id)
    turn.say(general.plain(turn, "trust-erased"))


async def stay(turn: Turn, _: Stay) -> None:
    """Nothing is erased."""
    if isinstance(turn.flow, AskErase):
        turn.done()
    turn.show(general.plain(turn, "trust-erase-kept"))


AREA = Area(
    commands={
        "help": Rule(help_),
        "usage": Rule(privately(usage), "read"),
        "consent": Rule(privately(ask_consent), "consent"),
        "language": Rule(language),
        "privacy": Rule(tell_privacy),
        "export_me": Rule(privately(export_me)),
        "delete_me": Rule(privately(delete_me)),
    },
    taps={
        Switch: Rule(switch),
        ConsentCard: Rule(privately(ask_consent), "consent"),
        Consent: Rule(privately(consent), "consent"),
        Stay: Rule(stay),
    },
    steps={AskErase: Rule(privately(erase))},
)
