from __future__ import annotations

from pathlib import Path

import pytest

from bot.console.cards import Cards
from bot.console.fences import Fences
from bot.console.meaning import (
    Again,
    Given,
    Meaning,
    Missing,
    NoSuch,
    Ordered,
    Perhaps,
    Pressed,
    Quit,
    Said,
    Unfit,
    meaning,
)
from bot.console.ports import Line
from bot.conversation.effects import Screen
from bot.conversation.events import MessageRef
from tests.unit.console.talking import screen


def cards(*screens: Screen) -> Cards:
    """Cards shown in this order."""
    made = Cards()
    for at, one in enumerate(screens):
        made.add(MessageRef("console", "ada", str(at)), one)
    return made


def read(typed: str, shown: Cards | None = None, folder: Path = Path("/nowhere"), whole: bool = False) -> Meaning:
    """What a line means after these cards."""
    return meaning(Line(typed, whole), shown or cards(), folder, folder)


TWO = cards(screen("een", "a", "b", "c"), screen("twee", "d"), screen("klaar"))


@pytest.mark.parametrize(
    ("typed", "card", "label"), [("1", 2, "d"), (" 1 ", 2, "d"), ("1.3", 1, "c"), ("2.1", 2, "d")]
)
def test_numbers_are_about_the_newest_card_with_buttons_and_older_ones_have_a_number(
    typed: str, card: int, label: str
) -> None:
    pressed = read(typed, TWO)
    assert isinstance(pressed, Pressed)
    assert (pressed.card.number, pressed.button.label) == (card, label)


@pytest.mark.parametrize(("typed", "card"), [("2", 2), ("0", 2), ("1.4", 1), ("2.0", 2)])
def test_a_number_without_a_button_is_refused(typed: str, card: int) -> None:
    refused = read(typed, TWO)
    assert isinstance(refused, NoSuch)
    assert (refused.card.number, refused.typed) == (card, typed)


@pytest.mark.parametrize("typed", ["2026", "3.1", "1,3", "1.", "-1", "1 2", "½", "²", "1 is te veel"])
def test_other_numbers_are_text(typed: str) -> None:
    assert read(typed, TWO) == Said(typed)


def test_a_number_is_text_where_there_is_nothing_to_press() -> None:
    assert read("1") == Said("1")
    assert read("1", cards(screen("klaar"))) == Said("1")


def test_a_number_answers_a_question_that_waits_for_words() -> None:
    asked = cards(screen("kaart", "a"), screen("Hoeveel jaar?", placeholder="jaren"))
    assert read("1", asked) == Said("1")
    assert isinstance(read("1.1", asked), Pressed)
    assert isinstance(read("1", cards(screen("Hoe heet je?", "Sla over", placeholder="naam"))), Pressed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", Again()),
        ("  ", Again()),
        ("/quit", Quit()),
        ("/quit nu", Ordered("quit", "nu")),
        ("/New  LinkedIn\nen TikTok", Ordered("new", "LinkedIn\nen TikTok")),
        ("/new case.txt", Ordered("new", "case.txt")),
        ("/", Said("/")),
        ("/a/b", Said("/a/b")),
        ("/é", Said("/é")),
        ("een\n2", Said("een\n2")),
        ("./weg.txt", Missing(Path("/nowhere/weg.txt"))),
    ],
)
def test_lines(typed: str, meant: Meaning) -> None:
    assert read(typed, TWO) == meant


@pytest.mark.parametrize("typed", ["1", "/quit", "./weg.txt", "/new"])
def test_what_is_fenced_is_text(typed: str) -> None:
    assert read(typed, TWO, whole=True) == Said(typed)


def test_files(tmp_path: Path) -> None:
    (tmp_path / "case.txt").touch()
    (tmp_path / "foto.png").touch()
    assert read("case.txt", folder=tmp_path) == Perhaps(tmp_path / "case.txt", "case.txt")
    assert read("./case.txt", folder=tmp_path) == Given(tmp_path / "case.txt")
    assert read("./foto.png", folder=tmp_path) == Unfit(tmp_path / "foto.png")


def test_a_card_keeps_its_number_when_it_changes_or_is_shown_again() -> None:
    shown = cards(screen("een", "a"), screen("twee", "b"))
    first, second = shown.at(1), shown.at(2)
    assert first is not None
    assert second is not None
    shown.change(first, screen("een", "c"), "")
    assert shown.newest is second
    shown.shown(first)
    assert (shown.newest, shown.last, first.number) == (first, first, 1)
    shown.change(first, screen("een"), "")
    assert shown.newest is second


def test_only_what_can_be_pointed_at_has_a_number() -> None:
    shown = cards(screen("hallo"), screen("een", "a"))
    message = MessageRef("console", "ada", "9")
    assert shown.add(message, screen("kaart zonder knoppen"), "post:1").number == 2
    assert [shown.at(number) is None for number in (0, 1, 2, 3)] == [True, False, False, True]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (['"""', "een", "", "twee", '"""'], "een\n\ntwee"),
        (['"""een', 'twee"""'], "een\ntwee"),
        (['"""3"""'], "3"),
        (['"""', '"""'], ""),
    ],
)
def test_fences_make_one_text(lines: list[str], text: str) -> None:
    fences = Fences()
    made = [fences.feed(Line(line)) for line in lines]
    assert made[:-1] == [None] * (len(lines) - 1)
    assert made[-1] == Line(text, whole=True)
    assert not fences.open


def test_a_fence_that_is_never_closed_loses_nothing() -> None:
    fences = Fences()
    assert fences.feed(Line("een")) == Line("een")
    assert fences.rest() is None
    fences.feed(Line('"""een'))
    fences.feed(Line("twee"))
    assert fences.open
    assert fences.rest() == Line("een\ntwee", whole=True)
