"""Writes a file that the conversation hands over into a folder, under a safe name that was not taken yet."""

from __future__ import annotations

import re
import unicodedata
from itertools import count
from pathlib import Path

from bot.console.measure import clean

LONGEST = 200
"""Bytes of a name, suffix included: file systems take 255, and there may come a number behind it."""
_LONGEST_SUFFIX = 16
_PARTS = re.compile(r"[/\\]")
_REFUSED = re.compile(r'[<>:"|?*\n]+')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_NAMELESS = "kernbot"


def save(folder: Path, name: str, content: bytes) -> Path:
    """Writes the file and returns where. A file that is there is never touched: the name gets -2, -3 and so on.

    Raises OSError when nothing can be written there.
    """
    wanted = Path(safe(name))
    for number in count(1):
        path = folder / (wanted.name if number == 1 else f"{wanted.stem}-{number}{wanted.suffix}")
        try:
            with path.open("xb") as file:
                file.write(content)
        except FileExistsError:
            continue
        return path
    raise AssertionError  # count never ends


def safe(name: str) -> str:
    """A name without folders, control characters and what a file system refuses; never hidden, never empty."""
    last = _PARTS.split(unicodedata.normalize("NFC", clean(name)))[-1]
    plain = " ".join(_REFUSED.sub("-", last).split()).lstrip(".-~ ").rstrip(". ")
    if not plain:
        return _NAMELESS
    if _DEVICES.fullmatch(plain):
        plain = f"{_NAMELESS}-{plain}"
    suffix = Path(plain).suffix
    suffix = suffix if len(suffix.encode()) <= _LONGEST_SUFFIX else ""
    stem = plain.removesuffix(suffix).encode()[: LONGEST - len(suffix.encode())]
    return stem.decode(errors="ignore").rstrip(". ") + suffix
