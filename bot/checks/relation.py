"""A commercial relation is recognisable, and nothing looks like one that is none."""

from __future__ import annotations

from collections.abc import Iterator

from bot.checks.reading import Place, listed, once, whole
from bot.domain.check import Check, CheckContext, Draft, Hit

MARKS = "relation_marks"
EXCERPT = 80
VISIBLE_KINDS = ("beats", "slides")
"""Parts that every viewer gets to see, unlike a caption below the fold or a comment."""


def _found(draft: Draft, context: CheckContext) -> tuple[Place, ...]:
    seen = whole(draft)
    return tuple(seen.find(listed(context, MARKS), seen.text))


def _is_visible(place: Place, context: CheckContext) -> bool:
    if place.part == "text":
        fold = context.channel.text.limit.fold
        return fold is None or place.end <= fold
    part = context.channel.part(place.part.partition("[")[0].partition(".")[0])
    return part is not None and part.kind in VISIBLE_KINDS


def missing(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """A commercial relation without any mark."""
    if context.brief and context.brief.commercial_relation and not _found(draft, context):
        yield Hit(whole(draft).readings[0].view.sentence_at(0).text[:EXCERPT])


def hidden(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """A mark that readers meet only after they tapped for more, or in a comment."""
    if context.brief and context.brief.commercial_relation:
        found = _found(draft, context)
        if found and not any(_is_visible(place, context) for place in found):
            yield Hit(found[0].text, {"fold": context.channel.text.limit.fold or 0}, found[0].part)


def unneeded(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """A mark in hashtag form where the brief knows of no relation."""
    if context.brief and not context.brief.commercial_relation:
        for place in once(_found(draft, context)):
            if place.text.startswith("#"):
                yield Hit(place.text, {}, place.part)


CHECKS = (
    Check("relation.missing", "blocking", missing),
    Check("relation.hidden", "blocking", hidden),
    Check("relation.unneeded", "advice", unneeded),
)
