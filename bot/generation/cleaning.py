"""Takes out of a model's words what no reader should get and no database can store."""

from __future__ import annotations

import re
from typing import Any

_NEW_LINE = re.compile(r"<\s*/?\s*br\s*/?\s*>|\r\n?|[\u2028\u2029\x0b\x0c\x85]", re.I)
# Control characters, lone surrogates, invisible marks that reorder text or hide in it, and code points that are no
# characters. Joiners and variation selectors stay: emoji are made of them.
_UNWANTED = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\uffff"
    r"\ud800-\udfff]"
)
_ODD = re.compile(f"{_NEW_LINE.pattern}|{_UNWANTED.pattern}", re.I)
_EMPTY_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")


def clean_text(text: str) -> str:
    """The text with `<br>` and odd line ends as newlines, and without what cannot be seen or stored."""
    if not _ODD.search(text):
        return text
    return _EMPTY_LINES.sub("\n\n", _NEW_LINE.sub("\n", _UNWANTED.sub("", text)))


def clean(value: Any) -> Any:
    """The same for every text in a JSON value, keys included."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list):
        return [clean(item) for item in value]
    if isinstance(value, dict):
        return {clean_text(key): clean(item) for key, item in value.items()}
    return value
