"""Text as Telegram counts and keeps it: UTF-16 units, control characters and direction marks cleaned away."""

from __future__ import annotations

import re

_GONE = {0x0D, *range(0x2028, 0x202F), 0x033F, 0x0333, 0x030A}
"""Removed: CR, line and paragraph separators, embedding and override marks, and three combining lines."""
_TOUCHED = re.compile("[\0-\x09\x0b-\x1f\u2028-\u202e\u033f\u0333\u030a]")


def utf16(text: str) -> int:
    """The length in UTF-16 units, in which all limits and offsets of the Bot API are told."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def kept(sign: str) -> str:
    """What is left of one character: itself, a space for a control character, or nothing."""
    code = ord(sign)
    if code in _GONE:
        return ""
    return " " if code < 32 and sign != "\n" else sign


def is_clean(text: str) -> bool:
    """Whether all of it is kept as it is."""
    return not _TOUCHED.search(text)


def split_units(text: str, limit: int) -> list[str]:
    """Pieces of at most `limit` UTF-16 units, as a client cuts a long paste."""
    pieces, begin, units = [], 0, 0
    for place, sign in enumerate(text):
        size = utf16(sign)
        if units + size > limit:
            pieces.append(text[begin:place])
            begin, units = place, 0
        units += size
    return [*pieces, text[begin:]]
