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
        longest = openings.get(word)
        if longest is None:
            found.append(Item(tokens[place], word, _NOTHING))
            place += 1
            continue
        for length in range(min(longest, end - place), 0, -1):
            phrase = word if length == 1 else " ".join(lower[place : place + length])
            kinds = terms.get(phrase)
            if kinds is not None or length == 1:
                text_of = tokens[place] if length == 1 else " ".join(tokens[place : place + length])
                found.append(Item(text_of, phrase, kinds or _NOTHING))
                place += length
                break
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
