"""What a post must say whatever it is about: that it is an advertisement, and the brand's required sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.checks.counters import count
from bot.domain.brief import Brief
from bot.domain.channel import Channel, Part
from bot.generation.assemble import main_text
from bot.generation.playbook import sentences as s

_SENTENCE_WORDS = 4


def marked_part(channel: Channel) -> str | None:
    """The part that carries the mark: the first of the main field, a greeting or other single line aside."""
    parts = [part for key in channel.text.assemble if (part := channel.part(key)) is not None]
    texts = [part for part in parts if part.kind not in ("line", "hashtags")] or parts
    return texts[0].key if texts else None


def with_mark(parts: Mapping[str, Any], channel: Channel, mark: str) -> dict[str, Any]:
    """The parts with the mark in front of the main field, and on the first screen of a film."""
    made = dict(parts)
    key = marked_part(channel)
    if key in made:
        made[key] = _prefixed(made[key], mark)
    for part in channel.parts:
        if part.kind == "beats" and made.get(part.key):
            first, *rest = made[part.key]
            made[part.key] = [{**first, "on_screen": mark.rstrip(".")}, *rest]
    return made


def _prefixed(value: Any, mark: str) -> Any:
    if isinstance(value, str):
        return f"{mark} {value}"
    first, *rest = value
    if isinstance(first, dict):
        return [{**first, "text": f"{mark} {first['text']}"}, *rest]
    return [f"{mark} {first}", *rest]


def with_required(parts: Mapping[str, Any], channel: Channel, brief: Brief) -> dict[str, Any]:
    """The parts with the required sentences that they lack, where there is room; a word is not forced in."""
    made = dict(parts)
    for word in brief.brand.required:
        text = main_text(channel, made)
        told = text.lower()
        wanted = word.when is None or word.when.lower() in told
        if wanted and word.text.lower() not in told and len(word.text.split()) >= _SENTENCE_WORDS:
            made = _added(made, channel, word.text)
    return made


def _added(parts: dict[str, Any], channel: Channel, sentence: str) -> dict[str, Any]:
    for part in reversed(channel.parts):
        if part.kind != "paragraphs" or part.key not in channel.text.assemble or not parts.get(part.key):
            continue
        for paragraphs in _ways(part, list(parts[part.key]), s.tidy(sentence)):
            made = {**parts, part.key: paragraphs}
            limit = channel.text.limit
            if limit.value is None or count(main_text(channel, made), limit.counter) <= limit.value:
                return made
    return parts


def _ways(part: Part, paragraphs: list[str], sentence: str) -> list[list[str]]:
    ways = []
    if len(paragraphs) < part.max and len(sentence) <= part.max_chars:
        ways.append([*paragraphs, sentence])
    if len(paragraphs[-1]) + 1 + len(sentence) <= part.max_chars:
        ways.append([*paragraphs[:-1], f"{paragraphs[-1]} {sentence}"])
    return ways
