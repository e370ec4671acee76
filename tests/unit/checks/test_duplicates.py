"""Repetition within a pack and within a post."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.check import Draft
from tests.fakes.checking import brief, context, excerpts, hits

SENTENCE = "De monteur staat elke maand op jullie parkeerplaats."
REST = "Verder gaat deze tekst over heel iets anders, met eigen woorden en een eigen einde dat nergens op lijkt."


def test_nearly_the_same_post() -> None:
    others = (Draft("linkedin", f"{SENTENCE} {REST}"), Draft("x", "Kort en anders."))
    (hit,) = hits("duplicates.post", f"{SENTENCE}  {REST}!", context(others=others))
    assert hit.values["other"] == "linkedin"
    assert hit.values["percent"] == 99
    assert not hits("duplicates.post", SENTENCE, context(others=others))
    assert not hits("duplicates.post", "", context(others=(Draft("x", ""),)))


def test_a_sentence_that_comes_back() -> None:
    seen = context(others=(Draft("x", "Begin. de monteur staat elke maand op jullie  parkeerplaats!"),))
    assert excerpts("duplicates.sentence", f"Iets nieuws. {SENTENCE}", seen) == [SENTENCE]
    assert not hits(
        "duplicates.sentence", "Bel ons nu. En dan?", context(others=(Draft("x", "Bel ons nu. En dan?"),))
    )
    assert not hits("duplicates.sentence", f"Iets nieuws. {SENTENCE}")


@pytest.mark.parametrize(
    "given",
    [
        {"brand": {"required": [{"text": "De monteur staat elke maand op jullie parkeerplaats"}]}},
        {"proof": [{"id": "B1", "text": SENTENCE}]},
        {"persona": {"objections": ["De monteur staat elke maand op jullie parkeerplaats!"]}},
    ],
)
def test_a_sentence_that_has_to_be_literal_may_come_back(given: dict[str, Any]) -> None:
    others = (Draft("x", f"Begin. {SENTENCE}"),)
    assert not hits("duplicates.sentence", f"Iets. {SENTENCE}", context(of=brief(**given), others=others))


def test_one_required_word_excuses_no_sentence() -> None:
    of = brief(brand={"required": [{"text": "monteur"}]})
    assert hits(
        "duplicates.sentence", f"Iets. {SENTENCE}", context(of=of, others=(Draft("x", f"Begin. {SENTENCE}"),))
    )


def test_an_opening_that_comes_back_is_left_to_its_own_check() -> None:
    seen = context(others=(Draft("x", f"{SENTENCE}\n\nEn dan iets anders."),))
    assert hits("hook.repeated", f"{SENTENCE}\n\n{REST}", seen)
    assert not hits("duplicates.sentence", f"{SENTENCE}\n\n{REST}", seen)


def test_a_sentence_twice_in_one_text() -> None:
    assert excerpts("duplicates.within", f"{SENTENCE}\n\n{REST}\n\n{SENTENCE.upper()}") == [SENTENCE.upper()]
    assert not hits("duplicates.within", "Geen gedoe. Geen gedoe. Geen gedoe.")
