"""Text as Telegram shows it: cleaned, escaped and measured. The only place where text becomes HTML."""

from __future__ import annotations

import html
import re

_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]")
_HALVES = re.compile("[\ud800-\udfff]")
_OVERRIDES = re.compile("[\u202d\u202e]")
_DIRECTION = re.compile("[\u202a-\u202c\u2066-\u2069]")
_CLOSED_BY = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}


def clean(text: str) -> str:
    """The text without what disturbs a message: control characters, halves of surrogate pairs, and marks of
    direction that would run on into what follows.

    Line breaks of any kind become a newline. Right-to-left marks stay, and so do embeddings and isolates that are
    closed on their line; overrides, which make text read as something else, never do.
    """
    if _ODD.search(text) is None:
        return text
    text = _CONTROLS.sub("", _BREAKS.sub("\n", text))
    text = _OVERRIDES.sub("", _HALVES.sub("\ufffd", text))
    return "\n".join(line if _closed(line) else _DIRECTION.sub("", line) for line in text.split("\n"))


def _closed(line: str) -> bool:
    expected: list[str] = []
    for sign in _DIRECTION.findall(line):
        if sign in _CLOSED_BY:
            expected.append(_CLOSED_BY[sign])
        elif not expected or expected.pop() != sign:
            return False
    return not expected


def escaped(text: str) -> str:
    """Cleaned text for use in HTML, between tags or within the quotes of an attribute."""
    return html.escape(clean(text), quote=True)


def utf16(text: str) -> int:
    """The length in UTF-16 code units, as Telegram counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def prefix(text: str, units: int) -> str:
    """As many whole characters from the start as fit in so many UTF-16 units."""
    return text.encode("utf-16-le", "surrogatepass")[: units * 2].decode("utf-16-le", "ignore")
