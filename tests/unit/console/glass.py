"""A small terminal for tests: what a person sees after these bytes. It knows what our front writes, no more."""

from __future__ import annotations

import re

from bot.console.measure import clusters, columns

_TOKEN = re.compile(r"\x1b\[(\??[\d;]*)([A-Za-z])|\x1b|([\x00-\x1f])|([^\x00-\x1f\x1b]+)")


class Glass:
    """Rows of cells; what scrolls off the top is kept in the same list, but cannot be reached by the cursor."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.rows: list[str] = [""]
        self.row = self.column = 0
        self.modes: set[str] = set()

    def write(self, text: str) -> None:
        """Shows what was written."""
        for argument, command, control, words in _TOKEN.findall(text):
            if command:
                self._command(argument, command)
            elif control == "\n":
                self.row += 1
                if self.row == len(self.rows):
                    self.rows.append("")
            elif control == "\r":
                self.column = 0
            elif words:
                self._words(words)
            else:
                raise AssertionError(f"unknown: {control!r}")

    @property
    def text(self) -> str:
        """All that is to be seen, scrolled off or not."""
        return "\n".join(row.rstrip() for row in self.rows)

    @property
    def cursor(self) -> str:
        """The row of the cursor, with a bar where it stands."""
        row = self.rows[self.row]
        at = 0
        for cluster in clusters(row):
            if columns(row[:at]) >= self.column:
                break
            at += len(cluster)
        return f"{row[:at]}|{row[at:]}"

    def _words(self, words: str) -> None:
        row = self.rows[self.row]
        row += " " * (self.column - columns(row))
        kept = ""
        for cluster in clusters(row):
            if columns(kept) >= self.column:
                break
            kept += cluster
        self.rows[self.row] = kept + words + row[len(kept) + len(words) :]
        self.column += columns(words)
        assert self.column < self.width, f"too wide: {self.rows[self.row]!r}"

    def _command(self, argument: str, command: str) -> None:
        count = int(argument) if argument.isdecimal() else 1
        match command:
            case "A":
                self.row -= count
                assert self.row >= max(0, len(self.rows) - self.height), "above the top of the screen"
            case "C":
                self.column += count
            case "J":
                assert argument == ""
                assert self.column == 0
                self.rows = [*self.rows[: self.row], ""]
            case "h":
                self.modes.add(argument)
            case "l":
                self.modes.discard(argument)
            case "m":
                pass
            case _:
                raise AssertionError(f"unknown: {argument}{command}")
