"""Honest persuasion: scarcity that is real, reviews that are free, conditions that are told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from bot.checks.reading import Place, any_of, is_negated, listed, once, overlaps, places, whole
from bot.domain.brief import Brief
from bot.domain.check import Check, CheckContext, Draft, Hit

_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_WORD = re.compile(r"[^\W\d_]{4,}")
_STAR = re.compile(r"(?<=\w)\*(?![\w*])")
_NOTE = re.compile(r"^\s*\*\s*\w", re.MULTILINE)


def scarcity(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """Scarcity that neither a valid proof point nor the brief carries."""
    found = [
        place
        for place in places(draft, context, "scarcity")
        if not is_negated(place, context) and not overlaps(place, context, "scarcity_not")
    ]
    if found:
        evidence = _evidence(context.brief, context.today)
        for place in once(found):
            if not any(_carries(text, place, context) for text in evidence):
                yield Hit(place.text, {"sentence": place.sentence}, place.part)


def _evidence(brief: Brief | None, today: date) -> tuple[str, ...]:
    """What the team stands for: valid proof, what it may quote, the proposition, the trigger, its assets."""
    if brief is None:
        return ()
    proof = [
        f"{p.text} {p.period or ''} {p.scope or ''}"
        for p in brief.proof
        if not (p.valid_until and p.valid_until < today)
    ]
    source = [brief.source.text] if brief.source and brief.source.permission != "internal" else []
    others = [brief.proposition.text, brief.trigger or "", *(asset.title for asset in brief.assets)]
    return tuple(text.lower() for text in (*proof, *source, *others) if text)


def _carries(evidence: str, place: Place, context: CheckContext) -> bool:
    """Whether a text says the same: the same figures and a word in common, or else the very same phrase."""
    numbers = _number_words(listed(context, "number_words"))
    figures = _figures(place.sentence.lower(), numbers)
    if not figures:
        return " ".join(place.text.lower().split()) in " ".join(evidence.split())
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", evidence):
        shared = set(_WORD.findall(sentence)) & set(_WORD.findall(place.sentence.lower()))
        if (
            shared
            and _figures(place.text.lower(), numbers) <= _figures(sentence, numbers)
            and figures & _figures(sentence, numbers)
        ):
            return True
    return False


@lru_cache(maxsize=4)
def _number_words(listed_from_two: tuple[str, ...]) -> dict[str, str]:
    return {word: str(value) for value, word in enumerate(listed_from_two, start=2)}


def _figures(text: str, numbers: dict[str, str]) -> set[str]:
    """The numbers of a text as digits, those written in words included."""
    return {*_FIGURE.findall(text), *(numbers[word] for word in re.findall(r"\w+", text) if word in numbers)}


def urgency(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """Hurry without a date or figure in the same sentence that explains it."""
    for place in once(places(draft, context, "urgency")):
        if not _FIGURE.search(place.sentence) and not is_negated(place, context):
            yield Hit(place.text, {"sentence": place.sentence}, place.part)


def fake_reviews(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """Reviews that are bought, steered or attributed to nobody."""
    for place in once(places(draft, context, "fake_reviews")):
        if not is_negated(place, context):
            yield Hit(place.text, {"sentence": place.sentence}, place.part)


def hidden_conditions(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """Conditions that are mentioned and not told, a star without a note, a free start without its sequel."""
    for place in once(places(draft, context, "hidden_conditions")):
        if not is_negated(place, context):
            yield Hit(place.text, {"sentence": place.sentence}, place.part)
    for part, seen in whole(draft).readings:
        star = _STAR.search(seen.prose) if "*" in seen.prose else None
        if star and seen.prose.count("*") == 1 and not _NOTE.search(seen.prose):
            sentence = seen.sentence_at(star.start()).text
            yield Hit(sentence, {"sentence": sentence}, part)
    for place in once(places(draft, context, "free_offers"), limit=1):
        if not any_of(draft, context, "free_answers"):
            yield Hit(place.text, {"sentence": place.sentence}, place.part)


CHECKS = (
    Check("persuasion.scarcity", "blocking", scarcity),
    Check("persuasion.urgency", "advice", urgency),
    Check("persuasion.fake_review", "blocking", fake_reviews),
    Check("persuasion.hidden_condition", "advice", hidden_conditions, mendable=False),
)
