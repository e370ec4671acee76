"""What a check sees and says. Checks are pure functions from a draft and its context to hits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal, NamedTuple

from pydantic import Field

from bot.domain.base import Language, Model, Words
from bot.domain.brief import Brief
from bot.domain.channel import Channel
from bot.domain.journey import Phase
from bot.domain.pack import Claim, Severity


class Phrases(Model):
    """A list of phrases to look for (`kernbot.phrases/1`), one entry a phrase.

    `word*` also matches longer words, `*` alone any word; ` ... ` stands for up to six words; `<number>` for
    a figure; `<stop>` for the end of a clause, sentence or line; `^` in front asks for the beginning of a
    clause; all else is literal, without regard for case, on word boundaries.
    """

    schema_: Literal["kernbot.phrases/1"] = Field(alias="schema")
    key: str
    about: Words
    source: str
    date: str
    nl: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    def __getitem__(self, language: Language) -> tuple[str, ...]:
        return self.nl if language == "nl" else self.en


@dataclass(frozen=True)
class Draft:
    """A text under check: the main field as it is to be posted, and the other parts as the channel has them."""

    channel: str
    text: str
    parts: Mapping[str, Any] = field(default_factory=dict)
    claims: Sequence[Claim] = ()

    def segments(self) -> tuple[tuple[str, str], ...]:
        """Everything a reader gets to see or hear, as (part, text): the main field first, then each text in
        the parts, named such as `subject`, `beats[2].spoken` or `slides[0].title`."""
        return self._segments

    @cached_property
    def pieces(self) -> tuple[tuple[str, str], ...]:
        """The segments, without those that stand word for word in the main field (the chosen hook)."""
        main, *rest = self._segments
        return (main, *(piece for piece in rest if piece[1] not in self.text))

    @cached_property
    def whole(self) -> str:
        """All pieces in one, to see quickly that a sign is nowhere; places in it mean nothing."""
        return "\n".join(text for _, text in self.pieces)

    @cached_property
    def _segments(self) -> tuple[tuple[str, str], ...]:
        return (("text", self.text), *texts_in(self.parts))


def texts_in(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text inside a value, however deep, with its name (`beats[2].spoken`); blank ones left out."""
    if isinstance(value, str):
        if value.strip():
            yield name, value
    elif isinstance(value, dict | Mapping):  # the plain types first: asking an abstract class costs more
        for key, item in value.items():
            yield from texts_in(item, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list | tuple | Sequence):
        for place, item in enumerate(value):
            yield from texts_in(item, f"{name}[{place}]")


class Hit(NamedTuple):
    """One place a check objects to. `values` fill the slots of the check's message and fix."""

    excerpt: str = ""
    values: Mapping[str, object] = {}
    part: str = "text"


class CheckTexts(Model):
    """What a check says, from prompts/checks/*.yaml; `message` and `fix` may hold slots for a hit's values."""

    title: Words
    why: Words
    message: Words
    fix: Words
    source: str = "Kernbot"
    example: Words | None = None
    """A text with the offence, for the check's page in the docs."""


class CheckFile(Model):
    """One family of checks with their texts, by check id (`kernbot.checks/1`)."""

    schema_: Literal["kernbot.checks/1"] = Field(alias="schema")
    checks: dict[str, CheckTexts]


@dataclass(frozen=True)
class CheckContext:
    """All that a check may know besides the draft. Nothing here does I/O, and `today` is given."""

    language: Language
    locale: str
    channel: Channel
    today: date
    phrases: Mapping[str, Phrases]
    brief: Brief | None = None
    phase: Phase | None = None
    canvas_phase: str | None = None
    """The nearest phase of canvas7, whichever model the brief uses."""
    others: Sequence[Draft] = ()
    """The other posts of the same pack."""


@dataclass(frozen=True, slots=True)
class Check:
    """`mendable`: rewriting the text can solve it, so that a repair may be asked from a model. `beside`: it holds
    the post against the other posts of its pack, and has nothing to say about a post alone."""

    id: str
    severity: Severity
    find: Callable[[Draft, CheckContext], Iterable[Hit]]
    mendable: bool = True
    beside: bool = False
