"""A conversation and a stage for tests: they answer by a rule, check what they are given, and remember it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.console.ports import Port, Seat
from bot.conversation.catalogue import catalogue
from bot.conversation.effects import Button, Draft, Edit, Effects, Hand, Lasting, Screen, Send, Span
from bot.conversation.events import Chat, Command, Event, MessageRef, Sender, Tap
from bot.domain.base import Language

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ME = Sender("console", "ada", "Ada")
CHAT = Chat("console", "ada")
TEXTS = catalogue()
PATIENCE = 20.0
"""Seconds after which something hangs, on a machine that does other work as well."""
Rule = Callable[[Event], Awaitable[Effects]]


def seat(folder: Path, opening: str = "") -> Seat:
    """A place at a terminal in a folder, below a home."""
    return Seat(ME, "s", folder, folder.parent, TEXTS, opening)


def button(label: str) -> Button:
    """A button whose data is its label."""
    return Button(label, data=label)


def screen(text: str, *labels: str | Button, placeholder: str = "") -> Screen:
    """A screen with one row of buttons."""
    row = tuple(one if isinstance(one, Button) else button(one) for one in labels)
    return Screen((Span(text),), (row,) if row else (), placeholder)


def say(text: str, *labels: str | Button, card: str = "", placeholder: str = "") -> Send:
    """A message in the chat."""
    return Send(CHAT, screen(text, *labels, placeholder=placeholder), card)


def grow(text: str, stream: str = "post:1") -> Draft:
    """A text that is growing."""
    return Draft(CHAT, stream, screen(text))


async def silent(event: Event) -> Effects:
    """Answers nothing."""
    return ()


@dataclass
class Talking:
    """Conversation and backstage in one. It refuses an id it has seen, a time without zone, another chat or
    person, and a `sent` for what is no card."""

    rule: Rule = silent
    spoken: Language = "nl"
    events: list[Event] = field(default_factory=list)
    places: list[tuple[str, MessageRef]] = field(default_factory=list)
    front: Port | None = None
    speechless: bool = False
    settling: Callable[[], Awaitable[None]] | None = None
    deaf: bool = False
    _ids: set[str] = field(default_factory=set)

    async def handle(self, event: Event) -> Effects:
        """By the rule."""
        envelope = event.envelope
        assert envelope.id not in self._ids
        assert envelope.at.tzinfo is not None
        assert (envelope.chat, envelope.sender) == (CHAT, ME)
        self._ids.add(envelope.id)
        self.events.append(event)
        return await self.rule(event)

    async def shown(self, effect: Lasting, message: MessageRef | None = None) -> None:
        """Remembers the place of a card."""
        if self.deaf:
            raise RuntimeError("not now")
        if message is not None and not isinstance(effect, Hand) and effect.card:
            self.places.append((effect.card, message))

    async def on_error(self, event: Event, error: Exception, reference: str) -> Effects:
        """An error screen, or another error."""
        if self.speechless:
            raise RuntimeError("no screen")
        return (say(f"trouble: {error}"),)

    async def connect(self, front: Port) -> None:
        """Keeps the front."""
        self.front = front

    async def settled(self) -> None:
        """Waits for what the test set up."""
        if self.settling is not None:
            await self.settling()

    async def language(self, sender: Sender) -> Language:
        """The same for everybody."""
        assert sender == ME
        return self.spoken

    async def perform(self, *effects: Send | Edit | Draft) -> None:
        """A job tells something."""
        assert self.front is not None
        await self.front.perform(effects)

    def at(self, card: str) -> MessageRef:
        """Where a card was shown last."""
        return [place for name, place in self.places if name == card][-1]

    @property
    def heard(self) -> Sequence[str]:
        """The events in short: `tap X`, `/name argument`, or the text or path."""
        return [_short(event) for event in self.events]


def _short(event: Event) -> str:
    match event:
        case Tap(data=data):
            return f"tap {data}"
        case Command(name=name, argument=argument):
            return f"/{name} {argument}".rstrip()
        case _:
            return str(getattr(event, "text", None) or getattr(event, "ref", event))


async def until(condition: Callable[[], bool]) -> None:
    """Waits until it is so."""
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 (what is waited for stands in bytes of a terminal, not in an event)
            await asyncio.sleep(0.005)
