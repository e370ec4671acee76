"""Picks the terminal that fits where input comes from and output goes to."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, TextIO

from bot.console.plain import PlainTerminal, Source

if TYPE_CHECKING:
    from bot.console.live import LiveTerminal

_DUMB = ("", "dumb")


def terminal(source: TextIO, target: TextIO, environ: Mapping[str, str]) -> LiveTerminal | PlainTerminal:
    """The terminal on both sides if a person is at it, else plain lines.

    Styles are for a terminal, unless NO_COLOR says otherwise (no-color.org) or it is a dumb one.
    """
    typed, seen = source.isatty(), target.isatty()
    able = seen and environ.get("TERM", "") not in _DUMB
    styles = able and not environ.get("NO_COLOR")
    if typed and able and sys.platform != "win32":
        from bot.console.live import LiveTerminal  # its modules exist on Unix only

        return LiveTerminal(source.fileno(), target.fileno(), styles)
    if isinstance(target, io.TextIOWrapper):
        target.reconfigure(errors="replace")
    width = shutil.get_terminal_size().columns
    return PlainTerminal(_raw(source), target, typed=typed, styles=styles, width=width)


def _raw(source: TextIO) -> Source:
    """The bytes below a text stream, without a buffer between: a read in another thread must not hold its lock
    when the program ends."""
    buffer = source.buffer
    raw: Source = buffer.raw if isinstance(buffer, io.BufferedReader) else buffer
    return raw
