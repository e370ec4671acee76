from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.effects import Button, Screen, Span
from bot.telegram_ui.markup import clean, utf16
from bot.telegram_ui.render import ENTITIES, pages, shortened

STYLES = st.sampled_from(("plain", "bold", "italic", "code", "block", "quote"))
SPANS = st.lists(st.builds(Span, st.text("ab <&é🙂\n", max_size=900), STYLES), max_size=20)
ROWS = ((Button("go", data="1~a"),),)


def test_every_style_has_its_tag() -> None:
    spans = (
        Span("<K>", "bold"),
        Span(" "),
        Span("i", "italic"),
        Span("c", "code"),
        Span("a\n  b", "block"),
        Span("q", "quote"),
        Span("here", "link", 'https://x.nl/?a="1"&b'),
    )
    (page,) = pages(Screen(spans))
    assert page.html == (
        "<b>&lt;K&gt;</b> <i>i</i><code>c</code><pre>a\n  b</pre><blockquote>q</blockquote>"
        '<a href="https://x.nl/?a=&quot;1&quot;&amp;b">here</a>'
    )
    assert page.plain == "<K> ica\n  bqhere"


def test_a_link_that_is_none_stays_text() -> None:
    assert pages(Screen((Span("x", "link", "javascript:alert(1)"),)))[0].html == "x"


def test_buttons_by_kind_and_tone() -> None:
    rows = (
        (Button("go", data="1~a", tone="good"), Button("no", data="1~b", tone="danger")),
        (Button("c", copy="tekst", tone="primary"), Button("u", url="https://x.nl")),
        (Button("too long", copy="x" * 257), Button("odd", url="ftp://x"), Button("nothing")),
    )
    assert pages(Screen((Span("t"),), rows))[0].markup == {
        "inline_keyboard": [
            [
                {"text": "go", "callback_data": "1~a", "style": "success"},
                {"text": "no", "callback_data": "1~b", "style": "danger"},
            ],
            [
                {"text": "c", "copy_text": {"text": "tekst"}, "style": "primary"},
                {"text": "u", "url": "https://x.nl"},
            ],
        ]
    }


def test_a_placeholder_makes_the_next_text_a_reply_unless_there_are_buttons() -> None:
    markup = pages(Screen((Span("t"),), (), "Typ je reden"))[0].markup
    assert markup == {"force_reply": True, "selective": True, "input_field_placeholder": "Typ je reden"}
    assert "inline_keyboard" in (pages(Screen((Span("t"),), ROWS, "Typ"))[0].markup or {})


def test_an_empty_screen_can_still_be_sent() -> None:
    assert pages(Screen((Span(" \n"), Span("", "bold"))))[0].html == "…"


def test_long_text_is_cut_between_paragraphs() -> None:
    paragraph = "woord " * 300 + "einde."
    made = pages(Screen((Span("\n\n".join([paragraph] * 5)),), ROWS))
    assert [page.plain.endswith("einde.") for page in made] == [True] * len(made)
    assert [page.markup is not None for page in made] == [False] * (len(made) - 1) + [True]


def test_a_hard_cut_splits_no_character() -> None:
    family = "👩\u200d👩\u200d👧"
    made = pages(Screen((Span("x" + family * 900),)))
    assert len(made) > 1
    assert all(page.plain.removeprefix("x").replace(family, "") == "" for page in made)


def test_more_markup_than_telegram_takes_is_left_plain() -> None:
    (page,) = pages(Screen(tuple(Span(f"w{n} ", "bold" if n % 2 else "code") for n in range(150))))
    assert len(re.findall("<(?:b|code)>", page.html)) == ENTITIES
    assert "w149" in page.html


def test_an_edit_is_one_message_with_its_buttons() -> None:
    page = shortened(Screen((Span("alinea " * 1000, "block"),), ROWS))
    assert utf16(page.plain) <= 4096
    assert page.html.startswith("<pre>")
    assert page.html.endswith("</pre>\n…")
    assert page.markup is not None


@given(SPANS)
def test_no_page_is_too_long_and_no_word_is_lost(spans: list[Span]) -> None:
    made = pages(Screen(tuple(spans), ROWS))
    words = "".join(clean(span.text) for span in spans).split()
    assert all(0 < utf16(page.plain) <= 4096 for page in made)
    assert "".join("".join(page.plain for page in made).split()) in ("".join(words), "…")
    assert all(html.unescape(re.sub("<[^>]+>", "", page.html)) == page.plain for page in made)
