"""Markup that a channel shows as signs, and what only looks like markup."""

from __future__ import annotations

import pytest

from bot.generation.cleaning import clean_text
from tests.fakes.checking import channel, context, excerpts, hits

BOLD = channel(markup=["bold", "italic", "heading", "list", "link", "quote"])


@pytest.mark.parametrize(
    ("check", "text", "found"),
    [
        ("markup.emphasis", "dit is **geen** grap", "**geen**"),
        ("markup.emphasis", "een *woord* cursief", "*woord*"),
        ("markup.emphasis", "een __woord__ en rust", "__woord__"),
        ("markup.emphasis", "een _woord_ en rust", "_woord_"),
        ("markup.emphasis", "eerst ~~oud~~ nieuw", "~~oud~~"),
        ("markup.heading", "## Kop\nTekst", "## Kop"),
        ("markup.link", "zie [hier](https://example.com)", "[hier](https://example.com)"),
        ("markup.bullets", "Mee:\n* een\n* twee", "* een"),
    ],
)
def test_markup_is_found_unless_the_channel_shows_it(check: str, text: str, found: str) -> None:
    assert excerpts(check, text) == [found]
    assert not hits(check, text, context(BOLD))


@pytest.mark.parametrize(
    ("check", "text"),
    [
        ("markup.emphasis", "vanaf 9* per maand\n*bij een jaarcontract"),
        ("markup.emphasis", "2 * 3 * 4 = 24, k*t en sh*t"),
        ("markup.emphasis", "snake_case_name en @user_name_"),
        ("markup.emphasis", "https://example.com/a_b_c"),
        ("markup.emphasis", "invulling: ___"),
        ("markup.heading", "#hashtag\n- een\n- twee"),
        ("markup.heading", "Een regel\n---\nen verder #1 en C# en zo"),
        ("markup.link", "[sic] (zie onder)"),
        ("markup.bullets", "- een\n- twee\n• drie\n*voetnoot"),
        ("markup.block", "ja | nee, en > 5"),
        ("markup.html", "2 < 3 > 1, <3 en R&D; x&y"),
        ("markup.fake_letters", "Ⓜ️ metro, ½ en ² en 🅿️"),
        ("markup.control", "tab\tregel\r\nנ👨‍👩‍👧‍👦 café"),
        ("markup.control", "De groet \u200fשלום!\u200e betekent vrede."),
        ("markup.control", "Zeg \u061cمرحبا\u200e tegen de buren."),
    ],
)
def test_what_only_looks_like_markup(check: str, text: str) -> None:
    assert not hits(check, text)


@pytest.mark.parametrize(
    ("check", "text", "found"),
    [
        ("markup.block", "| a | b |\n|---|---|\n| 1 | 2 |", "|---|---|"),
        ("markup.block", "typ `make demo` in", "`make demo`"),
        ("markup.block", "```\ncode\n```", "```"),
        ("markup.block", "> geciteerd", "> geciteerd"),
        ("markup.html", "a<br>b", "<br>"),
        ("markup.html", "<a href='x'>hier", "<a href='x'>"),
        ("markup.html", "brood&nbsp;boter", "&nbsp;"),
        ("markup.fake_letters", "nu 𝗴𝗿𝗮𝘁𝗶𝘀 hier", "𝗴𝗿𝗮𝘁𝗶𝘀"),
        ("markup.fake_letters", "ＡＢＣ", "ＡＢＣ"),
        ("markup.fake_letters", "n\u0336u\u0336 weg", "n\u0336u\u0336"),
    ],
)
def test_markup_that_no_channel_shows(check: str, text: str, found: str) -> None:
    assert excerpts(check, text)[0] == found


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("a\x07b", "U+0007"),
        ("los\rregel", "U+000D"),
        ("nul\u200bbreed", "U+200B"),
        *((f"om{chr(code)}erk", f"U+{code:04X}") for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))),
        ("שלום \u2067om\u2069", "U+2067"),
        ("bel \u200e06", "U+200E"),
        ("bel\u200f 06", "U+200F"),
        ("bel\u061c 06", "U+061C"),
        ("plaatje \ufffc", "U+FFFC"),
        ("kapot \ufffd", "U+FFFD"),
        ("half \ud83d", "U+D83D"),
        ("prive \ue000", "U+E000"),
        ("cafÃ©", "Ã©"),
        ("itâ€™s", "â€™"),
    ],
)
def test_signs_that_nobody_typed(text: str, sign: str) -> None:
    assert hits("markup.control", text)[0].values["sign"] == sign


def test_what_is_taken_out_of_a_model_s_words_is_seen_in_a_text_from_outside() -> None:
    removed = [chr(code) for code in range(0x10000) if clean_text(f"a{chr(code)}b") == "ab"]
    assert len(removed) > 2000
    assert not [f"U+{ord(sign):04X}" for sign in removed if not hits("markup.control", f"a{sign}b")]


def test_signs_that_a_channel_refuses() -> None:
    seen = context(channel(forbidden_characters="<>"))
    assert excerpts("markup.forbidden", "5 < 6", seen) == ["<"]
    assert not hits("markup.forbidden", "5 < 6")


def test_the_chosen_hook_is_reported_once() -> None:
    parts = {"hooks": ["**Haak**", "andere **haak**"]}
    assert [hit.part for hit in hits("markup.emphasis", "**Haak**\n\nRest", None, parts)] == ["text", "hooks[1]"]


def test_merge_fields_of_a_mail_program_are_no_markup() -> None:
    assert not hits("markup.emphasis", "Beste *|FNAME|*, welkom", context(channel(merge_fields=["*|FNAME|*"])))
