from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram_ui.markup import clean, escaped, prefix, utf16

ANY = st.text(st.characters(exclude_categories=()), max_size=200)


def test_a_persona_named_like_a_tag_stays_a_name() -> None:
    assert escaped('<b> & "Bo"\'s') == "&lt;b&gt; &amp; &quot;Bo&quot;&#x27;s"


def test_ordinary_text_stays_as_it_is() -> None:
    text = "Één  regel\n\n\ttwee 👩‍👩‍👧 e\u0301 שלום\u200f ok"
    assert clean(text) == text


def test_controls_go_and_every_line_break_is_a_newline() -> None:
    assert clean("a\x00b\x1b[1m\r\nc\rd\x0be\u2028f\ufeff\x85g") == "ab[1m\nc\nd\ne\nf\ng"
    assert clean("half \ud83d pair") == "half \ufffd pair"


def test_direction_never_runs_on_into_what_follows() -> None:
    assert clean("invoice \u202efdp.exe") == "invoice fdp.exe"
    assert clean("a \u2067b\u2069 c") == "a \u2067b\u2069 c"
    assert clean("a \u2067b\nc\u2069 d") == "a b\nc d"
    assert clean("\u2066\u202ba\u2069\u202c") == "a"


@given(ANY)
def test_clean_text_is_clean_and_can_be_sent(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff]", cleaned)
    cleaned.encode()


@given(ANY)
def test_escaping_loses_nothing_and_opens_no_tag(text: str) -> None:
    assert html.unescape(escaped(text)) == clean(text) or "&" in clean(text)
    assert not set(escaped(text)) & set("<>\"'")


@given(st.text(max_size=60), st.integers(0, 80))
def test_a_prefix_is_as_long_as_fits(text: str, units: int) -> None:
    start = prefix(text, units)
    assert text.startswith(start)
    assert utf16(start) <= units
    assert start == text or utf16(text[: len(start) + 1]) > units
