"""Limits by the channel's own counter, and what is over a rule or only over a habit."""

from __future__ import annotations

import pytest

from bot.domain.channel import Basis
from tests.fakes.checking import channel, context, excerpts, hits, limited, part


@pytest.mark.parametrize("basis", ["documented", "quoted"])
def test_over_a_real_limit_blocks_and_says_by_how_much(basis: Basis) -> None:
    seen = context(limited(10, basis=basis))
    assert hits("length.limit", "twaalf tekens!", seen)[0].values["over"] == 4
    assert excerpts("length.limit", "twaalf tekens!", seen) == ["ens!"]
    assert not hits("length.convention", "twaalf tekens!", seen)
    assert not hits("length.limit", "tien teken", seen)


@pytest.mark.parametrize("basis", ["convention", "unverified"])
def test_over_a_habit_is_advice(basis: Basis) -> None:
    seen = context(limited(10, basis=basis))
    assert not hits("length.limit", "twaalf tekens!", seen)
    assert hits("length.convention", "twaalf tekens!", seen)[0].values["count"] == 14


def test_the_channel_counts_in_its_own_way() -> None:
    text = "👨‍👩‍👧‍👦" * 4
    assert not hits("length.limit", text, context(limited(4, counter="graphemes")))
    assert not hits("length.limit", text, context(limited(8, counter="weighted")))
    assert hits("length.limit", text, context(limited(8, counter="threads")))[0].values["count"] == 100
    assert hits("length.limit", text, context(limited(8, counter="utf16")))[0].values["count"] == 44


def test_a_second_limit_counts_too() -> None:
    bytes_too = {"value": 60, "counter": "bytes", "basis": "documented"}
    seen = context(limited(300, counter="graphemes", also=[bytes_too]))
    assert [hit.values["counter"] for hit in hits("length.limit", "👨‍👩‍👧‍👦" * 3, seen)] == ["bytes"]


def test_parts_have_their_own_limits() -> None:
    on = channel(
        parts=[part("subject", limit={"value": 5, "basis": "documented"}), part("beats", "beats", max_chars=6)]
    )
    parts = {
        "subject": "te lang",
        "beats": [{"spoken": "kort", "visual": "heel erg lang"}, {"spoken": "ook te lang"}],
    }
    assert [hit.part for hit in hits("length.limit", "ok", context(on), parts)] == ["subject"]
    assert [hit.part for hit in hits("length.item", "ok", context(on), parts)] == ["beats[1].spoken"]


def test_a_part_of_many_texts_is_limited_as_a_whole() -> None:
    on = channel(parts=[part("slides", "slides", limit={"value": 12, "basis": "quoted"})])
    parts = {"slides": [{"title": "een", "text": "twee"}, {"title": "drie", "text": ""}]}
    assert hits("length.limit", "ok", context(on), parts)[0].values["count"] == len("een\n\ntwee\n\ndrie")


def test_nothing_to_post_blocks() -> None:
    assert hits("length.empty", " \n\u00a0")
    assert not hits("length.empty", "iets")
    story = channel(text={"name": {"nl": "", "en": ""}, "limit": {"basis": "convention"}, "assemble": []})
    assert not hits("length.empty", "", context(story))


def test_one_sign_makes_a_text_message_shorter() -> None:
    seen = context(limited(160, counter="sms"))
    assert not hits("length.limit", "a" * 160, seen)
    assert hits("length.limit", "a" * 100 + "’", seen)[0].values["limit"] == 70
    assert hits("length.sms_encoding", "ja’s ✅", seen)[0].values == {"signs": "’ ✅", "segments": 1}
    assert not hits("length.sms_encoding", "ja's €5", seen)
    assert not hits("length.sms_encoding", "ja’s ✅", context(limited(160)))
