"""People, parties, events and downloads in a text that the brief does not know: probably made up.

Conservative: a name counts only with a clear mark (a given name, "says", "bakery" before it, "Ltd" behind it), a
thing only when the text presents it as ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import re2

from bot.checks.claims.lexicon import Lexicon
from bot.checks.claims.memo import Same
from bot.checks.phrases import LOWER, NEVER, UPPER, encodable
from bot.checks.view import view
from bot.domain.brief import Brief
from bot.domain.check import texts_in

_CAPITAL = rf"[{UPPER}][{LOWER}'’]+(?:-[{UPPER}][{LOWER}]+)?"
_PARTICLES = r"(?:(?:van|der|den|de|ter|ten|te|von|of|la|el|al|bin)\s){0,3}"
_NAME = rf"{_CAPITAL}(?:\s{_PARTICLES}{_CAPITAL}){{0,3}}"

_SIGNED = 3
"""Words on the line below a greeting that make it a signature."""


class Mention(NamedTuple):
    """A name or thing as the text has it, and the part that it stands in."""

    text: str
    part: str


def unlisted(
    pieces: Sequence[tuple[str, str]], brief: Brief, own_field: str, lexicon: Lexicon
) -> Iterator[Mention]:
    """Every mention that stands nowhere in the brief; `own_field` names the channel, which may name itself."""
    known = _known(Same(brief))
    names, things = _patterns(lexicon)
    seen: set[str] = set()
    whole = encodable("\n".join(text for _, text in pieces))
    if names.search(whole) is None and things.search(whole) is None:
        return
    for part, raw in pieces:
        text = encodable(view(raw).prose).replace(brief.brand.name, " " * len(brief.brand.name))
        for match in names.finditer(text):
            group = next(group for group in match.groups() if group)
            if (
                group not in seen
                and not _listed(group, known, lexicon)
                and not _signs(text, match.start(), lexicon)
            ):
                seen.add(group)
                yield Mention(group, part)
        for match in things.finditer(text):
            thing = match.group(1)
            if thing not in seen and thing.lower() not in known and thing.lower() not in own_field.lower():
                seen.add(thing)
                yield Mention(thing, part)


def _listed(name: str, known: str, lexicon: Lexicon) -> bool:
    words = [word for word in name.split() if word[:1].isupper()]
    places = lexicon.names.get("place", ())
    return all(word.lower() in known or word.lower() in places for word in words)


def _signs(text: str, start: int, lexicon: Lexicon) -> bool:
    """Whether the name stands below (or beside) the greeting that closes a letter: the sender's own."""
    line_start = text.rfind("\n", 0, start) + 1
    above = text[:line_start].rstrip().rpartition("\n")[2]
    beside = text[line_start:start]
    greetings = lexicon.names.get("greeting", ())
    signs = len(text[line_start:].partition("\n")[0].split()) <= _SIGNED + len(beside.split())
    return signs and any(word.strip(",.!").lower() in greetings for word in (*above.split(), *beside.split()))


@lru_cache(maxsize=16)
def _known(brief: Same[Brief]) -> str:
    """Everything that the brief says, in lower case."""
    return "\n".join(text for _, text in texts_in(brief.value.model_dump(mode="json"))).lower()


@lru_cache(maxsize=16)
def _patterns(lexicon: Lexicon) -> tuple[re2._Regexp, re2._Regexp]:
    """One expression for names, each alternative with the name as its group, and one for things."""
    lists, signals = lexicon.names, lexicon.signals
    says = [word for word in lists.get("after", ()) if word in lists.get("before", ())]
    roles = [word for word in lists.get("after", ()) if word not in says]
    parties = [word for word in signals.get("organisation", ()) if word not in lists.get("before", ())]
    firms = [word for word in signals.get("firm", ()) if word not in lists.get("after", ())]
    alternatives = (
        rf"\b((?:{_any(lists.get('first', ()))})\b(?:\s{_PARTICLES}{_CAPITAL})*)",
        rf"\b(?:{_any(lists.get('before', ()))})\s({_NAME})",
        rf"\b({_CAPITAL}\s{_PARTICLES}{_CAPITAL})(?:,\s(?:{_any(roles)})|,?\s(?:{_any(says)}))\b",
        rf"\b(?:{_any(_with_capitals(parties))})\s({_PARTICLES}{_NAME})",
        rf"\b({_NAME}\s(?:{_any(_with_capitals(firms))}))\b",
        rf"({_CAPITAL}\s&\s{_CAPITAL})",
    )
    things = (
        rf"(?i)\b(?:{_any(lists.get('ours', ()))})\s(?:[\p{{L}}-]+\s)?((?:{_any(lists.get('asset', ()))}))(?:\W|$)"
    )
    return re2.compile("|".join(alternatives)), re2.compile(things)


def _with_capitals(words: Iterable[str]) -> list[str]:
    return [form for word in words for form in (word, word.capitalize(), word.upper())]


def _any(words: Iterable[str]) -> str:
    return "|".join(re2.escape(word) for word in sorted(words, key=len, reverse=True)) or NEVER
