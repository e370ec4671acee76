"""Hashtags: counted, well formed, once, and after the text."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.channel import Basis
from bot.domain.check import CheckContext
from tests.fakes.checking import channel, context, excerpts, hits


def rule(basis: Basis, low: int = 1, high: int = 2) -> CheckContext:
    return context(channel(hashtags={"min": low, "max": high, "basis": basis}))


def test_above_a_documented_maximum_blocks() -> None:
    text = "Tekst\n\n#een #twee #drie"
    assert excerpts("hashtags.too_many", text, rule("quoted")) == ["#drie"]
    assert not hits("hashtags.range", text, rule("quoted"))
    assert not hits("hashtags.too_many", text, rule("convention"))
    assert hits("hashtags.range", text, rule("convention"))[0].values == {"count": 3, "min": 1, "max": 2}


def test_too_few_is_advice_whatever_the_basis() -> None:
    assert hits("hashtags.range", "Tekst", rule("documented"))
    assert not hits("hashtags.range", "Tekst #een", rule("documented"))


def test_what_counts_as_a_hashtag() -> None:
    text = "De #1 op https://example.com/#kop, &#39;zo&#39; C#sharp en #één"
    assert hits("hashtags.range", text, rule("convention", 2, 9))[0].values["count"] == 1


def test_tags_beside_the_text_count_too() -> None:
    parts: dict[str, Any] = {"hashtags": ["#een", "#twee", "#drie"]}
    assert hits("hashtags.too_many", "Tekst #een", rule("documented"), parts)[0].values["count"] == 3


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Tekst\n\n#open-dag #zorg", ["#open-dag"]),
        ("Tekst\n\n#2027 #zorg", ["#2027"]),
        ("Tekst\n\n#foto's #zorg", ["#foto's"]),
        ("Kom naar de #open-dag morgen", ["#open-dag"]),
        ("Tekst # zorg", ["# zorg"]),
    ],
)
def test_tags_that_do_not_work(text: str, wrong: list[str]) -> None:
    assert excerpts("hashtags.malformed", text) == wrong


@pytest.mark.parametrize(
    "text", ["De #1 van het land", "# Kop\nTekst", "Tekst\n\n#Zorg #team_2 #één", "#MeToo's begin", "C# en F#"]
)
def test_tags_that_work_and_what_is_no_tag(text: str) -> None:
    assert not hits("hashtags.malformed", text)


def test_items_of_a_part_are_looked_at() -> None:
    parts = {"hashtags": ["#goed", "twee woorden", "#"]}
    assert [hit.part for hit in hits("hashtags.malformed", "x", None, parts)] == ["hashtags[1]", "hashtags[2]"]


def test_the_same_tag_in_other_capitals_is_the_same() -> None:
    assert hits("hashtags.repeated", "#Zorg #team #ZORG")[0].values["times"] == 2
    assert not hits("hashtags.repeated", "#Zorg #zorgteam")


def test_a_tag_belongs_after_the_text() -> None:
    assert excerpts("hashtags.inside_text", "Met een #warmtepomp wordt het stil.\n\n#wonen #stil") == [
        "#warmtepomp"
    ]
    assert not hits("hashtags.inside_text", "Wat een dag #zorg #team\nMorgen weer. De #1 van hier.")
