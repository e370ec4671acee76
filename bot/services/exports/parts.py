"""The parts of a post as lines to read or copy, by the shape of what they hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from bot.checks.counters import count
from bot.domain.pack import Post
from bot.services.exports.approved import Texts

COPY_UNITS = 256
"""What a copy button can hold (Bot API, CopyTextButton), counted in UTF-16 units to be on the safe side."""
PART_LABEL = "part_"
_COPIED_FIRST = ("first_comment", "subject", "preheader", "title", "headline")


class Part(NamedTuple):
    """A part beside the main text: the key of its label, its own key, and its lines."""

    label: str
    key: str
    lines: tuple[str, ...]


def name(part: Part, texts: Texts) -> str:
    """The part's name on paper; a part of a channel of one's own goes by its key."""
    if part.label in texts.labels:
        return texts.say(part.label)
    return part.key.replace("_", " ")


def beside(content: Post, texts: Texts) -> tuple[Part, ...]:
    """What belongs to a post besides its text: parts that do not stand in it, then alt text and picture."""
    parts = [
        Part(PART_LABEL + key, key, lines)
        for key in _in_order(content, texts)
        if (lines := tuple(_lines(content.parts[key], content.text, texts)))
    ]
    for label, text in (("alt_text", content.alt_text), ("image", content.image_brief)):
        if text:
            parts.append(Part(label, label, tuple(text.splitlines())))
    return tuple(parts)


def _in_order(content: Post, texts: Texts) -> Sequence[str]:
    """Keys of the parts as the channel orders them; those it does not know at the end."""
    channel = texts.channels.get(content.channel)
    known = [part.key for part in channel.parts if part.key in content.parts] if channel else []
    return [*known, *(key for key in content.parts if key not in known)]


def _lines(value: Any, text: str, texts: Texts) -> Iterator[str]:
    """The lines of a part, without those that stand word for word in the main text."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        if value and all(isinstance(item, str) and item.startswith("#") for item in value):
            value = " ".join(value)
        else:
            for number, item in enumerate(value, 1):
                yield from _item(number, item, text, texts)
            return
    if isinstance(value, str) and value.strip() and value not in text:
        yield from value.splitlines()


def _item(number: int, item: Any, text: str, texts: Texts) -> Iterator[str]:
    if not isinstance(item, Mapping):
        yield from _lines(str(item), text, texts)
    elif "spoken" in item:
        yield _beat(item, texts)
    elif "heading" in item:
        yield from (line for line in (str(item["heading"]), str(item.get("text", ""))) if line not in text)
    else:
        yield f"{number}. {' · '.join(str(piece) for piece in item.values() if piece)}"


def _beat(beat: Mapping[str, Any], texts: Texts) -> str:
    said = [f"{beat.get('start', '')}-{beat.get('end', '')} {texts.say('seconds').lower()}"]
    said += [f"{texts.say(key)}: {beat[key]}" for key in ("visual", "spoken", "on_screen") if beat.get(key)]
    return " · ".join(said)


def copyable(content: Post) -> tuple[tuple[str, str], ...]:
    """What can be copied with one tap besides the text: (label key, text), what fits a copy button only.

    First comment and subject come first, then other parts, alt text, and answers to comments. What stands in the
    text itself needs no button. A label key that the labels do not have (`part_<key>`) is a channel's own part.
    """
    found: list[tuple[str, str]] = []
    for key in sorted(content.parts, key=lambda key: key not in _COPIED_FIRST):
        found += [(PART_LABEL + key, text) for text in _short(content.parts[key])]
    found.append(("alt_text", content.alt_text))
    found += [("reply", reply.answer) for reply in content.replies]
    fitting = ((label, text) for label, text in found if text.strip() and text not in content.text)
    return tuple(dict.fromkeys(pair for pair in fitting if count(pair[1], "utf16") <= COPY_UNITS))


def _short(value: Any) -> Iterator[str]:
    """The texts of a part that make sense alone: a line, or each line of several; no pieces of a script."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Sequence) and value and all(isinstance(item, str) for item in value):
        yield from [" ".join(value)] if all(item.startswith("#") for item in value) else value
