"""How much room text takes in a message: Telegram counts UTF-16 units."""

from __future__ import annotations

from bot.checks.counters import count


def units(text: str) -> int:
    """Length in UTF-16 units."""
    return count(text, "utf16")


def prefix(text: str, most: int) -> str:
    """What fits in so many UTF-16 units, with an ellipsis when something is left out."""
    if units(text) <= most:
        return text
    used = 0
    for place, sign in enumerate(text):
        used += 2 if sign > "\uffff" else 1
        if used > most - 1:
            return text[:place].rstrip() + "…"
    return text
