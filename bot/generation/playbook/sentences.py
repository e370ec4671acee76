"""What somebody typed becomes a sentence: tidied, ended, quoted, never cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.checks.view import view
from bot.domain.playbook import Grammar

_ENDED = (".", "!", "?", "…")
_SHORT_STEM, _STEM = 4, 5
_CLOSING = "”\"’')»"
_QUOTES = re.compile(r"[“”„«»\"]")
_OPENING = "„«“"
_PARTNERS = {"“": "”„", "„": "”“", "«": "»", "”": "“„", "»": "«", '"': '"'}
_NO_QUOTES = str.maketrans("", "", "“”„«»\"‘’'")
_FIGURE = re.compile(
    r"(?<![\w.,])(?:[€$£]\s?)?\d[\d.,]*(?<![.,])(?:\s?%)?"
    r"(?:\s(?:van de|van|out of|of the|of)\s\d[\d.,]*(?<![.,]))?(?:\s([^\W\d_]+))?"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def tidy(text: str) -> str:
    """The text on one line, single spaces."""
    return " ".join(text.split())


def as_sentence(text: str, grammar: Grammar, *, asked: bool = False) -> str:
    """The text with a capital and an end mark; a question word in front makes an unended text a question."""
    text = tidy(text)
    if not text:
        return ""
    bare = text.rstrip(_CLOSING)
    if not bare.endswith(_ENDED):
        first = text.split()[0].lower().strip("“\"‘'")
        mark = "?" if asked and first in grammar.question_words else "."
        text = text.rstrip(" ,;:") + mark
    return capital(text)


def capital(text: str) -> str:
    """The first letter raised; `'s avonds` raises the next word, `iPhone` stays."""
    start = 3 if re.match(r"['’`][stnk]\s", text) else 0
    start += len(text[start:]) - len(text[start:].lstrip("“\"‘'("))
    if start >= len(text) or not text[start].islower() or text[start + 1 : start + 2].isupper():
        return text
    return text[:start] + text[start].upper() + text[start + 1 :]


def lowered(text: str, grammar: Grammar) -> str:
    """The text to stand after a colon: a small word in front loses its capital, a name keeps it."""
    first = text.split(" ", 1)[0]
    if len(sentences(text)) == 1 and first.lower() in grammar.small_words and first[1:] == first[1:].lower():
        return text[:1].lower() + text[1:]
    return text


def inner(text: str) -> str:
    """The text to stand between “ and ”: its own double quotation marks become single ones."""
    return text.replace("“", "‘").replace("”", "’").replace("„", "‘").replace('"', "’")


def plain(text: str) -> str:
    """The text as it is compared: without capitals, quotation marks, double spaces and the mark at its end."""
    return " ".join(text.translate(_NO_QUOTES).casefold().split()).strip(" .!?…")


def balanced(text: str) -> str:
    """What was said, where a sentence lost one mark of a quotation: up to the mark, or from it; else the text."""
    for mark in dict.fromkeys(_QUOTES.findall(text)):
        partners = sum(text.count(partner) for partner in _PARTNERS[mark])
        if partners == (mark in _PARTNERS[mark]):  # a straight mark is its own partner
            before, _, behind = text.partition(mark)
            said = behind if mark in _OPENING or (mark == '"' and not _is_said(before)) else before
            return said.strip().rstrip(",").strip() or text
    return text.strip()


def _is_said(before: str) -> bool:
    """Whether a straight mark closes what stands in front of it: a closing one follows a word or its mark."""
    return before[-1:].strip() != ""


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, in order."""
    return tuple(sentence.text for sentence in view(text).sentences)


def words(text: str) -> list[str]:
    """The words of a text, in small letters."""
    return [word.lower for word in view(text).words]


def leans(text: str, grammar: Grammar) -> bool:
    """Whether the text refers back to a sentence before it, and so cannot stand alone."""
    first = words(text)[:2]
    return bool(first) and (first[0] in grammar.refers_back or " ".join(first) in grammar.refers_back)


def mentions(text: str, group: Sequence[str]) -> bool:
    """Whether one of these words stands in the text, outside quotation marks."""
    return any(word.lower in group for word in view(text).own_words)


def joined(items: Sequence[str], grammar: Grammar) -> str:
    """A list in a sentence: a, b and c; with semicolons when an item has a comma of its own."""
    clean = [item.strip().rstrip(".;,") for item in items]
    if any("," in item or len(item.split()) > 7 for item in clean):
        return "; ".join(clean)
    if len(clean) < 2:
        return "".join(clean)
    return f"{', '.join(clean[:-1])} {grammar.joined} {clean[-1]}"


def figure(text: str, grammar: Grammar) -> str | None:
    """The figure that a text is about, with what it counts: `91 procent`, `203 of the 212`. Years are none, nor is
    the end of a range (`7 tot 22 uur`): it says little alone."""
    range_ends = -1
    for match in _FIGURE.finditer(text):
        unit = match.group(1) or ""
        number = match.group().removesuffix(unit).strip()
        if _YEAR.fullmatch(number) or match.start() == range_ends:
            continue
        range_ends = match.end() + 1 if unit.lower() in grammar.stop_words else -1
        if len(number.split()) > 2:
            return number
        if unit and unit.lower() not in grammar.stop_words and len(unit) > 2:
            return f"{number} {unit}"
        if len(number.split()) > 1 or not number.isdigit():
            return number
    return None


@lru_cache(maxsize=512)
def stems(text: str, stop_words: frozenset[str], endings: tuple[str, ...]) -> frozenset[str]:
    """Beginnings of the words that carry meaning, to compare sentences that inflect them differently."""
    return frozenset(
        _stem(word, endings)
        for word in words(text)
        if (len(word) > 2 or word.isdigit()) and word not in stop_words
    )


def _stem(word: str, endings: Sequence[str]) -> str:
    bare = next(
        (word.removesuffix(end) for end in endings if word.endswith(end) and len(word) - len(end) > 2), word
    )
    return bare[:_STEM]


def shared(one: frozenset[str], other: frozenset[str]) -> set[str]:
    """The stems of `one` that `other` has too; one of four letters also meets a longer one that begins with it."""
    begun = _beginnings(other)
    return {stem for stem in one if stem in other or stem in begun or stem[:_SHORT_STEM] in other}


@lru_cache(maxsize=512)
def _beginnings(stems_of_text: frozenset[str]) -> frozenset[str]:
    return frozenset(stem[:_SHORT_STEM] for stem in stems_of_text)
