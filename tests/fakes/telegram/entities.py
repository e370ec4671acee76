"""Formatting as it is kept: cleaned, trimmed, without what may not nest, at most 100; and links found in text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tests.fakes.telegram.errors import Json
from tests.fakes.telegram.text import is_clean, kept, utf16

MOST = 100
_SOFT = ("bold", "italic", "underline", "strikethrough", "spoiler")  # these nest in each other and may be cut
_QUOTES = ("blockquote", "expandable_blockquote")
_FIXED = ("code", "pre")  # nothing inside, and inside nothing but a quotation
_ORDER = (*_QUOTES, "pre", "code", "text_link", "text_mention", "url", *_SOFT)
_FOUND = (
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")),
    (
        "url",
        re.compile(
            r"(?<![\w@.])(?:https?://[^\s<>\"]+|(?:[\w-]+\.)+(?:com|org|net|nl|be|eu|de|io|me|dev|example)\b(?:/[^\s<>\"]*)?)",
            re.IGNORECASE,
        ),
    ),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z][A-Za-z0-9_]{1,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d_])\w{1,256}")),
)


@dataclass(frozen=True)
class Entity:
    """Formatting; `offset` and `length` in UTF-16 units, `argument` is a link, language, user or emoji."""

    type: str
    offset: int
    length: int
    argument: str = ""

    @property
    def end(self) -> int:
        """The unit after the last."""
        return self.offset + self.length

    def to_json(self) -> Json:
        """As the Bot API tells it, but for a text_mention, whose user is told as its id alone."""
        head: Json = {"type": self.type, "offset": self.offset, "length": self.length}
        names = {"text_link": "url", "pre": "language", "custom_emoji": "custom_emoji_id"}
        if self.type == "text_mention":
            user = {"id": int(self.argument), "is_bot": False, "first_name": "?"}
            return {**head, "user": user}
        return {**head, names[self.type]: self.argument} if self.argument and self.type in names else head

    def of(self, text: str) -> str:
        """The words it stands on."""
        units = text.encode("utf-16-le")
        return units[2 * self.offset : 2 * self.end].decode("utf-16-le", "replace")


@dataclass(frozen=True)
class Formatted:
    """A text with its formatting. `lost` tells what a sender asked for and nobody will see."""

    text: str
    entities: tuple[Entity, ...] = ()
    lost: tuple[str, ...] = ()


def arranged(text: str, asked: list[Entity]) -> Formatted:
    """The text as it is shown. An empty text comes back for one of white space only."""
    text, entities = _cleaned(text, asked)
    text, entities = _trimmed(text, entities)
    entities = [entity for entity in entities if entity.length > 0 and entity.of(text).strip()]
    kept_entities, lost = _nested(sorted(entities, key=_rank))
    own = sorted(kept_entities, key=lambda entity: entity.type in _SOFT)[:MOST]
    found = [
        item for item in found_in(text) if not any(_meet(item, entity) for entity in own if _is_solid(entity))
    ]
    return Formatted(text, tuple(sorted([*own, *found], key=_rank)), tuple(lost))


def found_in(text: str) -> list[Entity]:
    """Commands, links, addresses, mentions and tags that Telegram finds by itself; none overlaps another."""
    taken: list[Entity] = []
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            words = match[0].rstrip(".,;:!?)'") if kind == "url" else match[0]
            entity = Entity(kind, utf16(text[: match.start()]), utf16(words))
            if not any(_meet(entity, other) for other in taken):
                taken.append(entity)
    return taken


def _rank(entity: Entity) -> tuple[int, int, int]:
    place = _ORDER.index(entity.type) if entity.type in _ORDER else len(_ORDER)
    return entity.offset, -entity.length, place


def _is_solid(entity: Entity) -> bool:
    return entity.type not in _SOFT and entity.type not in _QUOTES


def _meet(one: Entity, other: Entity) -> bool:
    return one.offset < other.end and other.offset < one.end


def _cleaned(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    last = utf16(text)
    if is_clean(text) and all(entity.end <= last for entity in entities):
        return text, entities
    moved, new, signs = [0], 0, []
    for sign in text:
        left = kept(sign)
        signs.append(left)
        moved += [new + utf16(left)] * utf16(sign)
        new += utf16(left)

    def shifted(entity: Entity) -> Entity:
        offset, end = moved[min(entity.offset, last)], moved[min(entity.end, last)]
        return replace(entity, offset=offset, length=end - offset)

    return "".join(signs), [shifted(entity) for entity in entities]


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    text = text.rstrip()
    end = utf16(text)
    entities = [replace(item, length=min(item.end, end) - item.offset) for item in entities if item.offset < end]
    first = min((item.offset for item in entities), default=end)
    cut = min(len(text) - len(text.lstrip(" \n")), first)
    return text[cut:], [replace(item, offset=item.offset - cut) for item in entities]


def _nested(entities: list[Entity]) -> tuple[list[Entity], list[str]]:
    solid: list[Entity] = []
    quotes: list[Entity] = []
    lost: list[str] = []
    for entity in entities:
        rivals = quotes if entity.type in _QUOTES else solid
        if entity.type in _SOFT:
            continue
        if any(_meet(entity, other) for other in rivals):
            lost.append(f"{entity.type} at {entity.offset} stands in or around other formatting that excludes it")
        else:
            rivals.append(entity)
    fixed = [entity for entity in solid if entity.type in _FIXED]
    soft: list[Entity] = []
    for entity in _merged([item for item in entities if item.type in _SOFT]):
        pieces = list(_around(entity, fixed))
        if sum(piece.length for piece in pieces) < entity.length:
            lost.append(f"{entity.type} at {entity.offset} is not shown on code")
        soft += pieces
    return sorted([*quotes, *solid, *soft], key=_rank), lost


def _merged(entities: list[Entity]) -> list[Entity]:
    """Two of a kind that touch are one."""
    done: dict[str, list[Entity]] = {}
    for entity in entities:
        same = done.setdefault(entity.type, [])
        if same and same[-1].end >= entity.offset:
            same[-1] = replace(same[-1], length=max(same[-1].end, entity.end) - same[-1].offset)
        else:
            same.append(entity)
    return [entity for same in done.values() for entity in same]


def _around(entity: Entity, walls: list[Entity]) -> Iterator[Entity]:
    begin = entity.offset
    for wall in walls:
        if not _meet(wall, replace(entity, offset=begin, length=entity.end - begin)):
            continue
        if wall.offset > begin:
            yield replace(entity, offset=begin, length=wall.offset - begin)
        begin = wall.end
    if begin < entity.end:
        yield replace(entity, offset=begin, length=entity.end - begin)
