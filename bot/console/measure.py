"""How wide text is on a terminal, and text without what would disturb one."""

from __future__ import annotations

import re
import unicodedata

import regex

_CLUSTER = regex.compile(r"\X")
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_ODD = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_NO_WIDTH = ("Mn", "Me", "Cf", "Cc")
_EMOJI_SIGN = "\ufe0f"
_FLAGS = range(0x1F1E6, 0x1F200)
_TAB = "    "


def clean(text: str) -> str:
    """The text without control characters, so that no text of a person or a model can steer the terminal
    (escape sequences) or turn the direction of what follows. Line breaks of any kind become a newline, a tab four
    spaces."""
    return _ODD.sub("", _BREAKS.sub("\n", text)).replace("\t", _TAB)


def clusters(text: str) -> list[str]:
    """What a reader sees as single signs (grapheme clusters, UAX 29)."""
    return list(text) if text.isascii() else _CLUSTER.findall(text)


def columns(text: str) -> int:
    """The cells that cleaned text takes on one line: two for East-Asian and emoji, none for what only combines."""
    return len(text) if text.isascii() else sum(_cells(cluster) for cluster in clusters(text))


def fitting(text: str, width: int) -> str:
    """As many whole signs from the start as fit in so many cells, at least one."""
    if text.isascii():
        return text[: max(1, width)]
    used, end = 0, 0
    for cluster in clusters(text):
        used += _cells(cluster)
        if used > width and end:
            break
        end += len(cluster)
    return text[:end]


def _cells(cluster: str) -> int:
    if cluster.isascii():
        return len(cluster)
    if _EMOJI_SIGN in cluster or ord(cluster[0]) in _FLAGS:
        return 2
    if any(unicodedata.east_asian_width(sign) in "WF" for sign in cluster):
        return 2
    return 0 if all(unicodedata.category(sign) in _NO_WIDTH for sign in cluster) else 1
