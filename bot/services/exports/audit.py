"""The record of many posts on one page: who decided what, about which version, when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from bot.domain.brief import Brand
from bot.domain.keeping import AuditLine
from bot.services.exports import record
from bot.services.exports.approved import Texts
from bot.services.exports.as_csv import written
from bot.services.exports.as_markdown import decisions, escaped

COLUMNS = ("brand", "channel", "topic", "post", "when", "who", "what", "version", "hash", "details", "writer")
"""Keys of the labels at the head of the columns."""


class Audited(NamedTuple):
    """The record of a brand: its lines, names by id of the people, and titles of the topics by id of the post."""

    brand: Brand
    lines: Sequence[AuditLine]
    people: Mapping[int, str]
    titles: Mapping[int, str] = MappingProxyType({})

    def title(self, line: AuditLine) -> str:
        """What the post is about, or the id of its topic."""
        return self.titles.get(line.decision.post, line.topic)


def audit_markdown(audited: Audited, texts: Texts, at: datetime) -> bytes:
    """UTF-8 Markdown: posts in the order of their first decision, each opening with its brand."""
    by_post: dict[int, list[AuditLine]] = {}
    for line in sorted(audited.lines, key=lambda line: (line.decision.at, line.decision.id)):
        by_post.setdefault(line.decision.post, []).append(line)
    blocks = [
        f"# {escaped(audited.brand.name)} · {texts.say('audit_title')}",
        texts.say("exported_at", at=texts.moment(at)),
    ]
    for lines in by_post.values():
        place = (audited.brand.name, texts.channel(lines[0].channel), audited.title(lines[0]))
        blocks.append(f"## {escaped(' · '.join(place))}")
        told = (record.line(line.decision, line.number, texts, audited.people) for line in lines)
        blocks.append(decisions(tuple(told), texts))
    if not by_post:
        blocks.append(texts.say("no_decisions"))
    return ("\n\n".join(blocks) + "\n").encode("utf-8", "replace")


def audit_csv(audited: Audited, texts: Texts) -> bytes:
    """One row a decision in the order given, headed by COLUMNS in the language of the reader; safe for a
    spreadsheet."""
    rows = [_row(audited, line, texts) for line in audited.lines]
    return written([texts.head(column) for column in COLUMNS], rows)


def _row(audited: Audited, line: AuditLine, texts: Texts) -> list[str]:
    told = record.line(line.decision, line.number, texts, audited.people)
    return [
        audited.brand.name,
        texts.channel(line.channel),
        audited.title(line),
        str(line.decision.post),
        told.at,
        told.who,
        told.what,
        str(line.number),
        told.hash,
        "\n".join(told.details),
        record.writer(line.decision.writer, texts),
    ]
