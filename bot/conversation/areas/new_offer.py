"""What there is to choose from in /new. No effects here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from bot.domain.base import Language
from bot.domain.brief import Brief, Persona, Proposition, Source
from bot.domain.records import Entry, WorkspaceRecord
from bot.knowledge.store import Knowledge
from bot.storage.work import Work

Part = Literal["who", "when", "what", "goal", "where", "extras", "all"]
PARTS: tuple[Part, ...] = ("who", "when", "what", "goal", "where")
"""Persona, phase, proposition, goal and subject, channels: the order in which they are asked. `all`: confirm."""
EXTRAS: Part = "extras"
"""Source, keywords and whether it is an advertisement: never asked, opened by whoever wants them."""
A_LINE = 110
"""Characters of what a customer wants in a phase: about a line and a half on a phone."""
LABEL = 60
"""Characters of a source without a title that stand for it."""


class Choice(NamedTuple):
    """Something to choose: its key, what a button says, and a line about it."""

    key: str
    label: str
    about: str = ""


class Offer(NamedTuple):
    """What a workspace has to choose from, and the brief of this person's last pack."""

    record: WorkspaceRecord
    language: Language
    knowledge: Knowledge
    personas: tuple[Entry, ...]
    propositions: tuple[Entry, ...]
    sources: tuple[Entry, ...]
    last: Brief | None

    def choices(self, part: Part) -> tuple[Choice, ...]:
        """Everything there is for a part, the last choice first."""
        tongue, know = self.language, self.knowledge
        match part:
            case "who":
                found = [Choice(one.key, *_person(one.data)) for one in self.personas]
            case "when":
                keys = (phase.key for phase in know.journey(self.record.journey).phases)
                found = [self._phase(key) for key in keys]
            case "what":
                found = [
                    Choice(one.key, one.data.text)
                    for one in self.propositions
                    if isinstance(one.data, Proposition)
                ]
            case "goal":
                found = [Choice(one.key, _capital(one.name[tongue])) for one in know.framework("goals").entries]
            case "extras":
                found = [Choice(one.key, _source(one.data)) for one in reversed(self.sources)]
            case _:
                found = [Choice(key, know.channel(key).title(tongue)) for key in self._channels()]
        first = of_brief(self.last, part)
        return tuple(sorted(found, key=lambda choice: choice.key not in first))

    def label(self, part: Part, key: str) -> str:
        """What a choice is called; its key for what is not there any more."""
        return next((choice.label for choice in self.choices(part) if choice.key == key), key)

    def usual_channels(self) -> tuple[str, ...]:
        """The channels of the last pack, else those of the workspace."""
        known = set(self.knowledge.channel_keys)
        wanted = self.last.channels if self.last and self.last.channels else self.record.channels
        return tuple(key for key in wanted if key in known)

    def _channels(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*self.usual_channels(), *self.record.channels, *self.knowledge.channel_keys]))

    def _phase(self, key: str) -> Choice:
        phase = self.knowledge.phase(self.record.journey, key)
        wants = phase.information_need or phase.job
        return Choice(key, phase.name[self.language], _in_a_line(wants[self.language]))


def _in_a_line(wants: str) -> str:
    """As much of what a customer wants as makes a line to know a phase by: at least the first of it."""
    first, *more = wants.split("; ")
    for one in more:
        if len(first) + len(one) > A_LINE:
            break
        first = f"{first}; {one}"
    return first


async def offer_of(work: Work, workspace: int, person: int, language: Language, knowledge: Knowledge) -> Offer:
    """What a workspace has to choose from. Raises NotFoundError."""
    scope = work.within(workspace)
    packs = await scope.packs.latest(1, by=person)
    return Offer(
        await work.workspaces.get(workspace),
        language,
        knowledge,
        await scope.entries.all("persona"),
        await scope.entries.all("proposition"),
        await scope.entries.all("source"),
        packs[0].brief if packs else None,
    )


def missing(offer: Offer) -> Part | None:
    """A part without which nothing can be made, and of which there is nothing."""
    return "who" if not offer.personas else "what" if not offer.propositions else None


def match(choices: Sequence[Choice], text: str) -> str | None:
    """The choice whose name was typed, or the only one that begins with it, or its number in the list."""
    typed = " ".join(text.split()).casefold().rstrip(".")
    if typed.isdecimal() and len(typed) < 4 and 0 < int(typed) <= len(choices):
        return choices[int(typed) - 1].key
    same = [one.key for one in choices if typed in (one.label.casefold().rstrip("."), one.key.casefold())]
    begins = [one.key for one in choices if typed and one.label.casefold().startswith(typed)]
    if same:
        return same[0]
    return begins[0] if len(begins) == 1 else None


def of_brief(brief: Brief | None, part: Part) -> Iterable[str]:
    """What a brief has for a part, by key."""
    if brief is None:
        return ()
    chosen = {
        "who": brief.persona.id,
        "when": brief.phase,
        "what": brief.proposition.id,
        "goal": brief.goal,
        "extras": brief.source and brief.source.id,
    }.get(part)
    return (chosen,) if chosen else ()


def _source(data: object) -> str:
    if not isinstance(data, Source):
        return "?"
    return data.title or " ".join(data.text[:LABEL].split())


def _person(data: object) -> tuple[str, str]:
    if not isinstance(data, Persona):
        return "?", ""
    names = [text for text in (data.name, data.role) if text]
    return " · ".join(names) or data.need, data.need if names else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
