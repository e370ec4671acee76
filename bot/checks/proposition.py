"""The proposition before anything is written for it. Run with a draft of its text: `proposition_findings`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from bot.checks.address import OTHER, addressed
from bot.checks.claims.lexicon import lexicon
from bot.checks.claims.superlatives import unbacked
from bot.checks.reading import MAX_HITS, Place, any_of, once, places, whole
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
    """Each word that any competitor could write down as well; a superlative has a finding of its own."""
    boasts = [hit.excerpt.lower() for hit in superlatives(draft, context)]
    for place in once(places(draft, context, "empty_words")):
        word = place.text.lower()
        if not any(word in boast or boast in word for boast in boasts):
            yield Hit(place.text)


def not_concrete(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """No figure and no verb of doing: nothing a reader could see happen.

    The lists cannot know every verb, so a longer sentence without empty words gets the benefit of the doubt.
    """
    concrete = _FIGURE.search(draft.text) or any_of(draft, context, "number_words", "doing_words")
    doubtful = len(draft.text.split()) < FEW_WORDS or any_of(draft, context, "empty_words")
    if not concrete and doubtful:
        yield Hit(draft.text)


def superlatives(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """Each "best", "only" or "number one" that the brief says and none of its proof shows.

    A post may repeat it, as `from_brief` and with a tick; here is where the proof can still be asked for.
    """
    words = lexicon(context.phrases, context.language)
    seen: set[str] = set()
    for part, text in _promised(draft, context).segments():
        for said in unbacked(text, context.brief, context.today, words):
            if said.lower() not in seen:
                seen.add(said.lower())
                yield Hit(said, {}, part)


def other_address(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """Sentences that address the reader with je where a channel of this brand says u, or the reverse.

    What the persona asks and objects is left out: those are a customer's own words.
    """
    if context.brief is None:
        return
    brand, channels = context.brief.brand, context.brief.channels or (context.channel.key,)
    for wanted in sorted({brand.address_on(channel) for channel in channels} & OTHER.keys()):
        first: dict[tuple[str, str], Place] = {}
        for place in addressed(_quoted(draft, context), context, OTHER[wanted]):
            first.setdefault((place.part, place.sentence), place)
        for place in islice(first.values(), MAX_HITS):
            yield Hit(place.text, {"wanted": wanted, "sentence": place.sentence}, place.part)


def _promised(draft: Draft, context: CheckContext) -> Draft:
    """The proposition with what it says of benefit and difference."""
    given = context.brief.proposition if context.brief else None
    parts = {"benefit": given.benefit, "better": given.better} if given else {}
    return Draft(draft.channel, draft.text, parts)


def _quoted(draft: Draft, context: CheckContext) -> Draft:
    """Everything of proposition and persona that may be taken over as it stands."""
    if context.brief is None:
        return draft
    persona = context.brief.persona
    own = {
        "need": persona.need,
        "situation": persona.situation,
        "decision_factors": persona.decision_factors,
        "answers": [objection.answer for objection in persona.objections],
    }
    need = {"need": context.brief.proposition.need}
    return Draft(draft.channel, draft.text, {**_promised(draft, context).parts, **need, "persona": own})


PROPOSITION_CHECKS = (
    Check("proposition.length", "advice", too_long, mendable=False),
    Check("proposition.parts", "advice", no_answer, mendable=False),
    Check("proposition.empty_word", "advice", empty_words, mendable=False),
    Check("proposition.concrete", "advice", not_concrete, mendable=False),
    Check("proposition.superlative", "advice", superlatives, mendable=False),
    Check("proposition.address", "advice", other_address, mendable=False),
)


def proposition_findings(context: CheckContext, texts: Mapping[str, CheckTexts]) -> tuple[Finding, ...]:
    """The findings on the proposition of the context's brief; none without a brief."""
    if context.brief is None:
        return ()
    draft = Draft(context.channel.key, context.brief.proposition.text)
    return findings(PROPOSITION_CHECKS, draft, context, texts)
