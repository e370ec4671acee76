"""Screens as rows of text: paragraphs that wrap, a post behind a margin, and buttons with numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Literal, NamedTuple

from bot.console.measure import clean, columns
from bot.console.numbers import label, numbered
from bot.console.wrapping import Look, Row, Run, wrapped
from bot.conversation.effects import Button, Screen, Span, Tone

WIDEST = 100
"""Cells of a line: longer ones are hard to read on a wide window."""
NARROWEST = 20
MARGIN = "    "
"""Stands before every line of a post. It is all there is of its frame: what is copied has nothing to take out but
spaces."""
_QUOTED = "│ "
_RULE = "─"
_RULE_WIDTH = 60
_BETWEEN = "   "
_ITEM = re.compile(r" *(?:[-–•*✓☐☑✗]|\d{1,2}[.)]) +")
_TONES: dict[Tone, Look] = {"plain": "plain", "primary": "bold", "good": "good", "danger": "danger"}

Kind = Literal["plain", "block", "quote"]


class _Line(NamedTuple):
    kind: Kind
    runs: tuple[Run, ...]


def body(spans: Sequence[Span], width: int) -> list[Row]:
    """The text of a screen in rows of at most `width` cells, without empty rows around it."""
    rows: list[Row] = []
    for kind, runs in _lines(spans):
        if kind == "block":
            rows += [(Run(MARGIN), *row) for row in wrapped(runs, width - len(MARGIN))]
        elif kind == "quote":
            rows += [(Run(_QUOTED, "faint"), *row) for row in wrapped(runs, width - len(_QUOTED))]
        else:
            item = _ITEM.match("".join(run.text for run in runs))
            rows += wrapped(runs, width, columns(item[0]) if item else 0)
    while rows and not rows[-1]:
        rows.pop()
    while rows and not rows[0]:
        rows.pop(0)
    return rows


def choices(screen: Screen, width: int, card: str = "") -> list[Row]:
    """Buttons with their numbers. Those of one row stand beside each other while they fit. `card` stands before
    each number where bare numbers are about another card."""
    made: list[Row] = []
    numbers = iter(numbered(screen))
    for buttons in screen.rows:
        line: list[Run] = []
        used = 0
        for number, button in islice(numbers, len(buttons)):
            entry = _entry(f"{card}{number}", label(number, button), button)
            need = sum(columns(run.text) for run in entry)
            if line and used + len(_BETWEEN) + need > width:
                made.append(tuple(line))
                line, used = [], 0
            if need > width:
                made += wrapped(entry, width, len(entry[0].text))
                continue
            line += [Run(_BETWEEN), *entry] if line else entry
            used += need + (len(_BETWEEN) if used else 0)
        if line:
            made.append(tuple(line))
    return made


def _entry(number: str, words: str, button: Button) -> tuple[Run, ...]:
    """A button in a row. A bracket keeps its number apart from one that its words begin with."""
    look: Look = "faint" if button.tone == "plain" else "plain"
    if not words:
        return (Run(number, look),)
    return Run(f"{number}) " if words[0].isdecimal() else f"{number} ", look), Run(words, _tone(button))


def rule(words: str, width: int) -> Row:
    """A line with words in it, above a screen."""
    start = f"{_RULE * 2} {words} "
    return (Run(start + _RULE * max(2, min(width, _RULE_WIDTH) - columns(start)), "faint"),)


def full(screen: Screen, width: int, heading: str = "", card: str = "") -> list[Row]:
    """A whole screen: heading, text, buttons."""
    text = body(screen.spans, width)
    below = choices(screen, width, card)
    above = [rule(heading, width)] if heading else []
    return [*above, *text, *([()] if text and below else []), *below]


def _tone(button: Button) -> Look:
    return _TONES[button.tone]


def _lines(spans: Sequence[Span]) -> list[_Line]:
    """The lines of a screen. A block or quotation has lines of its own, and takes the break that follows."""
    lines: list[_Line] = []
    line: list[Run] = []
    after = False
    for span in spans:
        text = clean(span.text)
        if span.style == "block" or span.style == "quote":
            if line:
                lines.append(_Line("plain", tuple(line)))
                line = []
            look: Look = "quote" if span.style == "quote" else "plain"
            lines += [_Line(span.style, (Run(part, look),)) for part in text.strip("\n").split("\n")]
            after = True
            continue
        if after and text:
            text = text.removeprefix("\n")
            after = False
        first, *others = text.split("\n")
        line += _runs(first, span)
        for part in others:
            lines.append(_Line("plain", tuple(line)))
            line = _runs(part, span)
    return [*lines, _Line("plain", tuple(line))]


def _runs(text: str, span: Span) -> list[Run]:
    if not text or span.style == "block":
        return []
    address = clean(span.url)
    if span.style == "link" and address and address != text:
        return [Run(text, "link"), Run(f" ({address})")]
    return [Run(text, span.style)]
