"""A sentence as a row of items: words, digits, signs, and phrases that mean something to the reader of figures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from bot.checks.claims.lexicon import Kinds, Lexicon

PAUSES = frozenset(",;:()—–!?…\n")
_TOKEN = re.compile(r"24/7|\d+(?:[.,:]\d+)*|[^\W\d_][^\W_]*(?:['’\-][^\W_]+)*|'[a-z]\b|[%€$£°+]|[,;:()—–!?…\n]")
_NOTHING: Mapping[str, str] = {}


class Item(NamedTuple):
    """A word, a run of digits, a sign, or a phrase of several words that has a meaning of its own."""

    text: str
    word: str
    kinds: Kinds

    @property
    def digits(self) -> bool:
        """Whether it is a number in digits."""
        return self.word[0].isdecimal() and "/" not in self.word

    @property
    def pause(self) -> bool:
        """Whether it ends a clause."""
        return self.word in PAUSES


def items(text: str, lexicon: Lexicon) -> list[Item]:
    """The items of a text in order, the longest phrase taken where several begin at one place."""
    tokens = _tokens(text, lexicon)
    lower = [token.lower().replace("’", "'") for token in tokens]
    terms, openings = lexicon.terms, lexicon.openings
    found: list[Item] = []
    place, end = 0, len(tokens)
    while place < end:
        word = lower[place]
        size = _phrase(lower, place, terms, openings[word]) if word in openings else 1
        if size == 1:
            found.append(Item(tokens[place], word, terms.get(word, _NOTHING)))
        else:
            phrase = " ".join(lower[place : place + size])
            found.append(Item(" ".join(tokens[place : place + size]), phrase, terms[phrase]))
        place += size
    return found


def _phrase(lower: list[str], place: int, terms: Mapping[str, Kinds], seconds: Mapping[str, int]) -> int:
    """The number of words of the longest phrase that begins here."""
    following = lower[place + 1] if place + 1 < len(lower) else ""
    for size in range(seconds.get(following, 1), 1, -1):
        if " ".join(lower[place : place + size]) in terms and place + size <= len(lower):
            return size
    return 1


def _tokens(text: str, lexicon: Lexicon) -> list[str]:
    """Words and signs; `twenty-minute` and `24-uurs` come apart, so that the number in them counts."""
    tokens: list[str] = _TOKEN.findall(text)
    if "-" not in text:
        return tokens
    found: list[str] = []
    for token in tokens:
        head, hyphen, rest = token.partition("-")
        if hyphen and token.lower() not in lexicon.terms and "number" in lexicon.terms.get(head.lower(), ()):
            found += [head, *rest.split("-")]
        else:
            found.append(token)
    return found
