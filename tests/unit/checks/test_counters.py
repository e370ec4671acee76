"""Every counter on the texts that platforms count differently, and properties that hold for any text."""

from __future__ import annotations

import unicodedata
from typing import get_args

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from bot.checks import counters
from bot.checks.counters import count
from bot.domain.pack import Counter

ANY_TEXT = st.text(st.characters(codec=None), max_size=60)
PIECES = (
    *(
        "a",
        "é",
        "e\u0301",
        "\r\n",
        "\r",
        "\n",
        "👍🏽",
        "🇳🇱",
        "🇳",
        "👨‍👩‍👧‍👦",
        "❤️",
        "\u200d",
        "\ufe0f",
        "1️⃣",
        "1",
        "©",
    ),
    *("\u0600", "ش", "中", "한", "\u1100", "\u0e33", "נ", "\u202e", "https://a.nl/x ", "a.nl", " ", "€", "["),
    *("\udc80", "\u00ad", "\u0336"),
)
TRICKY = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
FAMILY, FLAG, WALES, SKIN, HEART = (
    "👨‍👩‍👧‍👦",
    "🇳🇱",
    "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
    "👍🏽",
    "❤️‍🔥",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("abc", 3),
        ("e\u0301", 1),  # NFC before counting
        ("中文", 4),
        ("“ja” – nee…", 12),  # quotes and dash weigh 1, the ellipsis U+2026 weighs 2
        (FAMILY, 2),
        (FLAG, 2),
        (WALES, 2),
        (SKIN, 2),
        (HEART, 2),
        ("1️⃣", 2),
        ("test.com", 23),
        ("Zie https://example.com/een/heel/lang/pad?x=1#deel.", 28),
        ("Zie (https://nl.wikipedia.org/wiki/Haak_(teken)).", 4 + 1 + 23 + 2),
        ("https://münchen.de/straße", 23),
        ("mail jan@example.com", 20),
        ("klaar.De rest", 13),  # a forgotten space is no address
        ("v1.2.3 en bestand.pdf", 21),
    ],
)
def test_weighted_counts_as_x_does(text: str, expected: int) -> None:
    assert count(text, "weighted") == expected


@pytest.mark.parametrize("sign", [FAMILY, FLAG, WALES, SKIN, HEART, "e\u0301", "\r\n", "\u1100\u1161", "é"])
def test_what_a_reader_sees_as_one_sign_is_one_grapheme(sign: str) -> None:
    assert count(sign, "graphemes") == 1
    assert count(f"a{sign}b", "graphemes") == 3


@pytest.mark.parametrize(
    ("text", "utf16", "utf8", "threads"),
    [("abc", 3, 3, 3), ("é€", 2, 5, 2), ("😀", 2, 4, 4), (FAMILY, 11, 25, 25), (FLAG, 4, 8, 8), ("a😀é", 4, 7, 6)],
)
def test_units_bytes_and_threads(text: str, utf16: int, utf8: int, threads: int) -> None:
    assert (count(text, "utf16"), count(text, "bytes"), count(text, "threads")) == (utf16, utf8, threads)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.com/een/heel/lang/pad/met/nog/meer", 23),
        ("https://a.nl", 23),
        ("example.com/een/heel/lang/pad", 29),  # without a scheme it is text there
        ("@ans@mastodon.nl hoi", 8),
        ("@ans hoi", 8),
        ("mail ans@mastodon.nl", 20),
        (FAMILY, 1),
    ],
)
def test_mastodon_shortens_addresses_and_remote_mentions(text: str, expected: int) -> None:
    assert count(text, "mastodon") == expected


@pytest.mark.parametrize(
    ("text", "units", "segments"),
    [
        ("", 0, 0),
        ("a" * 160, 160, 1),
        ("a" * 161, 161, 2),
        ("a" * 306, 306, 2),
        ("a" * 307, 307, 3),
        ("€" * 80, 160, 1),
        ("a" * 152 + "€" + "a" * 152, 306, 3),  # the two units of € are not cut in two, so a third is needed
        ("’" + "a" * 69, 70, 1),
        ("’" + "a" * 70, 71, 2),
        ("’" + "a" * 65 + "😀" + "a" * 66, 134, 3),
    ],
)
def test_text_messages(text: str, units: int, segments: int) -> None:
    assert count(text, "sms") == units
    assert counters.sms_segments(text) == segments


def test_one_sign_outside_gsm_changes_the_limit() -> None:
    assert counters.not_gsm("c’est ✅ ✅") == ("’", "✅")
    assert [counters.sms_limit("’", units) for units in (160, 306, 459)] == [70, 134, 201]
    assert counters.sms_limit("'", 306) == 306


def test_words_keep_hyphen_and_apostrophe() -> None:
    assert count("HR-manager's foto’s, en 3 dingen: 'ja'.", "words") == 6


@given(st.one_of(ANY_TEXT, TRICKY), st.sampled_from(get_args(Counter)))
@example("\ud800", "bytes")
@example("https://[", "weighted")
def test_no_counter_raises_or_goes_below_zero(text: str, counter: Counter) -> None:
    assert count(text, counter) >= 0
    assert count("", counter) == 0


@given(TRICKY, TRICKY, st.sampled_from(("characters", "utf16", "bytes")))
def test_units_add_up(one: str, other: str, counter: Counter) -> None:
    assert count(one + other, counter) == count(one, counter) + count(other, counter)


@given(st.one_of(ANY_TEXT, TRICKY))
def test_graphemes_are_those_of_the_whole_text(text: str) -> None:
    assert count(text, "graphemes") == len(regex.findall(r"\X", text))
    assert count(text, "graphemes") <= len(text) <= count(text, "utf16") <= count(text, "bytes")


@given(TRICKY)
def test_weighted_does_not_depend_on_composition(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert count(text, "weighted") == count(composed, "weighted") <= 23 * max(1, len(composed))


@given(TRICKY, st.text(st.sampled_from("abc é€"), max_size=20))
def test_more_text_is_never_fewer_segments(one: str, more: str) -> None:
    assert counters.sms_segments(one + more) >= counters.sms_segments(one)


@pytest.mark.parametrize("counter", get_args(Counter))
@pytest.mark.parametrize(
    "piece", ["a", "@a", "a.nl ", "https://a.nl/( ", FAMILY, "e\u0301\r\n", "-.", "\u200d", "1\u20e3"]
)
def test_very_long_texts_are_counted_at_once(counter: Counter, piece: str) -> None:
    text = piece * (100_000 // len(piece))
    assert count(text, counter) >= count(piece, counter)  # minutes, if it were quadratic
