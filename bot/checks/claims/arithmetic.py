"""Figures that follow from others: shares, rests, totals, changes, conversions; each shows its sum.

Rules: percentages are rounded half up to the decimals that the claim shows; nothing else is rounded. A share
(nine in ten) equals a percentage only if both are the same whole percentage. A rest (what was not ready) asks
for a claim that turns the statement round, a total for a word such as "together", a change for one such as
"more". All figures of one sum come from one statement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from bot.checks.claims.figures import (
    FACTOR,
    HUNDRED,
    PERCENT,
    POINT,
    Figure,
    carries,
    rounded,
    same_unit,
    written,
)
from bot.checks.claims.lexicon import Lexicon
from bot.checks.claims.statements import SUM

Rule = Callable[[Figure, Sequence[Figure], Set[str], Lexicon], "Iterator[Link]"]


class Link(NamedTuple):
    """How a figure of a claim rests on figures of a proof: which, by what sum, and whether it is the rest."""

    used: tuple[int, ...]
    sum: str = ""
    rest: bool = False
    change: bool = False
    whole_alone: bool = False


def link(claim: Figure, proof: Sequence[Figure], cues: Set[str], lexicon: Lexicon, turned: bool) -> Link | None:
    """The most direct way in which a figure of a claim rests on the figures of one proof.

    `turned`: the claim says what the proof shuts out, so that the rest is tried before all else; otherwise never.
    """
    rules = (_rest, *_DIRECT) if turned else _DIRECT
    return next((found for rule in rules for found in rule(claim, proof, cues, lexicon)), None)


def _same(claim: Figure, proof: Sequence[Figure], cues: Set[str], lexicon: Lexicon) -> Iterator[Link]:
    for at, figure in enumerate(proof):
        if claim.whole is None and figure.whole is None and carries(figure, claim):
            converted = "" if claim.unit == figure.unit else _say(lexicon, "converted", figure, claim)
            yield Link((at,), converted)
        elif figure.whole is not None and claim.whole == figure.whole and carries(_part(figure), _part(claim)):
            yield Link((at,))


def _share(claim: Figure, proof: Sequence[Figure], cues: Set[str], lexicon: Lexicon) -> Iterator[Link]:
    """A percentage or share that another percentage or share amounts to."""
    if claim.percent is None or not _manner_of_speaking(claim):
        return
    for at, figure in enumerate(proof):
        if figure.percent is not None and _amounts(figure, figure.percent, claim):
            yield Link((at,), _sum_of_share(figure, claim, lexicon))


def _manner_of_speaking(claim: Figure) -> bool:
    """Nine in ten and 94 in a hundred stand for a percentage; 570 of 606 counts things that the proof does not."""
    return claim.whole is None or claim.whole <= 10 or claim.whole == HUNDRED


def _rest(claim: Figure, proof: Sequence[Figure], cues: Set[str], lexicon: Lexicon) -> Iterator[Link]:
    """What remains of the whole."""
    for at, figure in enumerate(proof):
        if figure.percent is None or figure.bound:
            continue
        if figure.whole is not None:
            left = figure._replace(value=figure.whole - figure.value, text="")
            direct = claim.whole in (None, figure.whole) and carries(_part(left), _part(claim))
            amounts = claim.percent is not None and _manner_of_speaking(claim)
            if direct or (amounts and _amounts(left, left.percent or Fraction(0), claim)):
                yield Link((at,), _sum_of_rest(figure, claim, lexicon), rest=True)
        elif _manner_of_speaking(claim) and _amounts(figure, HUNDRED - figure.percent, claim):
            whole = figure._replace(value=HUNDRED - figure.percent)
            left_text = _values(lexicon, part=figure.value, whole=HUNDRED, sum=whole.value)
            yield Link((at,), lexicon.reasons["rest"].format_map(left_text), rest=True)


def _part_or_whole(claim: Figure, proof: Sequence[Figure], cues: Set[str], lexicon: Lexicon) -> Iterator[Link]:
    """A plain count that a share names as its part, or as its whole."""
    if claim.whole is not None or claim.unit:
        return
    for at, figure in enumerate(proof):
        if figure.whole is None:
            continue
        if carries(_part(figure), claim):
            yield Link((at,))
        if carries(figure._replace(value=figure.whole, whole=None, bound=""), claim):
            yield Link((at,), whole_alone=True)


def _total(claim: Figure, proof: Sequence[Figure], cues: Set[str], lexicon: Lexicon) -> Iterator[Link]:
    alike = [at for at, figure in enumerate(proof) if figure.unit == claim.unit and not figure.whole]
    values = [proof[at].value for at in alike]
    exact = not any(proof[at].bound for at in alike)
    if SUM not in cues or claim.whole is not None or len(alike) < 2 or not exact:
        return
    if carries(proof[alike[0]]._replace(value=sum(values, Fraction(0))), claim):
        terms = " + ".join(written(value, lexicon.language) for value in values)
        yield Link(tuple(alike), f"{terms} = {written(sum(values, Fraction(0)), lexicon.language)}")


def _change(claim: Figure, proof: Sequence[Figure], cues: Set[str], lexicon: Lexicon) -> Iterator[Link]:
    """From one figure to the next of its kind, in the direction that the claim names."""
    direction = 1 if "up" in cues else -1 if "down" in cues else 0
    for first, (old, new) in enumerate(pairwise(proof)):
        exact = not (old.bound or new.bound or old.whole or new.whole or claim.bound or claim.whole)
        if not exact or old.unit != new.unit or not old.value:
            continue
        said = _said_change(claim, old, new, direction, lexicon)
        if said:
            yield Link((first, first + 1), said, change=True)


def _said_change(claim: Figure, old: Figure, new: Figure, direction: int, lexicon: Lexicon) -> str:
    def say(value: Fraction) -> str:
        return written(value, lexicon.language)

    moved = (new.value - old.value) * direction
    if claim.unit == FACTOR:
        return (
            f"{say(new.value)} / {say(old.value)} = {say(claim.value)}"
            if new.value == old.value * claim.value
            else ""
        )
    if moved <= 0:
        return ""
    high, low = (new.value, old.value) if direction > 0 else (old.value, new.value)
    if claim.unit == PERCENT and old.unit != PERCENT:
        grown = rounded(moved / old.value * HUNDRED, claim.places)
        return f"({say(high)} − {say(low)}) / {say(old.value)} = {say(grown)}%" if grown == claim.value else ""
    unit = POINT if old.unit == PERCENT else old.unit
    return f"{say(high)} − {say(low)} = {say(moved)}" if (claim.unit, claim.value) == (unit, moved) else ""


_DIRECT: tuple[Rule, ...] = (_same, _share, _part_or_whole, _total, _change)


def opposite(claim: Figure, proof: Figure) -> bool:
    """Whether one says what the other shuts out, such as "longer than two days" and "within two days"."""
    flipped: Mapping[str, str] = {"<=": ">", ">": "<=", "<": ">=", ">=": "<"}
    pair = same_unit(claim, proof)
    return pair is not None and pair[0] == pair[1] and flipped.get(claim.bound) == proof.bound


def miscounted(
    claim: Sequence[Figure], before: Sequence[Figure], lexicon: Lexicon
) -> tuple[Figure, Figure] | None:
    """A bare percentage behind a share that does not come to it, with that share: 12 of 80 (25%)."""
    last = next((figure for figure in reversed(before) if figure.whole is not None), None)
    for figure in claim:
        bare = figure.unit == PERCENT and not figure.near
        if bare and last is not None and link(figure, (last,), frozenset(), lexicon, turned=False) is None:
            return figure, last
        last = figure if figure.whole is not None else last
    return None


# -- wording --------------------------------------------------------------------------------------------


def _part(figure: Figure) -> Figure:
    return figure._replace(whole=None)


def _amounts(proof: Figure, percent: Fraction, claim: Figure) -> bool:
    """Whether a percentage comes to what the claim says, at the decimals that the claim shows."""
    says = claim.percent
    if says is None:
        return False
    places = claim.places if claim.unit == PERCENT else 0
    exact = proof.unit == PERCENT and claim.unit == PERCENT and claim.places >= proof.places
    have = percent if exact else rounded(percent, places)
    shown = says if claim.unit == PERCENT else rounded(says, 0)
    return carries(Figure(have, PERCENT, proof.bound), Figure(shown, PERCENT, claim.bound))


def _values(lexicon: Lexicon, **values: Fraction) -> dict[str, str]:
    return {name: written(value, lexicon.language) for name, value in values.items()}


def _sum_of_share(figure: Figure, claim: Figure, lexicon: Lexicon) -> str:
    percent = figure.percent or Fraction(0)
    shown = f"{written(percent, lexicon.language)}%"
    pieces: list[str] = []
    if figure.whole is not None:
        part = _values(lexicon, part=figure.value, whole=figure.whole)
        pieces.append(lexicon.reasons["share"].format_map({**part, "sum": shown}))
    if claim.unit != PERCENT and claim.whole is not None:
        part = _values(lexicon, part=claim.value, whole=claim.whole)
        said = f"{written(claim.percent or Fraction(0), lexicon.language)}%"
        pieces.append(lexicon.reasons["share"].format_map({**part, "sum": said}))
    elif percent != claim.value and not claim.bound:
        values = {"found": shown, "claimed": claim.text}
        pieces.append(lexicon.reasons["rounded"].format_map(values))
    return "; ".join(pieces)


def _sum_of_rest(figure: Figure, claim: Figure, lexicon: Lexicon) -> str:
    whole = figure.whole or Fraction(0)
    left = whole - figure.value
    said = lexicon.reasons["rest"].format_map(_values(lexicon, whole=whole, part=figure.value, sum=left))
    if claim.percent is None or claim.whole == whole:
        return said
    rest = figure._replace(value=left, text="")
    return f"{said}; {_sum_of_share(rest, claim, lexicon)}"


def _say(lexicon: Lexicon, key: str, found: Figure, claimed: Figure) -> str:
    return lexicon.reasons[key].format_map({"found": found.text, "claimed": claimed.text})
