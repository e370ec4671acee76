"""Scarcity needs proof that says the same, reviews are free and nobody's, conditions are told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.domain.brief import Brief
from tests.fakes.checking import brief
from tests.fakes.wording import excerpts, hits, seen


@pytest.mark.parametrize(
    ("language", "text", "claimed"),
    [
        ("nl", "Nog maar 3 plekken!", "Nog maar 3 plekken"),
        ("nl", "De laatste plekken gaan nu weg.", "laatste plekken"),
        ("nl", "Nog maar twee plekken vrij.", "Nog maar twee plekken"),
        ("nl", "Alleen vandaag soep erbij.", "Alleen vandaag"),
        ("nl", "Op is op.", "Op is op"),
        ("en", "Only 3 spots left.", "Only 3 spots"),
        ("en", "Today only: soup on the house.", "Today only"),
        ("en", "While stocks last.", "While stocks last"),
    ],
)
def test_scarcity_without_proof(language: str, text: str, claimed: str) -> None:
    assert excerpts("persuasion.scarcity", text, seen(language, of=brief())) == [claimed]
    assert excerpts("persuasion.scarcity", text, seen(language)) == [claimed]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "De laatste tien jaar eten we soep. De laatste dagen ook."),
        ("nl", "Alleen vandaag al belden elf mensen."),
        ("nl", "Wij hebben nog maar één vraag, en het duurt nog 3 dagen."),
        ("nl", "Geen laatste kans, want dinsdag is er weer soep."),
        ("nl", "“Op is op,” zei de kok."),
        ("en", "For the last ten years we had soup. Only one question is left."),
        ("en", "It takes only 3 days. We have limited time and budget."),
        ("en", "This is not your last chance."),
    ],
)
def test_words_that_only_look_like_scarcity(language: str, text: str) -> None:
    assert not hits("persuasion.scarcity", text, seen(language, of=brief()))


def proof(text: str, **rest: Any) -> Brief:
    return brief(proof=[{"id": "B1", "text": text, **rest}])


@pytest.mark.parametrize(
    ("language", "carried", "text"),
    [
        ("nl", "Op 12 juni zijn er nog 3 plekken vrij", "Nog maar 3 plekken op 12 juni."),
        ("nl", "Er zijn drie plekken over aan de tafel", "Nog maar 3 plekken!"),
        ("nl", "Er zijn 3 plekken over aan de tafel", "Nog maar drie plekken!"),
        ("nl", "De actie geldt alleen vandaag", "Alleen vandaag soep erbij."),
        ("en", "There are 3 spots at the table on 12 June", "Only 3 spots left."),
        ("en", "The soup is free while stocks last", "Free soup while stocks last."),
    ],
)
def test_scarcity_that_a_proof_point_carries(language: str, carried: str, text: str) -> None:
    assert not hits("persuasion.scarcity", text, seen(language, of=proof(carried)))


@pytest.mark.parametrize(
    ("carried", "rest"),
    [
        ("Op 12 juni zijn er nog 8 plekken vrij", {}),
        ("In 2025 kregen 3 gemeenten soep", {}),
        ("De soep is vers", {}),
        ("Er zijn nog 3 plekken vrij", {"valid_until": date(2026, 5, 31)}),
    ],
)
def test_another_figure_another_subject_or_old_proof_carries_nothing(carried: str, rest: dict[str, Any]) -> None:
    assert hits("persuasion.scarcity", "Nog maar 3 plekken!", seen(of=proof(carried, **rest)))


def test_a_source_carries_scarcity_only_if_it_may_be_used() -> None:
    for permission, blocked in (("publish", False), ("anonymous", False), ("internal", True)):
        source = {"title": "mail", "text": "Hoi. Er zijn nog 3 plekken vrij. Groet", "permission": permission}
        found = hits("persuasion.scarcity", "Nog maar 3 plekken!", seen(of=brief(source=source)))
        assert bool(found) is blocked


@pytest.mark.parametrize(
    ("language", "text", "hurried"),
    [
        ("nl", "Wees er snel bij.", True),
        ("nl", "Wees er snel bij: de tafel is vol op 12 juni.", False),
        ("nl", "Haast je niet. Je hoeft niet snel te zijn.", True),
        ("en", "Don't miss out.", True),
        ("en", "Act now, before 12 June.", False),
        ("en", "There is no need to hurry.", False),
    ],
)
def test_hurry_needs_a_date_or_number(language: str, text: str, hurried: bool) -> None:
    assert bool(hits("persuasion.urgency", text, seen(language))) is hurried


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Geef ons vijf sterren."),
        ("nl", "Schrijf een positieve review op Google."),
        ("nl", "Soep in ruil voor een positieve beoordeling."),
        ("nl", "“De beste soep ooit!”\n– een tevreden klant"),
        ("en", "Leave us a 5-star review."),
        ("en", "A free bowl in exchange for a positive review."),
        ("en", "“Best soup ever!” — a happy customer"),
    ],
)
def test_steered_and_nameless_reviews(language: str, text: str) -> None:
    assert len(hits("persuasion.fake_review", text, seen(language))) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Schrijf een review, ook als de soep tegenviel."),
        ("nl", "Wij geven geen korting voor een review."),
        ("nl", "Doel 2:\n- tevreden klanten\n- volle borden"),
        ("nl", "“De soep is warm,” zegt Ilse van de receptie."),
        ("en", "Tell us what you think, good or bad."),
        ("en", "We give no discount for a review."),
    ],
)
def test_an_honest_request_is_fine(language: str, text: str) -> None:
    assert not hits("persuasion.fake_review", text, seen(language))


@pytest.mark.parametrize(
    ("language", "text", "excerpt"),
    [
        ("nl", "Gratis soep. Actievoorwaarden van toepassing.", "Actievoorwaarden van toepassing"),
        ("nl", "Nu gratis soep* voor het hele team.", "Nu gratis soep* voor het hele team."),
        ("nl", "Start met een gratis proefmaand.", "gratis proefmaand"),
        ("en", "Free soup. Terms and conditions apply.", "Terms and conditions apply"),
        ("en", "Start your free trial.", "free trial"),
    ],
)
def test_conditions_that_are_kept_back(language: str, text: str, excerpt: str) -> None:
    assert excerpts("persuasion.hidden_condition", text, seen(language)) == [excerpt]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Start met een gratis proefmaand. Die stopt vanzelf."),
        ("nl", "Nu gratis soep* voor het team.\n* Alleen op dinsdag, tot en met juni."),
        ("nl", "Dit is *echt* soep, en **warm**."),
        ("nl", "* soep\n* brood"),
        ("en", "Free trial of 30 days. After that you pay £4 a bowl, or you cancel."),
    ],
)
def test_conditions_that_are_told(language: str, text: str) -> None:
    assert not hits("persuasion.hidden_condition", text, seen(language))
