"""Reading ease as advice, and only where it means something."""

from __future__ import annotations

import sys

import pytest

from bot.checks.readability import score
from tests.fakes.checking import KNOWLEDGE
from tests.fakes.wording import excerpts, hits, seen

PLAIN = {
    "nl": "Op dinsdag staat de kok om zes uur op. Hij snijdt prei en zet de pan op het vuur. ",
    "en": "On Tuesday the cook gets up at six. He cuts leeks and puts the pan on the fire. ",
}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_hard_text_gets_advice_and_a_plain_one_does_not(language: str) -> None:
    example = KNOWLEDGE.check_texts["readability.score"].example
    assert example is not None
    assert hits("readability.score", example[language], seen(language))[0].values["score"] == 0
    assert not hits("readability.score", PLAIN[language] * 10, seen(language))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_below_a_hundred_words_nothing_is_said(language: str) -> None:
    example = KNOWLEDGE.check_texts["readability.score"].example
    assert example is not None
    assert not hits("readability.score", " ".join(example[language].split()[:80]), seen(language))


def test_the_formulas() -> None:
    assert score(["ja"] * 10, 1, "nl") == pytest.approx(206.84 - 77 - 9.3)
    assert score(["yes"] * 10, 1, "en") == pytest.approx(206.835 - 84.6 - 10.15)


@pytest.mark.parametrize(
    ("language", "words", "syllables"),
    [
        ("nl", "kantoorsoep dinsdagmiddag collega's ideeën geïnteresseerd actie beïnvloed", 23),
        ("en", "asked made table people municipality create wanted prices", 18),
    ],
)
def test_syllables(language: str, words: str, syllables: int) -> None:
    # A single sentence of hard words, so that the score is low enough to be counted precisely.
    listed = words.split()
    base, per_word, weight = (206.84, 77.0, 0.93) if language == "nl" else (206.835, 84.6, 1.015)
    expected = base - per_word * syllables / len(listed) - weight * len(listed)
    assert score(listed, 1, language) == pytest.approx(expected)


def test_a_plain_text_loads_no_hyphenation_patterns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyphen", None)
    assert score((PLAIN["nl"] * 10).lower().split(), 20, "nl") > 60


@pytest.mark.parametrize(("language", "word"), [("nl", "soep"), ("en", "soup")])
def test_long_sentences(language: str, word: str) -> None:
    long = " ".join([word.capitalize(), *[word] * 30]) + "."
    fine = " ".join([word.capitalize(), *[word] * 29]) + "."
    assert excerpts("readability.sentence", f"Kort. {fine} {long}", seen(language)) == [long]
    assert hits("readability.sentence", long, seen(language))[0].values["words"] == 31


def test_lists_and_lines_are_no_long_sentence() -> None:
    assert not hits("readability.sentence", "\n".join(["- soep met brood en boter"] * 20), seen())
