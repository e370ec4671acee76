"""A text as sections: what stands under which heading or behind which label, literally."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from bot.checks.view import view
from bot.services.reading.cues import Lists

MAX_ITEM = 400
_MARKED = re.compile(r"\s*#{1,6}\s+(.+?)\s*#*\s*")
_BOLD = re.compile(r"\s*\*\*([^*]{2,80})\*\*:?\s*")
_NUMBERED = re.compile(r"^(?:\d{1,2}[.)]?\d*[.)]?|[A-Za-z][.)])\s+")
_LABEL = re.compile(r"(\s*(?:[-*•–]\s+)?\**([^:\n]{2,60}?)\**\s*:\**)(?:\s+(\S.*))?\s*")
_BULLET = re.compile(r"^\s*(?:[-*•–▪◦●]|\d{1,2}[.)])\s+")
_SENTENCE_END = (".", "!", "?", "…", ";", ",")
_MAX_HEADING_WORDS = 7
_QUOTES = "\"'“”‘’„«»`*_"
_PARTING = re.compile(r"\s*[,;|•]\s*")
_LAST = re.compile(r"(?:^|\s+)(?:en|of|and|or)\s+")
_ASIDE = re.compile(r"\s*(?:\(.*|->.*|→.*|=>.*)$")
_MAX_LISTED_WORDS, _MAX_LISTED = 5, 60


class Section(NamedTuple):
    """A heading (or label) and the lines below it, literal but for the marks of a list in front."""

    heading: str
    lines: tuple[str, ...]

    @property
    def block(self) -> tuple[str, ...]:
        """The first paragraph or list: up to the first blank line that no list item follows."""
        found: list[str] = []
        for place, line in enumerate(self.lines):
            if not line.strip():
                continue
            if found and not self.lines[place - 1].strip() and not _BULLET.match(line):
                break
            found.append(line)
        return tuple(found)


def sections(text: str, lists: Lists) -> tuple[Section, ...]:
    """The sections in order; the first has no heading. A label counts as one when a field is known by it."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for line in text.splitlines():
        heading, rest = _heading(line, lists)
        if heading:
            found.append((heading, [rest, ""] if rest else []))  # what follows on a new line is not of the label
        else:
            found[-1][1].append(line)
    return tuple(Section(heading, tuple(lines)) for heading, lines in found)


def _heading(line: str, lists: Lists) -> tuple[str, str]:
    """The heading that a line is, with what stands behind it; nothing when it is none."""
    marked = _MARKED.fullmatch(line) or _BOLD.fullmatch(line)
    if marked:
        return _NUMBERED.sub("", marked.group(1).strip(_QUOTES + ": ")), ""
    label = _LABEL.fullmatch(line)
    if label:
        name = _NUMBERED.sub("", label.group(2).strip(_QUOTES + " "))
        known = len(name.split()) <= _MAX_HEADING_WORDS and lists.field_of(name)
        return (name, label.group(3) or "") if known else ("", "")
    bare = _NUMBERED.sub("", line.strip())
    short = 0 < len(bare.split()) <= _MAX_HEADING_WORDS and not bare.endswith(_SENTENCE_END)
    return (bare, "") if short and not _BULLET.match(line) and lists.field_of(bare) else ("", "")


def bare(line: str) -> str:
    """A line without the mark of a list in front."""
    return _BULLET.sub("", line, count=1).strip()


def items(lines: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Words and short phrases of a list, each with the line it stands in: one a line, or parted by commas.

    What stands behind an arrow or between brackets explains the item and does not belong to it.
    """
    found: list[tuple[str, str]] = []
    for line in lines:
        *first, last = _PARTING.split(bare(line).rstrip("."))
        for piece in (*first, *(_LAST.split(last) if first else (last,))):
            item = _ASIDE.sub("", piece).strip(_QUOTES + " .")
            if 1 < len(item) <= _MAX_LISTED and len(item.split()) <= _MAX_LISTED_WORDS:
                found.append((item, line.strip()))
    return tuple(found)


def whole_lines(lines: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Each line as one item."""
    pairs = ((bare(line).strip(), line.strip()) for line in lines)
    return tuple((item, line) for item, line in pairs if 1 < len(item) <= MAX_ITEM)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text as they stand there, without marks of a list and headings."""
    lines = (line for line in text.splitlines() if not _MARKED.fullmatch(line))
    return tuple(found.text for line in lines for found in view(bare(line)).sentences)
