"""What the rules found, joined with what the writer lists."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.checks.claims.finding import find_claims
from bot.checks.claims.joining import join
from bot.checks.claims.lexicon import lexicon
from bot.domain.pack import ClaimKind
from tests.fakes.checking import KNOWLEDGE

TEXT = "Bewoners kiezen zelf. In 2025 was 91 procent op tijd. We vegen de stoep."


@dataclass
class Listed:
    """A claim on a writer's list."""

    text: str
    kind: ClaimKind = "fact"
    proof: str | None = None
    source_sentence: str | None = None


def joined(*listed: Listed, text: str = TEXT) -> list[tuple[str, ClaimKind, str | None]]:
    pieces = [("text", text)]
    found = find_claims(pieces, lexicon(KNOWLEDGE.phrases, "nl"))
    return [(each.text, each.kind, each.proof) for each in join(found, listed, pieces)]


FIGURE = ("In 2025 was 91 procent op tijd.", "fact", None)
PRACTICE = ("We vegen de stoep.", "promise", None)


def test_what_the_writer_missed_is_there() -> None:
    assert joined() == [FIGURE, PRACTICE]


def test_what_the_rules_missed_is_added_in_the_order_of_the_text() -> None:
    assert joined(Listed("Bewoners kiezen zelf.", proof="B2")) == [
        ("Bewoners kiezen zelf.", "fact", "B2"),
        FIGURE,
        PRACTICE,
    ]


def test_a_claim_that_does_not_stand_in_the_text_is_dropped() -> None:
    assert joined(Listed("Bewoners kiezen nooit zelf.", proof="B2"), Listed("  ")) == [FIGURE, PRACTICE]


@pytest.mark.parametrize("written", ["opinion", "promise", "fact"])
def test_nobody_talks_a_figure_down(written: ClaimKind) -> None:
    listed = Listed("in 2025 was 91 procent op tijd", written, proof="B1")
    assert joined(listed) == [("In 2025 was 91 procent op tijd.", "fact", "B1"), PRACTICE]


def test_a_writer_may_be_stricter_than_the_rules() -> None:
    assert joined(Listed("We vegen de stoep.", "fact"))[-1] == ("We vegen de stoep.", "fact", None)


def test_copying_may_change_spaces_quotation_marks_and_the_last_stop() -> None:
    text = "Ze noemen het ‘de   dinsdag’ en het klopt."
    assert joined(Listed("ze noemen het 'de dinsdag' en het klopt"), text=text) == [(text, "fact", None)]


def test_a_written_claim_of_two_sentences_marks_both() -> None:
    both = Listed("Bewoners kiezen zelf. In 2025 was 91 procent op tijd.", proof="B1")
    assert [proof for _, _, proof in joined(both)] == ["B1", "B1", None]


def test_the_literal_sentence_of_the_source_comes_along() -> None:
    pieces = [("text", TEXT)]
    listed = Listed("Bewoners kiezen zelf.", source_sentence="Iedereen koos zelf.")
    assert join((), [listed], pieces)[0].source_sentence == "Iedereen koos zelf."
