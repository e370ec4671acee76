"""Markdown from data: tables, and texts that are put between the marks of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

_MARKED = re.compile(r"(<!-- generated: ([a-z_]+) -->\n).*?(<!-- end of generated: \2 -->)", re.DOTALL)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; every cell is one line, and bars in it are escaped."""
    lines = [_row(head), "|" + "---|" * len(head)]
    for row in rows:
        if len(row) != len(head):
            raise ValueError(f"a row of {len(row)} cells in a table of {len(head)}: {row}")
        lines.append(_row(row))
    return "\n".join(lines)


def code(value: object) -> str:
    """A value as code."""
    return f"`{value}`"


def codes(values: Iterable[object]) -> str:
    """Values as code, with commas."""
    return ", ".join(code(value) for value in values)


def fill(page: str, blocks: Mapping[str, str]) -> str:
    """The page with each block between its marks.

    Raises ValueError when the marks of the page and the blocks are not the same ones.
    """
    marks = [name for _, name, _ in _MARKED.findall(page)]
    if sorted(marks) != sorted(blocks):
        raise ValueError(f"the page has marks for {sorted(marks)}, and there are blocks for {sorted(blocks)}")
    return _MARKED.sub(lambda match: f"{match[1]}\n{blocks[match[2]].strip()}\n\n{match[3]}", page)


def _row(cells: Sequence[object]) -> str:
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "\\|") or "–"
