"""How a screen is written down to be read: its words with bold, links and frames marked, and its buttons."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from bot.conversation.effects import Button, Screen, Span

Cases = Iterator[tuple[str, "partial[Any]"]]
"""Titles, each with the call of a screen function (or of one that gives a text)."""
_MARKS = {"plain": ("", ""), "bold": ("**", "**"), "italic": ("_", "_"), "code": ("`", "`")}
_TONES = {"plain": "", "primary": " +", "good": " ✔", "danger": " !"}
_HIDDEN = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2069"}


def shown(made: Screen | str) -> str:
    """A screen as lines: `**bold**`, `_italic_`, `code` between backticks, `|` before a frame or quotation, then
    the buttons, row by row, with `+` for the one to press, `✔` for a good one and `!` for one that takes away."""
    if isinstance(made, str):
        return made.translate(_HIDDEN)
    text = "".join(map(_span, made.spans)).translate(_HIDDEN)
    rows = ["  ".join(map(_button, row)).translate(_HIDDEN) for row in made.rows]
    reply = [f"(reply: {made.placeholder})"] if made.placeholder else []
    return "\n".join(line.rstrip() for line in "\n".join([text, *reply, *rows]).splitlines())


def _span(span: Span) -> str:
    if span.style in ("block", "quote"):
        edge = "|" if span.style == "block" else "“"
        return "\n".join(f"{edge} {line}" for line in span.text.split("\n"))
    if span.style == "link":
        return f"[{span.text}]({span.url})"
    before, after = _MARKS[span.style]
    return f"{before}{span.text}{after}"


def _button(button: Button) -> str:
    does = " ⧉" if button.copy else f" → {button.url}" if button.url else _TONES[button.tone]
    return f"[{button.label}{does}]"
