"""One brief, many texts: what a variation may not say, and how much room it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from bot.domain.base import Language
from bot.domain.channel import Channel, Part
from bot.domain.check import texts_in
from bot.domain.playbook import Sheet
from bot.generation.playbook import sentences as s
from bot.generation.playbook.lines import Piece
from bot.generation.playbook.material import Material
from bot.generation.playbook.parts import PartMaker

LISTED = frozenset({"paragraphs", "beats", "slides", "sections"})
"""Kinds of part of which there can be fewer or more."""
_SHRINK = 0.8
_LEAST_ROOM = 20
_BEYOND = 2
_SPARES = ("spare", "spare_again")


class Made(NamedTuple):
    """The parts of a post, and the mechanism that its opening uses."""

    parts: dict[str, Any]
    mechanism: str


class Sized:
    """Makes a text in another size than it would have, by giving its maker other bounds."""

    def __init__(self, maker: Callable[[Channel], PartMaker], channel: Channel, fillers: frozenset[str]) -> None:
        self._maker = maker
        self._channel = channel
        self._fillers = fillers

    def made(self, size: int) -> Made:
        """The parts in the size asked for, as far as there is something to say."""
        usual = self._within(self._channel)
        if not size:
            return usual
        sized = self._within(resized(self._channel, usual.parts, size))
        before, after = spared(usual.parts, self._fillers), spared(sized.parts, self._fillers)
        empty = [key for key in after if after[key] > before.get(key, 0)]
        return self._within(resized(self._channel, usual.parts, size, empty)) if empty else sized

    def _within(self, channel: Channel) -> Made:
        maker = self._maker(channel)
        return Made(maker.parts(), maker.mechanism)


def barred(material: Material, without: Iterable[str]) -> set[str]:
    """Keys of the pieces that hold one of these sentences or stand in one; in the form of `sentences.plain`."""
    told = tuple(without)
    found: set[str] = set()
    for fact in material.facts:
        if _told(fact.piece, told):
            # What leans on a fact cannot stay behind alone.
            found |= {fact.piece.key, *([fact.follows.key] if fact.follows else [])}
        elif fact.follows and _told(fact.follows, told):
            found.add(fact.follows.key)
    answers = [doubt.answer for doubt in material.doubts if doubt.answer]
    others = (*material.said, *material.parts.values(), *answers)
    return found | {piece.key for piece in others if _told(piece, told)}


def _told(piece: Piece, told: Sequence[str]) -> bool:
    text = s.plain(piece.text)
    return any(sentence in text or text in sentence for sentence in told)


def resized(channel: Channel, parts: Mapping[str, Any], size: int, kept: Iterable[str] = ()) -> Channel:
    """The channel with bounds that make a text so many items shorter or longer than `parts`.

    What has its least items already gets less room for each. The parts in `kept` are left as they are.
    """
    single = not any(part.kind in LISTED for part in channel.parts)
    alike = frozenset(kept)
    changed = tuple(
        part if part.key in alike else _resized(part, parts.get(part.key), size, single) for part in channel.parts
    )
    return channel.model_copy(update={"parts": changed})


def _resized(part: Part, value: Any, size: int, single: bool) -> Part:
    if part.kind in LISTED and value:
        wanted = len(value) + size
        if size > 0:
            # A channel's number of paragraphs is a habit: whoever asks for more gets a few beyond it.
            most = part.max + min(size, _BEYOND) * (part.kind == "paragraphs")
            return part.model_copy(update={"min": min(max(wanted, part.min), most), "max": most})
        room = _room(part, _longest(value), part.min - wanted)
        return part.model_copy(update={"max": max(wanted, part.min), "max_chars": room})
    if single and part.kind == "line" and isinstance(value, str) and size < 0 and not part.optional:
        return part.model_copy(update={"max_chars": _room(part, len(value), -size)})
    return part


def _room(part: Part, longest: int, steps: int) -> int:
    if steps <= 0:
        return part.max_chars
    return min(part.max_chars, max(_LEAST_ROOM, int(longest * _SHRINK**steps)))


def _longest(value: Sequence[Any]) -> int:
    return max(len(item) if isinstance(item, str) else len(item.get("spoken") or item["text"]) for item in value)


def fillers(sheets: Iterable[Sheet], language: Language) -> frozenset[str]:
    """The lines of these sheets that only fill room."""
    pools = [sheet.lines[name] for sheet in sheets for name in _SPARES if name in sheet.lines]
    return frozenset(line for pool in pools for line in pool[language])


def spared(parts: Mapping[str, Any], fillers: frozenset[str]) -> dict[str, int]:
    """By part how many of its texts only fill room."""
    return {key: sum(text in fillers for _, text in texts_in(value)) for key, value in parts.items()}
