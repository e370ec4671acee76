"""The figures of a claim laid on those of its proof: which rests on which, and in which role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.checks.claims.arithmetic import Link, link, opposite
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
        return frozenset(at for each in self.links if each for at in each.used)

    @property
    def sums(self) -> tuple[str, ...]:
        """The sums to show."""
        return tuple(dict.fromkeys(each.sum for each in self.links if each and each.sum))


def match(claim: Statement, proof: Statement, lexicon: Lexicon) -> Matching:
    """Links every figure of the claim to the proof."""
    late = _late_stands_for_limit(claim, proof)
    opposed = [any(opposite(figure, other) for other in proof.figures) for figure in claim.figures]
    turns = (claim.negative != proof.negative) + late + sum(opposed)
    found = [
        _opposed(figure, proof) if against else link(figure, proof.figures, claim.cues, lexicon, turned=turns == 1)
        for figure, against in zip(claim.figures, opposed, strict=True)
    ]
    if claim.negative and not turns:
        found = [_if_alike(each, figure, proof) for figure, each in zip(claim.figures, found, strict=True)]
    rests = turns == 1 and any(each is not None and each.rest for each in found)
    return Matching(tuple(found), turned=rests, late=late, too_turned=turns > 0 and not rests)


def _late_stands_for_limit(claim: Statement, proof: Statement) -> bool:
    """A claim of lateness beside a proof that sets a limit in time, or says "on time", and not "late"."""
    if LATE not in claim.words or LATE in proof.words or any(figure.unit in TIMES for figure in claim.figures):
        return False
    limits = any(figure.unit in TIMES and figure.bound == "<=" for figure in proof.figures)
    return limits or (ON_TIME in proof.words and ON_TIME not in claim.words)


def _if_alike(found: Link | None, figure: Figure, proof: Statement) -> Link | None:
    """Under a denial limits turn round ("not over 10" says nothing about 8), so only the same limit carries."""
    if found is None or len(found.used) != 1:
        return None
    other = proof.figures[found.used[0]]
    alike = other.bound == figure.bound and (not figure.bound or other.value == figure.value)
    return found if alike else None


def _opposed(figure: Figure, proof: Statement) -> Link:
    return Link(tuple(at for at, other in enumerate(proof.figures) if opposite(figure, other))[:1])


def roles_agree(claim: Statement, proof: Statement, matching: Matching) -> bool:
    """Whether each figure speaks of what it speaks of in the proof.

    With several figures of a kind in the proof, the word behind one has to stand near the same figure there, and
    figures said in one breath have to come from one breath: 91% in two days, 9% in five days.
    """
    if len(proof.figures) < 2:
        return True
    breath_of, spoken = _breaths(proof.figures), _breaths(claim.figures)
    home: dict[int, int] = {}
    taken: set[int] = set()
    for at, (figure, found) in enumerate(zip(claim.figures, matching.links, strict=True)):
        if found is None or found.change or len(found.used) != 1:
            continue
        own = proof.figures[found.used[0]]
        if found.used[0] in taken:
            return False
        taken.add(found.used[0])
        rivals = sum(_kind(other) == _kind(own) for other in proof.figures) > 1
        if rivals and figure.head in proof.words and figure.head not in (own.behind or own.near) | own.base:
            return False
        source = breath_of[found.used[0]]
        if home.setdefault(spoken[at], source) != source:
            return False
    return True


def _breaths(figures: Sequence[Figure]) -> list[int]:
    """Numbers the groups of figures: one ends where a kind of figure that it holds comes again."""
    numbers: list[int] = []
    seen: set[tuple[str, bool]] = set()
    breath = 0
    for figure in figures:
        kind = _kind(figure)
        if kind in seen:
            breath, seen = breath + 1, set()
        seen.add(kind)
        numbers.append(breath)
    return numbers


def _kind(figure: Figure) -> tuple[str, bool]:
    return figure.unit, figure.whole is not None


def left_out(proof: Statement, matching: Matching, relevant: frozenset[str]) -> Iterator[Figure]:
    """Shares, limits and multiples that the claim leaves out of the clause that it quotes."""
    if any(each is not None and each.whole_alone for each in matching.links):
        return
    clauses = {clause for at in matching.used for clause in proof.figures[at].clauses}
    for at, figure in enumerate(proof.figures):
        quoted = bool(figure.clauses & clauses) or bool(relevant & figure.near) or len(proof.clauses) <= 1
        if figure.bare and any(proof.figures[used].value == figure.value for used in matching.used):
            continue
        limit_said_as_late = matching.late and figure.unit in TIMES and figure.bound == "<="
        if at not in matching.used and figure.essential and quoted and not limit_said_as_late:
            yield figure
