"""Inflected forms and compounds of a word, without words that merely look like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checks.inflect import forms, found_in


@pytest.mark.parametrize(
    ("word", "inflected"),
    [
        (
            "ontzorgen",
            "ontzorg ontzorgt ontzorgde ontzorgden ontzorgd ontzorgde ontzorgend ontzorgende ontzorging",
        ),
        ("maken", "maak maakt maakte maakten gemaakt makend"),
        ("bakken", "bak bakt bakte gebakken bakkend"),
        ("leven", "leef leeft leefde geleefd levend"),
        ("reizen", "reis reist reisde gereisd reizend"),
        ("optimaliseren", "optimaliseer optimaliseert geoptimaliseerd optimalisering"),
        ("innovatief", "innovatieve innovatiever innovatiefste innovatiefs"),
        ("naadloos", "naadloze naadlozer naadloosheid"),
        ("glad", "gladde gladder gladst"),
        ("klantgericht", "klantgerichte klantgerichtheid klantgerichter"),
        ("oplossing", "oplossingen"),
        ("collega", "collega's"),
        ("kwaliteit", "kwaliteiten"),
        ("unieke", "uniek uniekste unieker"),
        ("seamless", "seamlessly seamlessness"),
        ("leverage", "leverages leveraged leveraging"),
        ("easy", "easier easiest easily"),
        ("unplug", "unplugged unplugging unplugs"),
        ("empower", "empowers empowered empowering"),
        ("holistic", "holistically"),
        ("synergy", "synergies"),
    ],
)
def test_inflection(word: str, inflected: str) -> None:
    assert not set(inflected.split()) - forms(word)


@pytest.mark.parametrize(
    ("word", "token"),
    [
        ("ontzorgen", "ontzorgtraject"),
        ("kwaliteit", "kwaliteitsgarantie"),
        ("content", "contentplan"),
        ("oplossing", "oplossingsgericht"),
        ("seamless", "seamless-looking"),
    ],
)
def test_a_compound_that_begins_with_the_word(word: str, token: str) -> None:
    assert found_in(frozenset({token}), word) == {token}


@pytest.mark.parametrize(
    ("word", "token"),
    [
        ("pas", "passie"),
        ("kop", "koper"),
        ("best", "bestellen"),
        ("actie", "reactie"),
        ("actie", "actief"),
        ("uniek", "unie"),
        ("innovatief", "innovatie"),
        ("passie", "passief"),
        ("content", "contentement"),
        ("account", "accountant"),
        ("account", "accountability"),
        ("solution", "resolution"),
        ("lever", "leverage"),
        ("bank", "bankroet"),
        ("maat", "maatschappij"),
        ("we", "wee"),
        ("ad", "ads"),
    ],
)
def test_other_words_are_left_alone(word: str, token: str) -> None:
    assert not found_in(frozenset({token}), word)


@given(st.text(min_size=1, max_size=20), st.frozensets(st.text(max_size=20), max_size=5))
def test_any_word_has_forms_and_finds_itself(word: str, tokens: frozenset[str]) -> None:
    lower = word.lower().replace("’", "'")
    assert lower in forms(word)
    assert found_in(tokens | {lower}, word) >= {lower}
