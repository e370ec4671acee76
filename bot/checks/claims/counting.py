"""Figures in a row of items: numbers in digits and words, their units and limits, shares and ranges, years."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import get_args

from bot.checks.claims.figures import FACTOR, TIMES, Bound, Figure
from bot.checks.claims.lexicon import Lexicon
from bot.checks.claims.numerals import Number, compound, number_at
from bot.checks.claims.pairing import Count, Placed, even_ranges, pair_shares
from bot.checks.claims.tokens import Item

_TIMES_OF_DAY = {"hour am": 0, "hour pm": 12}
_CURRENCY_SIGNS = frozenset("€$£")
_COUNTING = frozenset({"number", "scale", "share", "factor", "oneof", "month", "clock"})
_DAYS = 31
_YEARS = range(1900, 2100)
_YEAR_DIGITS = 4
_LEADS_TO_YEAR = frozenset({"restrict", "of", "since", "month", "range", "period"})
_BOUNDS: dict[str, Bound] = {bound: bound for bound in get_args(Bound)}


def count(row: Sequence[Item], lexicon: Lexicon, compounds: bool) -> Count:
    """Every figure of a row of items; `compounds` says whether there may be numbers written as one word."""
    found = Count()
    place = 0
    while place < len(row):
        item = row[place]
        counts = (
            item.kinds.keys() & _COUNTING
            if item.kinds
            else item.digits or (compounds and compound(item.word, lexicon) is not None)
        )
        place = _next(row, place, lexicon, found) if counts else place + 1
    if len(found.placed) > 1:
        pair_shares(row, lexicon, found)
        even_ranges(row, found)
    found.placed = [each for each in found.placed if not _article(each.figure)]
    for each in found.placed:
        found.used.update(range(each.start, each.end))
    return found


def _article(figure: Figure) -> bool:
    """One, on its own and as a word, counts nothing: one adviser, the one that."""
    plain = not (figure.unit or figure.bound or figure.whole)
    return plain and figure.value == 1 and not figure.text[:1].isdecimal()


def _next(row: Sequence[Item], place: int, lexicon: Lexicon, found: Count) -> int:
    """Takes the figure or date that begins here, if any; the place to go on from."""
    item = row[place]
    if "share" in item.kinds:
        return _share(row, place, lexicon, found)
    if "factor" in item.kinds:
        figure = Figure(Fraction(item.kinds["factor"]), FACTOR, _bound(row, place, lexicon, found), text=item.text)
        found.placed.append(Placed(place, place + 1, figure))
        return place + 1
    if "oneof" in item.kinds and place + 1 < len(row):
        return _one_of(row, place, lexicon, found)
    if "month" in item.kinds:
        return _month(row, place, found)
    value = number_at(row, place, lexicon)
    if "clock" in item.kinds and place + 1 < len(row):
        return place + 1 + (number_at(row, place + 1, lexicon) is not None)  # half past seven is a time
    if value is None:
        return place + 1
    if _is_year(row, place, lexicon) or _second_year(row, place, found):
        found.periods.append((place, item.word))
        found.used.add(place)
        return place + 1
    return _plain(row, place, value, lexicon, found)


def _plain(row: Sequence[Item], place: int, first: Number, lexicon: Lexicon, found: Count) -> int:
    unit, end = _unit(row, place, first.end)
    value, places, _ = (number_at(row, place, lexicon, unit) if unit and row[place].digits else None) or first
    if unit in _TIMES_OF_DAY:
        value, unit = value + (_TIMES_OF_DAY[unit] if value < 12 else 0), "hour"
    if end < len(row) and "month" in row[end].kinds and value <= _DAYS and not unit:
        found.periods.append((place, f"{row[end].kinds['month']}-{int(value):02}"))
        found.used.update(range(place, end + 1))
        return end + 1
    bound = _bound(row, place, lexicon, found)
    behind = end + (end + 1 < len(row) and not row[end].kinds and not row[end].pause)
    if behind < len(row) and "after" in row[behind].kinds:
        bound = _BOUNDS.get(row[behind].kinds["after"], "")
        found.used.add(behind)
    side = row[place - 1].kinds.get("side", "") if place and unit in TIMES else ""
    if side:
        found.used.add(place - 1)
    figure = Figure(value, unit, bound, places=places, text=_shown(row, place, end), side=side)
    found.placed.append(Placed(place, end, figure, label=bool(place) and "label" in row[place - 1].kinds))
    return end


def _shown(row: Sequence[Item], place: int, end: int) -> str:
    """The figure as it stands there, with its sign and the limit before it."""
    start = place
    for kind in ("unit", "bound"):
        if start and kind in row[start - 1].kinds and (kind == "bound" or row[start - 1].word in _CURRENCY_SIGNS):
            start -= 1
    shown = " ".join(item.text for item in row[start:end])
    return shown.replace(" %", "%").replace("£ ", "£").replace("$ ", "$")


def _unit(row: Sequence[Item], place: int, end: int) -> tuple[str, int]:
    if place and row[place - 1].word in _CURRENCY_SIGNS:
        return row[place - 1].kinds.get("unit", ""), end
    if end < len(row) and "unit" in row[end].kinds:
        return row[end].kinds["unit"], end + 1
    return ("hour" if ":" in row[place].word else ""), end


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
    return _BOUNDS.get(row[before].kinds["bound"], "")


def _share(row: Sequence[Item], place: int, lexicon: Lexicon, found: Count) -> int:
    """Half of something is a share; half a day is a length of time."""
    part, _, whole = row[place].kinds["share"].partition("/")
    if place + 1 < len(row) and number_at(row, place + 1, lexicon) is not None:
        return place + 2  # half twelve is a time
    bound = _bound(row, place, lexicon, found)
    after = place + 1
    if after + 1 < len(row) and row[after].word in lexicon.neutral and "unit" in row[after + 1].kinds:
        after += 1
    kinds = row[after].kinds if after < len(row) else {}
    unit = kinds.get("unit") or kinds.get("rate")  # "half a day" reads like "once a day"
    if unit:
        text = " ".join(item.text for item in row[place : after + 1])
        figure = Figure(Fraction(int(part), int(whole)), unit, bound, text=text)
        found.placed.append(Placed(place, after + 1, figure))
        return after + 1
    share = Figure(Fraction(part), "", bound, Fraction(whole), text=row[place].text)
    found.placed.append(Placed(place, place + 1, share))
    return place + 1


def _one_of(row: Sequence[Item], place: int, lexicon: Lexicon, found: Count) -> int:
    whole = number_at(row, place + 1, lexicon)
    if whole is None:
        return place + 1
    bound = _bound(row, place, lexicon, found)
    text = " ".join(item.text for item in row[place : whole.end])
    found.placed.append(Placed(place, whole.end, Figure(Fraction(1), "", bound, whole.value or None, text=text)))
    return whole.end


# -- years and dates ------------------------------------------------------------------------------------


def _is_year(row: Sequence[Item], place: int, lexicon: Lexicon) -> bool:
    word = row[place].word
    if len(word) != _YEAR_DIGITS or not word.isdecimal() or int(word) not in _YEARS:
        return False
    if place + 1 < len(row) and "unit" in row[place + 1].kinds:
        return False
    if (
        place + 2 < len(row)
        and "of" in row[place + 1].kinds
        and any(item.digits for item in row[place + 2 : place + 4])
    ):
        return False  # 1950 of the 2010 boxes
    if place and (row[place - 1].kinds.keys() & _LEADS_TO_YEAR):
        return True
    following = row[place + 1] if place + 1 < len(row) else None
    return following is None or following.pause or bool(following.kinds) or following.word in lexicon.neutral


def _second_year(row: Sequence[Item], place: int, found: Count) -> bool:
    """In 2024 and 2025: the second follows the first, across a word at most."""
    word = row[place].word
    years = {at for at, code in found.periods if len(code) == _YEAR_DIGITS}
    linked = place - 1 in years or (place - 2 in years and not row[place - 1].pause)
    return linked and len(word) == _YEAR_DIGITS and word.isdecimal() and int(word) in _YEARS


def _month(row: Sequence[Item], place: int, found: Count) -> int:
    """A month counts beside a day or year, or behind a preposition; `may` and `march` are verbs as well."""
    month = row[place].kinds["month"]
    following = row[place + 1].word if place + 1 < len(row) else ""
    if following.isdecimal() and len(following) < _YEAR_DIGITS and int(following) <= _DAYS:
        found.periods.append((place, f"{month}-{int(following):02}"))
        found.used.update((place, place + 1))
        return place + 2
    year = following.isdecimal() and len(following) == _YEAR_DIGITS
    if year or (place and row[place - 1].kinds.keys() & _LEADS_TO_YEAR):
        found.periods.append((place, month))
        found.used.add(place)
    return place + 1
