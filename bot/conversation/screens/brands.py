"""The brands of a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bot.conversation.callbacks import Go
from bot.conversation.catalogue import Texts
from bot.conversation.effects import Screen
from bot.conversation.spans import bold, code, rows, screen, tap

MOST = 8
"""Brands that rules can be copied from: what fits on a screen."""
MOST_BRANDS = 40


def mine(t: Texts, choices: Sequence[tuple[str, Any, bool]], new: Any) -> Screen:
    """All brands: the name, the button's data, and whether it is the one at hand."""
    buttons = [tap(f"✓ {name}" if here else name, data) for name, data, here in choices[:MOST_BRANDS]]
    return screen(
        bold(t("brands-title", count=len(choices))),
        t("brands-how") if choices else t("brands-none"),
        rows=[*rows(buttons), [tap(t("brands-new"), new, "primary")]],
    )


def at_hand(t: Texts, brand: str) -> Screen:
    """This brand is at hand."""
    return screen(bold(brand), t("brands-at-hand"))


def ask_name(t: Texts) -> Screen:
    """What is the new brand called?"""
    return screen(t("brands-ask-name"))


def made(t: Texts, brand: str, sources: Iterable[tuple[str, Any]]) -> Screen:
    """It is there; where rules and channels may come from."""
    buttons = [tap(t("brands-copy", brand=name), data) for name, data in sources]
    return screen(bold(brand), t("brands-made"), t("brands-copy-how") if buttons else None, rows=rows(buttons))


def copied(t: Texts, brand: str, source: str) -> Screen:
    """Rules and channels came along."""
    return screen(bold(brand), t("brands-copied", brand=source))


def erasing(t: Texts, brand: str, others: int, keep: Any) -> Screen:
    """What goes with a brand, how many others work in it, and what has to be typed."""
    return screen(
        bold(brand),
        t("brands-erase-what"),
        t("brands-erase-others", count=others) if others else None,
        t("brands-erase-first"),
        (t("brands-erase-type"), " ", code(brand)),
        rows=[[tap(t("brands-erase-no"), keep)]],
    )


def erased(t: Texts, brand: str, by: str = "") -> Screen:
    """It is gone; `by` is who did it, for the others."""
    text = t("brands-erased-by", who=by) if by else t("brands-erased")
    return screen(bold(brand), text, rows=[[tap(t("brands-mine"), Go("switch"))]])
