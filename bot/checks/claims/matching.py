"""The figures of a claim laid on those of its proof: which rests on which, and in which role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.checks.claims.arithmetic import Link, links, opposite
from bot.checks.claims.figures import TIMES, Figure
from bot.checks.claims.lexicon import Lexicon
from bot.checks.claims.statements import LATE, ON_TIME, Statement


@dataclass(frozen=True)
class Matching:
    """Figure by figure of the claim: the link that carries it, or None.

    `turned` says that the claim states the other side of the proof (not ready, longer than, late), so that it has
    to name the rest. `late` says that "late" stands for the limit in the proof.
    """

    links: tuple[Link | None, ...]
    turned: bool = False
    late: bool = False
    too_turned: bool = False

    @property
    def used(self) -> frozenset[int]:
        """The figures of the proof that something rests on."""
        return frozenset(at for link in self.links if link for at in link.used)

    @property
    def sums(self) -> tuple[str, ...]:
        """The sums to show."""
        return tuple(dict.fromkeys(link.sum for link in self.links if link and link.sum))


def match(claim: Statement, proof: Statement, lexicon: Lexicon) -> Matching:
    """Links every figure of the claim to the proof."""
    late = _late_stands_for_limit(claim, proof)
    opposed = [any(opposite(figure, other) for other in proof.figures) for figure in claim.figures]
    turns = (claim.negative != proof.negative) + late + sum(opposed)
    found = [
        _opposed(figure, proof) if against else _link(figure, proof.figures, claim, lexicon, turns == 1)
        for figure, against in zip(claim.figures, opposed, strict=True)
    ]
    rests = turns == 1 and any(link is not None and link.rest for link in found)
    return Matching(tuple(found), turned=rests, late=late, too_turned=turns > 0 and not rests)


def _late_stands_for_limit(claim: Statement, proof: Statement) -> bool:
    """A claim of lateness beside a proof that sets a limit in time, or says "on time", and not "late"."""
    if LATE not in claim.words or LATE in proof.words or any(figure.unit in TIMES for figure in claim.figures):
        return False
    limits = any(figure.unit in TIMES and figure.bound == "<=" for figure in proof.figures)
    return limits or (ON_TIME in proof.words and ON_TIME not in claim.words)


def _link(
    figure: Figure, proof: Sequence[Figure], claim: Statement, lexicon: Lexicon, turned: bool
) -> Link | None:
    """The first link; a rest only when the claim is turned round, and then before all others."""
    found = links(figure, proof, claim.cues, lexicon)
    if turned:
        found = tuple(sorted(found, key=lambda link: not link.rest))
    return next((link for link in found if turned or not link.rest), None)


def _opposed(figure: Figure, proof: Statement) -> Link:
    return Link(tuple(at for at, other in enumerate(proof.figures) if opposite(figure, other))[:1])


def roles_agree(claim: Statement, proof: Statement, matching: Matching) -> bool:
    """Whether each figure speaks of what it speaks of in the proof.

    With several figures in the proof, the word behind a figure has to stand near the same figure there, and
    figures said in one breath have to come from one breath: 91% in two days, 9% in five days.
    """
    if len(proof.figures) < 2:
        return True
    breath_of, spoken = _breaths(proof.figures), _breaths(claim.figures)
    home: dict[int, int] = {}
    for at, (figure, link) in enumerate(zip(claim.figures, matching.links, strict=True)):
        if link is None or link.change or not link.used:
            continue
        near = frozenset[str]().union(*(proof.figures[used].near | proof.figures[used].base for used in link.used))
        if len(link.used) == 1 and figure.head in proof.words and figure.head not in near:
            return False
        source = breath_of[link.used[0]]
        if len(link.used) == 1 and home.setdefault(spoken[at], source) != source:
            return False
    return True


def _breaths(figures: Sequence[Figure]) -> list[int]:
    """Numbers the groups of figures: one ends where a kind of figure that it holds comes again."""
    numbers: list[int] = []
    seen: set[tuple[str, bool]] = set()
    breath = 0
    for figure in figures:
        kind = (figure.unit, figure.whole is not None)
        if kind in seen:
            breath, seen = breath + 1, set()
        seen.add(kind)
        numbers.append(breath)
    return numbers


def left_out(proof: Statement, matching: Matching, relevant: frozenset[str]) -> Figure | None:
    """A share, limit or multiple that the claim leaves out of the clause that it quotes."""
    if any(link is not None and link.whole_alone for link in matching.links):
        return None
    clauses = {proof.figures[at].clause for at in matching.used}
    for at, figure in enumerate(proof.figures):
        quoted = figure.clause in clauses or bool(relevant & figure.near) or len(proof.clauses) <= 1
        limit_said_as_late = matching.late and figure.unit in TIMES and figure.bound == "<="
        if at not in matching.used and figure.essential and quoted and not limit_said_as_late:
            return figure
    return None
