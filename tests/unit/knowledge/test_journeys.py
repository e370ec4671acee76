"""The journey models and their mapping as they are shipped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.domain.base import LANGUAGES
from bot.domain.journey import Question
from bot.knowledge.store import Knowledge

KNOWLEDGE = Knowledge([Path(__file__).parents[3] / "prompts"])
JOURNEYS = KNOWLEDGE.journey_keys
PHASES = [(key, phase.key) for key in JOURNEYS for phase in KNOWLEDGE.journey(key).phases]
SLOT = re.compile(r"\{(problem|solution|product|brand|alternative|benefit|situation)\}")
# A brand may say je or u, so a question that is printed addresses nobody.
ADDRESS = re.compile(r"\b(?:je|jij|jou|jouw|jullie|u|uw)\b", re.IGNORECASE)


def pairs(data: Any, where: str = "") -> Iterator[tuple[str, str, str]]:
    """Every text of a dumped model that comes in two languages: its place, nl, en."""
    if isinstance(data, dict):
        if "nl" in data:
            yield where, data["nl"], data["en"]
        for key, value in data.items():
            yield from pairs(value, f"{where}.{key}")
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from pairs(value, f"{where}[{number}]")


def questions(journey: str) -> list[Question]:
    """The questions that stand in a journey's own file."""
    return [question for phase in KNOWLEDGE.journey(journey).phases for question in phase.questions]


def phase_keys(journey: str) -> list[str]:
    """The phases of a model, in order."""
    return [phase.key for phase in KNOWLEDGE.journey(journey).phases]


@pytest.mark.parametrize("journey", JOURNEYS)
def test_a_journey_speaks_both_languages_everywhere(journey: str) -> None:
    texts = list(pairs(KNOWLEDGE.journey(journey).model_dump(mode="json")))
    assert len(texts) > 50
    assert not [where for where, nl, en in texts if not (nl and en)]


def test_the_mapping_speaks_both_languages_everywhere() -> None:
    texts = list(pairs(KNOWLEDGE.mapping.model_dump(mode="json")))
    assert len(texts) > 30
    assert not [where for where, nl, en in texts if not (nl and en)]


@pytest.mark.parametrize(("journey", "phase"), PHASES)
def test_a_phase_has_at_least_five_questions(journey: str, phase: str) -> None:
    assert len(KNOWLEDGE.phase(journey, phase).questions) >= 5


@pytest.mark.parametrize("journey", JOURNEYS)
def test_questions_can_be_printed_under_any_form_of_address(journey: str) -> None:
    for question in questions(journey):
        for language in LANGUAGES:
            for text in (question[language], question.free[language]):
                assert text.endswith("?"), text
                assert text[0].isupper() or text[0] == "{", text
        assert not ADDRESS.search(f"{question.nl} {question.free.nl}"), question.nl


@pytest.mark.parametrize("journey", JOURNEYS)
def test_slots_are_known_and_the_same_in_both_languages(journey: str) -> None:
    for question in questions(journey):
        assert sorted(SLOT.findall(question.nl)) == sorted(SLOT.findall(question.en)), question.nl
        assert not re.search(r"[{}]", SLOT.sub("", question.nl + question.en)), question.nl


@pytest.mark.parametrize("journey", JOURNEYS)
def test_the_free_wording_has_no_slot_and_stands_there_once(journey: str) -> None:
    for language in LANGUAGES:
        free = [question.free[language] for question in questions(journey)]
        assert not [text for text in free if re.search(r"[{}]", text)]
        assert len({text.lower() for text in free}) == len(free)


@pytest.mark.parametrize("journey", JOURNEYS)
def test_a_question_is_inferred_unless_the_source_raises_it(journey: str) -> None:
    assert not [question.nl for question in questions(journey) if question.inferred == question.from_source]


@pytest.mark.parametrize("journey", JOURNEYS)
def test_groups_and_inheritance_name_phases_that_exist(journey: str) -> None:
    for group in KNOWLEDGE.journey(journey).groups:
        assert set(group.phases) <= set(phase_keys(journey))
    for phase in KNOWLEDGE.journey(journey).phases:
        for reference in phase.inherits:
            model, key = reference.split(".")
            assert key in phase_keys(model)


def test_canvas7_has_its_phases_in_order_with_the_strength_of_their_step() -> None:
    assert [(phase.key, phase.cta_strength) for phase in KNOWLEDGE.journey("canvas7").phases] == [
        ("awareness", "soft"),
        ("consideration", "soft"),
        ("preference", "medium"),
        ("action", "hard"),
        ("experience", "service"),
        ("bonding", "relation"),
        ("ambassador", "social"),
    ]


def test_canvas7_leaves_no_field_of_a_phase_empty() -> None:
    optional = {"inherits", "notes"}
    for phase in KNOWLEDGE.journey("canvas7").phases:
        assert not [name for name in type(phase).model_fields if name not in optional and not getattr(phase, name)]


def test_canvas7_marks_the_questions_that_its_source_raises() -> None:
    marked = {
        phase.key: [number for number, question in enumerate(phase.questions, 1) if question.from_source]
        for phase in KNOWLEDGE.journey("canvas7").phases
    }
    assert {key: numbers for key, numbers in marked.items() if numbers} == {
        "consideration": [2],
        "experience": [1, 3],
    }


def test_the_mapping_has_ten_rules_and_nine_moments() -> None:
    assert len(KNOWLEDGE.mapping.rules) == 10
    moments = [row.moment for row in KNOWLEDGE.mapping.rows]
    assert moments[0] == "need"
    assert moments[-1] == "recommending"
    assert len(set(moments)) == len(moments) == 9
    assert all(row.phases["canvas7"] for row in KNOWLEDGE.mapping.rows)


@pytest.mark.parametrize("journey", JOURNEYS)
def test_the_mapping_names_every_phase_and_no_other(journey: str) -> None:
    named = {key for row in KNOWLEDGE.mapping.rows for key in row.phases.get(journey, ())}
    assert named == set(phase_keys(journey))


@pytest.mark.parametrize(("journey", "phase"), PHASES)
def test_every_phase_leads_to_a_phase_of_canvas7(journey: str, phase: str) -> None:
    assert KNOWLEDGE.nearest_phase(journey, phase) in phase_keys("canvas7")


@pytest.mark.parametrize(
    ("journey", "phase", "nearest"),
    [
        ("journey9", "need", "awareness"),
        ("journey9", "orientation", "consideration"),
        ("journey9", "consideration", "preference"),
        ("journey9", "decision", "preference"),
        ("journey9", "purchase", "action"),
        ("journey9", "delivery", "experience"),
        ("journey9", "use", "experience"),
        ("journey9", "loyalty", "bonding"),
        ("journey9", "ambassador", "ambassador"),
        ("retention6", "awareness", "awareness"),
        ("retention6", "nurture", "consideration"),
        ("retention6", "evaluation", "preference"),
        ("retention6", "purchase", "action"),
        ("retention6", "post_purchase", "experience"),
        ("retention6", "advocacy", "ambassador"),
        ("funnel5", "suspects", "awareness"),
        ("funnel5", "leads", "consideration"),
        ("funnel5", "prospects", "preference"),
        ("funnel5", "customers", "action"),
        ("funnel5", "returning", "bonding"),
        ("loop8", "inspiration", "awareness"),
        ("loop8", "orientation", "consideration"),
        ("loop8", "selection", "preference"),
        ("loop8", "transaction", "action"),
        ("loop8", "product_experience", "experience"),
        ("loop8", "service", "experience"),
        ("loop8", "interaction", "bonding"),
        ("loop8", "involvement", "ambassador"),
    ],
)
def test_a_phase_is_translated_by_its_moment(journey: str, phase: str, nearest: str) -> None:
    assert KNOWLEDGE.nearest_phase(journey, phase) == nearest


@pytest.mark.parametrize(
    ("phase", "nearest"),
    [
        ("awareness", "need"),
        ("consideration", "orientation"),
        ("preference", "consideration"),
        ("bonding", "loyalty"),
    ],
)
def test_the_way_back_from_canvas7_goes_by_moment_too(phase: str, nearest: str) -> None:
    assert KNOWLEDGE.nearest_phase("canvas7", phase, to="journey9") == nearest


def test_the_false_friend_warns_of_phases_with_one_name_and_two_moments() -> None:
    (friend,) = KNOWLEDGE.mapping.false_friends
    assert friend.word.nl == "overweging"
    models = dict(reference.split(".") for reference in friend.phases)
    assert models == {"canvas7": "consideration", "journey9": "consideration"}
    assert KNOWLEDGE.nearest_phase("journey9", models["journey9"]) != models["canvas7"]
