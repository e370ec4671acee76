"""People whom a text names: by a given name, a word beside the name, or the name in front of what they say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import re2

from bot.checks.claims.lexicon import Lexicon
from bot.checks.phrases import LOWER, NEVER, UPPER, encodable

_CAPITAL = rf"[{UPPER}][{LOWER}'’]+(?:-[{UPPER}][{LOWER}]+)?"
_PARTICLES = r"(?:(?:van|der|den|de|ter|ten|te|von|la|el|al|bin)\s){0,3}"
_FURTHER = rf"(?:\s{_PARTICLES}{_CAPITAL}){{0,3}}"
_WORD = re2.compile(_CAPITAL)


def people(text: str, lexicon: Lexicon, brand: str = "") -> frozenset[str]:
    """The words of the names of people in a text, places and the brand aside: a given name counts wherever it
    stands, once the text has shown whose it is."""
    own = {word.lower() for word in (*brand.split(), *lexicon.names.get("place", ()), *lexicon.neutral)}
    named = (group for match in _pattern(lexicon).finditer(encodable(text)) for group in match.groups() if group)
    words = (word for name in named for word in _WORD.findall(name))
    return frozenset(word for word in words if word.lower() not in own)


def names_someone(sentence: str, named: frozenset[str]) -> bool:
    """Whether one of these names stands in a sentence, with or without a possessive s."""
    words = _WORD.findall(encodable(sentence))
    return any(form in named for word in words for form in (word, word.rstrip("'’"), re.sub(r"['’]?s$", "", word)))


@lru_cache(maxsize=8)
def _pattern(lexicon: Lexicon) -> re2._Regexp:
    names = lexicon.names
    first = _any(names.get("first", ()))
    beside = _any((*names.get("before", ()), *names.get("talk", ())))
    says = _any(word for word in names.get("after", ()) if word in names.get("before", ()))
    return re2.compile(
        rf"(?m)\b((?:{first})\b{_FURTHER})"
        rf"|\b(?i:{beside})\s({_CAPITAL}{_FURTHER})"
        rf"|\b({_CAPITAL}{_FURTHER}),?\s(?:{says})\b"
        rf"|^\s*({_CAPITAL}\s{_PARTICLES}{_CAPITAL}):\s"
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(re2.escape(word) for word in sorted(words, key=len, reverse=True)) or NEVER
