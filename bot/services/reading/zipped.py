"""A .docx is a zip file: what it would unpack to is checked before anything is unpacked."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from bot.services.reading.errors import UnreadableError

MAX_ENTRIES = 2_000
"""Parts in the file; a document of 300 pictures has some 350."""
MAX_INDEX = 1_000_000
"""Bytes of the list of parts, which is read as a whole."""
MAX_UNPACKED = 200_000_000
"""Bytes of all parts together; pictures hardly shrink, so twenty megabytes of them stay far below."""
MAX_PART = 24_000_000
"""Bytes of a part that is read: the XML of some 800 pages."""
MAX_RATIO, RATIO_FROM = 150, 2_000_000
"""How far a part of XML may shrink, asked above this size: that of real documents shrinks 10 to 40 times. An
empty picture shrinks further, and is never unpacked."""
_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_ENCRYPTED = 0x1
_CHUNK = 65_536


@contextmanager
def opened(content: bytes) -> Iterator[zipfile.ZipFile]:
    """The zip file, once its index has been found decent. Raises UnreadableError, here and while it is read."""
    try:
        _check_end(content)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(archive)
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, ValueError, OverflowError, RuntimeError):
        raise UnreadableError(
            "corrupt"
        ) from None  # RuntimeError: a compression or encryption that zipfile has not


def chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A part in pieces, never more of it than its index said."""
    with archive.open(name) as part:
        while piece := part.read(_CHUNK):
            yield piece


def _check_end(content: bytes) -> None:
    """The index is as large as the end of the file says: a huge one is refused before it is read."""
    place = content.rfind(_END_MARK, max(0, len(content) - 66_000))
    if place < 0:
        raise UnreadableError("corrupt")
    end = _END.unpack_from(content, place)
    entries, size = end[4], end[5]
    if entries > MAX_ENTRIES or size > MAX_INDEX:
        raise UnreadableError("bomb")


def _check(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MAX_ENTRIES or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise UnreadableError("bomb")
    for part in parts:
        if part.flag_bits & _ENCRYPTED:
            raise UnreadableError("encrypted")
        read = part.filename.endswith((".xml", ".rels"))
        swollen = part.file_size > RATIO_FROM and part.file_size > MAX_RATIO * max(1, part.compress_size)
        if read and (swollen or part.file_size > MAX_PART):
            raise UnreadableError("bomb")
