"""Text of a .docx: paragraphs, headings, lists and tables in their order, by streaming its XML.

No tree is built and no definition (DTD) accepted, so a document cannot make entities grow. Left out: what is
deleted or hidden in the document, pictures, headers, notes and comments.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from xml.parsers import expat

from bot.services.reading import zipped
from bot.services.reading.errors import UnreadableError

USUAL_PART = "word/document.xml"
_RELATIONS = "_rels/.rels"
_MAIN_RELATION = "/officeDocument"
_WORD = ("/wordprocessingml/2006/main", "/wordprocessingml/main")
_SKIPPED = frozenset({"Fallback", "del", "moveFrom", "sectPr", "pict", "object", "tabs"})
"""`Fallback` repeats what the newer form beside it says; `tabs` are places, not signs."""
_HEADING = re.compile(r"(?:heading|kop|berschrift)\s?([1-9])|(title|titel)$", re.IGNORECASE)
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
_MAX_LEVEL = 6

_Attributes = dict[str, str]


def text_of(content: bytes, keep: int) -> tuple[str, int]:
    """The first `keep` characters and the number of those after it.

    Raises UnreadableError (`bomb`, `corrupt`, `encrypted`, `unknown_kind`, `unsafe_xml`).
    """
    with zipped.opened(content) as archive:
        reader = _Document(keep)
        _parse(archive, _main_part(archive), reader.start, reader.end, reader.words)
        return reader.result()


def _main_part(archive: zipfile.ZipFile) -> str:
    """Where the document is: some programs give it another name than the usual one."""
    names = set(archive.namelist())
    if USUAL_PART in names:
        return USUAL_PART
    targets: list[str] = []

    def start(name: str, attributes: _Attributes) -> None:
        if attributes.get("Type", "").endswith(_MAIN_RELATION):
            targets.append(attributes.get("Target", "").lstrip("/"))

    if _RELATIONS in names:
        _parse(archive, _RELATIONS, start, lambda name: None, lambda words: None)
    found = next((name for name in targets if name in names and name.startswith("word/")), None)
    if found is None:  # a workbook, a presentation, or no document at all
        raise UnreadableError("unknown_kind")
    return found


def _parse(
    archive: zipfile.ZipFile,
    part: str,
    start: Callable[[str, _Attributes], None],
    end: Callable[[str], None],
    words: Callable[[str], None],
) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = words
    parser.StartDoctypeDeclHandler = _refuse
    try:
        for piece in zipped.chunks(archive, part):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise UnreadableError("corrupt") from None


def _refuse(*definition: object) -> None:
    raise UnreadableError("unsafe_xml")


class _Document:
    """Collects the text while the XML passes by."""

    def __init__(self, keep: int) -> None:
        self._keep = keep
        self._lines: list[str] = []
        self._kept = self._after = 0
        self._skipping = self._tables = 0
        self._row: list[str] = []
        self._cell: list[str] = []
        self._in_text = self._hidden = False
        self._open_paragraph()

    def _open_paragraph(self) -> None:
        self._pieces: list[str] = []
        self._mark, self._indent = "", 0

    def result(self) -> tuple[str, int]:
        return "\n".join(self._lines), self._after

    def start(self, tag: str, attributes: _Attributes) -> None:
        space, _, name = tag.rpartition(" ")
        if self._skipping or name in _SKIPPED:
            self._skipping += 1
        elif space.endswith(_WORD):
            self._element(name, attributes, f"{space} val")

    def _element(self, name: str, attributes: _Attributes, val: str) -> None:
        match name:
            case "p":
                self._flush()
            case "t":
                self._in_text = True
            case "r":
                self._hidden = False
            case "vanish":
                self._hidden = attributes.get(val, "1") not in ("0", "false", "off")
            case "pStyle":
                self._style(attributes.get(val, ""))
            case "numPr":
                self._mark = self._mark or "- "
            case "ilvl":
                level = attributes.get(val, "0")
                self._indent = min(int(level), _MAX_LEVEL) if level.isdecimal() else 0
            case "tbl":
                self._tables += 1
                self._lines.append("")
            case _ if name in _BREAKS and not self._hidden:
                self._add(_BREAKS[name])

    def _style(self, style: str) -> None:
        heading = _HEADING.search(style)
        if heading:
            self._mark = "#" * min(int(heading.group(1) or 1), _MAX_LEVEL) + " "
        elif style.lower().startswith(("list", "lijst")):
            self._mark = "- "

    def words(self, words: str) -> None:
        if self._in_text and not self._hidden and not self._skipping:
            self._add(words)

    def _add(self, words: str) -> None:
        room = max(0, self._keep - self._kept)
        self._kept += len(words)
        self._after += max(0, len(words) - room)
        if room:
            self._pieces.append(words[:room])

    def end(self, tag: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        match tag.rpartition(" ")[2]:
            case "t":
                self._in_text = False
            case "p":
                self._flush()
            case "tc" if self._tables == 1:
                self._row.append(" ".join(self._cell))
                self._cell = []
            case "tr" if self._tables == 1:
                if any(self._row):
                    self._lines.append(" | ".join(self._row))
                self._row = []
            case "tbl":
                self._tables -= 1
                self._lines.append("")

    def _flush(self) -> None:
        text = "".join(self._pieces).strip()
        if text and self._tables:
            self._cell.append(text)
        elif text:
            listed = self._mark == "- "
            indent = "  " * self._indent if listed else ""
            apart = () if listed and self._lines and self._lines[-1].lstrip().startswith("- ") else ("",)
            self._lines += (*apart, f"{indent}{self._mark}{text}")
        self._open_paragraph()
