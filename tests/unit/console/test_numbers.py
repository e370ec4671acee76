"""What is typed means what is printed, on made-up cards and on every screen there is."""

from __future__ import annotations

import re

import pytest

from bot.console.numbers import label, numbered
from bot.console.render import full
from bot.console.wrapping import painted
from bot.conversation.effects import Button, Screen
from bot.conversation.spans import block, bold, screen, short
from bot.domain.base import LANGUAGES, Language
from tests.golden.screens.cases.all_cases import AREAS
from tests.golden.screens.cases.world import real, worst

_ITEM = re.compile(r"^[✓✗○ ]*(\d{1,2})\. ", re.MULTILINE)


def keys(made: Screen) -> dict[int, str]:
    """The buttons of a card by the number that is typed."""
    found = [(number, button.label) for number, button in numbered(made)]
    assert len(dict(found)) == len(found), "a number is one button"
    return dict(found)


def taps(*labels: str) -> list[Button]:
    """A row of buttons."""
    return [Button(one, data="x") for one in labels]


def test_without_a_list_buttons_count_from_one() -> None:
    assert keys(screen("Kies maar", rows=[taps("a", "b"), taps("c")])) == {1: "a", 2: "b", 3: "c"}


def test_a_button_with_the_name_of_an_item_has_its_number_wherever_it_stands() -> None:
    made = screen(
        ["1. ", bold("Bewustwording")],
        "Wat er speelt",
        ["2. ", bold("Een naam die te lang is voor een knop, met nog een staart eraan die niemand leest")],
        rows=[
            taps("Net als de vorige keer"),
            taps("Bewustwording"),
            taps(short("Een naam die te lang is voor een knop, met nog een staart", 50)),
        ],
    )
    assert list(keys(made)) == [3, 1, 2]


def test_a_later_page_goes_on_with_its_own_numbers_and_the_rest_counts_on_after_them() -> None:
    made = screen(
        bold("✓ 7. Bewijspunt"), bold("✗ 8. Bewijspunt"), rows=[taps("✓ 7", "✗ 8"), taps("Vorige"), taps("Niets")]
    )
    assert keys(made) == {7: "✓ 7", 8: "✗ 8", 9: "Vorige", 10: "Niets"}
    assert [painted(row, False) for row in full(made, 60)][-3:] == ["7 ✓   8 ✗", "9 Vorige", "10 Niets"]


def test_no_number_of_a_list_does_something_else() -> None:
    made = screen("1. Eerste zin", "2. Tweede zin", rows=[taps("Beide kloppen"), taps("2 afzwakken")])
    assert keys(made) == {3: "Beide kloppen", 4: "2 afzwakken"}
    assert [painted(row, False) for row in full(made, 60)][-2:] == ["3 Beide kloppen", "4) 2 afzwakken"]


def test_a_list_in_a_post_and_a_figure_are_no_list_of_the_card() -> None:
    assert keys(screen(block("1. Bel ons\n2. Kom langs"), rows=[taps("Akkoord")])) == {1: "Akkoord"}
    assert keys(screen("99. is te veel", rows=[taps("Akkoord", "1.045")])) == {1: "Akkoord", 2: "1.045"}


@pytest.mark.parametrize(("words", "shown"), [("1. ○", "○"), ("✓ 1", "✓"), ("1", ""), ("Versie 1", "Versie 1")])
def test_a_number_is_not_said_twice(words: str, shown: str) -> None:
    assert label(1, Button(words, data="x")) == shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("area", AREAS)
def test_on_every_screen_a_number_that_is_printed_before_an_item_is_that_item_or_nothing(
    area: str, language: Language
) -> None:
    for world in (real, worst):
        for title, call in AREAS[area](world(language)):
            made = call()
            if not isinstance(made, Screen):
                continue
            own = (span.text if span.style not in ("block", "quote") else "\n" for span in made.spans)
            text = "".join(own)
            items = {int(item[1]): text[item.end() :].partition("\n")[0] for item in _ITEM.finditer(text)}
            for number, words in keys(made).items():
                if number in items:
                    names = re.fullmatch(rf"[✓✗○ ]*{number}(\. .*)?", words)
                    assert names or items[number].startswith(words.rstrip("…")), (title, number, words)
