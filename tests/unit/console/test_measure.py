from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.console.measure import clean, clusters, columns, fitting


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("trap", 4),
        ("één", 3),
        ("e\u0301e\u0301n", 3),
        ("日本", 4),
        ("👍", 2),
        ("👩‍👩‍👧", 2),
        ("🇳🇱", 2),
        ("❤️", 2),
        ("\u200b", 0),
    ],
)
def test_the_cells_that_a_text_takes(text: str, cells: int) -> None:
    assert columns(text) == cells


def test_nothing_that_steers_a_terminal_comes_through() -> None:
    assert clean("a\x1b[2Jb\x07\x9b31m\u202ec\r\nd\te\ud800") == "a[2Jb31mc\nd    e"


@given(st.text())
def test_cleaned_text_has_no_controls_and_stays_clean(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert "\x1b" not in once
    once.encode()


@given(st.text().map(clean), st.integers(1, 20))
def test_what_fits_is_a_whole_start_of_the_text(text: str, width: int) -> None:
    start = fitting(text, width)
    assert text.startswith(start)
    assert columns(start) <= width or len(clusters(start)) == 1
    assert bool(start) == bool(text)
