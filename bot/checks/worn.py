"""Worn language: phrases by density, the "not X but Y" family, rhetorical openers, dashes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.checks.reading import Place, once, places, whole
from bot.domain.check import Check, CheckContext, Draft, Hit

WORN, CONTRAST, OPENERS = "worn", "worn_contrast", "worn_openers"
REMARK_PER_100 = 0.5  # one worn phrase in two hundred words is what good copy has
DENSE_PER_100 = 2.0
DENSE_AT_LEAST = 3
DASHES_PER_100 = 1.5
DASHES_AT_LEAST = 3
DASHES = ("—", " – ", " - ")
_DASH = re.compile(r"\w ?— ?\w|\w [–-] \w")


def _words(draft: Draft) -> int:
    return max(1, len(whole(draft).lowers))


def _per_100(count: int, draft: Draft) -> float:
    return 100 * count / _words(draft)


def _hits(found: tuple[Place, ...]) -> Iterator[Hit]:
    for place in found:
        yield Hit(place.text, {"sentence": place.sentence}, place.part)


def phrases_worn(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """Each worn phrase, once there is more than one in two hundred words."""
    found = tuple(places(draft, context, WORN))
    if found and _per_100(len(found), draft) > REMARK_PER_100:
        yield from _hits(once(found))


def dense(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """Three or more worn turns of any kind, and two or more in a hundred words: time to rewrite."""
    found = tuple(places(draft, context, WORN, CONTRAST, OPENERS))
    if len(found) >= DENSE_AT_LEAST and _per_100(len(found), draft) >= DENSE_PER_100:
        wordings = ", ".join(place.text.lower() for place in once(found))
        yield Hit(found[0].text, {"count": len(found), "words": _words(draft), "phrases": wordings}, found[0].part)


def contrast(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """Each "not X but Y", within a sentence or across two."""
    yield from _hits(once(places(draft, context, CONTRAST)))


def openers(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """Each rhetorical run-up."""
    yield from _hits(once(places(draft, context, OPENERS)))


def dashes(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """Dashes as the favourite punctuation mark: three or more, and more than three in two hundred words."""
    prose = whole(draft).prose
    count = len(_DASH.findall(prose)) if any(sign in prose for sign in DASHES) else 0
    if count >= DASHES_AT_LEAST and _per_100(count, draft) > DASHES_PER_100:
        yield Hit("", {"count": count, "words": _words(draft)})


CHECKS = (
    Check("worn.phrase", "advice", phrases_worn),
    Check("worn.dense", "blocking", dense),
    Check("worn.contrast", "advice", contrast),
    Check("worn.opener", "advice", openers),
    Check("worn.dashes", "advice", dashes),
)
