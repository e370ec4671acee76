from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.checks.counters import count
from bot.domain.pack import Reply
from bot.services.exports.clean import MESSAGE_UNITS, clean_messages, wants_file
from bot.services.exports.parts import COPY_UNITS, copyable
from tests.fakes.approving import content
from tests.fakes.checking import KNOWLEDGE

FAMILY = "👩‍👩‍👧‍👦"
PIECES = ["a", "é", " ", "\n", ". ", "! ", "😀", FAMILY, "woord ", "\n\n", "e\u0301"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=120).map("".join)


def test_a_text_that_fits_is_one_message() -> None:
    text = "x" * MESSAGE_UNITS
    assert clean_messages(text) == (text,)
    assert not wants_file(text)
    assert wants_file(text + "x")
    assert clean_messages("") == clean_messages(" \n") == ()


def test_a_long_text_is_cut_between_paragraphs_then_sentences() -> None:
    paragraphs = [f"{number}. " + "Een zin van zeven woorden staat hier. " * 40 for number in range(8)]
    messages = clean_messages("\n\n".join(paragraphs))
    assert len(messages) == 4
    assert all(message.endswith("\n\n") for message in messages[:-1])
    assert clean_messages("Eerste zin. Tweede zin is lang.", 20) == ("Eerste zin. ", "Tweede zin is lang.")


def test_an_emoji_is_never_cut_in_two() -> None:
    messages = clean_messages(FAMILY * 1000)
    assert all(set(regex.findall(r"\X", message)) == {FAMILY} for message in messages)


@given(st.one_of(TEXTS, st.text(max_size=200)), st.integers(min_value=2, max_value=60))
def test_messages_join_to_the_text_and_each_fits(text: str, limit: int) -> None:
    messages = clean_messages(text, limit)
    assert all(0 < count(message, "utf16") <= limit for message in messages)
    assert all(message.strip() for message in messages)
    assert "".join("".join(messages).split()) == "".join(text.split())
    rest, before = text, ""
    for message in messages:
        left_out = rest[: rest.index(message)]
        assert not left_out.strip(), "nothing but white space"
        assert not (before and left_out) or count(before + left_out[0], "utf16") > limit, "behind a full message"
        rest, before = rest[len(left_out) + len(message) :], message
    assert not rest.strip()


def test_what_can_be_copied_comes_first_comment_first() -> None:
    held = content()
    assert copyable(held) == (
        ("part_first_comment", "Zo werkt het: https://veldwerk.example/bellen"),
        ("part_hooks", "Elke ochtend om vijf uur gaat er een telefoon."),
        ("part_hashtags", "#spoor #planning"),
        ("alt_text", held.alt_text),
        ("reply", "Ook op zondag."),
    )
    assert all(key in KNOWLEDGE.labels for key, _ in copyable(held))


@pytest.mark.parametrize(("text", "fits"), [("x" * COPY_UNITS, True), ("x" * 257, False), ("😀" * 129, False)])
def test_a_copy_button_holds_256(text: str, fits: bool) -> None:
    held = content(parts={"beats": [{"spoken": "x"}]}, alt_text=text, replies=[Reply(comment="?", answer="")])
    assert copyable(held) == ((("alt_text", text),) if fits else ())
