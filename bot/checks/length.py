"""Length, counted as the channel counts it. Over a limit that is documented or quoted blocks; over a convention
is advice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from bot.checks import counters
from bot.domain.channel import Basis, Limit, Part
from bot.domain.check import Check, CheckContext, Draft, Hit

HARD: frozenset[Basis] = frozenset({"documented", "quoted"})
SHOWN = 80
MAX_HITS = 5
_WITHIN = {"beats": "spoken", "slides": "text", "sections": "text"}


class Measured(NamedTuple):
    """A text with a limit that it has to keep."""

    part: str
    text: str
    limit: Limit


def measured(draft: Draft, context: CheckContext) -> Iterator[Measured]:
    """The main field with each of its limits, then every part that the channel limits as a whole."""
    for limit in (context.channel.text.limit, *context.channel.text.also):
        yield Measured("text", draft.text, limit)
    for part in context.channel.parts:
        if part.limit is not None and draft.parts.get(part.key):
            yield Measured(part.key, _whole(draft, part.key), part.limit)


def over_limit(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """More than a channel accepts, by its documentation or by a quotation of it."""
    return (hit for one in measured(draft, context) if one.limit.basis in HARD for hit in _over(one, context))


def over_convention(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """More than is usual on a channel, or than an unverified limit allows."""
    return (hit for one in measured(draft, context) if one.limit.basis not in HARD for hit in _over(one, context))


def long_item(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """One item of a part (a hook, a spoken line, a slide) that is longer than the channel's file asks for."""
    return islice(_long_items(draft, context), MAX_HITS)


def _long_items(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    for part in context.channel.parts:
        for name, text in _items(part, draft.parts.get(part.key)):
            if len(text) > part.max_chars:
                values = {"count": len(text), "limit": part.max_chars}
                yield Hit(text[-min(len(text) - part.max_chars, SHOWN) :].strip(), values, name)


def empty(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """No text at all where the channel posts one."""
    if context.channel.text.assemble and not draft.text.strip():
        yield Hit()


def sms_encoding(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A sign outside GSM 03.38 in a text message: 70 signs a message instead of 160."""
    if context.channel.text.limit.counter != "sms":
        return
    signs = counters.not_gsm(draft.text)
    if signs:
        shown = " ".join(sign for sign in signs[:5] if sign.isprintable())
        values = {"signs": shown, "segments": counters.sms_segments(draft.text)}
        yield Hit(shown.split(" ")[0], values)


def _over(one: Measured, context: CheckContext) -> Iterator[Hit]:
    limit = one.limit.value
    if limit is None:
        return
    if one.limit.counter == "sms":
        limit = counters.sms_limit(one.text, limit)
    count = counters.count(one.text, one.limit.counter)
    if count > limit:
        values = {
            "count": count,
            "limit": limit,
            "over": count - limit,
            "counter": one.limit.counter,
            "channel": context.channel.title(context.language),
        }
        yield Hit(one.text[-min(count - limit, SHOWN) :].strip(), values, one.part)


def _whole(draft: Draft, key: str) -> str:
    """A part as one text, whatever its shape."""
    value = draft.parts[key]
    if isinstance(value, str):
        return value
    return "\n\n".join(text for name, text in draft.segments() if name.startswith((f"{key}[", f"{key}.")))


def _items(part: Part, value: object) -> Iterator[tuple[str, str]]:
    """The texts of a part that `max_chars` bounds, each with its name."""
    if isinstance(value, str):
        yield part.key, value
    elif isinstance(value, list | tuple):
        inner = _WITHIN.get(part.kind, "")
        for place, item in enumerate(value):
            text = item.get(inner) if isinstance(item, Mapping) else item
            if isinstance(text, str):
                yield f"{part.key}[{place}]" + (f".{inner}" if isinstance(item, Mapping) else ""), text


CHECKS: tuple[Check, ...] = (
    Check("length.limit", "blocking", over_limit),
    Check("length.convention", "advice", over_convention),
    Check("length.item", "advice", long_item),
    Check("length.empty", "blocking", empty),
    Check("length.sms_encoding", "advice", sms_encoding),
)
