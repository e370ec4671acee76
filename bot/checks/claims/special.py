"""Words of the environment, health and safety in a text, innocent uses left out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import re2

from bot.checks.claims.lexicon import Lexicon
from bot.checks.claims.tokens import items
from bot.checks.phrases import NEVER, Found, find, lower, pattern, plain

GREEN, GREEN_INNOCENT = "green_words", "green_innocent"
HEALTH, HEALTH_INNOCENT = "health_words", "health_innocent"
INNOCENT = {GREEN: GREEN_INNOCENT, HEALTH: HEALTH_INNOCENT}
_BEFORE = 24
"""Characters before a word in which a denial belongs to it: "not particularly sustainable"."""


class Special(NamedTuple):
    """A word of one of the lists, with its kind there."""

    kind: str
    found: Found


def special(text: str, lexicon: Lexicon, name: str) -> Iterator[Special]:
    """Every word of the list `name` in a text that is claimed of something, kind by kind."""
    if _any_of_list(lexicon, name).search(lower(plain(text))) is None:
        return
    innocent: list[Found] | None = None
    for kind, phrases in lexicon.kinds(name).items():
        for found in find(phrases, text):
            if innocent is None:
                innocent = list(find(lexicon.phrases(INNOCENT[name]), text))
            covered = any(each.start < found.end and found.start < each.end for each in innocent)
            if not covered and not denied(text, found, lexicon):
                yield Special(kind, found)


@lru_cache(maxsize=32)
def _any_of_list(lexicon: Lexicon, name: str) -> re2._Regexp:
    """One expression for a whole list: most texts hold nothing of it, and that is seen at once."""
    options = re2.Options()
    options.log_errors = False
    phrases = (pattern(lower(phrase)) for phrases in lexicon.kinds(name).values() for phrase in phrases)
    return re2.compile("|".join(phrases) or NEVER, options)


def denied(text: str, found: Found, lexicon: Lexicon) -> bool:
    """Whether a denial stands shortly before a phrase, in its clause."""
    before = text[max(0, found.start - _BEFORE) : found.start]
    clause = max(before.rfind(sign) for sign in ".,;:!?\n")
    return any("not" in item.kinds for item in items(before[clause + 1 :], lexicon))
