"""Whether one more opening line adds to those that are there: other words, and another device."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from bot.checks.hook import ALIKE
from bot.generation.playbook.lines import Written

_QUOTES = ("“", "‘")
_MANY = 2


def adds(text: str, found: Sequence[Written]) -> bool:
    """Whether the line is unlike each of the others, and not the third of one device."""
    apart = all(_apart(text.casefold(), other.text.casefold()) for other in found)
    device = _device(text)
    return apart and (device is None or sum(_device(other.text) == device for other in found) < _MANY)


def _apart(one: str, other: str) -> bool:
    return one.split()[:3] != other.split()[:3] and fuzz.token_set_ratio(one, other) < ALIKE


def _device(text: str) -> str | None:
    if text.rstrip("”’ ").endswith("?"):
        return "question"
    if text.startswith(_QUOTES):
        return "quotation"
    return "figure" if any(sign.isdigit() for sign in text) else None
