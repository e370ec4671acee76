"""The commands of the chat as its menu and /help describe them."""

from __future__ import annotations

from bot.conversation.all_areas import AREAS
from bot.conversation.areas.trust import described
from bot.conversation.catalogue import catalogue
from bot.domain.base import Language
from docs.pages.markdown import code, table

HEADS: dict[Language, tuple[str, str]] = {"nl": ("Commando", "Waarvoor"), "en": ("Command", "What it is for")}


def names() -> tuple[str, ...]:
    """Every command of the chat."""
    return tuple(name for area in AREAS for name in area.commands)


def blocks(language: Language) -> dict[str, str]:
    """The block of a user guide: every command that has a description."""
    found = described(catalogue()[language], names())
    return {"commands": table(HEADS[language], ((code(f"/{name}"), told) for name, told in found))}
