"""Effects as they are written down, and as they are read again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.conversation.effects import Edit, Hand, Kept, Lasting, Send
from bot.storage.outbox import Parcel

_KINDS: Mapping[str, type[Lasting]] = {"send": Send, "edit": Edit, "hand": Hand}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def parcel_of(effect: Lasting, workspace: int | None) -> Parcel:
    """An effect as it is kept. Positions, not names: a row lives for moments, and this is on the way of every
    answer."""
    if isinstance(effect, Edit):
        front, chat = effect.message.front, effect.message.chat
    else:
        front, chat = effect.chat.front, effect.chat.id
    file = None
    values: list[Any] = [*effect[:-1]]
    if isinstance(effect, Hand):
        file, values[2] = effect.content, None
    body = json.dumps([_NAMES[type(effect)], *values], ensure_ascii=False, separators=(",", ":"))
    card = effect.card if isinstance(effect, Send) else ""
    return Parcel(front, chat, body, file, workspace, card=card)


def effect_of(parcel: Parcel) -> Lasting | None:
    """The effect again; None for one that cannot be read, as one by another release."""
    with suppress(ValidationError, ValueError, TypeError, KeyError):
        name, *values = json.loads(parcel.body)
        if name == "hand":
            values[2] = parcel.file
        effect: Lasting = _reader(name).validate_python(tuple(values))
        return effect._replace(kept=Kept(parcel.id, parcel.parts))
    return None


@cache
def _reader(name: str) -> TypeAdapter[Any]:
    """Made when first used: most processes never find anything."""
    return TypeAdapter(_KINDS[name])
