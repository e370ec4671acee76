"""A conversation for tests: it answers by a rule, remembers what it heard, and drops what it heard before."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.conversation.effects import Button, Effects, Hand, Lasting, Screen, Send, Span
from bot.conversation.events import Event, MessageRef
from bot.telegram_ui.services import About, Port

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ABOUT = About(
    "nl",
    {"nl": [("help", "Wat kan ik hier doen?")], "en": [("help", "What can I do here?")]},
    {"nl": "Teksten voor je merk.", "en": "Texts for your brand."},
    {"nl": "Teksten", "en": "Texts"},
    {"nl": "Er ging iets mis ({reference}).", "en": "Something went wrong ({reference})."},
)
Rule = Callable[[Event], Awaitable[Effects]]


def screen(text: str, *rows: tuple[Button, ...], placeholder: str = "") -> Screen:
    """A screen of plain text."""
    return Screen((Span(text),), rows, placeholder)


def say(event: Event, text: str, *rows: tuple[Button, ...], card: str = "") -> Send:
    """An answer in the chat of the event."""
    return Send(event.envelope.chat, screen(text, *rows), card)


async def silent(event: Event) -> Effects:
    """Answers nothing."""
    return ()


@dataclass
class Talking:
    """Conversation and services in one. `events` are those handled, `places` where cards stand."""

    rule: Rule = silent
    events: list[Event] = field(default_factory=list)
    places: list[tuple[str, MessageRef]] = field(default_factory=list)
    ended: list[tuple[Lasting, MessageRef | None]] = field(default_factory=list)
    parts: list[tuple[Send, int]] = field(default_factory=list)
    put_off: list[Lasting] = field(default_factory=list)
    troubles: list[tuple[Exception, str]] = field(default_factory=list)
    handled: set[str] = field(default_factory=set)
    asked: list[Sequence[str]] = field(default_factory=list)
    front: Port | None = None
    speechless: bool = False
    opened: bool = False
    closed: bool = False
    about: About = ABOUT

    @property
    def conversation(self) -> Talking:
        """This."""
        return self

    def now(self) -> datetime:
        """Always the same moment."""
        return NOW

    def connect(self, front: Port) -> None:
        """Keeps the front."""
        self.front = front

    async def open(self) -> None:
        """Once."""
        assert not self.opened
        self.opened = True

    async def close(self) -> None:
        """After open, and perhaps once more."""
        assert self.opened or self.closed
        self.opened, self.closed = False, True

    async def new_ids(self, ids: Sequence[str]) -> Sequence[str]:
        """Those not handled."""
        self.asked.append(ids)
        return [one for one in ids if one not in self.handled]

    async def handle(self, event: Event) -> Effects:
        """By the rule, once."""
        if event.envelope.id in self.handled:
            return ()
        effects = await self.rule(event)
        self.handled.add(event.envelope.id)
        self.events.append(event)
        return effects

    async def turn(self, effect: Lasting) -> Lasting | None:
        """At once: there is no other process."""
        return effect

    async def shown(self, effect: Lasting, message: MessageRef | None = None) -> None:
        """Remembers the place of a card, and what came of every effect."""
        self.ended.append((effect, message))
        if message is not None and not isinstance(effect, Hand) and effect.card:
            self.places.append((effect.card, message))

    async def part(self, effect: Send, parts: int) -> None:
        """Remembers how much of it stands."""
        self.parts.append((effect, parts))

    def later(self, effect: Lasting) -> None:
        """Remembers what is to come again."""
        self.put_off.append(effect)

    async def on_error(self, event: Event, error: Exception, reference: str) -> Effects:
        """An error screen, or another error."""
        self.troubles.append((error, reference))
        if self.speechless:
            raise RuntimeError("no screen")
        return (say(event, f"trouble {reference}"),)
