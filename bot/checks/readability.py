"""Readability as advice: Flesch-Douma for Dutch, Flesch reading ease for English, and long sentences.

The measure is unreliable below a hundred words. Syllables are first counted as groups of vowels; only a text
which that puts near the limit is counted again with hyphenation patterns, which take 0.2 s to load.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.checks.reading import MAX_HITS, Reading, whole
from bot.domain.base import Language
from bot.domain.check import Check, CheckContext, Draft, Hit

MIN_WORDS = 100
MIN_SCORE = 40
GUESS_MARGIN = 12
LONG_SENTENCE = 30
_VOWELS = re.compile(r"[ëïöü][aeiouy]*|[aeiouyáàâäéèêíìîóòôúùû]+")  # a diaeresis begins a syllable
_SILENT = re.compile(r"(?<=[^aeioulr])e$|(?<=[aeiou][lr])e$|(?<=[^aeioutd])ed$|(?<=[^aeiouscxzghl])es$")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class _Formula(NamedTuple):
    """score = base - per_syllable x syllables per word - per_word x words per sentence."""

    base: float
    per_syllable: float
    per_word: float
    dictionary: str


# Douma (1960): 206.84 - 0.77 x syllables per 100 words - 0.93 x words per sentence. Flesch (1948).
_FORMULAS: dict[Language, _Formula] = {
    "nl": _Formula(206.84, 77.0, 0.93, "nl_NL"),
    "en": _Formula(206.835, 84.6, 1.015, "en_US"),
}


@lru_cache(maxsize=20_000)
def _grouped(word: str, language: Language) -> int:
    """Syllables as groups of vowels; English leaves its last e unsaid (made, asked)."""
    spoken = _SILENT.sub("", word) if language == "en" else word
    return max(1, len(_VOWELS.findall(spoken)))


@lru_cache(maxsize=len(_FORMULAS))
def _hyphenator(language: Language) -> Callable[[str], Sequence[int]]:
    from pyphen import Pyphen

    positions: Callable[[str], Sequence[int]] = Pyphen(
        lang=_FORMULAS[language].dictionary, left=1, right=1
    ).positions
    return positions


@lru_cache(maxsize=20_000)
def _hyphenated(word: str, language: Language) -> int:
    """Syllables by hyphenation too: each of the two ways misses some that the other finds (i-o, o-pen)."""
    return max(_grouped(word, language), len(_hyphenator(language)(word)) + 1)


def score(words: list[str], sentences: int, language: Language) -> float:
    """Reading ease, about 0 (very hard) to 100 (very easy); 60 to 70 is plain language."""
    formula = _FORMULAS[language]
    length = formula.per_word * len(words) / max(1, sentences)

    def ease(count: Callable[[str, Language], int]) -> float:
        syllables = sum(count(word, language) for word in words)
        return formula.base - formula.per_syllable * syllables / max(1, len(words)) - length

    guess = ease(_grouped)
    return guess if guess > MIN_SCORE + GUESS_MARGIN else ease(_hyphenated)


def hard_to_read(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """A text of a hundred words or more that scores below the limit."""
    main = whole(draft).readings[0].view
    words = [word for word in main.lowers if not word[0].isdigit()]
    if len(words) >= MIN_WORDS:
        ease = score(words, len(main.sentences), context.language)
        if ease < MIN_SCORE:
            yield Hit("", {"score": max(0, round(ease)), "minimum": MIN_SCORE})


def long_sentences(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """Sentences of more than thirty words."""
    found = [hit for reading in whole(draft).readings for hit in _long(reading)]
    yield from found[:MAX_HITS]


def _long(reading: Reading) -> Iterator[Hit]:
    for sentence in reading.view.sentences:
        count = sentence.text.count(" ")
        if count >= LONG_SENTENCE and (count := len(_LETTERS.findall(sentence.text))) > LONG_SENTENCE:
            yield Hit(sentence.text, {"words": count, "limit": LONG_SENTENCE}, reading.part)


CHECKS = (
    Check("readability.score", "advice", hard_to_read),
    Check("readability.sentence", "advice", long_sentences),
)
