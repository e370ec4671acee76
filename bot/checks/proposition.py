"""The proposition before anything is written for it. Run with a draft of its text: `proposition_findings`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.checks.reading import any_of, once, places, whole
from bot.checks.run import findings
from bot.domain.check import Check, CheckContext, CheckTexts, Draft, Hit
from bot.domain.pack import Finding

MAX_SENTENCES = 2
MAX_WORDS = 45
FEW_WORDS = 12
_FIGURE = re.compile(r"\d")


def too_long(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """More than two sentences, or two that hold more than anybody remembers."""
    view = whole(draft).readings[0].view
    sentences, words = len(view.sentences), len(view.words)
    if sentences > MAX_SENTENCES or words > MAX_WORDS:
        yield Hit("", {"sentences": sentences, "words": words})


def no_answer(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """None of the three questions is answered: which need, which benefit, why better."""
    given = context.brief.proposition if context.brief else None
    filled = given and (given.need or given.benefit or given.better)
    if not filled and not any_of(draft, context, "proposition_parts"):
        yield Hit(draft.text)


def empty_words(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """Each word that any competitor could write down as well."""
    for place in once(places(draft, context, "empty_words")):
        yield Hit(place.text)


def not_concrete(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """No figure and no verb of doing: nothing a reader could see happen.

    The lists cannot know every verb, so a longer sentence without empty words gets the benefit of the doubt.
    """
    concrete = _FIGURE.search(draft.text) or any_of(draft, context, "number_words", "doing_words")
    doubtful = len(draft.text.split()) < FEW_WORDS or any_of(draft, context, "empty_words")
    if not concrete and doubtful:
        yield Hit(draft.text)


PROPOSITION_CHECKS = (
    Check("proposition.length", "advice", too_long, mendable=False),
    Check("proposition.parts", "advice", no_answer, mendable=False),
    Check("proposition.empty_word", "advice", empty_words, mendable=False),
    Check("proposition.concrete", "advice", not_concrete, mendable=False),
)


def proposition_findings(context: CheckContext, texts: Mapping[str, CheckTexts]) -> tuple[Finding, ...]:
    """The findings on the proposition of the context's brief; none without a brief."""
    if context.brief is None:
        return ()
    draft = Draft(context.channel.key, context.brief.proposition.text)
    return findings(PROPOSITION_CHECKS, draft, context, texts)
