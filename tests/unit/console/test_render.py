from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.console.measure import clean, columns
from bot.console.render import MARGIN, body, choices, full
from bot.console.wrapping import Run, painted, wrapped
from bot.conversation.effects import Button, Screen, Span
from bot.conversation.spans import block, bold, lines, quote, screen


def plain(spans: tuple[Span, ...], width: int = 40) -> str:
    """The text of a screen without styles."""
    return "\n".join(painted(row, False) for row in body(spans, width))


def labelled(*labels: str) -> tuple[Button, ...]:
    """A row of buttons."""
    return tuple(Button(label, data="x") for label in labels)


def test_a_post_has_a_margin_and_nothing_else_around_it() -> None:
    post = "Kraakt je trap?\n\nLoop gewoon weer naar boven, elke avond opnieuw."
    shown = plain(lines([bold("Trapstil"), " · LinkedIn"], block(post), "concept"))
    assert shown.split("\n") == [
        "Trapstil · LinkedIn",
        "    Kraakt je trap?",
        "",
        "    Loop gewoon weer naar boven, elke",
        "    avond opnieuw.",
        "concept",
    ]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=60))
def test_a_copied_post_is_the_post_once_its_margin_is_gone(word: str) -> None:
    rows = plain((block(f"{word} {word}"),), 30).split("\n")
    assert all(row.startswith(MARGIN) for row in rows)
    assert "".join(row[len(MARGIN) :] for row in rows).replace(" ", "") == word * 2


def test_list_items_hang_and_quotations_have_a_bar() -> None:
    item = "- een punt dat te lang is voor één regel"
    assert plain(lines(item, quote("Wij sliepen boven.")), 24).split("\n") == [
        "- een punt dat te lang",
        "  is voor één regel",
        "│ Wij sliepen boven.",
    ]


def test_a_link_shows_where_it_leads_once() -> None:
    shown = plain(
        (Span("de film", "link", "https://x.nl/f"), Span(", "), Span("https://x.nl", "link", "https://x.nl"))
    )
    assert shown == "de film (https://x.nl/f), https://x.nl"


def test_buttons_are_counted_through_all_rows_and_fit() -> None:
    rows = (labelled("Akkoord", "Aanpassen", "Afwijzen"), labelled("Een knop met een heel lang opschrift"))
    assert [painted(row, False) for row in choices(Screen((), rows), 30)] == [
        "1 Akkoord   2 Aanpassen",
        "3 Afwijzen",
        "4 Een knop met een heel lang",
        "  opschrift",
    ]


def test_a_button_can_not_write_outside_its_place() -> None:
    assert painted(choices(Screen((), (labelled("a\x1b[2J\nb"),)), 40)[0], False) == "1 a[2J b"


def test_styles_end_with_their_run_and_are_only_there_when_wanted() -> None:
    row = (Run("a", "bold"), Run("b"))
    assert painted(row, True) == "\x1b[1ma\x1b[0mb"
    assert painted(row, False) == "ab"


@given(
    st.lists(
        st.tuples(st.text(max_size=50).map(clean), st.sampled_from(["plain", "bold", "block", "quote", "link"]))
    ),
    st.integers(20, 50),
)
def test_every_row_fits_and_no_word_is_lost(pieces: list[tuple[str, str]], width: int) -> None:
    spans = tuple(Span(text, style) for text, style in pieces)
    rows = full(Screen(spans, (labelled("Ja"),)), width, "kaart 1")
    shown = [painted(row, False) for row in rows]
    assert all(columns(row) <= width for row in shown)
    assert "\n" not in "".join(shown)
    words = "".join("".join(text for text, _ in pieces).split())
    assert "".join("".join(painted(row, False) for row in body(spans, width)).replace("│", "").split()) == (
        words.replace("│", "")
    )


@given(st.lists(st.sampled_from(["aa", "bbb", " ", "   ", "日", "c" * 30])), st.integers(4, 20), st.integers(0, 3))
def test_wrapping_keeps_all_but_spaces(parts: list[str], width: int, hang: int) -> None:
    rows = wrapped([Run(part) for part in parts], width, hang)
    assert all(columns(painted(row, False)) <= width for row in rows)
    assert "".join(painted(row, False) for row in rows).replace(" ", "") == "".join(parts).replace(" ", "")


def test_an_empty_screen_has_no_rows() -> None:
    assert full(screen(""), 40) == []
