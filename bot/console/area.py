"""What is rewritten at the bottom of a screen: texts that grow, and the input line. Makes strings, writes none."""

from __future__ import annotations

from collections.abc import Sequence

_CLEAR = "\x1b[J"


class Area:
    """Rows below what was written for good. Every row fits the width, so that rows can be counted."""

    def __init__(self) -> None:
        self.height = 0
        self._row = 0

    def erased(self) -> str:
        """Takes the area away; the cursor stands where it began."""
        written = up(self._row) + _CLEAR
        self.height = self._row = 0
        return written

    def drawn(self, rows: Sequence[str], row: int, column: int) -> str:
        """Draws the area, with the cursor in a row and column of it."""
        self.height, self._row = len(rows), row
        back = up(len(rows) - 1 - row)
        return "\n".join(rows) + back + (f"\x1b[{column}C" if column else "")


def up(rows: int) -> str:
    """The cursor to the first column, so many rows higher."""
    return f"\x1b[{rows}A\r" if rows else "\r"


def tail(rows: Sequence[str], height: int) -> list[str]:
    """The end of a text that is higher than there is room for."""
    return list(rows) if len(rows) <= height else ["…", *rows[len(rows) - height + 1 :]] if height > 1 else []
