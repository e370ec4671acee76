"""A file or a pasted text becomes plain text, within limits, or an error that says why not.

A file's name only helps to tell one kind of text from another; it is never opened, kept or shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Literal, NamedTuple

from bot.domain.base import Language, Words
from bot.domain.brief import MAX_SOURCE
from bot.services.briefs import composed, visible
from bot.services.reading import markup
from bot.services.reading.decoding import decode
from bot.services.reading.errors import UnreadableError

MAX_BYTES = 20_000_000
"""What Telegram lets a bot fetch, and more text than a source may hold."""
MAX_CHARACTERS = MAX_SOURCE
_AHEAD = 2 * MAX_CHARACTERS
"""Characters that are looked at: tidying makes a text shorter."""
_AHEAD_MARKUP = 20 * MAX_CHARACTERS
_CUT_REACH = 400
_PDF, _ZIP, _OLE = b"%PDF-", (b"PK\x03\x04", b"PK\x05\x06"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_WITHIN = 1024
_SEALED = "EncryptedPackage".encode("utf-16-le")
_NO_TEXT = (b"{\\rtf", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"ID3", b"OggS", b"RIFF", b"\x1f\x8b", b"7z\xbc\xaf")
_MARKUP = ("html", "htm", "xhtml")
_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_TAGS = re.compile("(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+")
_ROW_END = re.compile(r"[ \t]+\n")
_GAP = re.compile(r"\n{3,}")
_SENTENCE_END = re.compile(r"[.!?…][”\"'’)]?(?=\s)|\n")

Kind = Literal["text", "markdown", "html", "docx", "pdf"]


class Reading(NamedTuple):
    """The text of a file. `left_out`: characters beyond the limit; `unread` and `blank`: pages of a PDF that were
    not read, and that hold no text; `encoding`: what a text file was saved with."""

    kind: Kind
    text: str
    left_out: int = 0
    unread: int = 0
    blank: int = 0
    encoding: str = ""


def refuse_size(size: int) -> None:
    """For a file that is still to be fetched: raises UnreadableError (`too_big`) from its size in bytes."""
    if size > MAX_BYTES:
        raise UnreadableError("too_big")


def read(content: bytes, name: str = "", mime: str = "") -> Reading:
    """The text of a file: .txt, .md, .html, .docx or .pdf, told apart by content. Raises UnreadableError.

    Takes up to 25 seconds for a PDF, so call it beside the event loop, and few at a time.
    """
    refuse_size(len(content))
    if not content.strip():
        raise UnreadableError("empty")
    ending = PurePosixPath(name.rpartition("\\")[2]).suffix.lower().lstrip(".")
    if _is_pdf(content, ending, mime):
        return _pdf(content)
    if ending == "docx" and not content.startswith((*_ZIP, _OLE)):
        raise UnreadableError("not_word")
    if content.startswith(_ZIP):
        return _word(content, ending)
    if content.startswith(_OLE):
        raise UnreadableError("encrypted" if _SEALED in content else "old_word")
    if content.startswith(_NO_TEXT):
        raise UnreadableError("unknown_kind")
    if ending == "pdf":
        raise UnreadableError("corrupt")
    text, encoding = decode(content)
    as_markup = "html" in mime or ending in _MARKUP
    kind: Kind = "markdown" if ending in ("md", "markdown") or "markdown" in mime else "text"
    return _from_text(text, kind, as_markup)._replace(encoding=encoding)


def _is_pdf(content: bytes, ending: str, mime: str) -> bool:
    """By its first bytes; some programs put others before them, which only counts for what calls itself a PDF."""
    called = ending == "pdf" or mime == "application/pdf"
    return content[:_PDF_WITHIN].lstrip().startswith(_PDF) or (called and _PDF in content[:_PDF_WITHIN])


def pasted(text: str) -> Reading:
    """The text of a message; what was copied from a web page with its tags loses them. Raises `empty`."""
    return _from_text(text, "text", as_markup=False)


def _from_text(text: str, kind: Kind, as_markup: bool) -> Reading:
    if kind == "text" and (as_markup or markup.is_markup(text)):
        kept = text[:_AHEAD_MARKUP]
        plain = markup.plain(kept)
        return _within("html", plain[:_AHEAD], len(text) - len(kept) + max(0, len(plain) - _AHEAD))
    return _within(kind, text[:_AHEAD], max(0, len(text) - _AHEAD))


def _word(content: bytes, ending: str) -> Reading:
    from bot.services.reading import word

    try:
        text, after = word.text_of(content, _AHEAD)
    except UnreadableError as error:
        called = error.reason == "unknown_kind" and ending == "docx"
        raise UnreadableError("not_word" if called else error.reason) from None
    return _within("docx", text, after)


def _pdf(content: bytes) -> Reading:
    from bot.services.reading import pdf

    found = pdf.text_of(content, _AHEAD)
    return _within("pdf", found.text, found.after)._replace(unread=found.unread, blank=found.blank)


def _within(kind: Kind, text: str, after: int) -> Reading:
    """Tidied and cut at the end of a sentence, or of a word, near the limit."""
    text = tidied(text)
    if not text:
        raise UnreadableError("empty")
    if len(text) <= MAX_CHARACTERS:
        return Reading(kind, text, after)
    place = MAX_CHARACTERS - _CUT_REACH
    ends = [found.end() for found in _SENTENCE_END.finditer(text, place, MAX_CHARACTERS)]
    space = text.rfind(" ", place, MAX_CHARACTERS)
    kept = text[: ends[-1] if ends else space if space > 0 else MAX_CHARACTERS].rstrip()
    return Reading(kind, kept, after + len(text) - len(kept))


def tidied(text: str) -> str:
    """The text in NFC with plain line breaks, at most one blank line, and nothing in it that cannot be seen."""
    text = composed(_BREAK.sub("\n", text.replace("\u00a0", " ")))
    text = visible(_TAGS.sub("", text))
    text = text.replace("\u00ad", "").replace("\ufeff", "").replace("\u200b", "")
    return _GAP.sub("\n\n", _ROW_END.sub("\n", text + "\n")).strip()


def notes(reading: Reading, labels: Mapping[str, Words], language: Language) -> tuple[str, ...]:
    """What a person should know of the reading: what is left out, and which pages hold no text."""
    counts = {"read_cut": reading.left_out, "read_unread": reading.unread, "read_blank": reading.blank}
    grouped = {key: f"{count:,}" for key, count in counts.items() if count}
    if language == "nl":
        grouped = {key: figure.replace(",", ".") for key, figure in grouped.items()}
    return tuple(labels[key][language].format(count=figure) for key, figure in grouped.items())
