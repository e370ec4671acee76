"""The checks on claims. An unproven fact gives one finding: the most telling of those below."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.checks.claims.judged import judged
from bot.checks.claims.lexicon import lexicon
from bot.checks.claims.unlisted import unlisted
from bot.domain.check import Check, CheckContext, Draft, Hit

EXPIRED, ARITHMETIC = frozenset({"expired"}), frozenset({"arithmetic"})
PERMISSION = frozenset({"permission", "anonymous"})
_OWN_FINDING = EXPIRED | ARITHMETIC | PERMISSION


def unproven(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """Facts that nothing carries."""
    for claim, cause in judged(draft, context):
        if cause and cause not in _OWN_FINDING:
            yield Hit(claim.text, {"reason": claim.reason or ""}, claim.part)


def because(causes: frozenset[str]) -> Callable[[Draft, CheckContext], Iterable[Hit]]:
    """Facts that are unproven for one of these reasons."""

    def find(draft: Draft, context: CheckContext) -> Iterable[Hit]:
        for claim, cause in judged(draft, context):
            if cause in causes:
                yield Hit(claim.text, {"reason": claim.reason or ""}, claim.part)

    return find


def promise(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """What we say we do and nothing carries: a named person has to stand for it."""
    for claim, _ in judged(draft, context):
        if claim.kind == "promise" and claim.standing == "unproven":
            yield Hit(claim.text, {}, claim.part)


def named(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """People, parties, events and downloads that the brief does not list."""
    if context.brief is None:
        return
    channel = context.channel
    own_field = f"{channel.key} {channel.title(context.language)}"
    words = lexicon(context.phrases, context.language)
    for mention in unlisted(draft.pieces, context.brief, own_field, words):
        yield Hit(mention.text, {}, mention.part)


CHECKS: tuple[Check, ...] = (
    Check("claims.unproven", "blocking", unproven),
    Check("claims.arithmetic", "blocking", because(ARITHMETIC)),
    Check("claims.expired", "blocking", because(EXPIRED)),
    Check("claims.permission", "blocking", because(PERMISSION)),
    Check("claims.named_person", "blocking", named),
    Check("claims.promise", "advice", promise, mendable=False),
)
