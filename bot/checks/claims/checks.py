"""The checks on claims. An unproven fact gives one finding: the most telling of those below."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.checks.claims.judged import judged
from bot.checks.claims.lexicon import lexicon
from bot.checks.claims.superlatives import unbacked
from bot.checks.claims.unlisted import unlisted
from bot.domain.check import Check, CheckContext, Draft, Hit
from bot.domain.pack import Claim

EXPIRED, ARITHMETIC = frozenset({"expired"}), frozenset({"arithmetic"})
PERMISSION = frozenset({"permission", "anonymous"})
_OWN_FINDING = EXPIRED | ARITHMETIC | PERMISSION


def unproven(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """Facts that nothing carries."""
    return (_hit(claim) for claim in _open_facts(draft, context) if claim.lacks not in _OWN_FINDING)


def lacking(what: frozenset[str]) -> Callable[[Draft, CheckContext], Iterable[Hit]]:
    """Facts that are unproven for one of these reasons."""

    def find(draft: Draft, context: CheckContext) -> Iterable[Hit]:
        return (_hit(claim) for claim in _open_facts(draft, context) if claim.lacks in what)

    return find


def promise(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """What we say we do and nothing carries: a named person has to stand for it."""
    for claim in judged(draft, context):
        if claim.kind == "promise" and claim.standing == "unproven":
            yield Hit(claim.text, {}, claim.part)


def superlative(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """What stands as said by the brief and sets us above all others: only saying so makes nothing true."""
    words = lexicon(context.phrases, context.language)
    for claim in judged(draft, context):
        if claim.standing == "from_brief":
            said = unbacked(claim.text, context.brief, context.today, words)
            if said:
                yield Hit(claim.text, {"words": said[0]}, claim.part)


def _open_facts(draft: Draft, context: CheckContext) -> Iterable[Claim]:
    return (one for one in judged(draft, context) if one.kind == "fact" and one.standing == "unproven")


def _hit(claim: Claim) -> Hit:
    return Hit(claim.text, {"reason": claim.reason or ""}, claim.part)


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
    Check("claims.arithmetic", "blocking", lacking(ARITHMETIC)),
    Check("claims.expired", "blocking", lacking(EXPIRED)),
    Check("claims.permission", "blocking", lacking(PERMISSION)),
    Check("claims.named_person", "blocking", named),
    Check("claims.superlative", "advice", superlative, mendable=False),
    Check("claims.promise", "advice", promise, mendable=False),
)
