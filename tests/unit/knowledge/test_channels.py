"""The channel files: complete, consistent, and so sized that a post within its bounds is never too long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.checks.counters import count, sms_limit
from bot.domain.base import LANGUAGES, Words
from bot.domain.channel import Channel, Limit, Part
from bot.generation.assemble import main_text, other_parts
from bot.knowledge.store import Knowledge

PROMPTS = Path(__file__).parents[3] / "prompts"
KNOWLEDGE = Knowledge([PROMPTS])
EXPECTED = {
    *("linkedin", "linkedin_document", "linkedin_article", "tiktok", "facebook", "x", "threads", "bluesky"),
    *("instagram", "instagram_carousel", "instagram_reel", "instagram_story", "mastodon", "youtube"),
    *("youtube_short", "pinterest", "whatsapp", "whatsapp_channel", "email", "blog", "landing_page", "ad"),
    *("google_business", "sms", "podcast"),
}
PHASES = ("awareness", "consideration", "preference", "action", "experience", "bonding", "ambassador")
CHANNELS = [KNOWLEDGE.channel(key) for key in sorted(EXPECTED)]
LIMITED = [channel for channel in CHANNELS if channel.text.limit.value]
# Where a sign can take one, two or four units at most, the bounds hold for any text in the world.
HEAVY_SIGNS = {"characters": "w", "graphemes": "w", "utf16": "😀", "bytes": "😀", "sms": "ë"}
HEAVIEST = [
    pytest.param(channel, HEAVY_SIGNS[channel.text.limit.counter], id=channel.key)
    for channel in LIMITED
    if channel.text.limit.counter in HEAVY_SIGNS
]
LINK = "https://example.org/" + "a" * 600

each_channel = pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.key)


def limits(channel: Channel) -> Iterator[Limit]:
    yield channel.text.limit
    yield from channel.text.also
    yield from (part.limit for part in channel.parts if part.limit)


def filled(channel: Channel, sign: Callable[[int], str]) -> dict[str, Any]:
    """Every part at its largest; `sign(n)` gives n characters of text."""
    return {part.key: _part(part, sign) for part in channel.parts}


def _part(part: Part, text: Callable[[int], str]) -> Any:
    if part.key == "link":
        return LINK[: part.max_chars]
    if part.kind == "line":
        return text(part.max_chars)
    if part.kind == "hashtags":
        return ["#" + "x" * (part.max_chars - 1)] * part.max
    item: Any = text(part.max_chars)
    if part.kind == "slides":
        item = {"title": item, "text": item}
    elif part.kind == "sections":
        item = {"heading": item, "text": item}
    elif part.kind == "beats":
        item = {"start": 0, "end": 1, "visual": item, "spoken": item, "on_screen": item}
    return [item] * part.max


def assert_fits(channel: Channel, parts: dict[str, Any]) -> None:
    text = main_text(channel, parts)
    for limit in (channel.text.limit, *channel.text.also):
        value = limit.value or 0
        allowed = sms_limit(text, value) if limit.counter == "sms" else value
        assert count(text, limit.counter) <= allowed


def test_every_channel_that_the_product_names_is_there() -> None:
    assert set(KNOWLEDGE.channel_keys) >= EXPECTED
    assert [channel.key for channel in CHANNELS] == sorted(EXPECTED)


@each_channel
def test_the_text_is_assembled_from_parts_that_exist_each_once(channel: Channel) -> None:
    keys = [part.key for part in channel.parts]
    assert len(set(keys)) == len(keys)
    assert len(set(channel.text.assemble)) == len(channel.text.assemble)
    assert set(channel.text.assemble) <= set(keys)
    assert all(part.max >= 1 and part.min <= part.max for part in channel.parts)


@each_channel
def test_every_delivered_part_is_found_back_in_the_post(channel: Channel) -> None:
    parts = filled(channel, lambda length: "w" * length)
    shown = set(channel.text.assemble) | set(other_parts(channel, parts))
    assert shown == {part.key for part in channel.parts}


@each_channel
def test_each_phase_has_its_own_sentence(channel: Channel) -> None:
    assert tuple(channel.belongs) == PHASES
    assert len({words["nl"] for words in channel.belongs.values()}) == len(PHASES)


def test_no_channel_repeats_the_phase_sentence_of_another() -> None:
    for language in LANGUAGES:
        sentences = [words[language] for channel in CHANNELS for words in channel.belongs.values()]
        assert len(set(sentences)) == len(sentences)


@each_channel
def test_what_is_unverified_says_so_in_a_note(channel: Channel) -> None:
    unverified = [limit for limit in limits(channel) if limit.basis == "unverified"]
    notes = [limit.note for limit in unverified]
    if channel.hashtags.basis == "unverified":
        notes.append(channel.hashtags.note)
    assert all(notes)
    if channel.text.limit.basis == "unverified":
        assert "unverified" in channel.source


@each_channel
def test_a_limit_without_figure_does_not_claim_to_be_documented(channel: Channel) -> None:
    assert all(limit.value or limit.basis in ("convention", "unverified") for limit in limits(channel))


@each_channel
def test_the_facts_carry_a_date_and_a_source(channel: Channel) -> None:
    assert date.fromisoformat(channel.verified_on) <= date(2026, 11, 21)
    assert channel.source
    assert all(isinstance(item, Words) and item.nl != item.en for item in channel.advice)


@each_channel
def test_hooks_are_three_and_stay_above_the_fold(channel: Channel) -> None:
    hooks = channel.part("hooks")
    if hooks is None:
        return
    assert (hooks.kind, hooks.min, hooks.max) == ("lines", 3, 3)
    fold = channel.text.limit.fold
    assert fold is None or hooks.max_chars <= fold


@each_channel
def test_hashtags_are_asked_for_where_the_channel_has_room_for_them(channel: Channel) -> None:
    part = next((part for part in channel.parts if part.kind == "hashtags"), None)
    assert (part is None) == (channel.hashtags.max == 0)
    if part:
        assert (part.min, part.max) == (channel.hashtags.min, channel.hashtags.max)
        assert part.optional == (part.min == 0)


@each_channel
def test_a_part_at_its_largest_stays_within_its_own_limit(channel: Channel) -> None:
    for part in channel.parts:
        if part.limit and part.limit.value:
            assert part.kind == "line"
            assert count("w" * part.max_chars, part.limit.counter) <= part.limit.value


@each_channel
def test_a_script_at_its_fullest_can_be_spoken_in_time(channel: Channel) -> None:
    beats = channel.part("beats")
    assert (beats is None) == (channel.spoken is None)
    if beats is None or channel.spoken is None:
        return
    words = beats.max * beats.max_chars / 6  # a Dutch word takes some six characters, its space included
    assert words * 60 / channel.spoken.words_per_minute <= channel.spoken.max_seconds
    assert channel.spoken.hook_max_words == 12


@pytest.mark.parametrize(("channel", "sign"), HEAVIEST)
def test_the_heaviest_sign_everywhere_still_fits(channel: Channel, sign: str) -> None:
    assert_fits(channel, filled(channel, lambda length: sign * length))


@settings(deadline=None, max_examples=200)
@given(
    channel=st.sampled_from(LIMITED),
    pattern=st.text(alphabet="abeinorst BW7,?!-’“ëïéèüç", min_size=1, max_size=12),
    heavy=st.sampled_from(["", "😀😀", "👍🏽👍🏽", "€…", "❤️→", "\n"]),
)
def test_a_post_within_its_bounds_never_exceeds_the_limit(channel: Channel, pattern: str, heavy: str) -> None:
    signs = "" if channel.emoji == "none" else heavy

    def text(length: int) -> str:
        return (signs + pattern * length)[:length]

    assert_fits(channel, filled(channel, text))


def test_linkedin_and_tiktok_are_different_pieces_of_work() -> None:
    linkedin, tiktok = KNOWLEDGE.channel("linkedin"), KNOWLEDGE.channel("tiktok")
    assert linkedin.shape != tiktok.shape
    assert linkedin.part("beats") is None
    assert tiktok.part("beats") is not None
    assert linkedin.part("first_comment") is not None
    assert "hooks" in linkedin.text.assemble
    assert "hooks" not in tiktok.text.assemble  # there the hook is spoken
    shared = {part.about.nl for part in linkedin.parts} & {part.about.nl for part in tiktok.parts}
    assert not shared


def test_a_mail_greets_with_a_merge_field() -> None:
    email = KNOWLEDGE.channel("email")
    greeting = email.part("greeting")
    assert greeting is not None
    for language, field in (("nl", "{voornaam}"), ("en", "{first_name}")):
        assert field in email.merge_fields
        assert field in greeting.about[language]
