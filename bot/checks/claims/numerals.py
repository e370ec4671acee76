"""Numbers in digits and in words: 1.2 million, two hundred and fifty, tweehonderdvijftig, eenennegentig."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from bot.checks.claims.figures import number
from bot.checks.claims.lexicon import Lexicon
from bot.checks.claims.tokens import Item


class Number(NamedTuple):
    """A number, the decimals it shows, and the place of the first item behind it."""

    value: Fraction
    places: int
    end: int


def number_at(row: Sequence[Item], place: int, lexicon: Lexicon, unit: str = "") -> Number | None:
    """The number that begins here; its unit decides how a separator is read."""
    item = row[place]
    if item.digits:
        value, places = number(item.word, lexicon.language, unit)
    elif "number" in item.kinds:
        value, places = lexicon.numbers[item.word], 0
    elif "scale" in item.kinds:
        value, places = Fraction(1), 0
        place -= 1
    else:
        joined = compound(item.word, lexicon)
        if joined is None:
            return None
        value, places = joined, 0
    return _scaled(row, place + 1, value, places, lexicon)


def _scaled(row: Sequence[Item], place: int, value: Fraction, places: int, lexicon: Lexicon) -> Number:
    """Goes on with hundred, thousand and what is added to them: two hundred and fifty, 1.2 million."""
    total = Fraction(0)
    after_scale = False
    while place < len(row):
        kinds = row[place].kinds
        linked = after_scale and "range" in kinds and place + 1 < len(row) and "number" in row[place + 1].kinds
        if "scale" in kinds:
            value, places, after_scale = value * lexicon.numbers[row[place].word], 0, True
        elif (
            "number" in kinds
            and (after_scale or _adds(value, lexicon.numbers[row[place].word]))
            and "unit" not in kinds
        ):
            total, value, after_scale = total + value, lexicon.numbers[row[place].word], False
        elif not linked or lexicon.language == "nl":
            break
        place += 1
    return Number(total + value if total else value, places, place)


def _adds(value: Fraction, more: Fraction) -> bool:
    return 20 <= value < 100 and value % 10 == 0 and 0 < more < 10


@lru_cache(maxsize=8192)
def compound(word: str, lexicon: Lexicon) -> Fraction | None:
    """Tweehonderdvijftig: what stands before the scale times the scale, plus what stands behind it."""
    for scale, size in lexicon.scales:
        before, found, after = word.partition(scale)
        if not found:
            continue
        sizes = [_part(piece, lexicon) for piece in (before, after)]
        if (before and sizes[0] is None) or (after and sizes[1] is None):
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
    return compound(word, lexicon) if word else None
