"""The brand's own words: banned in every form, preferred above others, required."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from bot.checks import phrases
from bot.checks.inflect import forms, found_in
from bot.checks.reading import MAX_HITS, Whole, listed, whole
from bot.domain.check import Check, CheckContext, Draft, Hit

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_HASHTAG = re.compile(r"#\w+")
_HUMP = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_ARROW = re.compile(r"\s*(?:->|→|=>)\s*")
VERB_MIN = 5


class _Tokens(NamedTuple):
    """The words of a text, in lower case and with their places in `text`."""

    text: str
    lowers: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    present: frozenset[str]


@lru_cache(maxsize=256)
def _tokens(text: str) -> _Tokens:
    """Every word of a text, quotations included; web addresses left out, hashtags taken apart at capitals."""
    if "://" in text or "www." in text:
        text = _ADDRESS.sub(" ", text)
    if "#" in text:
        text = _HASHTAG.sub(lambda match: _HUMP.sub(" ", match.group()), text)
    found = list(_TOKEN.finditer(text))
    lowers = tuple(match.group().lower().replace("’", "'") for match in found)
    return _Tokens(text, lowers, tuple(match.span() for match in found), frozenset(lowers))


def occurrences(wanted: str, text: str, prefixes: tuple[str, ...] = ()) -> Iterator[str]:
    """A word or phrase in all its forms, as the text has it. `prefixes` belong to separable verbs."""
    pieces = [piece.lower() for piece in _TOKEN.findall(wanted)]
    tokens = _tokens(text)
    if not pieces:
        if wanted and wanted in text:
            yield wanted
    elif len(pieces) == 1:
        found = found_in(tokens.present, pieces[0])
        pairs = zip(tokens.lowers, tokens.spans, strict=True)
        yield from (tokens.text[start:end] for lower, (start, end) in pairs if lower in found)
        yield from (place.text for place in phrases.find(_separated(pieces[0], prefixes), text))
    elif not forms(pieces[0]).isdisjoint(tokens.present):
        yield from _sequences(pieces, tokens)


def _sequences(pieces: list[str], tokens: _Tokens) -> Iterator[str]:
    for first in range(len(tokens.lowers) - len(pieces) + 1):
        if all(tokens.lowers[first + i] in forms(piece) for i, piece in enumerate(pieces)):
            yield tokens.text[tokens.spans[first][0] : tokens.spans[first + len(pieces) - 1][1]]


@lru_cache(maxsize=256)
def _separated(word: str, prefixes: tuple[str, ...]) -> tuple[str, ...]:
    """The ways in which a separable verb falls apart: denkt graag mee, mee te denken, meegedacht."""
    for prefix in prefixes:
        verb = word.removeprefix(prefix)
        if verb != word and verb.endswith("en") and len(verb) >= VERB_MIN:
            inflected = sorted(forms(verb))
            apart = [
                f"{form}{gap} {prefix}{end}" for form in inflected for gap, end in (("", ""), (" ...", " <stop>"))
            ]
            return (*apart, *(prefix + form for form in inflected), f"{prefix} te {verb}")
    return ()


@lru_cache(maxsize=256)
def _heads(wanted: str, prefixes: tuple[str, ...]) -> tuple[str, ...]:
    """What every form of a word begins with: a text without any of it needs no closer look."""
    pieces = [piece.lower() for piece in _TOKEN.findall(wanted)]
    if not pieces:
        return (wanted.lower(),)
    rarest = max(pieces, key=len)
    verbs = (rarest.removeprefix(prefix) for prefix in prefixes if len(pieces) == 1 and len(rarest) >= VERB_MIN)
    heads = sorted({form for word in (rarest, *verbs) for form in forms(word)}, key=len)
    return tuple(head for i, head in enumerate(heads) if not head.startswith(tuple(heads[:i])))


def _in_draft(wanted: str, seen: Whole, prefixes: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """(part, wording) for each wording of a word or phrase in each part."""
    if any(head in seen.lowercase for head in _heads(wanted, prefixes)):
        for part, view in seen.readings:
            wordings: dict[str, str] = {}
            for text in occurrences(wanted, view.text, prefixes):
                wordings.setdefault(text.lower(), text)
            yield from ((part, text) for text in wordings.values())


def banned(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """Each banned word, in whatever form, quotations and hashtags included."""
    prefixes = listed(context, "verb_prefixes")
    for word in context.brief.brand.banned if context.brief else ():
        for part, excerpt in islice(_in_draft(word, whole(draft), prefixes), MAX_HITS):
            yield Hit(excerpt, {"banned": word}, part)


def preferred(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """A word for which the brand prefers another, where an entry names both ("colleague, not employee")."""
    entries = context.brief.brand.preferred if context.brief else ()
    for wanted, unwanted in _pairs(entries, listed(context, "instead_of")) if entries else ():
        for part, excerpt in islice(_in_draft(unwanted, whole(draft)), MAX_HITS):
            yield Hit(excerpt, {"preferred": wanted}, part)


@lru_cache(maxsize=64)
def _pairs(entries: tuple[str, ...], separators: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """(wanted, unwanted) of those entries that name both; `unwanted -> wanted` is read as well.

    A single word parts the two only after a comma or bracket: "not" may also belong to the wanted text itself.
    """
    longest_first = sorted(separators, key=len, reverse=True)
    several = "|".join(re.escape(word) for word in longest_first if " " in word or "." in word) or phrases.NEVER
    single = "|".join(re.escape(word) for word in longest_first) or phrases.NEVER
    pattern = re.compile(rf"(.+?)(?:\s*[,;(]\s*(?:{single})|\s+(?:{several}))[:\s]+(.+?)\)?", re.IGNORECASE)
    found = []
    for entry in entries:
        match = pattern.fullmatch(entry)
        if match:
            found += [(match.group(1).strip(), word.strip()) for word in match.group(2).split("/")]
        elif len(parts := _ARROW.split(entry)) == 2:
            found.append((parts[1], parts[0]))
    return tuple(found)


def required(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """A text that must be there, always or when the post is about a word, and is in none of its parts."""
    seen = whole(draft)
    for word in context.brief.brand.required if context.brief else ():
        if (word.when is None or _is_about(word.when, seen)) and _plain(word.text) not in _plain(seen.text):
            yield Hit("", {"required": word.text, "when": word.when or ""})


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())


def _is_about(word: str, seen: Whole) -> bool:
    return next(_in_draft(word, seen), None) is not None


CHECKS = (
    Check("words.banned", "blocking", banned),
    Check("words.required", "blocking", required),
    Check("words.preferred", "advice", preferred),
)
