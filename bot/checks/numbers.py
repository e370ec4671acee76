"""Figures, money, times and dates as the reader's language and country write them.

Advice only, and only where the form cannot well be something else: a version, a score, a code or a year is left
alone. Dutch forms follow Onze Taal and the Taalunie (`1.140`, `3,5%`, `€ 12,50`, `15.30 uur`, `3 mei 2025`);
English ones the common style guides of en-GB and en-US (`1,140`, `3.5%`, `£12.50`, `3.30 pm`, `3 May 2025`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice

from bot.checks import urls
from bot.domain.base import Language
from bot.domain.check import Check, CheckContext, Draft, Hit

MAX_HITS = 4
AROUND = 20
"""Characters on each side of a figure that decide what it is: a month, a unit, `versie`."""
NOON = 12
_I = re.IGNORECASE
_DIGITS = re.compile("[0-9]+")
_BEFORE = r"(?<![\w.,/:§+-])"
_AFTER = r"(?![\w/:]|[.,-]\d)"
_MEASURE = r"(?:kg|gram|g|ton|lit(?:er|re)s?|l|ml|km|cm|mm|m|met(?:er|re)s?|kwh|mb|gb|ha)\b"
_SHARE = r"(?:%|procent\b|percent\b|per cent\b|mil(?:joen|jard|lion)\b|billion\b|euro\b|keer\b|times\b)"
_UNIT = rf"(?P<unit>\s?(?:{_SHARE}|{_MEASURE}))?"
_MONEY = r"(?P<money>[€$£]\s?)?"
_NOT_MEASURED = rf"(?!\s?(?:%|{_MEASURE}))"
_VERSION = re.compile(
    r"(?:\b(?:v|versie|version|release|update|artikel|article|hoofdstuk|chapter|paragraaf|section|stap|step|nr|no|"
    r"niveau|level)\.?|[-/#])\s?$",
    _I,
)
_NAME = re.compile(r"\b\w*[A-Z]\w*\s?$")
_COMMA_THOUSANDS = re.compile(rf"{_BEFORE}[1-9]\d{{0,2}}(?:,\d{{3}})+(?:\.\d+)?{_AFTER}{_NOT_MEASURED}", _I)
_POINT_THOUSANDS = re.compile(rf"{_BEFORE}[1-9]\d{{0,2}}(?:\.\d{{3}})+(?:,\d+)?{_AFTER}{_NOT_MEASURED}", _I)
_POINT_DECIMAL = re.compile(rf"{_BEFORE}{_MONEY}(?P<whole>\d+)\.(?P<part>\d\d?){_AFTER}{_UNIT}", _I)
_COMMA_DECIMAL = re.compile(rf"{_BEFORE}{_MONEY}(?P<whole>\d+),(?P<part>\d\d?){_AFTER}{_UNIT}", _I)
_SIGN_CLOSE = re.compile(r"(?P<sign>[€£$])(?P<sum>\d+(?:[.,]\d+)*)")
_SIGN_APART = re.compile(r"(?P<sign>[€£$])[ \u00a0\u202f](?P<sum>\d+(?:[.,]\d+)*)")
_SIGN_AFTER = re.compile(r"(?<![\w.,€£$])(?<![€£$]\s)(?P<sum>\d+(?:[.,]\d+)*)\s?(?P<sign>[€£])(?!\s?\d)")
_HALF_DAY = re.compile(
    r"(?<![\w.:,])(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])(?:\.m\.|m\b)", _I
)
_DUTCH_HOURS = re.compile(r"(?<![\w.:,])(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)\s?(?:uur|u)\b", _I)
_DAY_HOURS = re.compile(r"(?<=\b(?:at|by|to) )(?P<hour>1[3-9]|2[0-3]):(?P<minute>[0-5]\d)(?![\d:])")
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NUMERIC = re.compile(rf"(?<![\w./-])(?P<one>\d\d?)(?P<sign>[/.-])(?P<other>\d\d?)(?P=sign){_YEAR}(?![\w/-])")
_NL_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli"),
    *("augustus", "september", "oktober", "november", "december"),
)
_EN_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_MONTH_NUMBERS = {
    month.lower(): place for months in (_NL_MONTHS, _EN_MONTHS) for place, month in enumerate(months)
}
_NL_CAPITAL = re.compile(rf"(?<![\w.,])(?P<day>\d\d?) (?P<month>{'|'.join(map(str.title, _NL_MONTHS))})\b")
_EN_SMALL = re.compile(rf"(?<![\w.,])(?P<day>\d\d?) (?P<month>{'|'.join(map(str.lower, _EN_MONTHS))})\b")
_ORDINAL = r"(?:st|nd|rd|th)?"
_MONTH_FIRST = re.compile(rf"\b(?P<month>[A-Za-z]{{3,9}})\s(?P<day>\d\d?){_ORDINAL},?\s{_YEAR}\b")
_DAY_FIRST = re.compile(rf"(?<![\w.,])(?P<day>\d\d?){_ORDINAL}\s(?P<month>{'|'.join(_EN_MONTHS)})\s{_YEAR}\b")

Judge = Callable[[re.Match[str], str], str | None]
"""From a match and the locale to the right form, or None when nothing is wrong."""
Rules = tuple[tuple[re.Pattern[str], Judge], ...]


def _swapped(found: re.Match[str], _locale: str) -> str | None:
    if _VERSION.search(found.string[max(0, found.start() - 16) : found.start()]):
        return None
    return found.group().strip().translate(str.maketrans(".,", ",."))


def _dutch_decimal(found: re.Match[str], locale: str) -> str | None:
    """`8.5` and `3.50 %`; not a time (`10.30`), a version (`4.0`, `Office 3.1`) or a paragraph."""
    certain = found["money"] or found["unit"]
    before = found.string[max(0, found.start() - 16) : found.start()]
    doubtful = len(found["part"]) == 2 or found["part"] == "0" or _NAME.search(before)
    return None if doubtful and not certain else _swapped(found, locale)


def _english_decimal(found: re.Match[str], locale: str) -> str | None:
    """`3,5%` and `€12,50`; without sign or unit it may be a list (`pages 3,5`)."""
    return _swapped(found, locale) if found["money"] or found["unit"] else None


def _sign_spaced(found: re.Match[str], _locale: str) -> str | None:
    return f"{found['sign']} {found['sum']}"


def _sign_joined(found: re.Match[str], _locale: str) -> str | None:
    return found["sign"] + found["sum"]


def _day_clock(found: re.Match[str], _locale: str) -> str | None:
    hour = int(found["hour"]) % NOON + (NOON if found["half"].lower() == "p" else 0)
    return f"{hour}.{found['minute'] or '00'} uur"


def _half_clock(found: re.Match[str], locale: str) -> str | None:
    hour = int(found["hour"])
    twelve = (hour - 1) % NOON + 1
    american = locale == "en-US"
    half = ("p.m." if american else "pm") if hour >= NOON else ("a.m." if american else "am")
    return f"{twelve}{':' if american else '.'}{found['minute']} {half}"


def _american_clock(found: re.Match[str], locale: str) -> str | None:
    return _half_clock(found, locale) if locale == "en-US" else None


def _dutch_numeric(found: re.Match[str], locale: str) -> str | None:
    one, other, sign = int(found["one"]), int(found["other"]), found["sign"]
    if one <= NOON < other <= 31:
        one, other = other, one
    elif sign != "/" or locale == "nl-BE":
        return None
    mark = "/" if locale == "nl-BE" else "-"
    return f"{one}{mark}{other}{mark}{found['year']}" if one <= 31 and other <= NOON else None


def _english_numeric(found: re.Match[str], locale: str) -> str | None:
    """Also a date that can be read in two ways, such as 3/4/2025: it gets the month in letters."""
    one, other = int(found["one"]), int(found["other"])
    if not (1 <= one <= 31 and 1 <= other <= 31) or min(one, other) > NOON or one == other:
        return None
    day, month = (other, one) if locale == "en-US" else (one, other)
    if max(one, other) > NOON:
        if month <= NOON:
            return None
        day, month = month, day
    return _written(day, _EN_MONTHS[month - 1], found["year"], locale)


def _month_named(found: re.Match[str], locale: str) -> str | None:
    """Month first, where the country puts the day first."""
    number = _MONTH_NUMBERS.get(found["month"].lower())
    if locale == "en-US" or number is None:
        return None
    months = _NL_MONTHS if locale.startswith("nl") else _EN_MONTHS
    return f"{int(found['day'])} {months[number]} {found['year']}"


def _day_named(found: re.Match[str], locale: str) -> str | None:
    return _written(int(found["day"]), found["month"], found["year"], locale) if locale == "en-US" else None


def _written(day: int, month: str, year: str, locale: str) -> str:
    return f"{month} {day}, {year}" if locale == "en-US" else f"{day} {month} {year}"


def _month_small(found: re.Match[str], _locale: str) -> str | None:
    return found.group().lower()


def _month_capital(found: re.Match[str], _locale: str) -> str | None:
    return f"{found['day']} {found['month'].title()}"


_SEPARATORS: Mapping[Language, Rules] = {
    "nl": ((_COMMA_THOUSANDS, _swapped), (_POINT_DECIMAL, _dutch_decimal)),
    "en": ((_POINT_THOUSANDS, _swapped), (_COMMA_DECIMAL, _english_decimal)),
}
_SIGNS: Mapping[Language, Rules] = {
    "nl": ((_SIGN_CLOSE, _sign_spaced), (_SIGN_AFTER, _sign_spaced)),
    "en": ((_SIGN_APART, _sign_joined), (_SIGN_AFTER, _sign_joined)),
}
_TIMES: Mapping[Language, Rules] = {
    "nl": ((_HALF_DAY, _day_clock),),
    "en": ((_DUTCH_HOURS, _half_clock), (_DAY_HOURS, _american_clock)),
}
_DATES: Mapping[Language, Rules] = {
    "nl": ((_NUMERIC, _dutch_numeric), (_NL_CAPITAL, _month_small), (_MONTH_FIRST, _month_named)),
    "en": (
        (_NUMERIC, _english_numeric),
        (_EN_SMALL, _month_capital),
        (_MONTH_FIRST, _month_named),
        (_DAY_FIRST, _day_named),
    ),
}


def separators(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """The other language's point and comma in a figure."""
    return _judged(draft, context, _SEPARATORS)


def money(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A currency sign in the wrong place or with the wrong space."""
    return _judged(draft, context, _SIGNS)


def times(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A clock time of another language or country."""
    return _judged(draft, context, _TIMES)


def dates(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A date in another order, with the wrong capital, or one that can be read in two ways."""
    return _judged(draft, context, _DATES)


def _judged(draft: Draft, context: CheckContext, rules: Mapping[Language, Rules]) -> Iterator[Hit]:
    return islice(_judgements(draft, context, rules[context.language]), MAX_HITS)


def _judgements(draft: Draft, context: CheckContext, rules: Rules) -> Iterator[Hit]:
    for part, figures in _figures(draft.pieces):
        for pattern, judge in rules:
            for found in pattern.finditer(figures):
                better = judge(found, context.locale)
                if better:
                    yield Hit(found.group().strip(), {"found": found.group().strip(), "better": better}, part)


@lru_cache(maxsize=64)
def _figures(pieces: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """By part, the words around each figure, one passage a line; nothing of web addresses."""
    found = ((part, _passages(urls.without(text))) for part, text in pieces if _DIGITS.search(text))
    return tuple((part, figures) for part, figures in found if figures)


def _passages(text: str) -> str:
    """The text around its figures, cut at spaces; what lies between two passages becomes a blank line."""
    spans: list[list[int]] = []
    for digit in _DIGITS.finditer(text):
        if spans and digit.end() <= spans[-1][1]:
            continue
        start = text.rfind(" ", 0, max(0, digit.start() - AROUND)) + 1
        end = text.find(" ", digit.end() + AROUND)
        end = len(text) if end < 0 else end
        if spans and start <= spans[-1][1]:
            spans[-1][1] = end
        else:
            spans.append([start, end])
    return "\n\n".join(text[start:end] for start, end in spans)


CHECKS: tuple[Check, ...] = (
    Check("numbers.separators", "advice", separators),
    Check("numbers.money", "advice", money),
    Check("numbers.times", "advice", times),
    Check("numbers.dates", "advice", dates),
)
