"""Figures, money, times and dates by locale; versions, scores and codes stay alone."""

from __future__ import annotations

import pytest

from bot.domain.base import Language
from tests.fakes.checking import context, hits

Locale = str


def better(check: str, text: str, locale: Locale) -> list[object]:
    language: Language = "nl" if locale.startswith("nl") else "en"
    return [hit.values["better"] for hit in hits(check, text, context(language=language, locale=locale))]


@pytest.mark.parametrize(
    ("check", "locale", "text", "form"),
    [
        ("separators", "nl-NL", "Het waren er 1,140.", "1.140"),
        ("separators", "nl-NL", "voor € 1,200.50 per jaar", "1.200,50"),
        ("separators", "nl-NL", "3.5% meer", "3,5%"),
        ("separators", "nl-NL", "een 8.5 van klanten", "8,5"),
        ("separators", "nl-NL", "$ 12.50 kwijt", "$ 12,50"),
        ("separators", "nl-NL", "2.5 miljoen mensen", "2,5 miljoen"),
        ("separators", "en-GB", "There were 1.140 of them.", "1,140"),
        ("separators", "en-US", "for €1.200,50 a year", "1,200.50"),
        ("separators", "en-GB", "3,5% more", "3.5%"),
        ("money", "nl-NL", "kost €45", "€ 45"),
        ("money", "nl-BE", "kost 45 €", "€ 45"),
        ("money", "en-GB", "costs £ 45", "£45"),
        ("money", "en-US", "costs 45.50€.", "€45.50"),
        ("times", "nl-NL", "om 3:30 pm open", "15.30 uur"),
        ("times", "nl-NL", "om 12 a.m. dicht", "0.00 uur"),
        ("times", "en-GB", "at 15.30 uur sharp", "3.30 pm"),
        ("times", "en-US", "at 15:30 sharp", "3:30 p.m."),
        ("dates", "nl-NL", "tot 12/31/2027", "31-12-2027"),
        ("dates", "nl-NL", "tot 3/4/2027", "3-4-2027"),
        ("dates", "nl-BE", "tot 12/31/2027", "31/12/2027"),
        ("dates", "nl-NL", "op 3 Mei bij ons", "3 mei"),
        ("dates", "nl-NL", "op december 31, 2027", "31 december 2027"),
        ("dates", "nl-NL", "op May 3, 2027", "3 mei 2027"),
        ("dates", "en-GB", "by 12/31/2027", "31 December 2027"),
        ("dates", "en-GB", "by 3/4/2027", "3 April 2027"),
        ("dates", "en-US", "by 3/4/2027", "March 4, 2027"),
        ("dates", "en-US", "by 31/12/2027", "December 31, 2027"),
        ("dates", "en-GB", "on May 3rd, 2027", "3 May 2027"),
        ("dates", "en-US", "on 3 May 2027", "May 3, 2027"),
        ("dates", "en-GB", "on 3 april we open", "3 April"),
    ],
)
def test_the_right_form_is_offered(check: str, locale: Locale, text: str, form: str) -> None:
    assert better(f"numbers.{check}", text, locale) == [form]


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        (
            "nl-NL",
            "In 2025: 1.140 van 1.212, dus 3,5% of € 1.200,50 om 10.30 uur of 15:30, op 31-12-2027 en 3 mei 2027.",
        ),
        ("nl-NL", "Versie 2.5, v3.1, Windows 3.1, iOS 17.2, web 2.0, AI 4.5, artikel 3.2 en stap 1.2"),
        ("nl-NL", "Uitslag 3-1, 21:15, code AB-1,234X, 020-1234567, 06 12 34 56 78, 192.168.1.1 en 1.2.3"),
        ("nl-NL", "0,125 liter, 1,250 kg, https://example.com/3.5%/1,140 en 4.0"),
        ("nl-NL", "Van 9.00-17.00, à € 15,- of 15 euro, NL12 BANK 0123 4567 89, 2025-12-31"),
        ("nl-BE", "Op 31/12/2027 om 15u30"),
        (
            "en-GB",
            "In 2025: 1,140 of 1,212, so 3.5% or £1,200.50 at 3.30 pm or 15:30, on 31/12/2027 or 3 May 2027.",
        ),
        ("en-GB", "Version 1.140, pages 3,5 and 7,8, a 3-1 win, 1.250 kg, 10.0.0.1, section 1.234"),
        ("en-US", "On 12/31/2027 or May 3, 2027 at 3:30 p.m., 9 a.m., for $1,200.50; it ended 21:15."),
        ("en-US", "You may 3 times a day; on 4/4/2027; may 5 people come"),
    ],
)
def test_right_forms_and_things_that_are_no_figures(locale: Locale, text: str) -> None:
    found = {
        check: better(f"numbers.{check}", text, locale) for check in ("separators", "money", "times", "dates")
    }
    assert found == {"separators": [], "money": [], "times": [], "dates": []}
