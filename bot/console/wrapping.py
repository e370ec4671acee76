"""Lines that fit: text in several looks, broken between words at a width."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from bot.console.measure import columns, fitting

Look = Literal["plain", "bold", "italic", "code", "quote", "link", "faint", "good", "danger", "loud"]
"""How a run of text looks on a terminal that has styles: those of a screen, and of what stands around it."""
_RESET = "\x1b[0m"
_CODES: dict[Look, str] = {
    "bold": "\x1b[1m",
    "italic": "\x1b[3m",
    "code": "\x1b[36m",
    "quote": "\x1b[3m",
    "link": "\x1b[4m",
    "faint": "\x1b[2m",
    "good": "\x1b[32m",
    "danger": "\x1b[31m",
    "loud": "\x1b[33m",
}
_SPACES = re.compile(r"( +)")


class Run(NamedTuple):
    """Text on one line in one look."""

    text: str
    look: Look = "plain"


Row = tuple[Run, ...]


class _Word(NamedTuple):
    gap: Run
    runs: tuple[Run, ...]


def painted(row: Iterable[Run], styles: bool) -> str:
    """The row as it is written; each run puts its own look off again, so that a row never colours the next."""
    if not styles:
        return "".join(run.text for run in row).rstrip()
    return "".join(f"{_CODES[look]}{text}{_RESET}" if look in _CODES else text for text, look in row)


def wrapped(line: Sequence[Run], width: int, hang: int = 0) -> list[Row]:
    """The line in rows of at most `width` cells; from the second row on it starts `hang` cells further."""
    hang = min(hang, width // 2)
    rows: list[list[Run]] = [[]]
    used = 0
    for gap, runs in _words(line):
        need = sum(columns(run.text) for run in runs)
        if used + len(gap.text) + need <= width:
            rows[-1] += [gap, *runs]
            used += len(gap.text) + need
            continue
        if rows[-1]:
            rows.append([Run(" " * hang)])
            used = hang
        for run in runs:
            used = _place(run, rows, used, width, hang)
    return [tuple(run for run in row if run.text) for row in rows]


def _place(run: Run, rows: list[list[Run]], used: int, width: int, hang: int) -> int:
    """Puts a run of a word down, cutting what no row can hold; returns the cells used in the last row."""
    left = run.text
    while left:
        if used >= width:
            rows.append([Run(" " * hang)])
            used = hang
        part = fitting(left, width - used)
        if used > hang and columns(part) > width - used:
            used = width
            continue
        rows[-1].append(Run(part, run.look))
        used += columns(part)
        left = left[len(part) :]
    return used


def _words(line: Sequence[Run]) -> Iterable[_Word]:
    """The words of a line with the space before each; a word may change its look halfway."""
    gap, runs = Run(""), list[Run]()
    for text, look in line:
        for at, part in enumerate(_SPACES.split(text)):
            if at % 2 == 0:
                runs += [Run(part, look)] if part else []
            elif runs:
                yield _Word(gap, tuple(runs))
                gap, runs = Run(part, look), []
            else:
                gap = Run(gap.text + part, look)
    if runs:
        yield _Word(gap, tuple(runs))
