"""The text against its phase: a call to action of the right strength, and what the phase rules out.

All words are data: `cta_<strength>`, `not_in_<phase>` and `not_in_<phase>_advice` in prompts/style.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from bot.checks import phrases
from bot.checks.reading import Place, any_of, is_negated, listed, once, overlaps, places, whole
from bot.checks.view import View
from bot.domain.check import Check, CheckContext, Draft, Hit
from bot.domain.journey import CtaStrength

STRENGTHS: tuple[CtaStrength, ...] = get_args(CtaStrength)
SELLING: dict[CtaStrength, int] = {"medium": 1, "hard": 2}
"""How far a step goes towards the sale; the other strengths ask for nothing of the kind."""
STRONGEST = max(SELLING, key=lambda strength: SELLING[strength])
LINKS = ("http://", "https://", "www.", "[link")
CLOSING_SENTENCES = 3


def missing_cta(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """No next step anywhere: no phrase of any strength, no link, no question among the last sentences."""
    if context.phase is None:
        return
    seen = whole(draft)
    if any(link in seen.text for link in LINKS) or any(_asks(view) for _, view in seen.readings):
        return
    if not any_of(draft, context, *(f"cta_{strength}" for strength in STRENGTHS)):
        yield Hit("", {"phase": context.phase.name[context.language], "examples": _examples(context)})


def too_weak(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """Nothing to do but read on, in a phase where the reader has come to act."""
    if context.phase is None or context.phase.cta_strength != STRONGEST:
        return
    seen = whole(draft)
    if any(link in seen.text for link in LINKS) or next(missing_cta(draft, context), None):
        return
    if not any_of(draft, context, f"cta_{STRONGEST}", f"cta_{STRONGEST}_also"):
        yield Hit("", {"phase": context.phase.name[context.language], "examples": _examples(context)})


def _asks(view: View) -> bool:
    """Whether one of the last sentences is a question: that asks for an answer."""
    return "?" in view.text and any("?" in sentence.text for sentence in view.sentences[-CLOSING_SENTENCES:])


def _examples(context: CheckContext) -> str:
    steps = context.phase.cta if context.phase else ()
    return ", ".join(step[context.language] for step in steps[:3])


def _stronger(draft: Draft, context: CheckContext, strength: CtaStrength) -> Iterator[Hit]:
    """Steps of this strength in a phase that is not that far towards the sale."""
    if context.phase is None or SELLING.get(context.phase.cta_strength, 0) >= SELLING[strength]:
        return
    own = f"cta_{context.phase.cta_strength}"
    found = (
        place
        for place in places(draft, context, f"cta_{strength}")
        if not (
            is_negated(place, context)
            or overlaps(place, context, f"cta_{strength}_not")
            or _same_step(place, context, own)
        )
    )
    for place in once(found):
        values = {"phase": context.phase.name[context.language], "examples": _examples(context)}
        yield Hit(place.text, values, place.part)


def _same_step(place: Place, context: CheckContext, own: str) -> bool:
    """Whether a longer step of the phase itself stands here: "order again" is no "order"."""
    around = place.view.prose[place.start : place.end + 40]
    return any(
        found.start == 0 and len(found.text) > len(place.text)
        for found in phrases.find(listed(context, own), around)
    )


def too_hard(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """A call to buy, book or sign up in a phase that has not come to that."""
    return _stronger(draft, context, "hard")


def too_strong(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """A step for people who compare (demo, quote) in a phase where nobody compares yet, or any more."""
    return _stronger(draft, context, "medium")


def _ruled_out(draft: Draft, context: CheckContext, key: str) -> Iterator[Hit]:
    if context.phase is None or context.canvas_phase is None:
        return
    for place in once(p for p in places(draft, context, key) if not is_negated(p, context)):
        yield Hit(
            place.text, {"phase": context.phase.name[context.language], "sentence": place.sentence}, place.part
        )


def ruled_out(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """What the phase certainly rules out."""
    return _ruled_out(draft, context, f"not_in_{context.canvas_phase}")


def doubtful(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """What the phase probably rules out."""
    return _ruled_out(draft, context, f"not_in_{context.canvas_phase}_advice")


def question(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """One question to the reviewer with all that the phase rules out and no rule can see."""
    if context.phase is None:
        return
    covered = listed(context, "phase_covered")
    items = [item[context.language] for item in context.phase.must_not]
    asked = [item for item in items if not any(True for _ in phrases.find(covered, item))]
    if asked:
        listing = "; ".join(item[:1].lower() + item[1:].rstrip(".") for item in asked)
        yield Hit("", {"phase": context.phase.name[context.language], "items": listing})


CHECKS = (
    Check("phase.cta_too_hard", "blocking", too_hard),
    Check("phase.cta_too_strong", "advice", too_strong),
    Check("phase.cta", "advice", missing_cta),
    Check("phase.cta_too_weak", "advice", too_weak),
    Check("phase.must_not", "blocking", ruled_out),
    Check("phase.must_not_advice", "advice", doubtful),
    Check("phase.question", "advice", question, mendable=False),
)
