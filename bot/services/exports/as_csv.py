"""Approved posts and records as CSV: RFC 4180 with a byte order mark, and no cell that a spreadsheet computes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from bot.services.exports import parts, record
from bot.services.exports.approved import Approved, Texts, approvals, checked, topic_of

COLUMNS = (
    "brand",
    "channel",
    "topic",
    "phase",
    "language",
    "state",
    "text",
    "parts",
    "replies",
    "version",
    "hash",
    "approved_by",
    "approved_at",
    "self_approval",
    "ticks",
    "reason",
    "writer",
    "responsible",
    "slot",
    "published",
    "record",
)
"""Keys of the labels at the head of the columns."""
_BEGINS = r"'*\s*[=+\-@\t\r\n＝＋－＠]"
_CONTINUES = r"'*(?:[=＝]|[+\-@＋－＠](?=[^\n]*(?:\||[A-Za-z]\()))"
_START, _START_GUARD = re.compile(rf"^(?={_BEGINS})"), re.compile(rf"^'(?={_BEGINS})")
_INSIDE = re.compile(rf"(?<=[\n;\t])(?={_CONTINUES})")
_INSIDE_GUARD = re.compile(rf"(?<=[\n;\t])'(?={_CONTINUES})")


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before = + - @, tab and line break in front.

    Also before a formula on a later line or after a semicolon, where a spreadsheet that expects another separator
    would begin a cell. A list ("- so") stays as it is there. `unguarded` gives back the text exactly.
    """
    return _INSIDE.sub("'", _START.sub("'", cell))


def unguarded(cell: str) -> str:
    """The text as it was before `guarded`."""
    return _INSIDE_GUARD.sub("", _START_GUARD.sub("", cell))


def written(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The file: every cell guarded, lines ended by CR LF, line breaks within a cell by LF alone."""
    kept = io.StringIO()
    out = csv.writer(kept, lineterminator="\r\n")
    for row in (head, *rows):
        out.writerow([guarded(cell.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")) for cell in row])
    return kept.getvalue().encode("utf-8-sig", "replace")


def to_csv(items: Sequence[Approved], texts: Texts) -> bytes:
    """One row a post, headed by COLUMNS in the language of the reader. Raises NotForExportError."""
    head = [texts.head(column) for column in COLUMNS]
    return written(head, [_row(item, texts) for item in checked(items)])


def _row(item: Approved, texts: Texts) -> list[str]:
    post, version, content = item.post, item.version, item.version.content
    approved = approvals(item)
    done = post.published
    values = {
        "brand": item.brand.name,
        "channel": texts.channel(content.channel),
        "topic": topic_of(item),
        "phase": texts.phase(item.pack.brief.journey, item.pack.brief.phase),
        "language": version.language,
        "state": texts.say(f"state_{version.state}"),
        "text": content.text,
        "parts": _joined(
            f"{parts.name(part, texts)}: " + "\n".join(part.lines) for part in parts.beside(content, texts)
        ),
        "replies": _joined(f"“{reply.comment}”\n{reply.answer}" for reply in content.replies),
        "version": str(version.number),
        "hash": version.hash,
        "approved_by": _joined(record.who(one, texts, item.people) for one in approved),
        "approved_at": _joined(texts.moment(one.at) for one in approved),
        "self_approval": texts.say("yes" if any(one.self_approval for one in approved) else "no"),
        "ticks": _joined(record.ticked(tick, texts, item.people) for one in approved for tick in one.ticks),
        "reason": _joined(one.reason for one in approved if one.reason),
        "writer": record.writer(version.writer, texts),
        "responsible": _joined(dict.fromkeys(one.responsible for one in approved if one.responsible)),
        "slot": post.slot.isoformat() if post.slot else "",
        "published": f"{texts.moment(done.at)} {done.url}" if done else "",
        "record": _joined(f"{line.at} {line.who}: {line.what}" for line in record.lines(item, texts)),
    }
    return [values[column] for column in COLUMNS]


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(texts)
