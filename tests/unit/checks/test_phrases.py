"""The language in which phrase lists are written, and that nothing in it can break or slow down a search."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checks.phrases import encodable, find, starts_clause, words


def found(phrases: tuple[str, ...], text: str) -> list[str]:
    return [place.text for place in find(phrases, text)]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("ontzorg*", "Ontzorgend, ONTZORGD en ontzorg; gontzorgd niet", ["Ontzorgend", "ONTZORGD", "ontzorg"]),
        ("innovatief", "innovatief en innovatieve", ["innovatief"]),
        ("één", "Één keer, één; een niet", ["Één", "één"]),
        ("hoog in het vaandel", "hoog in\nhet  vaandel", ["hoog in\nhet  vaandel"]),
        ("niet alleen ... maar ook", "niet alleen a b c d e f maar ook", ["niet alleen a b c d e f maar ook"]),
        ("niet alleen ... maar ook", "niet alleen a b c d e f g maar ook", []),
        ("€<number>", "€49,95 en €1.200,- en € 3", ["€49,95", "€1.200"]),
        ("€ <number>", "€\u00a012 of €\u202f3", ["€\u00a012", "€\u202f3"]),
        ("<number> procent", "12,5 procent, twaalf procent", ["12,5 procent"]),
        ("<number>-daagse", "een 3-daagse reis", ["3-daagse"]),
        ("it's", "It’s here; it's there; its", ["It’s", "it's"]),
        ("laatste * plekken", "laatste vijf plekken, laatste plekken", ["laatste vijf plekken"]),
        ("bedrijfs *", "bedrijfs auto, bedrijfs- en, bedrijfs.", ["bedrijfs auto"]),
        ("geen ... <stop> gewoon", "Geen gedoe. Gewoon\ngeen gedoe dat gewoon is", ["Geen gedoe. Gewoon"]),
        ("geen ... <stop> gewoon", "geen gedoe\ngewoon", ["geen gedoe\ngewoon"]),
        ("het is geen ... <stop> het is", "het is geen ramp als het is", []),
        ("^bestel", "Bestel dit. Ik bestel, bestel! 👉 Bestel", ["Bestel", "Bestel"]),
        ("^reclame <stop>", "Reclame: ja. Reclame werkt.\nReclame", ["Reclame:", "Reclame"]),
        ("#ad", "#ad #adv #advent en #ad.", ["#ad", "#ad"]),
        ("a.b", "axb a.b", ["a.b"]),
    ],
)
def test_what_a_phrase_means(phrase: str, text: str, expected: list[str]) -> None:
    assert found((phrase,), text) == expected


def test_the_longest_of_several_wins_and_a_word_is_never_cut() -> None:
    assert found(("nog maar", "nog maar een"), "nog maar een dag, nog maar eenmaal") == [
        "nog maar een",
        "nog maar",
    ]
    assert found(("foto",), "fotograaf, foto, vakantiefoto") == ["foto"]
    assert found(("cafe",), "cafeïne") == []


def test_a_trailing_quote_or_hyphen_is_no_part_of_the_word() -> None:
    assert found(("naadlo*",), "‘naadloze’ en naadloos-") == ["naadloze", "naadloos"]


def test_places_count_in_characters() -> None:
    text = "👨‍👩‍👧 één dag"
    (place,) = find(("dag",), text)
    assert text[place.start : place.end] == "dag"


@pytest.mark.parametrize("before", ["", "Ja. ", "Ja! 👉 ", "1: ", "\n- ", "“", "**", "(", "Nee…  "])
def test_the_beginning_of_a_clause(before: str) -> None:
    assert starts_clause(f"{before}Lees", len(before))


@pytest.mark.parametrize("before", ["en ", "dus, ", "5 % ", "foto’s ", "(zie boven) "])
def test_not_the_beginning_of_a_clause(before: str) -> None:
    assert not starts_clause(f"{before}Lees", len(before))


def test_a_list_as_a_set_of_words() -> None:
    assert words(("De", "zo'n", "in ons dna", "x*", "pro-actief")) == {"de", "zo'n", "pro-actief"}


def test_lone_surrogates_are_replaced_one_for_one() -> None:
    assert encodable("a\ud83db") == "a\ufffdb"
    assert found(("dag",), "\ud83d dag") == ["dag"]


@given(
    st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=15), max_size=6).map(tuple),
    st.text(max_size=200),
)
def test_any_list_works_on_any_text(phrases: tuple[str, ...], text: str) -> None:
    for place in find(phrases, text):
        assert 0 <= place.start < place.end <= len(text)
        assert encodable(text)[place.start : place.end] == place.text


def test_a_list_that_would_ruin_a_backtracking_engine_is_harmless() -> None:
    phrases = tuple(f"a{'*' * n} ... b ... c ... d{n}" for n in range(20))
    before = time.process_time()
    assert found(phrases, "a " * 5000) == []
    assert time.process_time() - before < 5
