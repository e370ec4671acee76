"""The claims of a draft, worked out once for all checks of one run."""

from __future__ import annotations

from functools import lru_cache

from bot.checks.claims.memo import Same
from bot.checks.claims.tracing import claims_of
from bot.domain.check import CheckContext, Draft
from bot.domain.pack import Claim


def judged(draft: Draft, context: CheckContext) -> tuple[Claim, ...]:
    """The draft's own claims where it has them, else those that rules find in it, each with its standing."""
    return tuple(draft.claims) or _found(Same(draft), Same(context))


@lru_cache(maxsize=4)
def _found(draft: Same[Draft], context: Same[CheckContext]) -> tuple[Claim, ...]:
    known = context.value
    return claims_of(draft.value.segments(), (), known.brief, known.language, known.phrases, known.today)
