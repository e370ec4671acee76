"""Cues: a question that is nothing but a cue is answered by a fact that holds several of its words."""

from __future__ import annotations

import pytest

from bot.domain.playbook import Fixed
from bot.generation.playbook import cues
from tests.fakes.composing import KNOWLEDGE

GRAMMAR = KNOWLEDGE.file("playbook/fixed.yaml", Fixed).grammar("en")


@pytest.mark.parametrize(
    ("asked", "answer", "told"),
    [
        ({"miss"}, "We lost 31 pieces in 2025 and paid for all 31.", True),
        ({"miss"}, "Of the 40 bags, 38 were back before noon the next day.", False),
        ({"miss", "piano"}, "We lost 31 pieces in 2025 and paid for all 31.", False),
        (set(), "We lost 31 pieces in 2025 and paid for all 31.", False),
    ],
)
def test_a_question_that_is_all_cue_wants_several_of_its_words(asked: set[str], answer: str, told: bool) -> None:
    assert cues.say_all(frozenset(asked), answer, GRAMMAR) is told


def test_a_cue_is_found_only_where_question_and_answer_both_hold_it() -> None:
    assert cues.found("How long does it take?", "It is done in two days.", GRAMMAR) == 1
    assert cues.found("How long does it take?", "Every bag is counted twice.", GRAMMAR) == 0
    assert cues.found("Is it blue?", "It is done in two days.", GRAMMAR) == 0
