"""Bytes of a text file become text, whatever it was saved with.

The rule: a byte order mark decides; NUL bytes in every other place mean UTF-16; what is valid UTF-8 is UTF-8; all
else is Windows-1252, which is what Dutch and English Windows programs write, unless it looks like no text at all.
"""

from __future__ import annotations

import codecs

from bot.services.reading.errors import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4096
_WIDE, _NARROW = 0.3, 0.05
"""Shares of NUL bytes on one side and the other from which a file without a mark counts as UTF-16."""
_MANY_TO_ONE = 4
"""So many proper letters beyond ASCII for each broken one, and the file is UTF-8 with a flaw."""
_MAX_CONTROLS = 0.01
_ORDINARY = frozenset("\t\n\r\f\v\x1a")


def decode(content: bytes) -> tuple[str, str]:
    """The text and the name of the encoding. Raises UnreadableError (`not_text`, `corrupt`)."""
    text, encoding = _decoded(content)
    sample = text[:_SAMPLE]
    odd = sum(1 for sign in sample if (sign < " " and sign not in _ORDINARY) or sign == "\ufffd")
    if odd > _MAX_CONTROLS * len(sample):
        raise UnreadableError("not_text")
    return text, encoding


def _decoded(content: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding), encoding
    wide = _wide(content[:_SAMPLE])
    if wide:
        return _strictly(content, wide), wide
    if b"\0" in content:
        raise UnreadableError("not_text")
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _flawed(content)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableError("corrupt") from None


def _wide(sample: bytes) -> str:
    """UTF-16 without a mark: in Latin text half of the bytes are NUL, always on the same side."""
    half = len(sample) // 2
    if not half:
        return ""
    even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
    if odd > _WIDE and even < _NARROW:
        return "utf-16-le"
    return "utf-16-be" if even > _WIDE and odd < _NARROW else ""


def _flawed(content: bytes) -> tuple[str, str]:
    """UTF-8 with a broken sign, such as a file cut off in the middle of one, or Windows-1252."""
    repaired = content.decode("utf-8", "replace")
    broken = repaired.count("\ufffd")
    proper = sum(1 for sign in repaired if sign > "\x7f") - broken
    if proper >= _MANY_TO_ONE * broken:
        return repaired.rstrip("\ufffd"), "utf-8"
    try:
        return content.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:
        raise UnreadableError("not_text") from None
