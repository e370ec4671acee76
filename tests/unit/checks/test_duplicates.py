"""Repetition within a pack and within a post."""

from __future__ import annotations

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


def test_a_sentence_the_brand_requires_may_come_back() -> None:
    of = brief(brand={"required": [{"text": "Monteur staat elke maand"}]})
    assert not hits("duplicates.sentence", SENTENCE, context(of=of, others=(Draft("x", SENTENCE),)))


def test_a_sentence_twice_in_one_text() -> None:
    assert excerpts("duplicates.within", f"{SENTENCE}\n\n{REST}\n\n{SENTENCE.upper()}") == [SENTENCE.upper()]
    assert not hits("duplicates.within", "Geen gedoe. Geen gedoe. Geen gedoe.")
