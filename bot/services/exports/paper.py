"""A Word document built piece by piece; the same content and time give the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.font import CT_RPr
from docx.oxml.text.parfmt import CT_PPr
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle

from bot.domain.base import Language
from bot.services.briefs import visible

POST_STYLE = "Post"
_NOT_XML = re.compile("[\ufffe\uffff]")
_GREY = RGBColor(0x59, 0x59, 0x59)
_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)  # zip files know no earlier time
_LOCALES: dict[Language, str] = {"nl": "nl-NL", "en": "en-GB"}


class Paper:
    """A document in the making."""

    def __init__(self, title: str, language: Language, at: datetime) -> None:
        self._at = at.astimezone(UTC)
        self._document = Document()
        core = self._document.core_properties
        core.title, core.author, core.comments, core.language = _safe(title), "Kernbot", "", _LOCALES[language]
        core.created = core.modified = self._at.replace(tzinfo=None)
        self._styles(language)

    def _styles(self, language: Language) -> None:
        styles = self._document.styles
        normal = styles["Normal"]
        if isinstance(normal, ParagraphStyle):
            normal.font.name, normal.font.size = "Calibri", Pt(11)
            _speak(normal.element.get_or_add_rPr(), language)
        post = styles.add_style(POST_STYLE, WD_STYLE_TYPE.PARAGRAPH)
        if isinstance(post, ParagraphStyle):
            post.base_style = normal
            post.paragraph_format.left_indent, post.paragraph_format.space_after = Pt(14), Pt(0)
            _line_beside(post.element.get_or_add_pPr())

    def heading(self, text: str, level: int) -> None:
        """A heading; 0 is the title of the document."""
        self._document.add_heading(_safe(text), level)

    def words(self, text: str, *, bold: bool = False, grey: bool = False) -> None:
        """A paragraph of our own words."""
        run = self._document.add_paragraph().add_run(_safe(text))
        run.bold = bold
        if grey:
            run.font.color.rgb = _GREY

    def post(self, lines: Iterable[str], language: Language) -> None:
        """Text exactly as it is to be posted, a paragraph for each line, marked with its own language."""
        for line in lines:
            run = self._document.add_paragraph(style=POST_STYLE).add_run(_safe(line))
            _speak(run._r.get_or_add_rPr(), language)

    def bullets(self, lines: Iterable[str]) -> None:
        """A list."""
        for line in lines:
            self._document.add_paragraph(_safe(line), style="List Bullet")

    def table(self, rows: Sequence[Sequence[str]], head: bool = False) -> None:
        """A table; with `head` its first row is repeated on every page."""
        table = self._document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
        for number, row in enumerate(rows):
            added = table.add_row()
            for cell, text in zip(added.cells, row, strict=True):
                cell.text = _safe(text)
                for run in cell.paragraphs[0].runs:
                    run.bold = head and number == 0
            if head and number == 0:
                repeated = OxmlElement("w:tblHeader")
                repeated.set(qn("w:val"), "true")
                added._tr.get_or_add_trPr().append(repeated)
        self._document.add_paragraph()

    def new_page(self) -> None:
        """What follows begins on a page of its own."""
        self._document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def content(self) -> bytes:
        """The file. Parts carry the time that was given, not that of the machine."""
        made, packed = io.BytesIO(), io.BytesIO()
        self._document.save(made)
        stamp = max(self._at, _EARLIEST).timetuple()[:6]
        with zipfile.ZipFile(made) as parts, zipfile.ZipFile(packed, "w") as archive:
            for name in parts.namelist():
                part = zipfile.ZipInfo(name, stamp)
                part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
                archive.writestr(part, parts.read(name))
        return packed.getvalue()


def _safe(text: str) -> str:
    """The text without what XML cannot hold, or nobody can see."""
    return _NOT_XML.sub("", visible(text))


def _speak(properties: CT_RPr, language: Language) -> None:
    """Says what language words are in, for a spelling checker and a screen reader."""
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), _LOCALES[language])
    properties.insert_element_before(mark, "w:eastAsianLayout", "w:specVanish", "w:oMath")


def _line_beside(properties: CT_PPr) -> None:
    """A thin line beside a post, so that it is clear where its text begins and ends."""
    borders, left = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for key, value in (("val", "single"), ("sz", "12"), ("space", "8"), ("color", "A6A6A6")):
        left.set(qn(f"w:{key}"), value)
    borders.append(left)
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
