"""How sentences are read before they are compared: numbers, units, limits, shares, periods, stems."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checks.claims.evidence import resolved
from bot.checks.claims.figures import Figure, carries, number, rounded, written
from bot.checks.claims.lexicon import lexicon
from bot.checks.claims.statements import read
from bot.checks.claims.stems import stem
from bot.domain.base import LANGUAGES, Language
from tests.fakes.checking import KNOWLEDGE


def figures(text: str, language: Language) -> list[str]:
    """Each figure as "bound value/whole unit"."""
    found = read(text, lexicon(KNOWLEDGE.phrases, language)).figures
    return [
        f"{each.bound}{each.value}{f'/{each.whole}' if each.whole else ''} {each.unit}".strip() for each in found
    ]


@pytest.mark.parametrize(
    ("language", "token", "unit", "value"),
    [
        ("nl", "1.140", "", 1140),
        ("en", "1,140", "", 1140),
        ("nl", "1,140", "", 1140),
        ("en", "1.140", "", 1140),
        ("nl", "1.212.340", "", 1_212_340),
        ("nl", "12,12", "", Fraction(303, 25)),
        ("nl", "12.12", "", Fraction(303, 25)),
        ("nl", "4,2", "percent", Fraction(21, 5)),
        ("en", "4.2", "percent", Fraction(21, 5)),
        ("nl", "1,250", "kilogram", Fraction(5, 4)),
        ("en", "1.250", "kilogram", Fraction(5, 4)),
        ("nl", "0,125", "", Fraction(1, 8)),
        ("nl", "11.30", "hour", Fraction(23, 2)),
        ("en", "007", "", 7),
    ],
)
def test_numbers_are_read_as_their_language_writes_them(
    language: Language, token: str, unit: str, value: Fraction
) -> None:
    assert number(token, language, unit)[0] == value


@given(st.fractions(0, 10**9, max_denominator=100), st.sampled_from(LANGUAGES))
def test_what_is_written_reads_back(value: Fraction, language: Language) -> None:
    shown = rounded(value, 2)
    assert number(written(shown, language), language, "percent")[0] == shown


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nl", "eenennegentig procent", ["91 percent"]),
        ("nl", "tweeëntwintig dozen en tweehonderdvijftig stoelen", ["22", "250"]),
        ("nl", "twee miljoen, 1,2 miljard en drieduizend", ["2000000", "1200000000", "3000"]),
        ("nl", "anderhalf uur en een half jaar", ["3/2 hour", "1/2 year"]),
        ("nl", "de helft, een derde en driekwart", ["1/2", "1/3", "3/4"]),
        ("nl", "negen van de tien en een op de vijf", ["9/10", "1/5"]),
        ("nl", "Van de honderd deuren klemden er zes.", ["6/100"]),
        ("nl", "212 deuren klemden; 203 waren zo weer los.", ["203/212"]),
        ("nl", "tot acht uur, minstens 3 dagen, bijna 40", ["<=8 hour", ">=3 day", "<~40"]),
        ("nl", "van 7 tot 22 uur", [">=7 hour", "<=22 hour"]),
        ("nl", "om half elf", []),
        ("nl", "één adviseur", []),
        ("nl", "één werkdag", ["1 workday"]),
        ("nl", "€ 1.250,50 en 300 euro", ["2501/2 eur", "300 eur"]),
        ("nl", "verdubbeld en gehalveerd", ["2 factor", "1/2 factor"]),
        ("nl", "2 procent en 2 procentpunt", ["2 percent", "2 point"]),
        ("en", "ninety-one percent", ["91 percent"]),
        ("en", "two hundred and fifty chairs", ["250"]),
        ("en", "nine out of ten and one in four", ["9/10", "1/4"]),
        ("en", "Of the 480 doors we checked, 29 stuck.", ["29/480"]),
        ("en", "six of our nine nurses", ["6/9"]),
        ("en", "a 24-hour line and a twenty-minute chat", ["24 hour", "20 minute"]),
        ("en", "8 pm, half past seven", ["20 hour"]),
        ("en", "around £250, up to ten hours", ["~250 gbp", "<=10 hour"]),
        ("en", "2,000+ doors, 12 boxes upwards", [">=2000", ">=12"]),
        ("en", "no fewer than 40, not more than 8", [">=40", "<=8"]),
        ("en", "half of them, half a day", ["1/2", "1/2 day"]),
    ],
)
def test_figures_are_found_with_unit_and_limit(language: Language, text: str, expected: list[str]) -> None:
    assert figures(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "said_on", "expected"),
    [
        ("nl", "In 2025 was het druk", None, {"2025"}),
        ("nl", "Vorig jaar was het druk", date(2026, 6, 1), {"2025"}),
        ("nl", "Vorig jaar was het druk", None, {"?year-1"}),
        ("nl", "In maart 2025", None, {"2025-03"}),
        ("nl", "Op 14 maart", None, {"03-14"}),
        ("nl", "Vorige maand", date(2026, 1, 9), {"2025-12"}),
        ("nl", "Sinds 1998", None, {"since 1998"}),
        ("nl", "2000 stoelen", None, set()),
        ("en", "On May 12 and in the third quarter of 2025", None, {"2025-05-12", "2025-Q3"}),
        ("en", "You may call us", None, set()),
        ("en", "Last week", date(2026, 1, 2), {"2025-W52"}),
        ("en", "The past year", date(2026, 6, 1), {"?unclear"}),
    ],
)
def test_periods(language: Language, text: str, said_on: date | None, expected: set[str]) -> None:
    assert resolved(read(text, lexicon(KNOWLEDGE.phrases, language)), said_on) == expected


@pytest.mark.parametrize(
    ("proof", "claim", "carried"),
    [
        ("91", "91", True),
        ("91", ">90", True),
        ("91", ">91", False),
        (">91", ">91", True),
        ("91", ">=91", True),
        ("91", "<~95", True),
        ("80", "<~95", False),
        ("91", ">~90", True),
        ("99", ">~90", False),
        ("~91", "~91", True),
        ("~90", "~91", False),
        ("90", "~91", True),
        ("~91", "91", False),
        ("<=20", "<=30", False),
        ("20", "<=30", False),
        ("<=20", "20", False),
        ("20", "<30", True),
        (">=25", "25", False),
    ],
)
def test_what_carries_what(proof: str, claim: str, carried: bool) -> None:
    def figure(text: str) -> Figure:
        bound = text.rstrip("0123456789")
        return Figure(Fraction(text.removeprefix(bound)), bound=bound)  # type: ignore[arg-type]

    assert carries(figure(proof), figure(claim)) is carried


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("nl", ["boek", "boekt", "boeken", "geboekt", "boekte", "boekten"]),
        ("nl", ["aanvraag", "aanvragen"]),
        ("nl", ["geleverd", "leveren", "levert", "leverde"]),
        ("nl", ["huis", "huizen"]),
        ("nl", ["reparatie", "reparaties"]),
        ("nl", ["brief", "brieven"]),
        ("en", ["deliver", "delivers", "delivered", "delivering"]),
        ("en", ["box", "boxes"]),
        ("en", ["study", "studies"]),
        ("en", ["scan", "scanned", "scanning"]),
    ],
)
def test_forms_of_a_word_share_a_stem(language: Language, forms: list[str]) -> None:
    assert len({stem(form, language) for form in forms}) == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ["snel", "sneller", "snelst"]),
        ("nl", ["gemeente", "gemeen"]),
        ("en", ["fast", "faster", "fastest"]),
        ("en", ["deliver", "delivery"]),
        ("en", ["need", "needless"]),
    ],
)
def test_degrees_and_other_words_do_not(language: Language, words: list[str]) -> None:
    assert len({stem(word, language) for word in words}) == len(words)
