"""What is rewritten at the bottom of a screen: texts that grow, and the input line. Makes strings, writes none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.console.measure import columns

_CLEAR = "\x1b[J"
_STYLE = re.compile(r"\x1b\[[0-9;]*m")


class Area:
    """Rows below what was written for good. Every row fits the width, so that rows can be counted."""

    def __init__(self) -> None:
        self.height = 0
        self._above: list[int] = []
        self._column = 0

    def erased(self, width: int) -> str:
        """Takes the area away; the cursor stands where it began. A window that was made narrower since has broken
        the rows that fitted before."""
        rows = sum(max(1, -(-cells // width)) for cells in self._above) + self._column // width
        self.height, self._above, self._column = 0, [], 0
        return up(rows) + _CLEAR

    def drawn(self, rows: Sequence[str], row: int, column: int) -> str:
        """Draws the area, with the cursor in a row and column of it."""
        self.height = len(rows)
        self._above = [columns(_STYLE.sub("", one)) for one in rows[:row]]
        self._column = column
        back = up(len(rows) - 1 - row)
        return "\n".join(rows) + back + (f"\x1b[{column}C" if column else "")


def up(rows: int) -> str:
    """The cursor to the first column, so many rows higher."""
    return f"\x1b[{rows}A\r" if rows else "\r"


def tail(rows: Sequence[str], height: int) -> list[str]:
    """The end of a text that is higher than there is room for."""
    if len(rows) <= height:
        return list(rows)
    return ["…", *rows[len(rows) - height + 1 :]] if height > 1 else []
