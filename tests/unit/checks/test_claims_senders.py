"""The sender's own name claims nothing, a sentence of the source is not a contradiction of itself, and the claims
that hide in absolutes are found."""

from __future__ import annotations

from datetime import date

import pytest

from bot.checks.claims import claims_of
from bot.domain.base import Language
from bot.domain.brief import Brief
from bot.domain.pack import Claim
from tests.fakes.checking import KNOWLEDGE, brief, context, hits


def claims(text: str, of: Brief | None = None, language: Language = "nl") -> tuple[Claim, ...]:
    return claims_of([("text", text)], (), of, language, KNOWLEDGE.phrases, date(2026, 6, 1))


@pytest.mark.parametrize("name", ["Bakkerij Smit", "De Vries & Zonen", "Smith Bakery", "Fietsie & Co"])
def test_the_brands_own_name_is_no_claim(name: str) -> None:
    of = brief(brand={"name": name})
    assert claims(name, of) == ()
    assert claims(f"Hoogachtend, {name}", of) == ()
    assert not hits("claims.named_person", f"Wat doet {name} vandaag?", context(of=of))


QUOTED = '"Ik heb geen omkijken meer naar het brood", zegt de eigenaar na drie maanden.'


@pytest.mark.parametrize(
    ("permission", "standing"), [("publish", "proven"), ("anonymous", "proven"), ("internal", "unproven")]
)
def test_a_sentence_of_the_source_carries_itself(permission: str, standing: str) -> None:
    of = brief(source={"title": "Gesprek", "text": f"{QUOTED} Daarna was er koffie.", "permission": permission})
    (claim,) = claims(QUOTED, of)
    assert claim.standing == standing


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Niemand doet het beter."),
        ("nl", "Nooit meer lekkage."),
        ("nl", "Philips en ASML werken al met ons."),
        ("nl", "Iedereen stapt over."),
        ("en", "Nobody does it better."),
        ("en", "Everyone is switching."),
    ],
)
def test_absolutes_are_claims(language: Language, text: str) -> None:
    assert [claim.standing for claim in claims(text, brief(language=language), language)] == ["unproven"]
