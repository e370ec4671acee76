"""An approved text as messages to copy or forward as they are."""

from __future__ import annotations

import re

from bot.checks.counters import count

MESSAGE_UNITS = 4096
"""Longest message in UTF-16 units (Bot API, sendMessage)."""
_ENDS = (
    re.compile(r"\n[ \t]*\n\s*"),
    re.compile(r"\n\s*"),
    re.compile(r"(?<=[.!?…])[\"'”’»)]*\s+"),
    re.compile(r"\s+"),
)
"""Where a text may be cut, best first: paragraph, line, sentence, word."""
_LEAST = 0.3
"""A better place to cut is taken from this share of a message on; before it a message would be a mere scrap."""


def clean_messages(text: str, limit: int = MESSAGE_UNITS) -> tuple[str, ...]:
    """The text in messages of at most `limit` UTF-16 units (at least 2), cut between paragraphs where possible,
    else lines, sentences, words, signs as a reader sees them.

    Joined they are the text again: the white space of a cut stays at the end of its message, where Telegram drops
    it. Only white space that would be a message by itself, as behind one that is full, is left out.
    """
    messages: list[str] = []
    rest = text
    while rest:
        place = len(rest) if count(rest, "utf16") <= limit else _place(rest, limit)
        messages.append(rest[:place])
        rest = rest[place:]
    return tuple(message for message in messages if message.strip())


def wants_file(text: str, limit: int = MESSAGE_UNITS) -> bool:
    """Whether a .txt should go along, because the text does not fit one message."""
    return count(text, "utf16") > limit


def _place(text: str, limit: int) -> int:
    """Where the first message ends."""
    fits = _fitting(text, limit)
    for end in _ENDS:
        places = [found.end() for found in end.finditer(text, 0, fits) if found.end() <= fits]
        if places and (places[-1] >= _LEAST * fits or end is _ENDS[-1]):
            return places[-1]
    return _whole_sign(text, fits)


def _fitting(text: str, limit: int) -> int:
    """How many characters fill at most so many UTF-16 units; at least one."""
    units = 0
    for place, sign in enumerate(text[: limit + 1]):
        units += 2 if sign > "\uffff" else 1
        if units > limit:
            return max(1, place)
    return len(text)


def _whole_sign(text: str, fits: int) -> int:
    """A cut in a word, but never within an emoji or a letter with its accents, unless one alone is too long."""
    import regex  # 24 ms, for texts that need it

    place = 0
    for sign in regex.finditer(r"\X", text[: fits + 64]):
        if sign.end() > fits:
            break
        place = sign.end()
    return place or fits
