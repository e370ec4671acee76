"""A text taken apart: sentences, words, quotations, and what is nobody's prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checks.view import View, view


def sentences(text: str) -> list[str]:
    return [sentence.text for sentence in View(text).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Een zin. Nog een zin!", ["Een zin.", "Nog een zin!"]),
        ("Dit kost bijv. 3 euro. Echt.", ["Dit kost bijv. 3 euro.", "Echt."]),
        ("De koers is 3.5 vandaag.", ["De koers is 3.5 vandaag."]),
        ('"Echt waar?" vroeg zij. Ja!', ['"Echt waar?" vroeg zij.', "Ja!"]),
        ("Regel een\nregel twee", ["Regel een", "regel twee"]),
        ("Zie i.p.v. dit. “Goed.” Klaar.", ["Zie i.p.v. dit.", "“Goed.”", "Klaar."]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("Zij zei “kom u” en ging", "Zij zei en ging"),
        ("Zij zei ‘kom u’ en ging", "Zij zei en ging"),
        ("Zij zei 'kom u, zo'n dag' en ging", "Zij zei en ging"),
        ("„Kom u” zei zij", "zei zij"),
        ("'s ochtends foto's van jongens' fiets", "'s ochtends foto's van jongens' fiets"),
        ("‘s ochtends komt Anna’s post", "‘s ochtends komt Anna’s post"),
        ("Kijk op https://x.nl/u of www.uw.nl/u, of uw.com/u.", "Kijk op of of"),
        ("Mail u@uw.nl, @uw en #uwdag graag", "Mail , en graag"),
        ("Nr. 3.5 en U.S.", "Nr. 3.5 en U.S."),
    ],
)
def test_prose_leaves_out_what_others_said_and_what_is_an_address(text: str, prose: str) -> None:
    assert View(text).prose.split() == prose.split()


def test_places_stay_the_same_in_prose() -> None:
    seen = View("Zij zei “kom” en #tag dag")
    assert seen.prose.index("dag") == seen.text.index(" dag") + 1


def test_words_that_were_hidden_are_found() -> None:
    assert View("ont\u00adzor\u200bgen").lowers == ("ontzorgen",)
    assert View("e\u0301e\u0301n").text == "één"


def test_words_and_lower_case_words() -> None:
    seen = View("Anna’s foto's en zzp'er A4-papier, “niet dit”")
    assert seen.lowers == ("anna’s", "foto's", "en", "zzp'er", "a4-papier")
    assert [word.text for word in seen.words][-2:] == ["niet", "dit"]
    assert [word.text for word in seen.own_words][-1] == "A4-papier"


def test_the_sentence_around_a_place() -> None:
    seen = View("Een. Twee drie. Vier.")
    assert seen.sentence_at(seen.text.index("drie")).text == "Twee drie."


def test_one_text_has_one_view() -> None:
    assert view("dezelfde tekst") is view("dezelfde " + "tekst")


@given(st.text(max_size=300))
def test_any_text_can_be_taken_apart(text: str) -> None:
    seen = View(text)
    assert len(seen.prose) == len(seen.unquoted) == len(seen.text)
    for sentence in seen.sentences:
        assert seen.text[sentence.start : sentence.end] == sentence.text
    for word in seen.words:
        assert seen.text[word.start : word.end] == word.text
