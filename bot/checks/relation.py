"""A commercial relation is recognisable, and nothing looks like one that is none."""

from __future__ import annotations

from collections.abc import Iterator

from bot.checks import phrases
from bot.checks.reading import Reading, listed, readings
from bot.domain.check import Check, CheckContext, Draft, Hit

MARKS = "relation_marks"
VISIBLE_KINDS = ("beats", "slides")
"""Parts that every viewer gets to see, unlike a caption below the fold or a comment."""


def _marks(reading: Reading, context: CheckContext) -> Iterator[phrases.Found]:
    return phrases.find(listed(context, MARKS), reading.view.text)


def _is_visible(reading: Reading, place: phrases.Found, context: CheckContext) -> bool:
    if reading.part == "text":
        fold = context.channel.text.limit.fold
        return fold is None or place.end <= fold
    part = context.channel.part(reading.part.partition("[")[0].partition(".")[0])
    return part is not None and part.kind in VISIBLE_KINDS


def _found(draft: Draft, context: CheckContext) -> list[tuple[Reading, phrases.Found]]:
    return [(reading, place) for reading in readings(draft) for place in _marks(reading, context)]


def missing(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """A commercial relation without any mark."""
    if context.brief and context.brief.commercial_relation and not _found(draft, context):
        yield Hit(readings(draft)[0].view.sentence_at(0).text[:80])


def hidden(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """A mark that readers meet only after they tapped for more, or in a comment."""
    if context.brief and context.brief.commercial_relation:
        found = _found(draft, context)
        if found and not any(_is_visible(reading, place, context) for reading, place in found):
            reading, place = found[0]
            yield Hit(place.text, {"fold": context.channel.text.limit.fold or 0}, reading.part)


def unneeded(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """A mark in hashtag form where the brief knows of no relation."""
    if context.brief and not context.brief.commercial_relation:
        for reading, place in _found(draft, context):
            if place.text.startswith("#"):
                yield Hit(place.text, {}, reading.part)


CHECKS = (
    Check("relation.missing", "blocking", missing),
    Check("relation.hidden", "blocking", hidden),
    Check("relation.unneeded", "advice", unneeded),
)
