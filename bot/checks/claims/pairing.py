"""Two figures that say one thing: a part of a whole, and the two ends of a range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from bot.checks.claims.figures import TIMES, Figure
from bot.checks.claims.lexicon import Lexicon
from bot.checks.claims.tokens import Item

_MAX_ARTICLES = 2
_CHANGE = "change"


@dataclass(slots=True)
class Placed:
    """A figure and the items it takes, from `start` to `end` (exclusive).

    `part_at` is the place of the part of a share whose whole is named first. `label`: a word such as "room" stands
    before it.
    """

    start: int
    end: int
    figure: Figure
    part_at: int | None = None
    label: bool = False


@dataclass(slots=True)
class Count:
    """What was counted: figures, years and dates, and the items that they used up."""

    placed: list[Placed] = field(default_factory=list)
    periods: list[tuple[int, str]] = field(default_factory=list)
    used: set[int] = field(default_factory=set)


def pair_shares(row: Sequence[Item], lexicon: Lexicon, found: Count) -> None:
    """1,140 of 1,212, nine out of ten; of the 1,212 requests 1,140 were ...; 212 moves, 203 were on time."""
    place = 0
    while place + 1 < len(found.placed):
        one, two = found.placed[place], found.placed[place + 1]
        pair = (
            _forward(row, one, two, lexicon) or _backward(row, one, two, lexicon) or _bare(row, one, two, lexicon)
        )
        if pair:
            found.used.update(range(one.start, one.end), range(two.start, two.end))
            found.placed[place : place + 2] = [pair]
        place += 1


def _forward(row: Sequence[Item], part: Placed, whole: Placed, lexicon: Lexicon) -> Placed | None:
    if part.end >= len(row) or "of" not in row[part.end].kinds or not _countable(part, whole):
        return None
    between = row[part.end + 1 : whole.start]
    if len(between) > _MAX_ARTICLES or any(item.kinds or item.word not in lexicon.neutral for item in between):
        return None
    return _paired(part, whole, row[part.end].text, part.start, whole.end)


def _backward(row: Sequence[Item], whole: Placed, part: Placed, lexicon: Lexicon) -> Placed | None:
    before = whole.start - 1
    while before > 0 and not row[before].kinds and row[before].word in lexicon.neutral:
        before -= 1
    if before < 0 or "of" not in row[before].kinds or whole.end == part.start or not _countable(part, whole):
        return None
    if (before and not row[before - 1].pause) or "range" in row[part.start - 1].kinds:
        return None
    return replace(_paired(part, whole, row[before].text.lower(), whole.start, whole.end), part_at=part.start)


def _bare(row: Sequence[Item], whole: Placed, part: Placed, lexicon: Lexicon) -> Placed | None:
    """A number without a noun of its own, behind one that has it, counts some of those."""
    if not _countable(part, whole) or not any(item.pause for item in row[whole.end : part.start]):
        return None
    alone = part.end == len(row) or row[part.end].pause or row[part.end].word in lexicon.neutral
    named = whole.end < len(row) and not row[whole.end].pause and row[whole.end].word not in lexicon.neutral
    if not alone or not named or row[part.start - 1].kinds:
        return None
    return replace(_paired(part, whole, "/", whole.start, whole.end), part_at=part.start)


def _countable(part: Placed, whole: Placed) -> bool:
    plain = not (part.figure.unit or whole.figure.unit or part.figure.whole or whole.figure.whole)
    return plain and 0 < whole.figure.value >= part.figure.value and not whole.figure.bound


def _paired(part: Placed, whole: Placed, link: str, start: int, end: int) -> Placed:
    text = f"{part.figure.text} {link} {whole.figure.text}"
    return Placed(start, end, part.figure._replace(whole=whole.figure.value, text=text))


def even_ranges(row: Sequence[Item], found: Count) -> None:
    """From 7 to 22 hours: the first takes the unit of the second, and in time each is a limit of its own side."""
    for one, two in pairwise(found.placed):
        link = row[one.end].kinds if one.end < len(row) else {}
        unit = two.figure.unit
        if two.start != one.end + 1 or "range" not in link or not unit or one.figure.unit not in ("", unit):
            continue
        limits = unit in TIMES and link["range"] != _CHANGE
        one.figure = one.figure._replace(unit=unit, bound=">=" if limits else "")
        two.figure = two.figure._replace(bound="<=" if limits else "")
        found.used.add(one.end)
