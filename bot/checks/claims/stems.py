"""Stemming-lite: endings off, so that number and tense do not keep two words apart.

Degrees stay on (`fast`, `faster` and `fastest` are three different claims), and so do prefixes other than the
Dutch participle's. A stem is no word; it only has to be the same for forms of one word.
"""

from __future__ import annotations

from functools import lru_cache

from bot.domain.base import Language

MIN_STEM = 3
_SHORT = 3
# Ending and what takes its place, longest first; the first that fits is taken, and once more after that.
_ENDINGS: dict[Language, tuple[tuple[str, str], ...]] = {
    "nl": (
        ("'s", ""),
        ("’s", ""),
        ("heden", "heid"),
        ("ste", "st"),
        ("sten", "st"),
        ("ieën", "ie"),
        ("eën", "ee"),
        ("ën", "e"),
        ("den", "d"),
        ("ten", "t"),
        ("de", "d"),
        ("te", "t"),
        ("en", ""),
        ("e", ""),
        ("st", "st"),
        ("ss", "ss"),
        ("is", "is"),
        ("s", ""),
        ("dt", "d"),
        ("t", ""),
        ("d", ""),
    ),
    "en": (
        ("'s", ""),
        ("’s", ""),
        ("s'", "s"),
        ("ies", "y"),
        ("ied", "y"),
        ("sses", "ss"),
        ("shes", "sh"),
        ("ches", "ch"),
        ("xes", "x"),
        ("ss", "ss"),
        ("us", "us"),
        ("is", "is"),
        ("est", "est"),
        ("eed", "eed"),
        ("thing", "thing"),
        ("ing", ""),
        ("ed", ""),
        ("s", ""),
        ("e", ""),
    ),
}
_PASSES: dict[Language, int] = {"nl": 3, "en": 2}
_VOWELS = "aeiouy"
_SOFT = {"v": "f", "z": "s"}


@lru_cache(maxsize=16_384)
def stem(word: str, language: Language) -> str:
    """The stem of a word in lower case."""
    if len(word) <= _SHORT or not word.replace("'", "").replace("’", "").isalpha():
        return word
    found = _without_participle(word) if language == "nl" else word
    for _ in range(_PASSES[language]):
        shorter = _without_ending(found, language)
        if shorter == found:
            break
        found = shorter
    return _single(found, language)


def _without_ending(word: str, language: Language) -> str:
    for ending, instead in _ENDINGS[language]:
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= MIN_STEM:
            shorter = word[: len(word) - len(ending)] + instead
            return shorter if any(letter in _VOWELS for letter in shorter) else word
    return word


def _without_participle(word: str) -> str:
    """`geleverd` goes with `leveren`; a noun such as `gemeente` keeps its first syllable."""
    body = word[2:]
    plain = word.startswith("ge") and len(body) > _SHORT and word[-1] in "dt" and body[0] not in _VOWELS
    return body if plain else word


def _single(word: str, language: Language) -> str:
    """One letter for two at the end, one vowel for two before it, and v and z as Dutch writes them last."""
    if len(word) > MIN_STEM and word[-1] == word[-2] and word[-1] not in _VOWELS:
        word = word[:-1]
    if language == "en":
        return word
    if len(word) > MIN_STEM and word[-2] == word[-3] and word[-2] in _VOWELS:
        word = word[:-2] + word[-1]
    return word[:-1] + _SOFT.get(word[-1], word[-1])
