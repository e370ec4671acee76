"""Emoji: allowed or not, how many, and where they get in the way."""

from __future__ import annotations

import pytest

from tests.fakes.checking import brief, channel, context, excerpts, hits

NONE = brief(brand={"emoji": "none"})
FREE = brief(brand={"emoji": "free"})


@pytest.mark.parametrize("emoji", ["🎉", "👨‍👩‍👧‍👦", "🇳🇱", "👍🏽", "❤️", "1️⃣", "✅"])
def test_a_brand_without_emoji(emoji: str) -> None:
    assert excerpts("emoji.brand", f"Tot zaterdag {emoji}", context(of=NONE)) == [emoji]
    assert not hits("emoji.brand", f"Tot zaterdag {emoji}", context(of=FREE))


@pytest.mark.parametrize(
    "text", ["Vinkje ✓ en hart ♥", "Merk™ © 2026 ®", "pijl → en ster ★", "1 # *", "½ é 中文 שלום"]
)
def test_signs_in_the_text_font_are_no_emoji(text: str) -> None:
    assert not hits("emoji.brand", text, context(of=NONE))


def test_a_channel_without_emoji_is_advice_and_said_once() -> None:
    on = channel(emoji="none")
    assert hits("emoji.channel", "Klaar ✅", context(on, of=FREE))
    assert not hits("emoji.channel", "Klaar ✅", context(on, of=NONE))
    assert hits("emoji.channel", "Klaar ✅", context(on))


def test_some_emoji_is_a_few() -> None:
    text = "Koffie ☕ taart 🍰 muziek 🎶 kussen 🎈"
    free = channel(emoji="free")
    assert excerpts("emoji.many", text) == ["🎈"]
    assert not hits("emoji.many", text, context(free, of=FREE))
    assert not hits("emoji.many", text + "x" * 1000)
    assert hits("emoji.many", text, context(free))


@pytest.mark.parametrize(("text", "row"), [("Ja 🔥🔥", "🔥🔥"), ("Ja 🔥 🎉 ✅ nee", "🔥 🎉 ✅"), ("🇳🇱🇳🇱", "🇳🇱🇳🇱")])
def test_rows(text: str, row: str) -> None:
    assert excerpts("emoji.row", text) == [row]


@pytest.mark.parametrize("text", ["Ja 🔥🎉", "🔥 a 🔥 b 🔥", "👨‍👩‍👧‍👦 en 👍🏽", "🔥\n🔥\n🔥"])
def test_no_rows(text: str) -> None:
    assert not hits("emoji.row", text)


def test_bullets() -> None:
    assert hits("emoji.bullets", "✅ een\n  ✅ twee\n✅ drie")[0].values["count"] == 3
    assert not hits("emoji.bullets", "✅ een\n✅ twee\ndrie ✅")


def test_inside_a_word() -> None:
    assert excerpts("emoji.in_word", "een z🌞merse dag") == ["z🌞m"]
    assert not hits("emoji.in_word", "een zomerse🌞 dag, 🌞dag en 3🌞dag")
