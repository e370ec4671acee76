"""Finds any of hundreds of phrases in one pass (re2: linear time, whatever a marketer puts in a list)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import re2

MAX_GAP_WORDS = 6
GAP, NUMBER, STOP, OPENING = "...", "<number>", "<stop>", "^"
NEVER = r"[^\s\S]"
_OPTIONS = re2.Options()
_OPTIONS.log_errors = False
_SPACE = r"\s+"
# "Everything that does not end a word" instead of "every letter there is": a hundredth of the size and time
# of the full Unicode class. What follows a word too closely is cut off again in Python.
_REST = r"[^\s.,;:!?\"()\[\]{}<>/|~]"
# One sign for one: what an expression leaves out here it need not spell out hundreds of times.
_PLAIN_SIGNS = str.maketrans("’‘\u00a0\u202f“”„«»…–—", '\'\'  """"".~~')
# Letters of the languages of Europe, for inside a class; every letter of Unicode compiles ten times as long.
UPPER = r"A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĪĮİŁŃŇŌŐŒŘŚŞŠŤŪŮŰŽŹŻ"
LOWER = r"a-zß-öø-ÿ\x{0100}-\x{017F}"
_DIGITS = r"\d+(?:[.,]\d+)*"
_BARE = re.compile(r"[a-zA-Z]+(?: [a-zA-Z]+)*")
_HALF = re.compile("[\ud800-\udfff]")
_LOOSE_END = "'’-_*"


class Found(NamedTuple):
    """A phrase that stands in a text: as the text has it, with its place."""

    text: str
    start: int
    end: int


def pattern(phrase: str) -> str:
    """The expression of one phrase, in the language that `Phrases` describes, for a text made `plain`."""
    if _BARE.fullmatch(phrase):  # nine in ten, and there are thousands
        return phrase.replace(" ", _SPACE) + r"\b"
    pieces: list[str] = []
    before = ""
    for token in plain(unicodedata.normalize("NFC", phrase)).split():
        pieces.append(_joint(before, token) + _token(before, token))
        before = token
    ascii_end = before[-1:].isascii() and before[-1:].isalnum()
    return "".join(pieces) + (r"\b" if ascii_end else "")


def _joint(before: str, token: str) -> str:
    """What stands between two tokens. A stop follows its word directly; a gap brings its own spaces."""
    return "" if not before or before == GAP or token == STOP else _SPACE


def _token(before: str, token: str) -> str:
    if token == GAP:
        return rf"(?:\S+{_SPACE}){{0,{MAX_GAP_WORDS}}}?"
    if token == STOP:
        return (r"\S*" if before == GAP else "") + r"(?:[.!?;:,)\]~]+[\"')]*|[ \t]*(?m:$))"
    if NUMBER in token:
        return _DIGITS.join(_word(piece) if piece else "" for piece in token.split(NUMBER))
    return _word(token)


def _word(word: str) -> str:
    stem = word.rstrip("*")
    escaped: str = re2.escape(stem)
    if stem == word:
        return escaped
    return escaped + _REST + ("*" if stem else "+")


@lru_cache(maxsize=256)
def _compiled(phrases: tuple[str, ...]) -> re2._Regexp:
    """One expression of two groups: phrases that count anywhere, and those of the beginning of a clause."""
    longest_first = sorted((phrase for phrase in phrases if phrase.strip(OPENING).strip()), key=len, reverse=True)
    lowered = [lower(phrase) for phrase in longest_first]
    anywhere = [pattern(phrase) for phrase in lowered if not phrase.startswith(OPENING)]
    opening = [pattern(phrase.removeprefix(OPENING)) for phrase in lowered if phrase.startswith(OPENING)]
    groups = (f"({'|'.join(f'(?:{piece})' for piece in pieces) or NEVER})" for pieces in (anywhere, opening))
    return re2.compile("|".join(groups), _OPTIONS)


def find(phrases: tuple[str, ...], text: str) -> Iterator[Found]:
    """Every phrase in the text, on word boundaries; the longest where several begin at one place."""
    if not phrases:
        return
    text = encodable(text)
    for match in _compiled(phrases).finditer(lower(plain(text))):
        start, end = match.span()
        found = text[start:end].rstrip(_LOOSE_END) or text[start:end]
        end = start + len(found)
        if (
            start < end
            and not _inside_word(text, start, end)
            and (match.start(2) < 0 or starts_clause(text, start))
        ):
            yield Found(found, start, end)


@lru_cache(maxsize=64)
def plain(text: str) -> str:
    """The text with typewriter signs for typographic ones, sign for sign: places in it stay what they were."""
    return encodable(text).translate(_PLAIN_SIGNS)


def lower(text: str) -> str:
    """The text in lower case, letter for letter: İ has two in lower case, and keeps its one."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)


def encodable(text: str) -> str:
    """The text with lone surrogates replaced one for one: libraries in C++ and Rust refuse them."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _HALF.sub("\ufffd", text)
    return text


def starts_clause(text: str, start: int) -> bool:
    """Whether nothing of the same clause stands before this place; a bullet or an emoji may."""
    before = text[:start].rstrip(" \t\u00a0\u202f*_>“\"‘'(")
    return not before or not (before[-1].isalnum() or before[-1] in ",’)”%€&/")


def _inside_word(text: str, start: int, end: int) -> bool:
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return before or after


_PLAIN = re.compile(r"[\w'’-]+")


@lru_cache(maxsize=256)
def words(phrases: tuple[str, ...]) -> frozenset[str]:
    """A list of single words as a set, for lookups word by word; entries with signs are left out."""
    return frozenset(phrase.lower() for phrase in phrases if _PLAIN.fullmatch(phrase))
