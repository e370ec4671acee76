"""Approved posts with their record as a Word document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bot.domain.base import Language
from bot.domain.pack import Post
from bot.services.exports import parts, record
from bot.services.exports.approved import Approved, Texts, checked
from bot.services.exports.as_markdown import heading

if TYPE_CHECKING:
    from bot.services.exports.paper import Paper


def to_docx(items: Sequence[Approved], texts: Texts, at: datetime) -> bytes:
    """A .docx, each post on a page of its own that opens with the brand. Raises NotForExportError."""
    from bot.services.exports.paper import Paper

    posts = checked(items)
    paper = Paper(texts.say("export_title"), texts.language, at)
    paper.heading(texts.say("export_title"), 0)
    paper.words(texts.say("exported_at", at=texts.moment(at)), grey=True)
    for number, item in enumerate(posts):
        if number:
            paper.new_page()
        paper.heading(heading(item, texts), 1)
        content_of(item.version.content, item.version.language, texts, paper)
        _record(item, texts, paper)
    return paper.content()


def content_of(content: Post, language: Language, texts: Texts, paper: Paper) -> None:
    """The text, the parts beside it, and the answers to comments that may come."""
    paper.post(content.text.split("\n"), language)
    for part in parts.beside(content, texts):
        paper.heading(parts.name(part, texts), 3)
        paper.post(part.lines, language)
    if content.replies:
        paper.heading(texts.say("replies"), 3)
        for reply in content.replies:
            paper.words(f"“{reply.comment}”", grey=True)
            paper.post(reply.answer.split("\n"), language)


def _record(item: Approved, texts: Texts, paper: Paper) -> None:
    paper.heading(texts.say("record"), 2)
    paper.table([[name, value] for name, value in record.facts(item, texts)])
    head = [texts.say(key) for key in ("when", "who", "what", "version")]
    rows = [
        [line.at, line.who, "\n".join((line.what, *line.details)), _about(line)]
        for line in record.lines(item, texts)
    ]
    paper.table([head, *rows], head=True)


def _about(line: record.Line) -> str:
    return "\n".join(("" if line.version is None else str(line.version), line.hash[: record.SHORT_HASH])).strip()
