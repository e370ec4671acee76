"""Why a file could not be read. Screens word it by `unreadable_<reason>` of the labels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from bot.domain.base import Language, Words
from bot.domain.errors import BadInputError

Reason = Literal[
    "too_big",
    "empty",
    "unknown_kind",
    "old_word",
    "not_word",
    "not_text",
    "encrypted",
    "corrupt",
    "bomb",
    "unsafe_xml",
    "no_text",
    "too_hard",
]
REASONS: tuple[Reason, ...] = get_args(Reason)

_SAID: Mapping[Reason, tuple[str, str]] = {
    "too_big": ("The file is larger than 20 MB.", "Send the part that it is about, or paste the text."),
    "empty": ("There is no text in the file.", "Send a file with text in it, or paste the text."),
    "unknown_kind": (
        "Kernbot does not read files of this kind.",
        "Save it as .docx, .pdf, .txt or .md and send that, or paste the text.",
    ),
    "old_word": (
        "This is a document of Word 2003 or older.",
        "Open it, save it as .docx and send that.",
    ),
    "not_word": (
        "This is no real Word document.",
        "Open it in the program it was made with, save it there as .docx and send that, or paste the text.",
    ),
    "not_text": (
        "The file should hold text, and holds something else.",
        "Save it as .docx, .pdf or .txt (UTF-8) and send that, or paste the text.",
    ),
    "encrypted": ("The file is protected with a password.", "Save a copy without a password and send that."),
    "corrupt": (
        "The file is damaged or incomplete.",
        "Open it on your computer, save it again and send that, or paste the text.",
    ),
    "bomb": (
        "Unpacked, the file is far larger than a document needs to be.",
        "Copy the text into a new document without pictures and send that.",
    ),
    "unsafe_xml": (
        "The document holds definitions that no word processor puts there, so it stays shut.",
        "Copy the text into a new document and send that.",
    ),
    "no_text": (
        "The PDF holds no text that can be read, only pictures of pages or unreadable letters.",
        "Have the text recognised first (OCR), or paste it.",
    ),
    "too_hard": (
        "Reading the file takes too much time or memory.",
        "Send only the pages that it is about, or paste the text.",
    ),
}


class UnreadableError(BadInputError):
    """A file is not read; `reason` says why, as a key that screens word in their own language."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(*_SAID[reason])

    def told(self, labels: Mapping[str, Words], language: Language) -> str:
        """What happened and what to do, in the language of the screen."""
        what, then = (labels[f"unreadable_{self.reason}{end}"][language] for end in ("", "_next"))
        return f"{what} {then}"
