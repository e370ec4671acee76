"""A screen as a picture: SVG written by hand, so that it is the same on every machine and needs no browser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.sax.saxutils import escape

from bot.conversation.effects import Button, Screen
from bot.conversation.spans import short
from docs.pages.lines import SIZE, Line, lines_of, measured

HEAD = "<!-- Drawn by `make docs` from the screens of the chat; edit those. -->"
FONT = "Helvetica Neue, Helvetica, Arial, Liberation Sans, Segoe UI, Roboto, sans-serif"
WIDTH = 540
LINE = 21
EDGE = 16
_PAD = 14
ROOM = WIDTH - 2 * EDGE - 2 * _PAD
_INSET = 14
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


def _exactly(wide: float) -> str:
    """Makes a text as wide as it was measured: other fonts differ by a few parts in a hundred."""
    return f'textLength="{wide:.1f}" lengthAdjust="spacingAndGlyphs"'


def drawn(screen: Screen, said: str = "") -> str:
    """The screen as an SVG document: what the person `said` before it, the message, and its buttons."""
    shapes: list[str] = []
    top = EDGE
    if said:
        shapes += _said(said, top)
        top += _ROW + 10
    lines = list(lines_of(screen.spans, ROOM))
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


# -- shapes -------------------------------------------------------------------------------------------------


def _height(lines: Sequence[Line]) -> int:
    return LINE * len(lines) + _BELOW * len([None for _, frame in _stretches(lines) if frame])


def _stretches(lines: Sequence[Line]) -> Iterator[tuple[Sequence[Line], str]]:
    """Lines that follow each other, with the frame that they share."""
    for frame, stretch in groupby(lines, key=lambda line: line.frame):
        yield tuple(stretch), frame


def _texts(lines: Sequence[Line], foot: float) -> Iterator[str]:
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


def _text(line: Line, foot: float) -> Iterator[str]:
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
