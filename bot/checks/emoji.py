"""Emoji: whether they fit brand and channel, and whether they get in the way of reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise

from bot.checks.signs import pictures
from bot.domain.check import Check, CheckContext, Draft, Hit

MAX_ROW = 2
MAX_BULLETS = 2
AT_LEAST = 3
CHARACTERS_EACH = 250
"""Some emoji: three, or one in 250 characters in a longer text. A convention of Kernbot; no source gives one."""


def banned_by_brand(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """An emoji although the brand uses none."""
    if context.brief is not None and context.brief.brand.emoji == "none":
        yield from _first(draft)


def unusual_on_channel(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """An emoji on a channel that is better off without."""
    brand_decides = context.brief is not None and context.brief.brand.emoji == "none"
    if context.channel.emoji == "none" and not brand_decides:
        yield from _first(draft)


def too_many(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """More than some, where brand and channel want some."""
    policies = {context.channel.emoji, context.brief.brand.emoji if context.brief else "some"}
    if "some" not in policies or "none" in policies:
        return
    found = pictures(draft.text)
    most = max(AT_LEAST, len(draft.text) // CHARACTERS_EACH)
    if len(found) > most:
        yield Hit(found[most].group(), {"count": len(found), "max": most})


def row(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """The same emoji twice in a row, or three or more side by side."""
    for part, text in _pieces(draft):
        yield from islice(_rows(text, part), 1)


def bullets(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """Three or more lines that begin with an emoji."""
    text = draft.text
    starts = [found for found in pictures(text) if not text[: found.start()].rpartition("\n")[2].strip()]
    if len(starts) > MAX_BULLETS:
        yield Hit(starts[0].group(), {"count": len(starts)})


def in_word(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """An emoji that stands for a letter or is glued between two words."""
    for part, text in _pieces(draft):
        for found in pictures(text):
            before, after = text[: found.start()][-1:], text[found.end() :][:1]
            if before.isalpha() and after.isalpha():
                yield Hit(f"{before}{found.group()}{after}", {}, part)
                break


def _pieces(draft: Draft) -> Iterator[tuple[str, str]]:
    """The pieces, if any of them holds an emoji."""
    return iter(draft.pieces if pictures(draft.whole) else ())


def _first(draft: Draft) -> Iterator[Hit]:
    for part, text in _pieces(draft):
        found = pictures(text)
        if found:
            yield Hit(found[0].group(), {"count": len(found)}, part)


def _rows(text: str, part: str) -> Iterator[Hit]:
    found = pictures(text)
    run: list[re.Match[str]] = list(found[:1])
    for one, other in pairwise(found):
        if not text[one.end() : other.start()].strip(" \t"):
            run.append(other)
        else:
            run = [other]
        if len(run) > MAX_ROW or (len(run) > 1 and one.group() == other.group()):
            yield Hit(text[run[0].start() : other.end()], {}, part)
            return


CHECKS: tuple[Check, ...] = (
    Check("emoji.brand", "blocking", banned_by_brand),
    Check("emoji.channel", "advice", unusual_on_channel),
    Check("emoji.many", "advice", too_many),
    Check("emoji.row", "advice", row),
    Check("emoji.bullets", "advice", bullets),
    Check("emoji.in_word", "advice", in_word),
)
