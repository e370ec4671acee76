"""What is seen of a file while it is made, and what stands with it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.catalogue import Texts
from bot.conversation.effects import Button, Screen
from bot.conversation.spans import bold, screen
from bot.services.exports.files import Filed
from bot.services.exports.filing import Made, What

Rows = Sequence[Sequence[Button]]


def making(texts: Texts, brand: str) -> Screen:
    """It takes longer than a moment."""
    return screen(bold(brand), texts("board-file-making"))


def ended(texts: Texts, brand: str, key: str) -> Screen:
    """How it ended, where it said that it was being made."""
    return screen(bold(brand), texts(key))


def failed(texts: Texts, brand: str, why: str, rows: Rows = ()) -> Screen:
    """There is no file: why, and what to do."""
    return screen(bold(brand), texts("board-file-failed"), why, rows=rows)


def nothing(texts: Texts, brand: str, made: Made) -> Screen:
    """Nothing is approved and may be used."""
    waiting = texts("board-export-waiting", count=made.waiting) if made.waiting else ""
    return screen(bold(brand), waiting or texts("board-export-nothing"))


def caption(texts: Texts, brand: str, what: What, file: Filed) -> str:
    """What stands with a file."""
    match what:
        case "posts":
            said = [texts("board-export-caption", brand=brand, count=file.posts)]
            said += [texts("board-export-left")] if file.left else []
            said += [texts("board-export-waiting", count=file.waiting)] if file.waiting else []
            return "\n".join(said)
        case "record":
            return texts("board-audit-caption", brand=brand)
        case "client":
            return texts("review-paper-caption", brand=brand)
        case "brand":
            return texts("table-exported", brand=brand)
