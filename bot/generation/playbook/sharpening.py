"""A proposition worded more sharply out of its own parts: empty words left out, what nobody told left open."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.checks import phrases
from bot.domain.base import Language
from bot.domain.brief import Persona, Proposition
from bot.domain.playbook import Grammar
from bot.domain.sharper import PartName, Wording, Wordings
from bot.generation.playbook import sentences as s

PARTS: tuple[PartName, ...] = ("need", "benefit", "better")
_NO_BRACKETS = str.maketrans("[]", "()")
_NEXT = re.compile(r"[ \t]+([^\W\d_][\w'’-]*)")
_AN, _VOWEL = re.compile(r"\b([Aa])n$"), re.compile(r"[aeio]", re.IGNORECASE)
_A = re.compile(r"\b([Aa])$")


class Sharpener:
    """Composes the three wordings for one proposition."""

    def __init__(
        self,
        language: Language,
        proposition: Proposition,
        persona: Persona | None,
        wordings: Wordings,
        grammar: Grammar,
        banned: Sequence[str] = (),
    ) -> None:
        self._language: Language = language
        self._wordings = wordings
        self._grammar = grammar
        self._persona = persona
        self._loose = (*wordings.loose[language], *banned)
        given = {name: getattr(proposition, name) for name in PARTS}
        self._parts = {name: self._first(text) for name, text in given.items() if text and s.tidy(text)}
        self._text = self._trimmed(proposition.text)

    def made(self) -> tuple[Wording, ...]:
        """Each wording, with the questions that it leaves open."""
        return tuple(self._wording(order) for order in self._wordings.orders)

    def _wording(self, order: Sequence[str]) -> Wording:
        told = [self._text if name == "text" else self._parts.get(_part(name), "") for name in order]
        if not any(told):  # nothing but open places says nothing: the proposition itself comes in front
            order, told = ("text", *order[1:]), [self._text, *told[1:]]
        said = [text or self._needed(_part(name)) for name, text in zip(order, told, strict=True)]
        open_parts = tuple(name for name in PARTS if name not in order or name not in self._parts)
        return " ".join(dict.fromkeys(said)), open_parts

    def _needed(self, part: PartName) -> str:
        open_place = self._wordings.needed[part][self._language]
        if part != "need" or self._persona is None:
            return open_place
        need = s.tidy(self._persona.need).rstrip(".").translate(_NO_BRACKETS)
        hint = self._wordings.hint[self._language].replace("{need}", need[:1].lower() + need[1:])
        return f"{open_place.removesuffix(']')} {hint}]"

    def _first(self, text: str) -> str:
        """The first sentence of a part: a proposition is one or two sentences, not five."""
        return self._trimmed(s.sentences(s.as_sentence(text, self._grammar))[0])

    def _trimmed(self, text: str) -> str:
        """The text without the empty words that can go: those before another word that they only colour."""
        text = self._meant(s.as_sentence(text, self._grammar))
        for found in reversed(_runs(tuple(phrases.find(self._loose, text)), text, self._grammar.joined)):
            after = _NEXT.match(text, found[1])
            if after and after.group(1).lower() not in self._grammar.small_words:
                text = _joined(text[: found[0]], text[after.start(1) :], self._language)
        return s.capital(text)

    def _meant(self, text: str) -> str:
        """The sentences that say something beside their empty words; all of them when none does."""
        kept = [sentence for sentence in s.sentences(text) if self._says(sentence)]
        return " ".join(kept) or text

    def _says(self, sentence: str) -> bool:
        for found in reversed(list(phrases.find(self._loose, sentence))):
            sentence = sentence[: found.start] + sentence[found.end :]
        return bool(s.stems(sentence, frozenset(self._grammar.stop_words), self._grammar.endings))


def _part(name: str) -> PartName:
    return next(part for part in PARTS if part == name)


def _runs(found: Sequence[phrases.Found], text: str, joined: str) -> list[tuple[int, int]]:
    """Places of empty words; those joined by a comma or `and` are one."""
    runs: list[tuple[int, int]] = []
    for one in sorted(found, key=lambda place: place.start):
        between = text[runs[-1][1] : one.start].strip() if runs else ""
        if runs and between in (",", joined, f", {joined}", ""):
            runs[-1] = (runs[-1][0], one.end)
        else:
            runs.append((one.start, one.end))
    return runs


def _joined(before: str, after: str, language: Language) -> str:
    """Both ends together; in English the article follows the word that now comes next."""
    bare = before.rstrip()
    if language == "en":
        bare = _AN.sub(r"\1", bare) if not _VOWEL.match(after) else _A.sub(r"\1n", bare)
    return f"{bare}{before[len(before.rstrip()) :]}{after}"
