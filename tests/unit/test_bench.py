"""The arithmetic of the benchmarks: what they print has to be what was measured."""

from __future__ import annotations

import random

import pytest

from bench.packs import CHANNELS, Heard, common_share, critical_path
from bench.posts import varied
from bench.table import Row, text


@pytest.mark.parametrize(
    ("row", "met", "bound"),
    [
        (Row("a", 3.0, "x", most=3), True, "at most 3"),
        (Row("a", 3.01, "x", most=3, aim=2), False, "at most 3 (aim 2)"),
        (Row("a", 300, "", least=300), True, "at least 300"),
        (Row("a", 299, "", least=300), False, "at least 300"),
        (Row("a", 1, ""), True, "–"),
    ],
)
def test_a_row_knows_its_bound(row: Row, met: bool, bound: str) -> None:
    assert (row.met, row.bound) == (met, bound)
    assert row.verdict == ("–" if bound == "–" else "yes" if met else "no")


def test_the_table_lines_up() -> None:
    first, second, third = text(
        [Row("short", 1234.5, "ms", decimals=0), Row("much longer", 2, "x", most=3)]
    ).splitlines()
    assert second == "short        1,234 ms  –          –"
    assert third == "much longer  2.00 x    at most 3  yes"
    assert first.index("Figure") == second.index("1,234")


def test_the_share_in_common_is_that_of_the_longest_prompt() -> None:
    assert common_share(["abcdefgh", "abcdefXY", "abcdefghij"]) == pytest.approx(0.6)
    assert common_share(["same", "same"]) == 1.0
    assert common_share(["abc", "xyz"]) == 0.0


def test_the_critical_path_counts_the_slowest_post_with_its_revision() -> None:
    heard = [Heard("topics", "", 5.0), Heard("key_message", "", 1.0)]
    heard += [Heard(channel, "", 2.0) for channel in CHANNELS]
    assert critical_path(heard) == 8.0
    assert critical_path([*heard, Heard(CHANNELS[1], "", 2.5)]) == 10.5
    with pytest.raises(ValueError, match="never asked"):
        critical_path(heard[1:])


def test_every_variant_is_another_text_of_the_same_length_or_so() -> None:
    chance = random.Random(1)
    sample = {"hooks": ["<a|b|c> in room <n>"], "body": "plain <and simple>"}
    made = [varied(sample, chance) for _ in range(50)]
    assert all(one["body"] == "plain <and simple>" for one in made)
    assert len({one["hooks"][0] for one in made}) > 40
    assert not any("<" in one["hooks"][0] for one in made)
