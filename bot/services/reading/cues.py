"""The words by which a file says what it is about: data (`kernbot.intake/1`), beside the lists of the checks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal, NamedTuple

from pydantic import Field

from bot.checks import phrases
from bot.domain.base import LANGUAGES, Language, Model
from bot.domain.check import Phrases
from bot.domain.playbook import Lines
from bot.knowledge.store import Knowledge

FILE = "intake/cues.yaml"


class Cues(Model):
    """By field (`brand.voice`): the headings and labels it stands under, the phrases that speak of it."""

    schema_: Literal["kernbot.intake/1"] = Field(alias="schema")
    headings: dict[str, Lines]
    sentences: dict[str, Lines]

    @cached_property
    def fields(self) -> dict[Language, dict[str, tuple[str, ...]]]:
        """The fields that each heading stands for: "need" is one of a persona and one of a proposition."""
        found: dict[Language, dict[str, tuple[str, ...]]] = {language: {} for language in LANGUAGES}
        for language, known in found.items():
            for field, lines in self.headings.items():
                for phrase in map(_folded, lines[language]):
                    known[phrase] = (*known.get(phrase, ()), field)
        return found


class Lists(NamedTuple):
    """What rules read a text with, in one language."""

    language: Language
    cues: Cues
    style: Mapping[str, Phrases]

    def sentence_cues(self, field: str) -> tuple[str, ...]:
        """Phrases of a sentence that speaks of this field."""
        found = self.cues.sentences.get(field)
        return found[self.language] if found else ()

    def listed(self, key: str) -> tuple[str, ...]:
        """A list of prompts/style."""
        return self.style[key][self.language]

    def field_of(self, heading: str, kind: str = "") -> str | None:
        """The field that a heading or label names: at least half of it is the cue; the longest cue wins."""
        known = self.cues.fields[self.language]
        cues = (_folded(found.text) for found in phrases.find(tuple(known), heading))
        longest = max(cues, key=len, default="")
        if 2 * len(longest) < len(heading):
            return None
        return next((field for field in known.get(longest, ()) if field.startswith(kind)), None)


def lists(knowledge: Knowledge, language: Language) -> Lists:
    """The lists of one language. Raises BadInputError when a file is not right."""
    return Lists(language, knowledge.file(FILE, Cues), knowledge.phrases)


def _folded(phrase: str) -> str:
    """The same for the same words: capitals, kinds of apostrophe and of space aside."""
    return " ".join(phrases.lower(phrases.plain(phrase)).split())
