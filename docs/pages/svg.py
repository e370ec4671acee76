"""A screen as a picture: SVG written by hand, so that it is the same on every machine and needs no browser."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple
from xml.sax.saxutils import escape

from bot.conversation.effects import Button, Screen, Span
from bot.conversation.spans import short

HEAD = "<!-- Drawn by `make docs` from the screens of the chat; edit those. -->"
FONT = "Helvetica Neue, Helvetica, Arial, Liberation Sans, Segoe UI, Roboto, sans-serif"
WIDTH = 540
SIZE = 14.5
LINE = 21
EDGE = 16
_PAD = 14
ROOM = WIDTH - 2 * EDGE - 2 * _PAD
_INSET, _RIGHT = 14, 8
_BELOW = 8
"""Pixels between a frame and what follows it."""
_ROW = 36
_GAP = 6
_LABEL = 13.5
ABOUT = 120
"""Characters of the picture's title, which is read to who cannot see it."""
_SAFE = 0.93
"""Labels are filled this far: other fonts than the one that was measured may be wider."""
_INK, _FAINT, _BLUE = "#1c2733", "#66788a", "#1769b5"
_STYLES = {
    "plain": "",
    "bold": ' font-weight="700"',
    "italic": f' font-style="italic" fill="{_FAINT}"',
    "code": f' font-family="ui-monospace, Menlo, Consolas, monospace" fill="{_BLUE}"',
    "block": "",
    "quote": f' fill="{_FAINT}"',
    "link": f' fill="{_BLUE}"',
}
_TONES = {
    "plain": ("#ffffff", _BLUE, "#cfdae5"),
    "primary": ("#1f7ac9", "#ffffff", "#1f7ac9"),
    "good": ("#23834f", "#ffffff", "#23834f"),
    "danger": ("#ffffff", "#b3372f", "#e3b9b5"),
}
# Thousandths of the size of each sign from the blank to the tilde, in Helvetica; Arial has the same.
_WIDTHS = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 "
    "556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 "
    "667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 "
    "556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
_WIDTH_OF = dict(zip(map(chr, range(32, 127)), map(int, _WIDTHS.split()), strict=True))
_WIDTH_OF |= {"“": 333, "”": 333, "‘": 222, "’": 222, "–": 556, "—": 1000, "…": 1000, "•": 350, "·": 278, "‹": 333}
_OTHER = 900
_MONO = 602
_BOLD = 1.07


class _Run(NamedTuple):
    text: str
    style: str


class _Line(NamedTuple):
    runs: tuple[_Run, ...]
    frame: str = ""


def drawn(screen: Screen, said: str = "") -> str:
    """The screen as an SVG document: what the person `said` before it, the message, and its buttons."""
    shapes: list[str] = []
    top = EDGE
    if said:
        shapes += _said(said, top)
        top += _ROW + 10
    lines = list(_lines(screen.spans))
    height = 2 * _PAD + _height(lines) - 4
    shapes.append(_box(EDGE, top, WIDTH - 2 * EDGE, height, 12, "#ffffff", "#d9e2ea"))
    shapes += _texts(lines, top + _PAD + SIZE - 1)
    top += height + _GAP
    for row in screen.rows:
        shapes += _row(row, top)
        top += _ROW + _GAP
    whole = round(top - _GAP + EDGE)
    about = escape(short(f"{said} {screen.text}", ABOUT))
    return "\n".join(
        [
            HEAD,
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{whole}" '
            f'viewBox="0 0 {WIDTH} {whole}" role="img" font-family="{FONT}" font-size="{SIZE}" fill="{_INK}">',
            f"<title>{about}</title>",
            _box(0.5, 0.5, WIDTH - 1, whole - 1, 18, "#e6edf3", "#c9d6e1"),
            *shapes,
            "</svg>\n",
        ]
    )


# -- text ---------------------------------------------------------------------------------------------------


def measured(text: str, style: str = "plain", size: float = SIZE) -> float:
    """The width of a text in pixels, as Helvetica and Arial have it."""
    signs = [sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign)]
    units = len(signs) * _MONO if style == "code" else sum(_WIDTH_OF.get(sign, _OTHER) for sign in signs)
    return units * size / 1000 * (_BOLD if style == "bold" else 1)


def _exactly(wide: float) -> str:
    """Makes a text as wide as it was measured: other fonts differ by a few parts in a hundred."""
    return f'textLength="{wide:.1f}" lengthAdjust="spacingAndGlyphs"'


def _lines(spans: Sequence[Span]) -> Iterator[_Line]:
    """The lines of a screen, each as wide as fits; a block or quotation has lines of its own."""
    line: list[_Run] = []
    after = False
    for span in spans:
        text = span.text
        if span.style in ("block", "quote"):
            if line:
                yield from _wrapped(line)
            line = []
            for part in text.strip("\n").split("\n"):
                yield from _wrapped([_Run(part, span.style)], span.style)
            after = True
            continue
        if after and text:
            text, after = text.removeprefix("\n"), False
        first, *others = text.split("\n")
        line += [_Run(first, span.style)] if first else []
        for part in others:
            yield from _wrapped(line)
            line = [_Run(part, span.style)] if part else []
    if line:
        yield from _wrapped(line)


def _wrapped(runs: Sequence[_Run], frame: str = "") -> Iterator[_Line]:
    room = ROOM - (_INSET + _RIGHT if frame else 0)
    line: list[_Run] = []
    used = 0.0
    for run in runs:
        for word in _words(run, room):
            wide = measured(word, run.style)
            if line and used + measured(word.rstrip(), run.style) > room:
                yield _Line(_tidy(line), frame)
                line, used = [], 0.0
            line.append(_Run(word, run.style))
            used += wide
    yield _Line(_tidy(line), frame)


def _words(run: _Run, room: float) -> Iterator[str]:
    """Words with the blank that follows them; one that is wider than a line, such as an address, in pieces."""
    *others, last = run.text.split(" ")
    for word in (*(f"{word} " for word in others), last):
        piece = ""
        for sign in word:
            if piece.strip() and measured((piece + sign).rstrip(), run.style) > room:
                yield piece
                piece = ""
            piece += sign
        if piece:
            yield piece


def _tidy(words: Sequence[_Run]) -> tuple[_Run, ...]:
    """The words of one style together again, and no blank at the end."""
    runs: list[_Run] = []
    for word in words:
        if runs and runs[-1].style == word.style:
            runs[-1] = _Run(runs[-1].text + word.text, word.style)
        else:
            runs.append(word)
    if runs:
        runs[-1] = _Run(runs[-1].text.rstrip(), runs[-1].style)
    return tuple(runs)


# -- shapes -------------------------------------------------------------------------------------------------


def _height(lines: Sequence[_Line]) -> int:
    return LINE * len(lines) + _BELOW * len([None for _, frame in _stretches(lines) if frame])


def _stretches(lines: Sequence[_Line]) -> Iterator[tuple[Sequence[_Line], str]]:
    """Lines that follow each other, with the frame that they share."""
    for frame, stretch in groupby(lines, key=lambda line: line.frame):
        yield tuple(stretch), frame


def _texts(lines: Sequence[_Line], foot: float) -> Iterator[str]:
    """The lines below each other, the first with its foot there; frames behind them."""
    for stretch, frame in _stretches(lines):
        if frame:
            yield from _frame(foot, len(stretch), frame)
        for line in stretch:
            yield from _text(line, foot)
            foot += LINE
        foot += _BELOW if frame else 0


def _frame(foot: float, count: int, kind: str) -> Iterator[str]:
    left, top, height = EDGE + _PAD, foot - SIZE - 2, count * LINE + 1
    if kind == "block":
        yield f'<rect x="{left}" y="{top:g}" width="{ROOM}" height="{height}" rx="4" fill="#f1f6fa"/>'
    yield f'<rect x="{left}" y="{top:g}" width="3" height="{height}" rx="1.5" fill="#7fb0dc"/>'


def _text(line: _Line, foot: float) -> Iterator[str]:
    if not line.runs:
        return
    left = EDGE + _PAD + (_INSET if line.frame else 0)
    wide = sum(measured(run.text, run.style) for run in line.runs)
    style, inside = "", "".join(f"<tspan{_STYLES[run.style]}>{escape(run.text)}</tspan>" for run in line.runs)
    if len(line.runs) == 1:
        style, inside = _STYLES[line.runs[0].style], escape(line.runs[0].text)
    yield f'<text x="{left}" y="{foot:g}" {_exactly(wide)} xml:space="preserve"{style}>{inside}</text>'


def _row(buttons: Sequence[Button], top: float) -> Iterator[str]:
    wide = (WIDTH - 2 * EDGE - _GAP * (len(buttons) - 1)) / len(buttons)
    for place, button in enumerate(buttons):
        fill, ink, edge = _TONES[button.tone]
        left = EDGE + place * (wide + _GAP)
        yield _box(left, top, wide, _ROW, 9, fill, edge)
        label = _fitting(button.label, wide - 16)
        weight = "" if button.tone == "plain" else ' font-weight="600"'
        yield (
            f'<text x="{left + wide / 2:g}" y="{top + _ROW / 2 + 5:g}" text-anchor="middle" '
            f'font-size="{_LABEL}" fill="{ink}"{weight}>{escape(label)}</text>'
        )


def _fitting(label: str, room: float) -> str:
    """A label cut to its button, as a phone does."""
    cut = label
    while len(cut) > 1 and measured(cut, size=_LABEL) > room * _SAFE:
        cut = cut.removesuffix("…")[:-1].rstrip() + "…"
    return cut


def _said(text: str, top: float) -> Iterator[str]:
    wide = measured(text) + 2 * _PAD
    left = WIDTH - EDGE - wide
    yield _box(left, top, wide, _ROW, 12, "#d5efd8", "#bcdfc1")
    yield f'<text x="{left + _PAD:g}" y="{top + _ROW / 2 + 5:g}">{escape(text)}</text>'


def _box(left: float, top: float, wide: float, high: float, round_: int, fill: str, edge: str) -> str:
    return (
        f'<rect x="{left:g}" y="{top:g}" width="{wide:g}" height="{high:g}" rx="{round_}" '
        f'fill="{fill}" stroke="{edge}"/>'
    )
