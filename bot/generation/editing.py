"""A post as a person typed it: parts derived anew as far as they still stand in it, claims and findings too."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.checks.spoken import seconds_spoken
from bot.domain.channel import Channel, Part
from bot.domain.pack import Post, Topic
from bot.domain.rewrite import NotPossibleError
from bot.generation.cleaning import clean_text
from bot.generation.content import PostContent, WrittenClaim
from bot.generation.finish import Finisher
from bot.generation.order import Order

MAIN = "text"
HOOKS = "hooks"
_LEAST_SECONDS = 2


def edited(
    order: Order, topic: Topic, channel: Channel, post: Post, new_text: str, finisher: Finisher, part: str = MAIN
) -> Post:
    """The post with a text that a person typed, for the main field or for one part; claims and findings anew.

    Raises NotPossibleError for an empty or unchanged text, and for a part that the channel does not have.
    """
    text = clean_text(new_text).strip()
    if not text:
        raise NotPossibleError("no_text")
    if part == MAIN and channel.text.assemble:
        new = text, _reopened(channel, post, text)
    else:
        new = _reparted(channel, post, _known(channel, part), text)
    if new == (post.text, post.parts):
        raise NotPossibleError("unchanged")
    return again(order, topic, channel, post, *new, finisher)


def again(
    order: Order,
    topic: Topic,
    channel: Channel,
    post: Post,
    text: str,
    parts: Mapping[str, Any],
    finisher: Finisher,
) -> Post:
    """What stands around the text stays; the claims of before only count as far as they still stand in it."""
    claims = tuple(
        WrittenClaim(text=one.text, kind=one.kind, proof=one.proof, source_sentence=one.source_sentence)
        for one in post.claims
    )
    content = PostContent(
        parts={}, claims=claims, replies=post.replies, image_brief=post.image_brief, alt_text=post.alt_text
    )
    return finisher.judged(order, topic, channel, text, parts, content, post.writer)


# -- parts of an edited text ------------------------------------------------------------------------


def _reopened(channel: Channel, post: Post, text: str) -> dict[str, Any]:
    """The parts beside the main field: the alternative openings follow what it now opens with."""
    hooks = [hook for hook in post.parts.get(HOOKS, ()) if isinstance(hook, str)]
    if not hooks or channel.text.assemble[0] != HOOKS:
        return dict(post.parts)
    standing = next((hook for hook in hooks if text.startswith(hook)), None)
    opening = standing or text.partition("\n")[0].strip()
    others = [hook for hook in hooks if hook != opening]
    if standing is None:
        others = others[1:]  # the opening that was there has become this one
    return {**post.parts, HOOKS: [opening, *others]}


def _known(channel: Channel, key: str) -> Part:
    part = channel.part(key)
    if part is None or (key in channel.text.assemble and key != HOOKS):
        raise NotPossibleError("unknown_part")
    return part


def _reparted(channel: Channel, post: Post, part: Part, text: str) -> tuple[str, dict[str, Any]]:
    """The main field and the parts after one part was typed anew, a line or paragraph for each of its items."""
    old = post.parts.get(part.key)
    value = _READERS[part.kind](text, old if isinstance(old, list | tuple) else ())
    if part.key == HOOKS:
        return with_hooks(channel, post, value)
    if part.kind != "beats":
        return post.text, {**post.parts, part.key: value}
    parts = {**post.parts, part.key: timed(value, channel)}
    if parts.get(HOOKS) and HOOKS not in channel.text.assemble:
        parts[HOOKS] = [value[0]["spoken"], *parts[HOOKS][1:]]
    return post.text, parts


def with_hooks(channel: Channel, post: Post, hooks: Sequence[str]) -> tuple[str, dict[str, Any]]:
    """The main field and the parts with other openings; the first is used, in the text or in the film."""
    before = next(iter(post.parts.get(HOOKS, ())), "")
    parts, text = {**post.parts, HOOKS: list(hooks)}, post.text
    if HOOKS in channel.text.assemble and before and text.startswith(before):
        text = hooks[0] + text.removeprefix(before)
    for film in channel.parts:
        if film.kind == "beats" and parts.get(film.key):
            first, *others = parts[film.key]
            screen = "" if first.get("on_screen") == before else first.get("on_screen", "")
            parts[film.key] = timed([{**first, "spoken": hooks[0], "on_screen": screen}, *others], channel)
    return text, parts


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _blocks(text: str) -> list[str]:
    return [block.strip() for block in text.split("\n\n") if block.strip()]


def _items(text: str, old: Sequence[Any]) -> list[str]:
    """Paragraphs when blank lines part them, else lines."""
    return _blocks(text) if "\n\n" in text else _lines(text)


def _beats(text: str, old: Sequence[Any]) -> list[dict[str, Any]]:
    """A spoken line for each shot; pictures stay with their place, and what has no shot yet shows the last one."""
    spare = dict(old[-1]) if old else {"start": 0, "end": 0, "visual": "", "on_screen": ""}
    shots = [
        dict(old[place]) if place < len(old) else {**spare, "on_screen": ""} for place in range(len(_lines(text)))
    ]
    return [{**shot, "spoken": line} for shot, line in zip(shots, _lines(text), strict=True)]


def _headed(name: str) -> Callable[[str, Sequence[Any]], list[dict[str, Any]]]:
    """The first line of each block is its title or heading."""

    def read(text: str, old: Sequence[Any]) -> list[dict[str, Any]]:
        parted = (block.partition("\n") for block in _blocks(text))
        return [{name: head.strip(), "text": body.strip()} for head, _, body in parted]

    return read


_READERS: Mapping[str, Callable[[str, Sequence[Any]], Any]] = {
    "line": lambda text, old: " ".join(text.split()),
    "lines": _items,
    "paragraphs": _items,
    "hashtags": lambda text, old: text.split(),
    "beats": _beats,
    "slides": _headed("title"),
    "sections": _headed("heading"),
}


def timed(beats: Sequence[Mapping[str, Any]], channel: Channel) -> list[dict[str, Any]]:
    """The shots one after another from zero, each as long as its words take; a short film holds them longer."""
    spoken = channel.spoken
    pace = spoken.words_per_minute if spoken else 0
    lasting = [
        max(
            _LEAST_SECONDS,
            math.ceil(seconds_spoken(beat["spoken"], pace)) if pace else beat["end"] - beat["start"],
        )
        for beat in beats
    ]
    place = 0
    while spoken and lasting and sum(lasting) < spoken.min_seconds:
        lasting[place % len(lasting)] += 1
        place += 1
    ends = [sum(lasting[: number + 1]) for number in range(len(lasting))]
    return [
        {**beat, "start": end - last, "end": end} for beat, last, end in zip(beats, lasting, ends, strict=True)
    ]
