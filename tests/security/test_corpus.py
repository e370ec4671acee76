"""The corpus itself: large enough, in both languages, and no two texts that try the same in the same words."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from rapidfuzz import fuzz

from tests.security.corpus import FIELDS, PAYLOADS, WISHES

KINDS = {
    "override",
    "fake_turn",
    "end_of_data",
    "json_break",
    "template",
    "html",
    "markdown",
    "link",
    "email",
    "unicode",
    "encoded",
    "other_language",
    "other_brand",
    "approve",
    "drop_checks",
    "leak",
    "long",
}


def test_there_are_many_in_both_languages_and_of_every_kind() -> None:
    assert len(PAYLOADS) >= 60
    assert len({one.id for one in PAYLOADS}) == len(PAYLOADS)
    languages = Counter(one.language for one in PAYLOADS)
    assert languages["nl"] == languages["en"]
    for language in ("nl", "en"):
        assert {one.kind for one in PAYLOADS if one.language == language} == KINDS


def test_no_two_are_alike() -> None:
    alike = [
        (one.id, other.id)
        for one, other in combinations(PAYLOADS, 2)
        if fuzz.ratio(one.text[:600], other.text[:600]) > 65
    ]
    assert alike == []


def test_the_fields_are_those_that_a_person_fills() -> None:
    assert len(FIELDS) + len(WISHES) >= 20
