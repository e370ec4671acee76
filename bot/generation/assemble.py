"""Parts become the exact text of a post."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.domain.channel import Channel, Part


def main_text(channel: Channel, parts: Mapping[str, Any]) -> str:
    """The main field exactly as it is to be posted: the assembled parts, a blank line between them."""
    blocks = [_block(channel, part, parts.get(part.key)) for part in _assembled(channel)]
    return "\n\n".join(block for block in blocks if block)


def other_parts(channel: Channel, parts: Mapping[str, Any]) -> dict[str, Any]:
    """The parts that stand beside the main field, in the channel's order; alternatives (lines) among them."""
    within = {part.key for part in _assembled(channel) if part.kind != "lines"}
    return {
        part.key: parts[part.key]
        for part in channel.parts
        if part.key not in within and parts.get(part.key) not in (None, "", [], ())
    }


def _assembled(channel: Channel) -> list[Part]:
    parts = {part.key: part for part in channel.parts}
    return [parts[key] for key in channel.text.assemble]


def _block(channel: Channel, part: Part, value: Any) -> str:
    if not value:
        return ""
    match part.kind:
        case "line":
            return str(value).strip()
        case "lines":
            return str(value[0]).strip()
        case "paragraphs":
            return "\n\n".join(paragraph.strip() for paragraph in value if paragraph.strip())
        case "hashtags":
            return " ".join(value)
        case "sections":
            mark = "## " if "heading" in channel.markup else ""
            return "\n\n".join(_section(mark, section) for section in value)
        case "slides":
            return "\n\n".join(_section("", {"heading": s["title"], "text": s.get("text", "")}) for s in value)
        case "beats":
            return "\n".join(str(beat["spoken"]).strip() for beat in value)


def _section(mark: str, section: Mapping[str, str]) -> str:
    return "\n\n".join(filter(None, (f"{mark}{section['heading']}".strip(), section["text"].strip())))
