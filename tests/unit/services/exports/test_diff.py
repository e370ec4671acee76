from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.exports.diff import word_diff

WORDS = st.lists(st.sampled_from(["een", "twee", "drie", " ", "\n", "\n\n", "je", "u"]), max_size=40).map("".join)


@given(st.one_of(WORDS, st.text(max_size=80)), st.one_of(WORDS, st.text(max_size=80)))
def test_a_difference_gives_back_both_texts(old: str, new: str) -> None:
    found = word_diff(old, new)
    assert "".join(text for kind, text in found if kind != "added") == old
    assert "".join(text for kind, text in found if kind != "removed") == new
    assert all(text for _, text in found)
    assert all(one.kind != other.kind for one, other in pairwise(found))
    assert ("added", "removed") not in [(one.kind, other.kind) for one, other in pairwise(found)]


def test_words_change_whole_and_spaces_stay() -> None:
    assert word_diff("Je belt ons vandaag.", "Je mailt ons vandaag.") == (
        ("same", "Je "),
        ("removed", "belt"),
        ("added", "mailt"),
        ("same", " ons vandaag."),
    )
    assert word_diff("Einde.", "Einde. En nog iets.") == (("same", "Einde."), ("added", " En nog iets."))
    assert word_diff("gelijk", "gelijk") == (("same", "gelijk"),)
    assert word_diff("", "") == ()


def _long(kind: str) -> tuple[str, str]:
    chance = random.Random(3)
    if kind == "one word":
        return "ja " * 3300, "ja ja nee " * 1000
    words = ["woord", "dat", "anders"] if kind == "few words" else [f"w{number}" for number in range(900)]
    old = [chance.choice(words) for _ in range(1700)]
    new = [chance.choice(words) if chance.random() < 0.3 else word for word in old]
    return " ".join(old), " ".join(new)


@pytest.mark.parametrize("kind", ["one word", "few words", "many words"])
def test_ten_thousand_characters_are_compared_at_once(kind: str) -> None:
    old, new = _long(kind)
    start = time.perf_counter()
    found = word_diff(old, new)
    assert time.perf_counter() - start < 3
    assert "".join(text for kind, text in found if kind != "removed") == new
