"""What is kept to be quick does not keep what it was made of: a bot runs for months."""

from __future__ import annotations

import gc
import weakref
from datetime import date

from bot.checks.claims import tracing
from bot.domain.brief import Brief
from bot.generation.answers import post_answer
from tests.fakes.checking import KNOWLEDGE, brief

TODAY = date(2026, 6, 1)
LATER = 40
"""Briefs of others, each with a claim or two."""


def judged(order: Brief, text: str) -> None:
    claims = tracing.claims_of((("text", text),), (), order, "nl", KNOWLEDGE.phrases, TODAY)
    assert [claim.text for claim in claims] == [text]


def test_a_brief_goes_with_its_evidence_however_few_claims_it_had() -> None:
    first = brief(proof=[{"id": "P1", "text": "In 2025 kwamen 91 van de 100 pakketten op tijd"}])
    judged(first, "In 2025 kwamen 91 van de 100 pakketten op tijd.")
    gone = weakref.ref(first)
    del first
    gc.collect()
    assert gone() is not None, "what is asked about once more is at hand"
    for number in range(LATER):
        judged(brief(), f"Vorig jaar kwamen er {number + 200} pakketten op tijd.")
    gc.collect()
    assert gone() is None


def test_the_shape_of_an_answer_is_made_once_for_a_channel() -> None:
    linkedin, email = KNOWLEDGE.channel("linkedin"), KNOWLEDGE.channel("email")
    assert post_answer(linkedin) is post_answer(linkedin)
    assert post_answer(linkedin) is not post_answer(email)
