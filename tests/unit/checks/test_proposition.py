"""The proposition: short, answering a question, without empty words, concrete."""

from __future__ import annotations

import pytest

from bot.checks.proposition import proposition_findings
from bot.domain.brief import Brief
from tests.fakes.checking import KNOWLEDGE, brief
from tests.fakes.wording import seen

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


def test_the_need_need_not_be_in_the_text_and_without_a_brief_there_is_no_proposition() -> None:
    assert found("Wij koken soep.", need="warm eten") == []
    assert proposition_findings(seen(), KNOWLEDGE.check_texts) == ()
