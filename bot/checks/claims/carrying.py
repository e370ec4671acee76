"""Whether one statement carries another: same words, same figures, same period, same scope, same denial.

A false "carried" is the worst mistake that can be made here, so whatever is not understood counts against it: a
claim may say less than its proof where leaving out changes nothing, and never anything more or other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from bot.checks.claims.evidence import Evidence, keys_of, resolved
from bot.checks.claims.figures import TIMES, Figure
from bot.checks.claims.lexicon import Lexicon
from bot.checks.claims.matching import Matching, left_out, match, roles_agree
from bot.checks.claims.narrowing import needed
from bot.checks.claims.ordering import same_order
from bot.checks.claims.statements import ALL, DOWN, LATE, ON_TIME, UP, Statement, read

_ENOUGH = 2
"""Content words that a statement without figures has to share with its proof."""
_UNCLEAR = "?"
_CONDITIONS = frozenset({"if", "unless"})
_MARKS = frozenset({LATE, ON_TIME, UP, DOWN})
"""Words that a turned or calculated figure may bring along; whether it does is seen later."""


@dataclass(frozen=True, eq=False)
class Asked:
    """A claim as it is laid beside evidence; `before` holds the sentences before it in its part."""

    statement: Statement
    before: tuple[str, ...]
    frame: frozenset[str]
    today: date
    lexicon: Lexicon

    @cached_property
    def context(self) -> tuple[Statement, ...]:
        """What stands before the claim, read only when it is needed."""
        return tuple(read(sentence, self.lexicon) for sentence in self.before)

    @cached_property
    def own_words(self) -> frozenset[str]:
        """The content words that evidence has to have; those of the frame only when they add to a list."""
        return self.statement.words - (self.frame - self.statement.listed) - _MARKS

    @cached_property
    def periods(self) -> frozenset[str]:
        """The periods that the claim itself names."""
        return resolved(self.statement, self.today)

    @cached_property
    def said_before(self) -> tuple[Figure, ...]:
        """The figures of the sentences before."""
        return tuple(figure for statement in self.context for figure in statement.figures)

    @cached_property
    def supplied(self) -> frozenset[str]:
        """Words that the sentences before have already said."""
        words = frozenset[str]().union(*(statement.words for statement in self.context))
        late = any(figure.unit in TIMES and figure.bound == ">" for figure in self.said_before)
        return words | {LATE} if late else words


@dataclass(frozen=True)
class Weighing:
    """The outcome. `key` is empty when the evidence carries the claim, else names the reason in claims_reasons.

    `sums` made figures follow, `holds_for` is the period and scope that a literal quotation leaves to the proof,
    `close` says how near the evidence came.
    """

    evidence: Evidence
    key: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    sums: tuple[str, ...] = ()
    holds_for: tuple[str, ...] = ()
    close: int = 0

    @property
    def carried(self) -> bool:
        """Whether the evidence carries the claim."""
        return not self.key


class Refusal(NamedTuple):
    """Why the evidence does not carry the claim: a key of claims_reasons and what fills its slots."""

    key: str
    values: Mapping[str, str] = {}


def beyond(asked: Asked, evidence: Evidence) -> frozenset[str]:
    """Words of the claim that the evidence does not have: with any of these it carries nothing. Quick."""
    return asked.own_words - evidence.words


def far_off(asked: Asked, evidence: Evidence) -> Weighing:
    """The outcome where words of the claim are not in the evidence."""
    said = _spoken(asked.statement, beyond(asked, evidence))
    claim, proof = asked.statement, evidence.statement
    close = len(claim.words & proof.words) + len(keys_of(claim) & keys_of(proof))
    return Weighing(evidence, "words", {"words": said}, close=close)


def weigh(asked: Asked, evidence: Evidence) -> Weighing:
    """Lays a claim beside one piece of evidence that has all its words."""
    claim, proof = asked.statement, evidence.statement
    shared = claim.words & proof.words
    matching = match(claim, proof, asked.lexicon)
    close = len(shared) + 2 * sum(link is not None for link in matching.links)
    if _literal(claim, proof, asked.lexicon):
        return Weighing(evidence, holds_for=_holds_for(asked, evidence), close=close + len(proof.words))
    refusal = (
        _other_words(asked, evidence, matching, shared)
        or _other_figures(asked, proof, matching)
        or _other_sense(claim, proof, matching, shared)
        or _other_period(asked, evidence)
        or _other_scope(asked, evidence, matching, shared)
    )
    if refusal:
        return Weighing(evidence, refusal.key, refusal.values, close=close)
    return Weighing(evidence, sums=matching.sums, close=close)


def _literal(claim: Statement, proof: Statement, lexicon: Lexicon) -> bool:
    """The proof word for word, with at most words around it that say nothing of their own."""
    size = len(proof.tokens)
    if not size or len(claim.tokens) < size or len(claim.figures) != len(proof.figures):
        return False
    for start in range(len(claim.tokens) - size + 1):
        if claim.tokens[start : start + size] == proof.tokens:
            around = claim.tokens[:start] + claim.tokens[start + size :]
            return all(word in lexicon.neutral for word in around)
    return False


def _holds_for(asked: Asked, evidence: Evidence) -> tuple[str, ...]:
    periods = evidence.periods if evidence.field_only and not asked.periods else ()
    scope = (evidence.scope_text,) if evidence.scope - asked.statement.words else ()
    return (*sorted(periods), *scope)


def _other_words(asked: Asked, evidence: Evidence, matching: Matching, shared: frozenset[str]) -> Refusal | None:
    """Nothing may be said that the evidence does not say."""
    claim, proof = asked.statement, evidence.statement
    allowed = evidence.words | (asked.frame - claim.listed)
    if matching.late:
        allowed |= {LATE, ON_TIME}
    if any(link is None or link.change for link in matching.links):
        allowed |= {UP, DOWN}  # a figure that no change explains is refused as a figure
    extra = claim.words - allowed
    if extra:
        return Refusal("words", {"words": _spoken(claim, extra)})
    instead = _in_its_place(asked, evidence)
    if instead:
        return Refusal("words", {"words": _spoken(claim, instead)})
    if bool(claim.standard) != bool(proof.standard) or (claim.standard ^ proof.standard) & shared:
        return Refusal("order")
    if claim.figures and not claim.words:
        shared = asked.supplied & proof.words
    if len(shared) < (1 if claim.figures else _ENOUGH):
        return Refusal("none")
    return None


def _in_its_place(asked: Asked, evidence: Evidence) -> frozenset[str]:
    """Words of sender and reader, or said once more than in the proof, that push out what the proof does say."""
    claim, proof = asked.statement, evidence.statement
    added = claim.words - evidence.words - _MARKS
    if len(claim.content) > len(claim.words):
        count = proof.content.count
        added |= {word for word in claim.words if claim.content.count(word) > max(1, count(word))}
    if not added:
        return added
    unsaid = proof.words - claim.words - asked.supplied - asked.lexicon.droppable - {ON_TIME}
    return added if any(not word.startswith(ALL) for word in unsaid) else frozenset()


def _other_figures(asked: Asked, proof: Statement, matching: Matching) -> Refusal | None:
    claim = asked.statement
    for figure, link in zip(claim.figures, matching.links, strict=True):
        if link is None and not matching.too_turned:
            return _figure_refusal(figure, proof)
    for link in matching.links:
        if link is not None and link.whole_alone and not claim.words <= proof.figures[link.used[0]].base:
            return Refusal("role", {"found": proof.figures[link.used[0]].text})
    if not matching.too_turned and not roles_agree(claim, proof, matching):
        return Refusal("role", {"found": ", ".join(proof.figures[at].text for at in sorted(matching.used))})
    for figure in left_out(proof, matching, claim.words):
        if not any(_alike(figure, said) for said in asked.said_before):
            return Refusal("dropped", {"found": figure.text})
    return None


def _alike(one: Figure, other: Figure) -> bool:
    return (one.value, one.unit, one.bound, one.whole) == (other.value, other.unit, other.bound, other.whole)


def _figure_refusal(figure: Figure, proof: Statement) -> Refusal:
    """The most telling difference: another limit, another figure of the same kind, or one that does not follow."""
    found = ", ".join(each.text for each in proof.figures)
    if not proof.figures:
        return Refusal("words", {"words": figure.text})
    alike = [each for each in proof.figures if (each.unit, bool(each.whole)) == (figure.unit, bool(figure.whole))]
    if any(each.value == figure.value for each in alike):
        return Refusal("bound", {"found": found, "claimed": figure.text})
    if alike and not alike[0].whole:
        return Refusal("figure", {"found": ", ".join(each.text for each in alike), "claimed": figure.text})
    if any(each.value == figure.value for each in proof.figures):
        return Refusal("unit", {"found": found, "claimed": figure.text})
    return Refusal("arithmetic", {"found": found, "claimed": figure.text})


def _other_sense(claim: Statement, proof: Statement, matching: Matching, shared: frozenset[str]) -> Refusal | None:
    """Turned into its opposite, or freed of a reservation of the quoted clause or a condition of any."""
    if matching.too_turned or (claim.negative != proof.negative and not matching.turned):
        return Refusal("negation")
    if proof.past and not proof.present and not proof.periods and claim.present and not claim.past:
        return Refusal("past")
    quoted = {clause for clause, words in proof.clauses.items() if words & shared}
    quoted |= {clause for at in matching.used for clause in proof.figures[at].clauses}
    held_back = {
        limit
        for limit, clauses in proof.limits.items()
        if limit not in claim.limits and (limit in _CONDITIONS or clauses & quoted)
    }
    return Refusal("limit", {"words": _spoken(proof, held_back)}) if held_back else None


def _other_period(asked: Asked, evidence: Evidence) -> Refusal | None:
    """A figure belongs to its period; a period may be named just before the claim instead of in it."""
    proof, named = evidence.periods, asked.periods
    if not proof:
        return Refusal("extra_period", {"claimed": _listed(named)}) if named else None
    if named:
        agree = named == proof and not _unclear(proof)
        return None if agree else Refusal("period", {"period": _listed(proof), "claimed": _listed(named)})
    optional = evidence.field_only or all(period.startswith("since") for period in proof)
    if optional and not asked.statement.figures:
        return None
    before = frozenset[str]().union(*(resolved(statement, asked.today) for statement in asked.context))
    agree = before == proof and not _unclear(proof)
    return None if agree else Refusal("no_period", {"period": _listed(proof)})


def _unclear(periods: Iterable[str]) -> bool:
    return any(_UNCLEAR in period for period in periods)


def _other_scope(asked: Asked, evidence: Evidence, matching: Matching, shared: frozenset[str]) -> Refusal | None:
    """Nothing may be left out that narrows the evidence down; what the brief only says may be said in part."""
    claim, proof = asked.statement, evidence.statement
    unsaid = evidence.scope - claim.words
    if unsaid and unsaid - asked.supplied:
        return Refusal("scope", {"words": evidence.scope_text})
    loose = evidence.kind == "brief" and not any(figure.percent is not None for figure in claim.figures)
    missing = frozenset[str]() if loose else needed(claim, proof, matching, shared, asked.lexicon) - claim.words
    missing = missing - asked.supplied if missing else missing
    names = missing & proof.names
    if names:
        return Refusal("names", {"words": _spoken(proof, names)})
    if missing:
        return Refusal("scope", {"words": _spoken(proof, missing)})
    if not same_order(claim, proof, matching, asked.lexicon.language):
        return Refusal("order")
    return None


def _spoken(statement: Statement, words: Iterable[str]) -> str:
    return ", ".join(sorted(statement.spoken.get(word, word) for word in words))


def _listed(periods: Iterable[str]) -> str:
    return ", ".join(sorted(period.lstrip(_UNCLEAR) for period in periods))
