"""The proposition: short, answering a question, without empty words, concrete."""

from __future__ import annotations

from typing import Any

import pytest

from bot.checks.proposition import proposition_findings
from bot.domain.brief import Brief
from tests.fakes.checking import KNOWLEDGE, brief
from tests.fakes.wording import hits, seen

GOOD = {
    "nl": [
        "Elke dinsdag staat onze kok bij jullie in de keuken, zodat niemand meer achter een scherm eet.",
        "Wij scannen alleen wat mensen opvragen, binnen 2 werkdagen.",
        "Stof voor één jurk, niet voor twintig. Je krijgt precies wat het patroon vraagt.",
    ],
    "en": [
        "Every Tuesday our cook comes to your kitchen, so that nobody eats behind a screen.",
        "We scan only what people ask for, within 2 working days.",
        "Cloth for one dress rather than twenty. You get exactly what the pattern asks for.",
    ],
}


def found(text: str, language: str = "nl", **rest: str) -> list[str]:
    of: Brief = brief(language=language, proposition={"text": text, **rest})
    return [finding.check for finding in proposition_findings(seen(language, of=of), KNOWLEDGE.check_texts)]


def superlatives(text: str, language: str = "nl", **changes: Any) -> list[str]:
    of = brief(language=language, proposition={"text": text}, **changes)
    return [hit.excerpt for hit in hits("proposition.superlative", text, seen(of.language, of=of))]


@pytest.mark.parametrize(("language", "text"), [(lang, text) for lang, texts in GOOD.items() for text in texts])
def test_a_good_proposition(language: str, text: str) -> None:
    assert found(text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Wij koken soep. Wij bakken brood. Zodat je eet."),
        ("nl", "Zodat je eet, " + "met soep en brood " * 12 + "van de kok die elke week komt."),
        ("en", "We cook soup. We bake bread. So that you eat."),
    ],
)
def test_too_long(language: str, text: str) -> None:
    assert found(text, language) == ["proposition.length"]


@pytest.mark.parametrize(
    ("language", "text"),
    [("nl", "Wij koken soep op kantoor."), ("en", "We cook soup at the office.")],
)
def test_no_question_answered(language: str, text: str) -> None:
    assert found(text, language) == ["proposition.parts"]
    assert found(text, language, benefit="warm eten") == []


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("nl", "Innovatieve soep, zodat jullie kok wordt ontzorgd. Wij brengen kwaliteit.", 3),
        ("nl", "Klantgerichter koken we, zodat je minder wacht.", 1),
        ("en", "Innovative soup, so you get peace of mind. We bring quality.", 3),
    ],
)
def test_empty_words(language: str, text: str, count: int) -> None:
    assert found(text, language) == ["proposition.empty_word"] * count


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Warme gastvrijheid voor jouw team, zonder poespas."),
        ("en", "Warm hospitality for your team, without fuss."),
    ],
)
def test_nothing_happens(language: str, text: str) -> None:
    assert found(text, language) == ["proposition.concrete"]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("nl", "De beste kantoorsoep van Nederland, zodat je elke dinsdag warm eet.", ["De beste"]),
        ("nl", "Wij zijn nummer 1 in kantoorsoep, zodat je elke dinsdag warm eet.", ["nummer 1"]),
        ("nl", "De enige kok die elke dinsdag bij jullie kookt, zodat je warm eet.", ["De enige"]),
        ("nl", "Unieke soep, elke dinsdag gekookt, zodat je warm eet.", ["Unieke"]),
        (
            "nl",
            "De snelste soep van Nederlands grootste kok, zodat je warm eet.",
            ["De snelste", "Nederlands grootste"],
        ),
        ("en", "The leading provider of office soup cooks every Tuesday, so that you eat warm.", ["leading"]),
        ("en", "The world’s best soup, cooked every Tuesday, so that you eat warm.", ["best"]),
        ("en", "Best-in-class soup, cooked every Tuesday, so that you eat warm.", ["Best-in-class"]),
    ],
)
def test_superlatives_without_proof(language: str, text: str, words: list[str]) -> None:
    assert superlatives(text, language) == words
    checks = found(text, language)
    assert checks.count("proposition.superlative") == len(words)
    assert "proposition.empty_word" not in checks


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Onze kok zei: “de beste soep van Nederland”."),
        ("nl", "Wij zijn niet de goedkoopste; wij koken wel elke dinsdag."),
        ("nl", "Je kiest het gewenste moment voor de eerste soep van de week."),
        ("nl", "Het kinderfeest en het personeelsfeest krijgen dezelfde soep."),
        ("nl", "Wie kookt de beste soep van Nederland?"),
        ("en", "Do your best work; we cook the rest of the harvest."),
        ("en", "A leading question, and the toothpaste of our guest."),
        ("en", "We are not the cheapest, and we cook every Tuesday."),
    ],
)
def test_what_is_no_superlative_of_ours(language: str, text: str) -> None:
    assert superlatives(text, language) == []


PROOF = "In 2025 koos de Koksbond ons tot de beste kantoorsoep van Nederland."


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({"proof": [{"id": "B1", "text": PROOF}]}, False),
        ({"proof": [{"id": "B1", "text": "De beste kantoorsoep.", "scope": "Nederland"}]}, False),
        ({"source": {"text": PROOF, "permission": "publish"}}, False),
        ({"source": {"text": PROOF, "permission": "internal"}}, True),
        ({"proof": [{"id": "B1", "text": PROOF, "valid_until": "2026-05-31"}]}, True),
        ({"proof": [{"id": "B1", "text": "De beste werkgever van Nederland."}]}, True),
        ({"proof": [{"id": "B1", "text": "De beste kantoorsoep van Rotterdam."}]}, True),
        ({"proof": [{"id": "B1", "text": "Dit is niet de beste kantoorsoep van Nederland."}]}, True),
        ({"persona": {"need": "de beste kantoorsoep van Nederland"}}, True),
    ],
)
def test_only_valid_proof_of_the_same_quiets_it(changes: dict[str, Any], asked: bool) -> None:
    assert bool(superlatives("De beste kantoorsoep van Nederland.", **changes)) is asked


def test_superlatives_hide_in_the_benefit_and_the_difference_too() -> None:
    of = brief(proposition={"text": "Wij koken soep.", "better": "Wij zijn de enige."})
    [hit] = hits("proposition.superlative", "Wij koken soep.", seen(of=of))
    assert (hit.excerpt, hit.part) == ("de enige", "better")


FORMAL = "Elke dinsdag kookt onze kok soep in uw keuken, zodat u niets hoeft te regelen."
INFORMAL = "Elke dinsdag kookt onze kok soep in je keuken, zodat je niets hoeft te regelen."


@pytest.mark.parametrize(
    ("address", "text", "wrong"),
    [
        ("u", INFORMAL, ["je"]),
        ("je", FORMAL, ["uw"]),
        ("u", FORMAL, []),
        ("je", INFORMAL, []),
        ("neutral", INFORMAL, []),
        ("u", "Onze kok zegt: “je proeft het”, elke dinsdag.", []),
        ({"linkedin": "u", "tiktok": "je"}, INFORMAL, ["je"]),
        ({"linkedin": "u", "tiktok": "je"}, FORMAL, ["uw"]),
        ({"email": "u", "default": "je"}, INFORMAL, []),
    ],
)
def test_a_proposition_in_the_other_form_of_address(address: Any, text: str, wrong: list[str]) -> None:
    of = brief(brand={"address": address}, channels=("linkedin", "tiktok"), proposition={"text": text})
    assert [hit.excerpt for hit in hits("proposition.address", text, seen(of=of))] == wrong
    names = [finding.check for finding in proposition_findings(seen(of=of), KNOWLEDGE.check_texts)]
    assert names.count("proposition.address") == len(wrong)


def test_a_persona_in_the_other_form_is_named_with_its_sentence() -> None:
    persona = {
        "need": "Je wilt warm eten. Dat lukt je niet.",
        "situation": "Het team eet achter een scherm.",
        "decision_factors": ["dat je kunt opzeggen"],
        "questions": ["Kook je ook vegetarisch?"],
        "objections": [{"text": "Jij kost te veel.", "answer": "Je betaalt per kom."}],
    }
    of = brief(brand={"address": "u"}, persona=persona, proposition={"text": FORMAL})
    found = hits("proposition.address", FORMAL, seen(of=of))
    assert [(hit.part, hit.values["sentence"]) for hit in found] == [
        ("persona.need", "Je wilt warm eten."),
        ("persona.need", "Dat lukt je niet."),
        ("persona.decision_factors[0]", "dat je kunt opzeggen"),
        ("persona.answers[0]", "Je betaalt per kom."),
    ]


def test_english_has_one_form_and_without_a_brand_there_is_none() -> None:
    of = brief(language="en", brand={"address": "u"}, proposition={"text": "You get u-shaped soup."})
    assert hits("proposition.address", "You get u-shaped soup.", seen("en", of=of)) == []
    assert hits("proposition.address", INFORMAL, seen()) == []


def test_the_need_need_not_be_in_the_text_and_without_a_brief_there_is_no_proposition() -> None:
    assert found("Wij koken soep.", need="warm eten") == []
    assert proposition_findings(seen(), KNOWLEDGE.check_texts) == ()
