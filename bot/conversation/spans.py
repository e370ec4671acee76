"""Small words for building screens: pieces of text in a style, lines, and rows of buttons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.conversation.callbacks import written
from bot.conversation.effects import Button, Screen, Span, Style, Tone

Piece = str | Span
LABEL = 60
"""Characters of a button's label: what a phone shows in one row."""
_NO_QUOTES = str.maketrans("", "", '“”„«»"')


def bold(text: str) -> Span:
    """Text that stands out."""
    return Span(text, "bold")


def italic(text: str) -> Span:
    """Text that stands back: a remark."""
    return Span(text, "italic")


def block(text: str) -> Span:
    """A text in a frame of its own, such as a post."""
    return Span(text, "block")


def quote(text: str) -> Span:
    """Somebody's words."""
    return Span(text, "quote")


def code(text: str) -> Span:
    """An id or a command, to copy."""
    return Span(text, "code")


def styled(text: str, style: Style) -> Span:
    """Text in a style."""
    return Span(text, style)


def lines(*pieces: Piece | Iterable[Piece] | None) -> tuple[Span, ...]:
    """One line for each piece or row of pieces; None gives no line, an empty string an empty one."""
    spans: list[Span] = []
    for piece in pieces:
        if piece is None:
            continue
        if spans:
            spans.append(Span("\n"))
        row = (piece,) if isinstance(piece, str | Span) else tuple(piece)
        spans += [Span(one) if isinstance(one, str) else one for one in row]
    return tuple(spans)


def tap(label: str, data: Any, tone: Tone = "plain") -> Button:
    """A button that sends its data."""
    return Button(short(label, LABEL), data=written(data), tone=tone)


def short(text: str, most: int) -> str:
    """The text on one line, cut to at most so many characters with an ellipsis, between words where it can be."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    whole = cut if line[most - 1] == " " else cut.rpartition(" ")[0]
    # A long word is cut itself where little would be left without it.
    return (whole if 3 * len(whole) >= most else cut).rstrip(" ,;:·–-") + "…"


def unquoted(text: str) -> str:
    """The text without double quotation marks, to stand between them."""
    return text.translate(_NO_QUOTES)


def rows(buttons: Iterable[Button], wide: int = 1) -> tuple[tuple[Button, ...], ...]:
    """Buttons in rows of so many."""
    row = list(buttons)
    return tuple(tuple(row[at : at + wide]) for at in range(0, len(row), wide))


def screen(*pieces: Piece | Iterable[Piece] | None, rows: Iterable[Iterable[Button]] = ()) -> Screen:
    """A screen of lines and rows of buttons; empty rows are left out."""
    return Screen(lines(*pieces), tuple(tuple(row) for row in rows if tuple(row)))
