"""Rows of figures against their bounds, and how they are printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure. `most` or `least` is its bound, if it has one; `aim` is what we would like."""

    name: str
    figure: float
    unit: str
    most: float | None = None
    least: float | None = None
    aim: float | None = None
    decimals: int = 2

    @property
    def met(self) -> bool:
        """Whether the figure is within its bound."""
        return (self.most is None or self.figure <= self.most) and (
            self.least is None or self.figure >= self.least
        )

    @property
    def bound(self) -> str:
        """The bound in words, with the aim."""
        if self.most is None and self.least is None:
            return "–"
        told = f"at most {self.most:g}" if self.most is not None else f"at least {self.least:g}"
        return f"{told} (aim {self.aim:g})" if self.aim is not None else told

    @property
    def shown(self) -> str:
        """The figure with its unit."""
        return f"{self.figure:,.{self.decimals}f} {self.unit}".rstrip()

    @property
    def verdict(self) -> str:
        """`yes`, `no`, or nothing where no bound was set."""
        if self.most is None and self.least is None:
            return "–"
        return "yes" if self.met else "no"


HEAD = ("Measure", "Figure", "Bound", "Met")


def cells(rows: Sequence[Row]) -> list[tuple[str, str, str, str]]:
    """What is printed of each row."""
    return [(row.name, row.shown, row.bound, row.verdict) for row in rows]


def text(rows: Sequence[Row]) -> str:
    """The table for a terminal."""
    lines = [HEAD, *cells(rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )
