"""Approved posts with their record as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from bot.services.exports import parts, record
from bot.services.exports.approved import Approved, Texts, checked, topic_of

_SIGNS = re.compile(r"([\\`*_\[\]<>#|~&])")
_START = re.compile(r"^(\d*)([-+.)])(?=\s)")
_FENCE = re.compile(r"`{3,}")


def escaped(text: str) -> str:
    """Words on one line that Markdown leaves alone."""
    line = _SIGNS.sub(r"\\\1", " ".join(text.split()))
    return _START.sub(r"\1\\\2", line)


def fenced(text: str) -> str:
    """A text exactly as it is, between fences longer than any in it."""
    fence = "`" * max([3, *(len(found) + 1 for found in _FENCE.findall(text))])
    return f"{fence}text\n{text}\n{fence}"


def to_markdown(items: Sequence[Approved], texts: Texts, at: datetime) -> bytes:
    """UTF-8 Markdown, each post opening with its brand. Raises NotForExportError."""
    blocks = [f"# {texts.say('export_title')}", texts.say("exported_at", at=texts.moment(at))]
    blocks += [block for item in checked(items) for block in _post(item, texts)]
    return ("\n\n".join(blocks) + "\n").encode("utf-8", "replace")


def heading(item: Approved, texts: Texts) -> str:
    """Brand, channel, topic: how a post is announced everywhere."""
    return " · ".join((item.brand.name, texts.channel(item.version.content.channel), topic_of(item)))


def _post(item: Approved, texts: Texts) -> Iterator[str]:
    content = item.version.content
    yield f"## {escaped(heading(item, texts))}"
    yield fenced(content.text)
    for part in parts.beside(content, texts):
        yield f"**{escaped(parts.name(part, texts))}**"
        yield fenced("\n".join(part.lines))
    if content.replies:
        yield f"**{texts.say('replies')}**"
        yield _list(f"“{reply.comment}” → {reply.answer}" for reply in content.replies)
    yield f"### {texts.say('record')}"
    yield "\n".join(f"- {name}: {escaped(value)}" for name, value in record.facts(item, texts))
    yield decisions(record.lines(item, texts), texts)


def decisions(lines: Sequence[record.Line], texts: Texts) -> str:
    """The record as a list, oldest first."""
    return "\n".join(_decision(line, texts) for line in lines)


def _decision(line: record.Line, texts: Texts) -> str:
    said = f"- {line.at} · **{escaped(line.who)}**: {line.what}"
    number = "" if line.version is None else f"{texts.say('version').lower()} {line.version}, "
    about = f" ({number}`{line.hash[: record.SHORT_HASH]}`)"
    return said + about + "".join(f"\n  - {escaped(detail)}" for detail in line.details)


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {escaped(line)}" for line in lines)
