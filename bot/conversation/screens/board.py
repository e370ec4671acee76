"""What is seen of many posts at once: the board, one's own queue, exports and the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.conversation.catalogue import Texts
from bot.conversation.effects import Button, Screen
from bot.conversation.spans import Piece, bold, italic, screen, short
from bot.domain.review import State
from bot.services.board import Filter, Item, Listed

Rows = Sequence[Sequence[Button]]
BRAND = 24
"""Characters of a brand on a button: what it is about has to show as well."""


def state_name(texts: Texts, state: State) -> str:
    """A state as screens call it."""
    return texts("board-state", state=state)


def label(texts: Texts, item: Item, channel: str, *, brand: bool, state: bool) -> str:
    """A post on a button: brand and state where the list mixes them, channel, and as much as fits of its topic."""
    parts = [
        f"⚠ {texts('board-check-again')}" if item.post.check_again else "",
        short(item.brand, BRAND) if brand else "",
        state_name(texts, item.post.state) if state else "",
        channel,
        item.topic,
    ]
    return " · ".join(part for part in parts if part)


def board(texts: Texts, brand: str, listed: Listed, wanted: Filter, filters: str, rows: Rows) -> Screen:
    """All posts by state with their counts, and those that the filters let through as buttons."""
    counts: list[Piece] = [
        f"{state_name(texts, state)}: {number}" for state, number in _in_order(listed.counts) if number
    ]
    nothing = "board-nothing" if any(wanted) or listed.counts else "board-empty"
    return screen(
        [bold(brand), f" · {texts('board-title')}"],
        " · ".join(str(count) for count in counts) or None,
        italic(filters) if filters else None,
        None if listed.items else texts(nothing),
        rows=rows,
    )


def queue(texts: Texts, brand: str, listed: Listed, rows: Rows) -> Screen:
    """What waits for this person."""
    waiting = listed.counts.get("in_review", 0)
    return screen(bold(brand), texts("board-queue", count=waiting), rows=rows)


def exports(texts: Texts, brand: str, rows: Rows) -> Screen:
    """In which shape approved posts may leave."""
    return screen(bold(brand), texts("board-export"), rows=rows)


def audit(texts: Texts, brand: str, period: str, lines: Sequence[str], more: int, rows: Rows) -> Screen:
    """The last decisions of a period; `more` counts those before them."""
    return screen(
        [bold(brand), f" · {texts('board-audit-title')} · {period}"],
        *lines,
        texts("board-audit-more", count=more) if more else None,
        None if lines else texts("board-audit-empty"),
        rows=rows,
    )


ORDER: tuple[State, ...] = (
    "in_review",
    "changes_requested",
    "draft",
    "approved",
    "planned",
    "published",
    "rejected",
)
"""What asks for attention first."""


def _in_order(counts: Mapping[State, int]) -> list[tuple[State, int]]:
    return [(state, counts.get(state, 0)) for state in ORDER]
