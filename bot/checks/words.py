"""The brand's own words: banned in every form, preferred above others, required."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.checks import phrases
from bot.checks.inflect import forms, found_in
from bot.checks.reading import MAX_HITS, Reading, listed, readings
from bot.domain.check import Check, CheckContext, Draft, Hit

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_HASHTAG = re.compile(r"#\w+")
_HUMP = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_ARROW = re.compile(r"\s*(?:->|→|=>)\s*")
VERB_MIN = 5


@lru_cache(maxsize=256)
def _tokens(text: str) -> tuple[str, ...]:
    """Every word of a text, quotations included; web addresses left out, hashtags taken apart at capitals."""
    if "://" in text or "www." in text:
        text = _ADDRESS.sub(" ", text)
    if "#" in text:
        text = _HASHTAG.sub(lambda match: _HUMP.sub(" ", match.group()), text)
    return tuple(_TOKEN.findall(text))


@lru_cache(maxsize=256)
def _lowers(text: str) -> tuple[tuple[str, ...], frozenset[str]]:
    lowers = tuple(token.lower().replace("’", "'") for token in _tokens(text))
    return lowers, frozenset(lowers)


def occurrences(wanted: str, text: str, prefixes: tuple[str, ...] = ()) -> Iterator[str]:
    """A word or phrase in all its forms, as the text has it. `prefixes` belong to separable verbs."""
    pieces = [piece.lower() for piece in _TOKEN.findall(wanted)]
    lowers, present = _lowers(text)
    if not pieces:
        if wanted and wanted in text:
            yield wanted
    elif len(pieces) == 1:
        found = found_in(present, pieces[0])
        yield from (token for token, lower in zip(_tokens(text), lowers, strict=True) if lower in found)
        separated = _separated(pieces[0], prefixes)
        yield from (place.text for place in phrases.find(separated, text))
    elif not forms(pieces[0]).isdisjoint(present):
        yield from _sequences(pieces, text)


def _sequences(pieces: list[str], text: str) -> Iterator[str]:
    tokens, (lowers, _) = _tokens(text), _lowers(text)
    for start in range(len(lowers) - len(pieces) + 1):
        if all(lowers[start + i] in forms(piece) for i, piece in enumerate(pieces)):
            yield " ".join(tokens[start : start + len(pieces)])


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


def _first_of_each(found: Iterator[str]) -> list[str]:
    return list({text.lower(): text for text in reversed(list(found))}.values())[:MAX_HITS]


def banned(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """Each banned word, in whatever form, quotations and hashtags included."""
    words = context.brief.brand.banned if context.brief else ()
    prefixes = listed(context, "verb_prefixes")
    for part, seen in readings(draft) if words else ():
        for word in words:
            for excerpt in _first_of_each(occurrences(word, seen.text, prefixes)):
                yield Hit(excerpt, {"banned": word}, part)


def preferred(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """A word for which the brand prefers another, where an entry names both ("colleague, not employee")."""
    pairs = _pairs(context.brief.brand.preferred, listed(context, "instead_of")) if context.brief else ()
    for part, seen in readings(draft) if pairs else ():
        for wanted, unwanted in pairs:
            for excerpt in _first_of_each(occurrences(unwanted, seen.text)):
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
    wanted = context.brief.brand.required if context.brief else ()
    texts = readings(draft) if wanted else ()
    whole = " ".join(_plain(reading.view.text) for reading in texts)
    for word in wanted:
        if _plain(word.text) not in whole and (word.when is None or _is_about(word.when, texts)):
            yield Hit("", {"required": word.text, "when": word.when or ""})


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())


def _is_about(word: str, texts: tuple[Reading, ...]) -> bool:
    return any(next(occurrences(word, reading.view.text), None) is not None for reading in texts)


CHECKS = (
    Check("words.banned", "blocking", banned),
    Check("words.required", "blocking", required),
    Check("words.preferred", "advice", preferred),
)
