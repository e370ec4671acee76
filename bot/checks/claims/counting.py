"""Figures in a row of items: numbers in digits and words, their units and limits, shares and ranges, years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import get_args

from bot.checks.claims.figures import FACTOR, Bound, Figure, number
from bot.checks.claims.lexicon import Lexicon
from bot.checks.claims.tokens import Item

_TIMES_OF_DAY = {"hour am": 0, "hour pm": 12}
_CURRENCY_SIGNS = frozenset("€$£")
_MAX_ARTICLES = 2
_DAYS = 31
_YEARS = range(1900, 2100)
_YEAR_DIGITS = 4
_LEADS_TO_YEAR = frozenset({"restrict", "of", "since", "month", "range", "period"})
_BOUNDS = frozenset(get_args(Bound))


@dataclass(slots=True)
class Placed:
    """A figure and the items it takes, from `start` to `end` (exclusive)."""

    start: int
    end: int
    figure: Figure


@dataclass(slots=True)
class Count:
    """What was counted: figures, years and dates, and the items that they used up."""

    placed: list[Placed] = field(default_factory=list)
    periods: list[str] = field(default_factory=list)
    used: set[int] = field(default_factory=set)


def count(row: Sequence[Item], lexicon: Lexicon) -> Count:
    """Every figure of a row of items."""
    found = Count()
    place = 0
    while place < len(row):
        place = _next(row, place, lexicon, found)
    _pair_shares(row, lexicon, found)
    _even_ranges(row, found)
    for each in found.placed:
        found.used.update(range(each.start, each.end))
    return found


def _next(row: Sequence[Item], place: int, lexicon: Lexicon, found: Count) -> int:
    """Takes the figure or date that begins here, if any; the place to go on from."""
    item = row[place]
    if "share" in item.kinds:
        return _share(row, place, lexicon, found)
    if "factor" in item.kinds:
        figure = Figure(Fraction(item.kinds["factor"]), FACTOR, _bound(row, place, lexicon, found), text=item.text)
        found.placed.append(Placed(place, place + 1, figure))
        return place + 1
    if "oneof" in item.kinds and place + 1 < len(row) and _value(row, place + 1, lexicon) is not None:
        return _one_of(row, place, lexicon, found)
    if "month" in item.kinds:
        return _month(row, place, found)
    if _value(row, place, lexicon) is None:
        return place + 1
    if _is_year(row, place, lexicon):
        found.periods.append(item.word)
        found.used.add(place)
        return place + 1
    return _plain(row, place, lexicon, found)


# -- one number -----------------------------------------------------------------------------------------


def _value(row: Sequence[Item], place: int, lexicon: Lexicon, unit: str = "") -> tuple[Fraction, int, int] | None:
    """The number that begins here: its value, its decimals, and where it ends."""
    item = row[place]
    if item.digits:
        value, places = number(item.word, lexicon.language, unit)
    elif "number" in item.kinds:
        value, places = Fraction(item.kinds["number"]), 0
    elif "scale" in item.kinds:
        value, places = Fraction(1), 0
        place -= 1
    else:
        compound = _compound(item.word, lexicon)
        if compound is None:
            return None
        value, places = compound, 0
    return (*_scaled(row, place + 1, value, places, lexicon),)


def _scaled(
    row: Sequence[Item], place: int, value: Fraction, places: int, lexicon: Lexicon
) -> tuple[Fraction, int, int]:
    """Goes on with hundred, thousand and what is added to them: two hundred and fifty, 1.2 million."""
    total = Fraction(0)
    after_scale = False
    while place < len(row):
        kinds = row[place].kinds
        linked = after_scale and "range" in kinds and place + 1 < len(row) and "number" in row[place + 1].kinds
        if "scale" in kinds:
            value, places, after_scale = value * Fraction(kinds["scale"]), 0, True
        elif "number" in kinds and (after_scale or _adds(value, kinds["number"])) and "unit" not in kinds:
            total, value, after_scale = total + value, Fraction(kinds["number"]), False
        elif not linked or lexicon.language == "nl":
            break
        place += 1
    return total + value, places, place


def _adds(value: Fraction, more: str) -> bool:
    return 20 <= value < 100 and value % 10 == 0 and 0 < Fraction(more) < 10


def _compound(word: str, lexicon: Lexicon) -> Fraction | None:
    """Tweehonderdvijftig: what stands before the scale times the scale, plus what stands behind it."""
    for scale, size in lexicon.scales:
        before, found, after = word.partition(scale)
        if not found:
            continue
        sizes = [_part(piece, lexicon) for piece in (before, after)]
        if before and sizes[0] is None or after and sizes[1] is None:
            return None
        return (sizes[0] or Fraction(1)) * size + (sizes[1] or 0)
    return None


def _part(word: str, lexicon: Lexicon) -> Fraction | None:
    kinds = lexicon.terms.get(word, {})
    for link, joins in lexicon.terms.items() if "number" not in kinds and word else ():
        if joins.get("joins") == "before" and word.startswith(link):
            kinds = kinds if "number" in kinds else lexicon.terms.get(word.removeprefix(link), {})
    if "number" in kinds:
        return Fraction(kinds["number"])
    return _compound(word, lexicon) if word else None


# -- figures --------------------------------------------------------------------------------------------


def _plain(row: Sequence[Item], place: int, lexicon: Lexicon, found: Count) -> int:
    first = _value(row, place, lexicon)
    assert first is not None
    unit, end = _unit(row, place, first[2])
    value, places, _ = _value(row, place, lexicon, unit) or first
    if unit in _TIMES_OF_DAY:
        value, unit = value + (_TIMES_OF_DAY[unit] if value < 12 else 0), "hour"
    if end < len(row) and "month" in row[end].kinds and value <= _DAYS and not unit:
        found.periods.append(f"{row[end].kinds['month']}-{int(value):02}")
        found.used.update(range(place, end + 1))
        return end + 1
    bound = _bound(row, place, lexicon, found)
    if end < len(row) and "after" in row[end].kinds:
        bound, end = _known(row[end].kinds["after"]), end + 1
    text = " ".join(item.text for item in row[place:end])
    if row[place - 1].word in _CURRENCY_SIGNS and place:
        text = f"{row[place - 1].text} {text}"
    found.placed.append(Placed(place, end, Figure(value, unit, bound, places=places, text=text)))
    return end


def _unit(row: Sequence[Item], place: int, end: int) -> tuple[str, int]:
    if place and row[place - 1].word in _CURRENCY_SIGNS:
        return row[place - 1].kinds.get("unit", ""), end
    if end < len(row) and "unit" in row[end].kinds:
        return row[end].kinds["unit"], end + 1
    return "", end


def _bound(row: Sequence[Item], place: int, lexicon: Lexicon, found: Count) -> Bound:
    """The limit named before a figure, across a currency sign or one article; it is used up."""
    before = place - 1
    if before >= 0 and row[before].word in _CURRENCY_SIGNS:
        found.used.add(before)
        before -= 1
    if before > 0 and not row[before].kinds and row[before].word in lexicon.neutral:
        before -= 1
    if before < 0 or "bound" not in row[before].kinds:
        return ""
    if "range" in row[before].kinds and found.placed and found.placed[-1].end == before:
        return ""
    found.used.add(before)
    return _known(row[before].kinds["bound"])


def _known(bound: str) -> Bound:
    return bound if bound in _BOUNDS else ""  # type: ignore[return-value]


def _share(row: Sequence[Item], place: int, lexicon: Lexicon, found: Count) -> int:
    """Half of something is a share; half a day is a length of time."""
    part, _, whole = row[place].kinds["share"].partition("/")
    bound = _bound(row, place, lexicon, found)
    after = place + 1
    if after + 1 < len(row) and row[after].word in lexicon.neutral and "unit" in row[after + 1].kinds:
        after += 1
    if after < len(row) and "unit" in row[after].kinds:
        value = Fraction(int(part), int(whole))
        text = " ".join(item.text for item in row[place : after + 1])
        found.placed.append(Placed(place, after + 1, Figure(value, row[after].kinds["unit"], bound, text=text)))
        return after + 1
    share = Figure(Fraction(part), "", bound, Fraction(whole), text=row[place].text)
    found.placed.append(Placed(place, place + 1, share))
    return place + 1


def _one_of(row: Sequence[Item], place: int, lexicon: Lexicon, found: Count) -> int:
    value = _value(row, place + 1, lexicon)
    assert value is not None
    bound = _bound(row, place, lexicon, found)
    text = " ".join(item.text for item in row[place : value[2]])
    found.placed.append(Placed(place, value[2], Figure(Fraction(1), "", bound, value[0] or None, text=text)))
    return value[2]


# -- years and dates ------------------------------------------------------------------------------------


def _is_year(row: Sequence[Item], place: int, lexicon: Lexicon) -> bool:
    word = row[place].word
    if len(word) != _YEAR_DIGITS or not word.isdecimal() or int(word) not in _YEARS:
        return False
    if place + 1 < len(row) and "unit" in row[place + 1].kinds:
        return False
    if place and (row[place - 1].kinds.keys() & _LEADS_TO_YEAR):
        return True
    following = row[place + 1] if place + 1 < len(row) else None
    return following is None or following.pause or bool(following.kinds) or following.word in lexicon.neutral


def _month(row: Sequence[Item], place: int, found: Count) -> int:
    """A month counts beside a day or year, or behind a preposition; `may` and `march` are verbs as well."""
    month = row[place].kinds["month"]
    following = row[place + 1].word if place + 1 < len(row) else ""
    if following.isdecimal() and len(following) < _YEAR_DIGITS and int(following) <= _DAYS:
        found.periods.append(f"{month}-{int(following):02}")
        found.used.update((place, place + 1))
        return place + 2
    year = following.isdecimal() and len(following) == _YEAR_DIGITS
    if year or (place and row[place - 1].kinds.keys() & _LEADS_TO_YEAR):
        found.periods.append(month)
        found.used.add(place)
    return place + 1


# -- two figures that belong together -------------------------------------------------------------------


def _pair_shares(row: Sequence[Item], lexicon: Lexicon, found: Count) -> None:
    """1,140 of 1,212, nine out of ten, and the other way round: of the 1,212 requests 1,140 were ..."""
    place = 0
    while place + 1 < len(found.placed):
        one, two = found.placed[place], found.placed[place + 1]
        pair = _forward(row, one, two, lexicon) or _backward(row, one, two, lexicon)
        if pair:
            used = range(one.start, one.end), range(two.start, two.end)
            found.used.update(*used)
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
    if before and not row[before - 1].pause or "range" in row[part.start - 1].kinds:
        return None
    return _paired(part, whole, row[before].text.lower(), whole.start, whole.end)


def _countable(part: Placed, whole: Placed) -> bool:
    plain = not (part.figure.unit or whole.figure.unit or part.figure.whole or whole.figure.whole)
    return plain and 0 < whole.figure.value >= part.figure.value and not whole.figure.bound


def _paired(part: Placed, whole: Placed, link: str, start: int, end: int) -> Placed:
    text = f"{part.figure.text} {link} {whole.figure.text}"
    return Placed(start, end, replace(part.figure, whole=whole.figure.value, text=text))


def _even_ranges(row: Sequence[Item], found: Count) -> None:
    """From 7 to 22 hours: the first takes the unit of the second, and `to` limits neither."""
    for one, two in zip(found.placed, found.placed[1:], strict=False):
        if two.start == one.end + 1 and "range" in row[one.end].kinds and two.figure.unit and not one.figure.unit:
            one.figure = replace(one.figure, unit=two.figure.unit, bound="")
            two.figure = replace(two.figure, bound="")
            found.used.add(one.end)
