"""The lists below prompts/style that claims are found and laid beside their proof with, ready for use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

from bot.checks.claims.memo import Same
from bot.checks.claims.stems import stem
from bot.domain.base import Language
from bot.domain.check import Phrases

TERMS, NEUTRAL, SYNONYMS = "claims_terms", "claims_neutral", "claims_synonyms"
SIGNALS, NAMES, REASONS = "claims_signals", "claims_names", "claims_reasons"
Kinds = Mapping[str, str]
"""What a phrase can be: kind to value, such as {"unit": "percent"}."""
_DROPPABLE = "~"
_TENS = range(20, 100, 10)


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All lists of one language. Compared by identity: `lexicon()` gives one per set of lists."""

    language: Language
    lists: Mapping[str, Phrases]

    @cached_property
    def terms(self) -> Mapping[str, Kinds]:
        """Phrase, its words joined by one space, to what it can be; tens and units joined ("fifty-one") added."""
        found: dict[str, dict[str, str]] = {}
        for phrase, meaning in self._pairs(TERMS):
            kind, _, value = meaning.partition(":")
            found.setdefault(phrase.lower(), {})[kind] = value
        return {**_joined(found), **found}

    @cached_property
    def openings(self) -> Mapping[str, Mapping[str, int]]:
        """First and second word of the phrases of several words, to the number of words of the longest."""
        longest: dict[str, dict[str, int]] = {}
        for phrase in self.terms:
            first, *rest = phrase.split(" ")
            if rest:
                seconds = longest.setdefault(first, {})
                seconds[rest[0]] = max(seconds.get(rest[0], 0), 1 + len(rest))
        return longest

    @cached_property
    def scales(self) -> tuple[tuple[str, Fraction], ...]:
        """Words such as hundred with their value, the highest first."""
        found = [(word, Fraction(kinds["scale"])) for word, kinds in self.terms.items() if "scale" in kinds]
        return tuple(sorted(found, key=lambda pair: -pair[1]))

    @cached_property
    def numbers(self) -> Mapping[str, Fraction]:
        """Number words and scales with their value: parsing a fraction anew takes longer than all the rest."""
        return {
            word: Fraction(kinds.get("number") or kinds["scale"])
            for word, kinds in self.terms.items()
            if "number" in kinds or "scale" in kinds
        }

    @cached_property
    def scale_words(self) -> re.Pattern[str]:
        """Where a compound number may be: nowhere without one of these."""
        return re.compile("|".join(re.escape(word) for word, _ in self.scales) or "(?!)")

    @cached_property
    def number_words(self) -> tuple[str, ...]:
        """Every word or phrase that stands for a number."""
        counted = ("number", "scale", "share", "factor", "oneof")
        return tuple(word for word, kinds in self.terms.items() if any(kind in kinds for kind in counted))

    @cached_property
    def neutral(self) -> frozenset[str]:
        """Words that say nothing of their own."""
        return frozenset(word for word in self.phrases(NEUTRAL) if not word.startswith(_DROPPABLE))

    @cached_property
    def droppable(self) -> frozenset[str]:
        """Verbs, as the content of a statement has them, that a claim may leave out."""
        return frozenset(
            self.content(word.removeprefix(_DROPPABLE))
            for word in self.phrases(NEUTRAL)
            if word.startswith(_DROPPABLE)
        )

    @cached_property
    def _groups(self) -> Mapping[str, str]:
        """Stem to the stem that stands for its group of synonyms."""
        leader: dict[str, str] = {}
        for line in self.phrases(SYNONYMS):
            stems = [stem(word.strip().lower(), self.language) for word in line.split(",")]
            heads = {leader.get(each, each) for each in stems}
            first = min(heads)
            leader.update(dict.fromkeys(stems, first))
            leader.update({each: first for each, head in leader.items() if head in heads})
        return leader

    def content(self, word: str) -> str:
        """What a word in lower case counts as when two statements are compared."""
        root = stem(word, self.language)
        return self._groups.get(root, root)

    @cached_property
    def signals(self) -> Mapping[str, tuple[str, ...]]:
        """Signal to its phrases."""
        return self._by_value(SIGNALS)

    @cached_property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """Kind of word beside a name to its words."""
        return self._by_value(NAMES)

    @cached_property
    def reasons(self) -> Mapping[str, str]:
        """Key to the sentence that a user reads."""
        return dict(self._pairs(REASONS))

    @cached_property
    def _kinds(self) -> dict[str, Mapping[str, tuple[str, ...]]]:
        return {}

    def kinds(self, name: str) -> Mapping[str, tuple[str, ...]]:
        """Any list of lines "phrase = kind", by kind."""
        if name not in self._kinds:
            self._kinds[name] = self._by_value(name)
        return self._kinds[name]

    def phrases(self, name: str) -> tuple[str, ...]:
        """A list as it stands; empty when there is none of that name."""
        return self.lists[name][self.language] if name in self.lists else ()

    def _pairs(self, name: str) -> Iterator[tuple[str, str]]:
        for line in self.phrases(name):
            phrase, _, value = line.partition(" = ")
            yield phrase.strip(), value.strip()

    def _by_value(self, name: str) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for phrase, value in self._pairs(name):
            found.setdefault(value, []).append(phrase)
        return {value: tuple(phrases) for value, phrases in found.items()}


def lexicon(lists: Mapping[str, Phrases], language: Language) -> Lexicon:
    """The lexicon of a language, made once for each set of lists."""
    return _made(Same(lists), language)


@lru_cache(maxsize=16)
def _made(lists: Same[Mapping[str, Phrases]], language: Language) -> Lexicon:
    return Lexicon(language, lists.value)


def _joined(terms: Mapping[str, Kinds]) -> dict[str, Kinds]:
    """Twenty-one and its like: English puts the tens first, Dutch the units."""
    numbers = {word: int(k["number"]) for word, k in terms.items() if k.get("number", "").isdigit()}
    tens = {word: value for word, value in numbers.items() if value in _TENS}
    units = {word: value for word, value in numbers.items() if 0 < value < _TENS.step}
    joined: dict[str, Kinds] = {}
    for link, kinds in terms.items():
        for ten, value in tens.items() if "joins" in kinds else ():
            for unit, more in units.items():
                word = f"{unit}{link}{ten}" if kinds["joins"] == "before" else f"{ten}{link}{unit}"
                joined[word] = {"number": str(value + more)}
    return joined
