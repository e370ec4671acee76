"""Environmental, health and safety claims: what stays shut, what proof opens, and what is no claim at all."""

from __future__ import annotations

from typing import Any

import pytest

from bot.checks.green import CHECKS
from bot.domain.base import Language
from bot.domain.check import CheckContext, Draft
from tests.fakes.checking import brief, context

SEVERITY = {check.id: check.severity for check in CHECKS}


def found(text: str, language: Language = "nl", **changes: Any) -> list[tuple[str, str]]:
    seen: CheckContext = context(language=language, of=brief(language=language, **changes))
    draft = Draft("trial", text)
    return [(check.id, hit.excerpt) for check in CHECKS for hit in check.find(draft, seen)]


@pytest.mark.parametrize(
    ("language", "text", "check", "excerpt"),
    [
        ("nl", "Onze dozen zijn duurzaam.", "green.generic", "duurzaam"),
        ("nl", "Kies voor milieuvriendelijke verf.", "green.generic", "milieuvriendelijke"),
        ("nl", "Deze lijn is beter voor het milieu.", "green.generic", "beter voor het milieu"),
        ("nl", "Eco gewassen lakens.", "green.generic", "Eco"),
        ("nl", "Wist je dat onze fietsen duurzaam zijn?", "green.generic", "duurzaam"),
        ("nl", "We bezorgen klimaatneutraal.", "green.neutrality", "klimaatneutraal"),
        ("nl", "Elke rit is CO2-neutraal.", "green.neutrality", "CO2-neutraal"),
        (
            "nl",
            "De uitstoot van je reis is volledig gecompenseerd.",
            "green.neutrality",
            "uitstoot van je reis is volledig gecompenseerd",
        ),
        ("nl", "Met ons eigen keurmerk op de doos.", "green.label", "eigen keurmerk"),
        ("en", "Our paint is eco-friendly.", "green.generic", "eco-friendly"),
        ("en", "Go green with our towels.", "green.generic", "Go green"),
        ("en", "A sustainable way to print.", "green.generic", "sustainable"),
        ("en", "Carbon neutral delivery.", "green.neutrality", "Carbon neutral"),
        ("en", "We offset all our emissions.", "green.neutrality", "offset all our emissions"),
        ("en", "It carries our own green label.", "green.label", "our own green label"),
    ],
)
def test_environmental_claims_are_shut(language: Language, text: str, check: str, excerpt: str) -> None:
    proof = [{"id": "B1", "text": text}]
    for changes in ({}, {"proof": proof}, {"proposition": {"text": text}}):
        assert (check, excerpt) in found(text, language, **changes)
    assert SEVERITY[check] == "blocking"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Druk op de groene knop."),
        ("nl", "We bouwen aan een duurzame relatie."),
        ("nl", "De gemeente gaf groen licht."),
        ("nl", "Het gras is groener bij de buren."),
        ("nl", "Wij noemen onze dozen niet duurzaam."),
        ("nl", "Hoe duurzaam is jouw kantoor?"),
        ("nl", "“Wij zijn duurzaam,” zei de concurrent."),
        ("nl", "De economie, de ecoloog en de groenteboer."),
        ("nl", "Groningen en Groenlo liggen ver uit elkaar."),
        ("en", "We got the green light."),
        ("en", "Press the green button."),
        ("en", "Sustainable growth takes time."),
        ("en", "We do not call ourselves sustainable."),
        ("en", "The greengrocer economises."),
    ],
)
def test_innocent_uses_are_left_alone(language: Language, text: str) -> None:
    assert [name for name, _ in found(text, language) if name.startswith("green.")] == []


SCHEME = {"id": "B1", "text": "De verf draagt het EU Ecolabel, licentie NL/044/12"}


def test_a_recognised_scheme_as_proof_turns_the_block_into_advice() -> None:
    text = "Onze verf is milieuvriendelijk."
    assert found(text, proof=[SCHEME]) == [("green.scheme", "milieuvriendelijk")]
    assert SEVERITY["green.scheme"] == "advice"
    assert (
        found(text, proof=[{"id": "B1", "text": "Goede verf", "source": "EMAS-register"}])[0][0] == "green.scheme"
    )


@pytest.mark.parametrize(
    "proof",
    [
        {**SCHEME, "valid_until": "2026-05-31"},
        {"id": "B1", "text": "De verf draagt ons Groene Blad"},
        {"id": "B1", "text": "De verf is 30 procent zuiniger"},
    ],
)
def test_expired_or_other_labels_lift_nothing(proof: dict[str, Any]) -> None:
    assert found("Onze verf is milieuvriendelijk.", proof=[proof]) == [("green.generic", "milieuvriendelijk")]


def test_no_scheme_opens_neutrality_or_a_label_of_ones_own() -> None:
    text = "We bezorgen klimaatneutraal, met ons eigen keurmerk."
    assert [name for name, _ in found(text, proof=[SCHEME])] == ["green.neutrality", "green.label"]


@pytest.mark.parametrize(
    ("language", "text", "family"),
    [
        ("nl", "De zalf verzacht een droge huid.", "health"),
        ("nl", "Dit kussen helpt tegen hoofdpijn.", "health"),
        ("nl", "Het stapelbed is veilig vanaf zes jaar.", "safety"),
        ("en", "This tea helps you fall asleep.", "health"),
        ("en", "The cot is safe for newborns.", "safety"),
    ],
)
def test_health_and_safety_want_proof_and_then_an_expert(language: Language, text: str, family: str) -> None:
    assert found(text, language) == [(f"{family}.unproven", text)]
    assert found(text, language, proposition={"text": text}) == [(f"{family}.unproven", text)]
    assert found(text, language, proof=[{"id": "B1", "text": text}]) == [(f"{family}.expert", text)]
    expired = {"id": "B1", "text": text, "valid_until": "2020-01-01"}
    assert found(text, language, proof=[expired]) == [(f"{family}.unproven", text)]
    assert (SEVERITY[f"{family}.unproven"], SEVERITY[f"{family}.expert"]) == ("blocking", "advice")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Gebruik je gezond verstand."),
        ("nl", "We blijven aan de veilige kant."),
        ("nl", "Is jouw trap veilig?"),
        ("nl", "De trap is niet veilig."),
        ("nl", "Cijfers die hoofdpijndossiers worden."),
        ("en", "It is safe to say that nobody reads this."),
        ("en", "Small print, big headache."),
        ("en", "Healthy competition never hurt."),
    ],
)
def test_turns_of_speech_claim_no_health_or_safety(language: Language, text: str) -> None:
    assert found(text, language) == []


def test_a_sentence_is_named_once_per_kind() -> None:
    assert found("Duurzame dozen, duurzaam karton en duurzame inkt.") == [("green.generic", "Duurzame")]


def test_every_part_is_read() -> None:
    seen = context(of=brief())
    draft = Draft("trial", "Niets.", {"slides": [{"title": "Kies groen"}]})
    hits = [(hit.part, hit.values["sentence"]) for check in CHECKS for hit in check.find(draft, seen)]
    assert hits == [("slides[0].title", "Kies groen")]
