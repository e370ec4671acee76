"""The right language for the text, each sentence and the country; loan words, names and quotations are fine."""

from __future__ import annotations

import pytest

from bot.checks import language as language_checks
from bot.domain.check import CheckContext
from tests.fakes.wording import excerpts, hits, seen

NL, EN = seen("nl"), seen("en")


@pytest.mark.parametrize(
    ("context", "text"),
    [
        (NL, "Every Tuesday our cook comes to the kitchen and makes soup for the whole team."),
        (NL, "Fresh soup every day! Great taste, honest ingredients, happy colleagues everywhere, guaranteed."),
        (EN, "Elke dinsdag komt onze kok naar de keuken en maakt hij soep voor het hele team."),
        (EN, "Verse soep, warm brood, blije collega's, korte rij, schone tafel, volle maag, rustige middag."),
    ],
)
def test_a_text_in_the_other_language(context: CheckContext, text: str) -> None:
    assert len(hits("language.wrong", text, context)) == 1


@pytest.mark.parametrize(
    ("context", "text"),
    [
        (NL, "Onze webinar over content marketing en branding start om 10 uur. Check je inbox."),
        (NL, "Soep, brood, thee."),
        (NL, "Zo zei zij het: “Every Tuesday our cook comes to the kitchen and makes soup for the team.” Mooi."),
        (NL, "#soupoftheday #foodie #officelife #theteam #andyou soep"),
        (EN, "The van der Linde family cooks in Den Haag, on the Korte Voorhout. Ask them for leeks."),
        (EN, "Leeks, onions, bread."),
        (EN, "Het Parool and De Volkskrant wrote about the soup. We kept both papers."),
        (EN, ""),
    ],
)
def test_the_right_language(context: CheckContext, text: str) -> None:
    assert not hits("language.wrong", text, context)
    assert not hits("language.passage", text, context)


@pytest.mark.parametrize(
    ("context", "text", "passage"),
    [
        (
            NL,
            "De kok komt op dinsdag. You can choose the soup for your team. Dan eet iedereen mee.",
            "You can choose the soup for your team.",
        ),
        (
            EN,
            "The cook comes on Tuesday. Je kiest zelf de soep voor het team. Then everybody eats.",
            "Je kiest zelf de soep voor het team.",
        ),
    ],
)
def test_a_sentence_in_the_other_language(context: CheckContext, text: str, passage: str) -> None:
    assert excerpts("language.passage", text, context) == [passage]
    assert not hits("language.wrong", text, context)


def test_a_sentence_in_a_part() -> None:
    parts = {"first_comment": "You can choose the soup for your team."}
    text = "De kok komt op dinsdag en maakt soep voor het hele team, met brood van de bakker om de hoek."
    assert [hit.part for hit in hits("language.passage", text, NL, parts)] == ["first_comment"]


@pytest.mark.parametrize(
    "text",
    [
        "Lees The Art of the Long Lunch, een boek over eten op kantoor.",
        "De learnings delen we. Customer success team, account management, sales: iedereen eet mee.",
        "“You can choose the soup for your team,” zei de kok. Dat deden we.",
    ],
)
def test_titles_and_loan_words_are_no_passage(text: str) -> None:
    assert not hits("language.passage", text, NL)


def test_a_clear_text_never_loads_the_language_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(text: str, language: str) -> float:
        raise AssertionError(f"asked about {text!r}")

    monkeypatch.setattr(language_checks, "_confidence", refuse)
    for context, text in (
        (NL, "De kok komt op dinsdag. Soep, brood, thee. Wie eet er mee?"),
        (EN, "The cook comes on Tuesday. Soup, bread, tea. Who joins us?"),
    ):
        assert not hits("language.wrong", text, context)
        assert not hits("language.passage", text, context)


@pytest.mark.parametrize(
    ("language", "locale", "text", "foreign"),
    [
        ("en", "en-GB", "Organize the colors in the center.", ["Organize", "colors", "center"]),
        ("en", "en-US", "Organise the colours in the centre.", ["Organise", "colours", "centre"]),
        ("en", "en-GB", "The smart meter and the coloured tyre.", []),
        ("en", "en-US", "The colored tire and an exercise to promise.", []),
        ("nl", "nl-NL", "Bel ons op je gsm, ook als kmo.", ["gsm", "kmo"]),
        ("nl", "nl-BE", "Voor zzp'ers en het mkb, met DigiD.", ["zzp'ers", "mkb", "DigiD"]),
        ("nl", "nl-BE", "Bel ons op je gsm, ook als kmo.", []),
        ("nl", "nl-NL", "Voor zzp'ers en het mkb, met DigiD.", []),
    ],
)
def test_words_of_the_other_country(language: str, locale: str, text: str, foreign: list[str]) -> None:
    assert excerpts("language.locale", text, seen(language, locale=locale)) == foreign
