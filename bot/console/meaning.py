"""What a line that was typed means: a button, a command, a file, a text, or something for the front itself."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from bot.console.cards import Card, Cards
from bot.console.paths import found
from bot.console.ports import Line
from bot.conversation.effects import Button

QUIT = "quit"
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:\s+(.*))?", re.DOTALL)
_NUMBER = re.compile(r"(\d{1,2})")
_POINTED = re.compile(r"(\d{1,4})\.(\d{1,2})")


class Pressed(NamedTuple):
    """A button of a card."""

    card: Card
    button: Button


class NoSuch(NamedTuple):
    """A number that this card has no button for."""

    card: Card
    typed: str


class Said(NamedTuple):
    """A text."""

    text: str


class Ordered(NamedTuple):
    """A command: its name in lower case, and what stands behind it."""

    name: str
    argument: str


class Given(NamedTuple):
    """A file."""

    path: Path


class Perhaps(NamedTuple):
    """A line that is the name of a file, and may be a text as well."""

    path: Path
    text: str


class Missing(NamedTuple):
    """A path without a file behind it."""

    path: Path


class Unfit(NamedTuple):
    """A file of a kind that cannot be read."""

    path: Path


class Again(NamedTuple):
    """An empty line: the buttons once more."""


class Quit(NamedTuple):
    """Enough for today."""


Meaning = Pressed | NoSuch | Said | Ordered | Given | Perhaps | Missing | Unfit | Again | Quit


def meaning(line: Line, cards: Cards, folder: Path, home: Path) -> Meaning:
    """What a line means, given the cards that were shown. What was fenced is a text, whatever it looks like."""
    text = line.text.strip()
    if line.whole and text:
        return Said(text)
    if not text:
        return Again()
    if text == f"/{QUIT}":
        return Quit()
    return _chosen(text, cards) or _file(text, folder, home) or _ordered(text)


def _chosen(text: str, cards: Cards) -> Pressed | NoSuch | None:
    """The button that a number points at. A question without buttons wants an answer: a number is one then."""
    pointed = _POINTED.fullmatch(text)
    if pointed:
        card = cards.at(int(pointed[1]))
        return _button(card, pointed[2], text) if card and card.buttons else None
    last = cards.last
    asked = last is not None and last.screen.placeholder and not last.buttons
    if asked or not _NUMBER.fullmatch(text) or cards.newest is None:
        return None
    return _button(cards.newest, text, text)


def _button(card: Card, number: str, typed: str) -> Pressed | NoSuch:
    button = card.numbers.get(int(number))
    return NoSuch(card, typed) if button is None else Pressed(card, button)


def _file(text: str, folder: Path, home: Path) -> Meaning | None:
    file = found(text, folder, home)
    if file is None:
        return None
    if not file.there:
        return None if _COMMAND.fullmatch(text) else Missing(file.path)
    if not file.fits:
        return Unfit(file.path)
    return Given(file.path) if file.sure else Perhaps(file.path, text)


def _ordered(text: str) -> Said | Ordered:
    command = _COMMAND.fullmatch(text)
    return Ordered(command[1].lower(), (command[2] or "").strip()) if command else Said(text)
