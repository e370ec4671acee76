"""Which number chooses which button of a card: what is typed means what is printed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.console.measure import clean
from bot.conversation.effects import Button, Screen

MOST_LISTED = 40
"""Items of the longest list on a card. A higher number before a line is a figure, no place in a list."""
_SIGNS = "✓✗○ "
_ITEM = re.compile(rf"[{_SIGNS}]*(\d{{1,2}})\. +(\S.*)")
_OWN = re.compile(rf"([{_SIGNS}]*)(\d{{1,2}})(?:\. +|$)(.*)")


def numbered(screen: Screen) -> tuple[tuple[int, Button], ...]:
    """Every button with its number, in the order of the screen.

    A card that prints a list has numbers already: the button of an item has the number of that item, and the
    others count on after the list, so that no number of the list does something else. Without a list they count
    from 1.
    """
    buttons = [button for row in screen.rows for button in row]
    listed = _listed(screen)
    taken: dict[int, int] = {}
    for place, button in enumerate(buttons):
        number = _item_of(button, listed)
        if number is not None:
            taken.setdefault(number, place)
    numbers = {place: number for number, place in taken.items()}
    following = max([0, *listed, *taken])
    for place in range(len(buttons)):
        if place not in numbers:
            following += 1
            numbers[place] = following
    return tuple((numbers[place], button) for place, button in enumerate(buttons))


def label(number: int, button: Button) -> str:
    """What stands behind a button's number, which is not said twice."""
    text = _words(button)
    own = _OWN.fullmatch(text)
    if own and int(own[2]) == number:
        return f"{own[1]}{own[3]}".strip()
    return text


def _listed(screen: Screen) -> dict[int, str]:
    """The items of the list that a card prints, by number. What stands in a post or a quotation is no list of the
    card."""
    parts = ("\n" if span.style in ("block", "quote") else clean(span.text) for span in screen.spans)
    items = (_ITEM.fullmatch(line.rstrip()) for line in "".join(parts).split("\n"))
    return {int(item[1]): item[2] for item in items if item and 0 < int(item[1]) <= MOST_LISTED}


def _item_of(button: Button, listed: Mapping[int, str]) -> int | None:
    """The item of a list that a button is about: it says its number, or its name."""
    text = _words(button)
    own = _OWN.fullmatch(text)
    if own:
        return int(own[2]) if 0 < int(own[2]) <= MOST_LISTED else None
    name = text.lstrip(_SIGNS)
    return next((number for number, item in listed.items() if name and _named(name, item)), None)


def _named(name: str, item: str) -> bool:
    """Whether a label is the name of an item; a long one is cut."""
    return item.startswith(name[:-1]) if name.endswith("…") else item == name


def _words(button: Button) -> str:
    return " ".join(clean(button.label).split())
