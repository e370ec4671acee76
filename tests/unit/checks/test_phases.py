"""The strength of the next step, and what a phase rules out."""

from __future__ import annotations

import pytest

from bot.domain.journey import Phase
from tests.fakes.checking import KNOWLEDGE
from tests.fakes.wording import excerpts, hits, seen

PHASES = [phase.key for phase in KNOWLEDGE.journey("canvas7").phases]
SELLING = {"action"}


@pytest.mark.parametrize(
    ("language", "text", "step"),
    [
        ("nl", "Soep is warm. Bestel nu.", "Bestel nu"),
        ("nl", "Soep is warm.\n👉 Bestel je pan", "Bestel je"),
        ("nl", "Twijfel niet langer en boek direct een tafel.", "boek direct"),
        ("nl", "Meld je aan voor een abonnement.", "Meld je aan"),
        ("en", "Soup is warm. Order now!", "Order now"),
        ("en", "Book your table.", "Book your"),
        ("en", "Add to cart", "Add to cart"),
    ],
)
@pytest.mark.parametrize("phase", sorted(set(PHASES) - SELLING))
def test_a_hard_step_blocks_before_and_after_the_choice(language: str, text: str, step: str, phase: str) -> None:
    assert excerpts("phase.cta_too_hard", text, seen(language, phase)) == [step]
    assert not hits("phase.cta_too_hard", text, seen(language, "action"))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Bestel nog niet. Je hoeft nu niets te kopen."),
        ("nl", "Bestel je voor twaalf uur, dan eet je mee. Boek je later, dan ook."),
        ("nl", "Koop of huur: wat past bij je? Een boek lezen helpt."),
        ("nl", "“Bestel nu,” riep de kok."),
        ("nl", "Zij bestelt, jij boekt een plek en wij kopen prei."),
        ("nl", "Meld je aan voor onze nieuwsbrief."),
        ("en", "Do not order yet. When you order your fifth bowl, it is free."),
        ("en", "Order matters. Book clubs eat soup, too."),
        ("en", "“Buy now!” cried the cook."),
    ],
)
def test_words_that_only_look_like_a_hard_step(language: str, text: str) -> None:
    assert not hits("phase.cta_too_hard", text, seen(language, "awareness"))


def test_reordering_is_a_step_of_a_regular_customer() -> None:
    for language, text in (("nl", "Bestel opnieuw met één tik."), ("en", "Order again in one tap.")):
        assert not hits("phase.cta_too_hard", text, seen(language, "bonding"))
        assert hits("phase.cta_too_hard", text, seen(language, "awareness"))


@pytest.mark.parametrize(("language", "text"), [("nl", "Vraag een offerte aan."), ("en", "Request a quote.")])
def test_a_step_for_those_who_compare(language: str, text: str) -> None:
    for phase in PHASES:
        advised = bool(hits("phase.cta_too_strong", text, seen(language, phase)))
        assert advised is (phase not in {"preference", "action"})


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Soep is warm. Lees hoe de kok dat doet."),
        ("nl", "Soep is warm. Wie kookt er bij jullie?"),
        ("nl", "Soep is warm. De film staat in de eerste reactie."),
        ("nl", "Soep is warm. [link nodig: recept]"),
        ("nl", "Tag de collega die altijd brood eet."),
        ("en", "Soup is warm. See how the cook does it."),
        ("en", "Soup is warm. https://soup.example"),
        ("en", "Who cooks at your office?"),
    ],
)
@pytest.mark.parametrize("phase", ["awareness", "preference", "experience", "ambassador"])
def test_a_step_of_any_kind_will_do(language: str, text: str, phase: str) -> None:
    assert not hits("phase.cta", text, seen(language, phase))


@pytest.mark.parametrize(
    ("language", "text"),
    [("nl", "Soep is warm. Brood is droog."), ("en", "Soup is warm. Bread is dry. I read a lot.")],
)
def test_no_step_is_a_remark_with_steps_that_fit(language: str, text: str) -> None:
    (hit,) = hits("phase.cta", text, seen(language, "awareness"))
    assert len(str(hit.values["examples"]).split(", ")) == 3
    assert not hits("phase.cta", text, seen(language, "awareness"), {"first_comment": "https://soup.example"})


@pytest.mark.parametrize(
    ("language", "weak", "strong"),
    [
        ("nl", "De soep is klaar. Lees verder op onze site.", "De soep is klaar. Kies een pan."),
        ("en", "The soup is ready. Read more on our site.", "The soup is ready. Order a bowl."),
    ],
)
def test_where_the_sale_is_due_reading_on_is_too_weak(language: str, weak: str, strong: str) -> None:
    for phase in PHASES:
        assert bool(hits("phase.cta_too_weak", weak, seen(language, phase))) is (phase in SELLING)
    assert not hits("phase.cta_too_weak", strong, seen(language, "action"))
    assert not hits("phase.cta_too_weak", f"{weak} https://soup.example", seen(language, "action"))
    assert not hits("phase.cta_too_weak", "x", seen(language, "action"))


def test_a_question_at_the_top_is_no_step() -> None:
    text = "Wie kookt er? Dat weet ik. Soep is warm. Brood is droog. Thee is heet."
    assert hits("phase.cta", text, seen("nl", "awareness"))


@pytest.mark.parametrize(
    ("phase", "language", "text", "excerpt"),
    [
        ("awareness", "nl", "Nu met 20% korting.", "20% korting"),
        ("awareness", "nl", "Soep, al vanaf €4,50.", "al vanaf €4,50"),
        ("awareness", "en", "Soup, now from £4.50.", "now from £4.50"),
        ("awareness", "en", "Use discount code SOUP.", "discount code"),
        ("action", "nl", "Bekijk ook onze andere soepen.", "Bekijk ook onze andere"),
        ("action", "en", "Compare first.", "Compare first"),
        ("experience", "nl", "Hier is korting op je volgende pan.", "korting op je volgende"),
        ("experience", "en", "Get 10% off your next bowl.", "off your next"),
        ("bonding", "nl", "Ken je ons nog niet?", "Ken je ons nog niet"),
        ("bonding", "en", "For new customers only.", "For new customers"),
        ("ambassador", "nl", "Kopieer deze tekst en plaats hem.", "Kopieer deze tekst"),
        ("ambassador", "en", "Copy and paste this on your profile.", "Copy and paste this"),
    ],
)
def test_what_a_phase_certainly_rules_out(phase: str, language: str, text: str, excerpt: str) -> None:
    assert excerpts("phase.must_not", text, seen(language, phase)) == [excerpt]
    assert not hits("phase.must_not", text, seen(language, "preference"))
    assert not hits("phase.must_not", f"“{text}”", seen(language, phase))


def test_what_is_denied_is_not_ruled_out() -> None:
    assert not hits("phase.must_not", "Er is geen kortingscode.", seen("nl", "awareness"))
    assert not hits("phase.must_not", "There is no discount code.", seen("en", "awareness"))


@pytest.mark.parametrize(
    ("phase", "language", "text", "excerpt"),
    [
        ("awareness", "nl", "Een stil bord kost 40 euro per dag.", "40 euro"),
        ("awareness", "en", "Our platform serves soup.", "Our platform"),
        ("consideration", "nl", "Soep is veruit de beste lunch.", "veruit de beste"),
        ("preference", "en", "Unrivalled soup. Trust us.", "Unrivalled"),
        ("bonding", "en", "Dear customer, here is soup.", "Dear customer"),
    ],
)
def test_what_a_phase_probably_rules_out(phase: str, language: str, text: str, excerpt: str) -> None:
    assert excerpts("phase.must_not_advice", text, seen(language, phase))[0] == excerpt
    assert not hits("phase.must_not", text, seen(language, phase))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("phase", PHASES)
def test_what_no_rule_sees_is_one_question_to_the_reviewer(language: str, phase: str) -> None:
    context = seen(language, phase)
    assert isinstance(context.phase, Phase)
    (hit,) = hits("phase.question", "Soep.", context)
    asked = str(hit.values["items"])
    assert asked.count("; ") < len(context.phase.must_not)
    for item in context.phase.must_not:
        assert (item[language][1:].rstrip(".") in asked) is not _is_covered(item[language], language)


def _is_covered(item: str, language: str) -> bool:
    covered = KNOWLEDGE.phrases["phase_covered"][language]
    return any(phrase.rstrip("*") in item.lower() for phrase in covered)


def test_without_a_phase_there_is_nothing_to_say() -> None:
    for check in ("phase.cta", "phase.cta_too_hard", "phase.cta_too_strong", "phase.must_not", "phase.question"):
        assert not hits(check, "Bestel nu met 20% korting.", seen("nl"))
