"""Environmental, health and safety claims: some are shut whatever the proof, the others need it and an expert.

Environmental claims follow Directive (EU) 2024/825, which applies from 27 September 2026: generic claims without
recognised excellent performance, neutrality that rests on offsetting, and labels of one's own making. A check of
words, no legal advice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from bot.checks.claims.judged import judged
from bot.checks.claims.lexicon import lexicon
from bot.checks.claims.memo import Same
from bot.checks.claims.special import GREEN, HEALTH, special
from bot.checks.phrases import find
from bot.checks.view import Sentence, View, view
from bot.domain.check import Check, CheckContext, Draft, Hit

SCHEMES, STATEMENT = "green_schemes", "statement"
GENERIC, NEUTRALITY, LABEL = "generic", "neutrality", "label"


class _Place(NamedTuple):
    kind: str
    word: str
    sentence: str
    part: str


def generic(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """Green without saying what, how much and by whose measure, unless a recognised scheme is named as proof."""
    hits = list(_hits(GREEN, GENERIC, draft, context))
    return hits if hits and not _scheme(context) else ()


def scheme(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A generic claim that a recognised scheme may carry, if it is about what the label covers."""
    hits = list(_hits(GREEN, GENERIC, draft, context))
    named = _scheme(context) if hits else ""
    for hit in hits if named else ():
        yield Hit(hit.excerpt, {**hit.values, "scheme": named}, hit.part)


def neutrality(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """Neutral by offsetting."""
    return _hits(GREEN, NEUTRALITY, draft, context)


def label(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A label of one's own making."""
    return _hits(GREEN, LABEL, draft, context)


def sensitive(kind: str, *, proven: bool) -> Callable[[Draft, CheckContext], Iterable[Hit]]:
    """Claims about health or safety, with or without proof. That the brief says so is no proof."""

    def search(draft: Draft, context: CheckContext) -> Iterable[Hit]:
        carried = {claim.text for claim in judged(draft, context) if claim.standing == "proven"}
        for place in _places(HEALTH, draft, context):
            if place.kind == kind and (place.sentence in carried) is proven:
                yield Hit(place.sentence, {"word": place.word}, place.part)

    return search


def _hits(name: str, kind: str, draft: Draft, context: CheckContext) -> Iterator[Hit]:
    for place in _places(name, draft, context):
        if place.kind == kind:
            yield Hit(place.word, {"sentence": place.sentence}, place.part)


def _scheme(context: CheckContext) -> str:
    """The recognised scheme that a valid proof point names, if any."""
    schemes = context.phrases[SCHEMES][context.language] if SCHEMES in context.phrases else ()
    for proof in context.brief.proof if context.brief else ():
        if proof.valid_until is None or proof.valid_until >= context.today:
            for found in find(schemes, f"{proof.text}\n{proof.source or ''}"):
                return found.text
    return ""


def _places(name: str, draft: Draft, context: CheckContext) -> tuple[_Place, ...]:
    return _found(name, Same(draft), Same(context))


@lru_cache(maxsize=8)
def _found(name: str, draft: Same[Draft], context: Same[CheckContext]) -> tuple[_Place, ...]:
    """Each sentence once per kind, by its first word; questions to the reader claim nothing."""
    words = lexicon(context.value.phrases, context.value.language)
    found: dict[tuple[str, str], _Place] = {}
    for part, text in draft.value.pieces:
        seen = view(text)
        for kind, hit in special(seen.prose, words, name):
            sentence = seen.sentence_at(hit.start)
            if not _asks(seen, sentence, words.signals.get(STATEMENT, ())):
                found.setdefault((kind, sentence.text), _Place(kind, hit.text, sentence.text, part))
    return tuple(found.values())


def _asks(seen: View, sentence: Sentence, statements: tuple[str, ...]) -> bool:
    text = seen.text[sentence.start : sentence.end]
    return text.rstrip("\"'”’») ").endswith("?") and next(find(statements, text), None) is None


CHECKS: tuple[Check, ...] = (
    Check("green.generic", "blocking", generic),
    Check("green.neutrality", "blocking", neutrality),
    Check("green.label", "blocking", label),
    Check("health.unproven", "blocking", sensitive("health", proven=False)),
    Check("safety.unproven", "blocking", sensitive("safety", proven=False)),
    Check("green.scheme", "advice", scheme, mendable=False),
    Check("health.expert", "advice", sensitive("health", proven=True), mendable=False),
    Check("safety.expert", "advice", sensitive("safety", proven=True), mendable=False),
)
