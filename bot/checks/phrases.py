"""Finds any of hundreds of phrases in one pass (re2: linear time, whatever a marketer puts in a list)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import re2

MAX_GAP_WORDS = 6
_OPTIONS = re2.Options()
_OPTIONS.case_sensitive = False
_OPTIONS.log_errors = False


class Found(NamedTuple):
    """A phrase that stands in a text: as the text has it, with its place."""

    text: str
    start: int
    end: int


def pattern(phrase: str) -> str:
    """The regular expression of one phrase: `*` ends a word open, ` ... ` is a gap of up to six words."""
    gap = rf"\s+(?:\S+\s+){{0,{MAX_GAP_WORDS}}}?"
    pieces = [
        r"\s+".join(_word(word) for word in piece.split()) for piece in re.split(r"\s\.\.\.\s", phrase.strip())
    ]
    return gap.join(pieces)


def _word(word: str) -> str:
    escaped: str = re2.escape(word.rstrip("*")).replace("’", "'").replace("'", "['’]")
    return escaped + r"[\pL\pN'’\-]*" if word.endswith("*") else escaped


@lru_cache(maxsize=256)
def _compiled(phrases: tuple[str, ...]) -> re2._Regexp:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re2.compile("|".join(f"(?:{pattern(phrase)})" for phrase in longest_first), _OPTIONS)


def find(phrases: tuple[str, ...], text: str) -> Iterator[Found]:
    """Every phrase in the text, on word boundaries; the longest where several begin at one place."""
    if not phrases:
        return
    for match in _compiled(phrases).finditer(text):
        start, end = match.span()
        if not _inside_word(text, start, end):
            yield Found(text[start:end], start, end)


def _inside_word(text: str, start: int, end: int) -> bool:
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return before or after
