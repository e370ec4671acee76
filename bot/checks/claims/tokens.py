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
    place = 0
    while place < len(tokens):
        size, kinds = 1, _NOTHING
        for length in range(openings.get(lower[place], 0), 0, -1):
            meaning = terms.get(" ".join(lower[place : place + length]) if length > 1 else lower[place])
            if meaning is not None and place + length <= len(tokens):
                size, kinds = length, meaning
                break
        text_of = tokens[place] if size == 1 else " ".join(tokens[place : place + size])
        found.append(Item(text_of, lower[place] if size == 1 else text_of.lower(), kinds))
        place += size
    return found


def _tokens(text: str, lexicon: Lexicon) -> list[str]:
    """Words and signs; `twenty-minute` and `24-uurs` come apart, so that the number in them counts."""
    tokens: list[str] = []
    for token in _TOKEN.findall(text):
        head, hyphen, rest = token.partition("-")
        if hyphen and token.lower() not in lexicon.terms and "number" in lexicon.terms.get(head.lower(), ()):
            tokens += [head, *rest.split("-")]
        else:
            tokens.append(token)
    return tokens
