"""The claims of a draft with the reason of each, worked out once for all checks of one run."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from bot.checks.claims.finding import Candidate
from bot.checks.claims.lexicon import Lexicon, lexicon
from bot.checks.claims.memo import Same
from bot.checks.claims.tracing import claims_of, judge
from bot.domain.check import CheckContext, Draft
from bot.domain.pack import Claim


class Judged(NamedTuple):
    """A claim and, where it is an unproven fact, the key in claims_reasons of what is missing."""

    claim: Claim
    cause: str


def judged(draft: Draft, context: CheckContext) -> tuple[Judged, ...]:
    """The draft's own claims where it has them, else those that rules find in it."""
    return _judged(Same(draft), Same(context))


@lru_cache(maxsize=4)
def _judged(draft: Same[Draft], context: Same[CheckContext]) -> tuple[Judged, ...]:
    checked, known = draft.value, context.value
    words = lexicon(known.phrases, known.language)
    claims = checked.claims or claims_of(
        checked.segments(), (), known.brief, known.language, known.phrases, known.today
    )
    return tuple(Judged(claim, _cause(claim, known, words)) for claim in claims)


def _cause(claim: Claim, context: CheckContext, words: Lexicon) -> str:
    if claim.kind != "fact" or claim.standing != "unproven":
        return ""
    candidate = Candidate(claim.text, claim.part, claim.kind, claim.proof, claim.source_sentence)
    return judge(candidate, context.brief, context.today, words).cause or "none"
