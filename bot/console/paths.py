"""A file that is typed or dragged into the terminal: which one is meant, and whether it is sure that one is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

MIMES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
    ".json": "application/json",
    ".ogg": "audio/ogg",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".wav": "audio/wav",
}
"""Files that may be given, by their suffix."""
_LONGEST = 4096
_ROOTED = re.compile(r"(?:~?/|\.{1,2}/|~$|file://|[A-Za-z]:[\\/]|\\\\)")
_QUOTES = ("'", '"')
_ESCAPED = re.compile(r"\\(.)")
_FILE_URL = re.compile(r"file://(?:localhost)?(?=/)")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]|\\\\")


class Found(NamedTuple):
    """A path in what was typed. `sure`: it is written as a path, so that it can hardly be anything else;
    `there`: such a file exists; `fits`: its suffix is one that may be given."""

    path: Path
    sure: bool
    there: bool
    fits: bool


def found(typed: str, folder: Path, home: Path) -> Found | None:
    """The file that a line of text names, relative to `folder`; None if the line names none.

    A terminal pastes a dragged file between quotes, with backslashes before spaces, or as a file:// address.
    """
    text = typed.strip()
    if not text or "\n" in text or len(text) > _LONGEST:
        return None
    quoted = len(text) > 2 and text[0] in _QUOTES and text[-1] == text[0]
    inner = text[1:-1] if quoted else text
    rooted = _ROOTED.match(inner) is not None
    tried = [_path(plain, folder, home) for plain in _readings(inner, quoted)]
    path = next((one for one in tried if _is_file(one)), None)
    if path is None:
        missing = rooted and not quoted and tried[-1].suffix.lower() in MIMES
        return Found(tried[-1], sure=True, there=False, fits=True) if missing else None
    fits = path.suffix.lower() in MIMES
    sure = rooted or (quoted and fits)
    return Found(path, sure, there=True, fits=fits) if sure or fits else None


def size(path: Path) -> int | None:
    """The bytes of a file; None if it is not there any more."""
    try:
        return path.stat().st_size
    except OSError:
        return None


def _readings(text: str, quoted: bool) -> tuple[str, ...]:
    """The ways a path may be written, the likeliest first: as it stands, or with escapes taken out."""
    if _FILE_URL.match(text):
        return (unquote(_FILE_URL.sub("", text)),)
    if quoted or "\\" not in text or _DRIVE.match(text):
        return (text.replace("'\\''", "'"),)
    return text, _ESCAPED.sub(r"\1", text)


def _path(text: str, folder: Path, home: Path) -> Path:
    if text == "~" or text.startswith("~/"):
        return home / text[2:]
    return folder / text


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False  # such as a name too long, or a folder that may not be read
