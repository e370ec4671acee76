"""Scripts: seconds, pace, order and what the voice can say."""

from __future__ import annotations

from typing import Any

import pytest

from bot.checks.spoken import words_spoken
from bot.domain.check import CheckContext
from tests.fakes.checking import channel, context, excerpts, hits


def script(basis: str = "convention") -> CheckContext:
    return context(
        channel(
            spoken={
                "min_seconds": 6,
                "max_seconds": 20,
                "words_per_minute": 120,
                "hook_max_words": 12,
                "basis": basis,
            }
        )
    )


def beats(*shots: tuple[float, float, str]) -> dict[str, Any]:
    return {
        "beats": [{"start": start, "end": end, "spoken": spoken, "visual": "x"} for start, end, spoken in shots]
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [("Band lek? Bel HR.", 4), ("91% in 2025", 5), ("1.140 stuks", 3), ("€ 5 & klaar", 4), ("", 0)],
)
def test_a_figure_takes_more_than_one_word_to_say(text: str, words: int) -> None:
    assert words_spoken(text) == words


@pytest.mark.parametrize(("last", "ok"), [(5, False), (6, True), (20, True), (21, False)])
def test_the_last_shot_sets_the_length(last: int, ok: bool) -> None:
    parts = beats((0, 3, "Band lek?"), (3, last, "Bel ons."))
    assert bool(hits("spoken.length", "x", script(), parts)) is not ok
    assert not hits("spoken.limit", "x", script(), parts)
    assert bool(hits("spoken.limit", "x", script("documented"), parts)) is not ok


def test_more_words_than_seconds_make_it_longer() -> None:
    parts = beats((0, 10, "woord " * 60))
    assert hits("spoken.length", "x", script(), parts)[0].values["seconds"] == 26


def test_a_shot_with_too_many_words_says_how_many_fit() -> None:
    parts = beats(
        (0, 3, "een twee drie vier vijf zes"), (3, 6, "een twee drie vier vijf zes zeven acht negen tien")
    )
    (hit,) = hits("spoken.pace", "x", script(), parts)
    assert hit.part == "beats[1].spoken"
    assert hit.values == {"needs": 5, "has": "3", "room": 6, "words": 10}


@pytest.mark.parametrize(
    ("shots", "wrong"),
    [
        ([(0, 3, "a"), (3, 9, "b")], []),
        ([(1, 3, "a"), (3, 9, "b")], ["beats[0]"]),
        ([(0, 3, "a"), (4, 9, "b")], ["beats[1]"]),
        ([(0, 3, "a"), (2, 9, "b")], ["beats[1]"]),
        ([(0, 0, "a"), (0, 9, "b")], ["beats[0]"]),
    ],
)
def test_shots_follow_each_other(shots: list[tuple[int, int, str]], wrong: list[str]) -> None:
    assert [hit.part for hit in hits("spoken.order", "x", script(), beats(*shots))] == wrong


def test_figures_for_the_ear() -> None:
    parts = beats((0, 3, "Het waren er 1.140."), (3, 6, "In 2025, negen van de 10."), (6, 9, "Dat is 3,5 keer."))
    assert excerpts("spoken.figures", "x", script(), parts) == ["1.140", "3,5"]


def test_a_channel_that_is_read_has_no_seconds() -> None:
    parts = beats((0, 1, "woord " * 60))
    assert not any(hits(f"spoken.{check}", "x", None, parts) for check in ("limit", "length", "pace", "figures"))
