"""The screens of this session and their numbers: any that was shown stays within reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.console.numbers import numbered
from bot.conversation.effects import Button, Screen
from bot.conversation.events import MessageRef


@dataclass
class Card:
    """A screen that was shown. `number` is None while it has no buttons and is no card. `own` holds what the
    buttons of the front's own questions mean, by their data."""

    message: MessageRef
    screen: Screen
    name: str = ""
    number: int | None = None
    own: Mapping[str, Any] = field(default_factory=dict)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All its buttons."""
        return tuple(button for row in self.screen.rows for button in row)

    @property
    def numbers(self) -> Mapping[int, Button]:
        """Its buttons by the number that is printed before each."""
        return dict(numbered(self.screen))


class Cards:
    """Every screen of the session, in the order in which they were last shown."""

    def __init__(self) -> None:
        self._shown: dict[MessageRef, Card] = {}
        self._numbered: list[Card] = []

    @property
    def last(self) -> Card | None:
        """The screen shown last."""
        return next(reversed(self._shown.values()), None)

    @property
    def newest(self) -> Card | None:
        """The newest screen that has buttons: bare numbers are about this one."""
        return next((card for card in reversed(self._shown.values()) if card.buttons), None)

    def at(self, number: int) -> Card | None:
        """The card with this number."""
        return self._numbered[number - 1] if 0 < number <= len(self._numbered) else None

    def of(self, message: MessageRef) -> Card | None:
        """The card that stands in a message; None for one of another session."""
        return self._shown.get(message)

    def add(
        self, message: MessageRef, screen: Screen, name: str = "", own: Mapping[str, Any] | None = None
    ) -> Card:
        """A new screen, shown now."""
        card = Card(message, screen, name, own=own or {})
        self._shown[message] = card
        self._count(card)
        return card

    def change(self, card: Card, screen: Screen, name: str) -> None:
        """A screen that is different now, wherever it stands."""
        card.screen = screen
        card.name = name or card.name
        self._count(card)

    def shown(self, card: Card) -> None:
        """A screen that is shown again."""
        self._shown[card.message] = self._shown.pop(card.message)

    def _count(self, card: Card) -> None:
        if card.number is None and (card.buttons or card.name):
            self._numbered.append(card)
            card.number = len(self._numbered)
