"""Where the line that is being typed stands on the screen: its rows, and the place of the cursor."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from bot.console.measure import clusters, columns, fitting


class Laid(NamedTuple):
    """Rows to draw, and the row and column of the cursor among them."""

    rows: list[str]
    row: int
    column: int


def laid(prompt: str, text: str, cursor: int, width: int, height: int, label: Callable[[str], str | None]) -> Laid:
    """The line in rows of at most `width` cells, at most `height` of them: those around the cursor.

    `label` says what stands for a sign that is a paste.
    """
    rows = [prompt]
    used = columns(prompt)
    indent = min(used, 2)
    place: tuple[int, int] | None = None
    at = 0
    for cluster in [*clusters(text), ""]:
        shown = fitting(label(cluster[:1]) or cluster, width - indent) if cluster else ""
        cells = 0 if cluster == "\n" else columns(shown)
        if used + cells > width:
            rows.append(" " * indent)
            used = indent
        if place is None and at >= cursor:
            place = len(rows) - 1, used
        at += len(cluster)
        if cluster == "\n":
            rows.append(" " * indent)
            used = indent
        else:
            rows[-1] += shown
            used += cells
    row, column = place or (0, used)
    top = max(0, min(row - height // 2, len(rows) - height))
    return Laid(rows[top : top + height], row - top, column)
