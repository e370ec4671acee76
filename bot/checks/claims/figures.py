"""Figures: how they are written in two languages, and when one carries another."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

from bot.domain.base import Language

Bound = Literal["", ">", ">=", "<", "<=", "~", ">~", "<~"]
PERCENT, POINT, FACTOR, TIMES_OVER = "percent", "point", "factor", "times"
HUNDRED = Fraction(100)
CLOSE = Fraction(1, 20)
"""About, nearly and well over stand for what lies within a twentieth of the figure."""
# Seconds in a unit of time. A working day is none of them: it has no fixed length.
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
TIMES = frozenset({*_SECONDS, *_MONTHS, "workday"})
_GROUPS = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")
_CLOCK = re.compile(r"([01]?\d|2[0-4])[.:]([0-5]\d)")
# Measures that come with three decimals: here a separator is never taken for the other language's.
# "At least 90" may rest on 91 for counts and shares; "from 20 euros" is a price of its own.
_FREE = frozenset({"", PERCENT})
_MEASURED = frozenset({"kilogram", "tonne", "litre", "metre", "kilometre", "gram", PERCENT, "kilowatt hour"})


class Figure(NamedTuple):
    """A figure as a text states it.

    `whole` makes it a share: `value` of `whole`, and `base` holds the content words that belong to the whole.
    `places` is the number of decimals shown, `text` what stands there, `near` the content words around it,
    `behind` those behind it, `head` the first of these, `clauses` where it stands (a share may stand in two). A
    `label` names a thing (room 390) and counts none; a `bare` number counts what is named elsewhere.
    """

    value: Fraction
    unit: str = ""
    bound: Bound = ""
    whole: Fraction | None = None
    places: int = 0
    text: str = ""
    head: str = ""
    near: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()
    base: frozenset[str] = frozenset()
    clauses: frozenset[int] = frozenset()
    label: bool = False
    bare: bool = False
    side: str = ""
    """Before or after, where a time follows such a word."""

    @property
    def percent(self) -> Fraction | None:
        """The share as a percentage, where it is one."""
        if self.unit == PERCENT:
            return self.value
        return self.value / self.whole * HUNDRED if self.whole else None

    @property
    def essential(self) -> bool:
        """Whether leaving it out changes what is said: shares, limits, multiples; a count with its noun may go."""
        return bool(self.bound or self.whole or self.bare) or self.unit in (PERCENT, POINT, FACTOR)


@lru_cache(maxsize=4096)
def number(token: str, language: Language, unit: str) -> tuple[Fraction, int]:
    """The value of digits and the decimals shown.

    Dutch writes 1.140 and 9,5; English 1,140 and 9.5. Groups of three digits count as thousands whichever
    separator is used, unless the unit is a measure: 1.140 requests cannot be one request and a bit.
    """
    if unit == "hour" and (clock := _CLOCK.fullmatch(token)):
        return Fraction(int(clock[1]) * 60 + int(clock[2]), 60), 0
    thousands, decimal = (".", ",") if language == "nl" else (",", ".")
    grouped = _GROUPS.fullmatch(token)
    if grouped and (grouped[1] == thousands or unit not in _MEASURED):
        return Fraction(token.replace(grouped[1], "")), 0
    plain = token.replace(":", ".")
    if decimal in plain:
        whole, _, digits = plain.replace(thousands, "").replace(decimal, ".").partition(".")
        digits = digits.replace(".", "")
        return Fraction(f"{whole}.{digits}"), len(digits)
    whole, _, digits = plain.replace(",", ".").partition(".")
    digits = digits.replace(".", "")
    return Fraction(f"{whole}.{digits}" if digits else whole), len(digits)


def same_unit(one: Figure, other: Figure) -> tuple[Fraction, Fraction] | None:
    """The two values in one unit, or None when they measure different things."""
    if one.unit == other.unit:
        return one.value, other.value
    for table in (_SECONDS, _MONTHS):
        if one.unit in table and other.unit in table:
            return one.value * table[one.unit], other.value * table[other.unit]
    return None


def carries(proof: Figure, claim: Figure) -> bool:
    """Whether a figure in a proof carries one in a claim: 91 carries "more than 90", not "more than 91".

    Limits ("up to", "within", "from") have to be the same limit: a proof of 20 does not carry "up to 30".
    """
    pair = same_unit(proof, claim)
    if pair is None or (claim.unit in TIMES and claim.side != proof.side):
        return False
    have, says = pair
    match claim.bound:
        case "":
            return proof.bound == "" and have == says
        case "~":
            return have == says if proof.bound == "~" else proof.bound == "" and abs(have - says) <= CLOSE * says
        case ">~" | "<~":
            close = abs(have - says) <= CLOSE * says
            return proof.bound in ("", claim.bound) and close and _beyond(claim.bound[0], proof, have, says)
        case "<=" | ">=":
            free = claim.bound == ">=" and proof.bound == "" and claim.unit in _FREE
            return proof.bound in ("", claim.bound) and (have == says or (free and have > says))
        case ">" | "<":
            at_least = (claim.bound, claim.bound + "~", claim.bound + "=")
            return proof.bound in ("", *at_least) and _beyond(claim.bound, proof, have, says)


def _beyond(direction: str, proof: Figure, have: Fraction, says: Fraction) -> bool:
    """Strictly beyond; equal figures do when the proof itself is strictly beyond."""
    if have == says:
        return proof.bound in (direction, direction + "~")
    return have > says if direction == ">" else have < says


def rounded(value: Fraction, places: int) -> Fraction:
    """Half up, to as many decimals as the claim shows."""
    scale = 10**places
    return Fraction((value * scale + Fraction(1, 2)).__floor__(), scale)


def written(value: Fraction, language: Language, places: int = 2) -> str:
    """The value as its language writes it, with at most so many decimals."""
    exact = rounded(value, places)
    whole, _, digits = f"{float(exact):,.{places}f}".partition(".")
    digits = digits.rstrip("0")
    if language == "nl":
        return whole.replace(",", ".") + ("," + digits if digits else "")
    return whole + ("." + digits if digits else "")
