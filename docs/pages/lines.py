"""A text in lines that fit a width: measured in Helvetica, which most machines have or have a copy of."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.conversation.effects import Span

SIZE = 14.5
FRAME = 22
"""Pixels that a frame takes of the width, left and right together."""
_FILLED = 0.98
"""Lines are filled this far: the programs that draw them round each sign a little differently."""
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


class Run(NamedTuple):
    """Words in one style."""

    text: str
    style: str


class Line(NamedTuple):
    """One line; `frame` is `block` or `quote` where it stands in one."""

    runs: tuple[Run, ...]
    frame: str = ""


def measured(text: str, style: str = "plain", size: float = SIZE) -> float:
    """The width of a text in pixels, as Helvetica and Arial have it."""
    signs = [sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign)]
    units = len(signs) * _MONO if style == "code" else sum(_WIDTH_OF.get(sign, _OTHER) for sign in signs)
    return units * size / 1000 * (_BOLD if style == "bold" else 1)


def lines_of(spans: Sequence[Span], width: float) -> Iterator[Line]:
    """The lines of a screen, each as wide as fits; a block or quotation has lines of its own."""
    line: list[Run] = []
    after = False
    for span in spans:
        text = span.text
        if span.style in ("block", "quote"):
            if line:
                yield from _wrapped(line, width)
            line = []
            for part in text.strip("\n").split("\n"):
                yield from _wrapped([Run(part, span.style)], width, span.style)
            after = True
            continue
        if after and text:
            text, after = text.removeprefix("\n"), False
        first, *others = text.split("\n")
        line += [Run(first, span.style)] if first else []
        for part in others:
            yield from _wrapped(line, width)
            line = [Run(part, span.style)] if part else []
    if line:
        yield from _wrapped(line, width)


def _wrapped(runs: Sequence[Run], width: float, frame: str = "") -> Iterator[Line]:
    room = (width - (FRAME if frame else 0)) * _FILLED
    line: list[Run] = []
    used = 0.0
    for run in runs:
        for word in _words(run, room):
            wide = measured(word, run.style)
            if line and used + measured(word.rstrip(), run.style) > room:
                yield Line(_tidy(line), frame)
                line, used = [], 0.0
            line.append(Run(word, run.style))
            used += wide
    yield Line(_tidy(line), frame)


def _words(run: Run, room: float) -> Iterator[str]:
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


def _tidy(words: Sequence[Run]) -> tuple[Run, ...]:
    """The words of one style together again, and no blank at the end."""
    runs: list[Run] = []
    for word in words:
        if runs and runs[-1].style == word.style:
            runs[-1] = Run(runs[-1].text + word.text, word.style)
        else:
            runs.append(word)
    if runs:
        runs[-1] = Run(runs[-1].text.rstrip(), runs[-1].style)
    return tuple(runs)
