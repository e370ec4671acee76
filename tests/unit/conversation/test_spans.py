"""Pieces of text: cut between words, and fit to stand between quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.spans import short, unquoted


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [
        ("Iedereen kan met kinderfietsen", 22, "Iedereen kan met…"),
        ("Iedereen kan met kinderfietsen", 30, "Iedereen kan met kinderfietsen"),
        ("Zonder afspraak, gewoon", 17, "Zonder afspraak…"),
        ("Vijf  uur\nsavonds", 10, "Vijf uur…"),
        ("zo kinderfietsenwinkelpersoneel", 20, "zo kinderfietsenwin…"),
    ],
)
def test_a_text_is_cut_between_words(text: str, most: int, cut: str) -> None:
    assert short(text, most) == cut


@given(st.text(max_size=80), st.integers(3, 60))
def test_what_is_cut_fits_and_is_the_beginning(text: str, most: int) -> None:
    cut, line = short(text, most), " ".join(text.split())
    assert len(cut) <= most
    assert cut == line or (cut.endswith("…") and line.startswith(cut[:-1]))


def test_words_between_quotation_marks_bring_none_of_their_own() -> None:
    assert unquoted('zei “ik bel” en "dag", ‘hoor’') == "zei ik bel en dag, ‘hoor’"
