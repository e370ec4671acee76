"""The fake Telegram reads HTML as the true one does: what it makes of it, and where it says the fault is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.telegram.entities import MOST, Entity, arranged
from tests.fakes.telegram.tags import MarkupError, parsed
from tests.fakes.telegram.text import utf16


def shown(source: str) -> tuple[str, list[tuple[str, str, str]]]:
    text, entities, _ = parsed(source)
    content = arranged(text, entities)
    return content.text, [(item.type, item.of(content.text), item.argument) for item in content.entities]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>a</b><strong>b</strong>", "ab", [("bold", "ab", "")]),
        ("<i>a</i> <em>b</em>", "a b", [("italic", "a", ""), ("italic", "b", "")]),
        ("<u>a</u> <ins>b</ins>", "a b", [("underline", "a", ""), ("underline", "b", "")]),
        ("<s>a</s> <strike>b</strike> <del>c</del>", "a b c", [("strikethrough", sign, "") for sign in "abc"]),
        ('<span class="tg-spoiler">a</span> <tg-spoiler>b</tg-spoiler>', "a b",
         [("spoiler", x, "") for x in "ab"]),
        ('<a href="https://e.nl/?a=1&amp;b=2">x</a>', "x", [("text_link", "x", "https://e.nl/?a=1&b=2")]),
        ("<a>example.nl</a>", "example.nl", [("text_link", "example.nl", "example.nl")]),
        ('<a href="tg://user?id=5">Ada</a>', "Ada", [("text_mention", "Ada", "5")]),
        ("<code>x</code>", "x", [("code", "x", "")]),
        ("<pre>x</pre>", "x", [("pre", "x", "")]),
        ('<pre><code class="language-python">x</code></pre>', "x", [("pre", "x", "python")]),
        ('<code class="language-python">x</code>', "x", [("code", "x", "")]),
        ("<blockquote>x</blockquote>", "x", [("blockquote", "x", "")]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", "x", "")]),
        ('<tg-emoji emoji-id="53683241706712">👍</tg-emoji>', "👍", [("custom_emoji", "👍", "53683241706712")]),
        ("<B>a</b>", "a", [("bold", "a", "")]),
        ("<b>x</>", "x", [("bold", "x", "")]),
        ("<b></b>x", "x", []),
        ("&lt;b&gt; &amp;amp; &quot;&#33;&#x1F600;&#0;&nbsp;&apos;", '<b> &amp; "!😀&#0;&nbsp;&apos;', []),
        ("&lt &gtx", "< &gtx", []),
        ("a & b &", "a & b &", []),
        ("<b>😀<i>é</i></b>", "😀é", [("bold", "😀é", ""), ("italic", "é", "")]),
        ("  \n x \u202e\r\u2028y\t\x07 \n", "x y", []),
        ("<b> x</b> ", " x", [("bold", " x", "")]),
        ("naar www.voorbeeld.nl.", "naar www.voorbeeld.nl.", [("url", "www.voorbeeld.nl", "")]),
        ("/help @ada_l #tag a@b.nl", "/help @ada_l #tag a@b.nl", [
            ("bot_command", "/help", ""), ("mention", "@ada_l", ""), ("hashtag", "#tag", ""),
            ("email", "a@b.nl", ""),
        ]),
        ("<code>/help</code>", "/help", [("code", "/help", "")]),
    ],
)  # fmt: skip
def test_what_a_person_sees(source: str, text: str, entities: list[tuple[str, str, str]]) -> None:
    assert shown(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("é<x>", 'Unsupported start tag "x" at byte offset 2'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("😀<b", "Unclosed start tag at byte offset 4"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href='x", "Unclosed start tag at byte offset 0"),
        ("<a href=x:y>", "Unexpected end of name token at byte offset 8"),
        ("<a =x>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<b/>", 'Unsupported start tag "b/" at byte offset 0'),
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("<span class='x'>y</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b><i>x</i>", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<tg-emoji emoji-id='x'>y</tg-emoji>", "Invalid custom emoji identifier specified"),
        ("&#xD800;", "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched "
         "surrogate code units"),
    ],
)  # fmt: skip
def test_the_words_of_a_refusal(source: str, words: str) -> None:
    with pytest.raises(MarkupError) as caught:
        parsed(source)

    assert str(caught.value) == words


@pytest.mark.parametrize(
    ("source", "entities", "lost"),
    [
        ("<b>a<code>b</code>c</b>", [("bold", "a", ""), ("code", "b", ""), ("bold", "c", "")], "bold at 0"),
        ("<code>a<b>b</b></code>", [("code", "ab", "")], "bold at 1"),
        ('<code><a href="e.nl">x</a>y</code>', [("code", "xy", "")], "text_link at 0"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", [("blockquote", "ab", "")], "blockquote at 1"),
    ],
)  # fmt: skip
def test_formatting_that_nobody_will_see_is_told(
    source: str, entities: list[tuple[str, str, str]], lost: str
) -> None:
    text, asked, _ = parsed(source)

    assert shown(source)[1] == entities
    assert arranged(text, asked).lost[0].startswith(lost)


def test_a_link_that_is_none_is_dropped_and_told() -> None:
    assert parsed('<a href="javascript://x">y</a>') == (
        "y",
        [],
        ["the link 'javascript://x': Unsupported URL protocol"],
    )


def test_formatting_over_a_hundred_is_not_shown() -> None:
    content = arranged("ab " * 150, [Entity("bold", 3 * place, 1) for place in range(150)])

    assert len(content.entities) == MOST
    assert content.entities[-1].offset == 3 * (MOST - 1)


@given(st.text())
def test_escaped_text_comes_out_as_it_went_in(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert parsed(f"<b>{escaped}</b>")[0] == text


@given(st.text(alphabet="ab \n\r\t😀é\u202e<>"), st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20))))
def test_arranging_keeps_formatting_within_the_text(text: str, places: list[tuple[int, int]]) -> None:
    kinds = ("bold", "code", "blockquote", "italic", "text_link")
    asked = [Entity(kinds[place % 5], *bounds) for place, bounds in enumerate(places)]

    content = arranged(text, asked)

    assert content.text == content.text.rstrip()
    for entity in content.entities:
        assert 0 <= entity.offset < entity.end <= utf16(content.text)
