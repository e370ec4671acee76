"""What the terminal front needs of the rest of the program, and what it offers to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from bot.conversation.catalogue import Texts
from bot.conversation.effects import Effects, Lasting
from bot.conversation.events import Event, MessageRef, Sender
from bot.domain.base import Language

FRONT = "console"


class Conversation(Protocol):
    """Answers events."""

    async def handle(self, event: Event) -> Effects:
        """What to show; it is stored when this returns."""
        ...

    async def turn(self, effect: Lasting) -> Lasting | None:
        """The effect with the message that it is about; nothing for what is not to be shown any more."""
        ...

    async def shown(self, effect: Lasting, message: MessageRef | None = None) -> None:
        """An effect stands, as which message where it can be changed; or it never will, where none is named."""
        ...

    async def on_error(self, event: Event, error: Exception, reference: str) -> Effects:
        """The error screen for an event that was not handled, with the reference that is logged."""
        ...


class Port(Protocol):
    """What the front offers: showing what a job has to tell, and fetching files."""

    async def perform(self, effects: Effects) -> None:
        """Shows the effects that are meant for this chat, in order."""
        ...

    async def fetch(self, ref: str) -> bytes:
        """The content of a file that came in as an event.

        Raises OSError when it cannot be had; its errno is EFBIG over 20 MB.
        """
        ...


class Backstage(Protocol):
    """The rest of the program, as far as a terminal has to do with it."""

    async def connect(self, front: Port) -> None:
        """Hands over the front, before the first event: from now on jobs are shown."""
        ...

    async def settled(self) -> None:
        """Returns when no job runs any more and everything that jobs told was performed."""
        ...

    async def language(self, sender: Sender) -> Language:
        """The language this person chose, or the one to begin with. Asked after every event."""
        ...


class Clock(Protocol):
    """Tells the time."""

    def __call__(self) -> datetime:
        """Now, aware, in UTC."""
        ...


class Seat(NamedTuple):
    """Who sits at this terminal. `session` makes ids unique: never the same twice, not even after a restart.
    `folder`, an absolute path, is where files are looked for and saved. `opening` is the command that is given at
    the start, if any."""

    sender: Sender
    session: str
    folder: Path
    home: Path
    catalogue: Mapping[Language, Texts]
    opening: str = "start"


class Line(NamedTuple):
    """Something typed or pasted. `whole` stood between fences: it is a text and nothing else. `seen` is the view
    that stood on the screen when the first key was pressed; None when that cannot be known."""

    text: str
    whole: bool = False
    seen: int | None = None


class Interrupt(NamedTuple):
    """Ctrl-C."""


class End(NamedTuple):
    """Ctrl-D, or the end of what was piped in."""


Input = Line | Interrupt | End
Rows = Callable[[], Sequence[str]]
"""Rows of a text, made when they are drawn: the window may have another width by then."""


class Terminal(Protocol):
    """Where a person, or a script, types and reads. Everything shown comes in rows that fit `width`."""

    @property
    def styles(self) -> bool:
        """Whether bold and colours are wanted."""
        ...

    @property
    def live(self) -> bool:
        """Whether what was shown can be written over, and shown while somebody types. If not, input waits until
        jobs have settled."""
        ...

    @property
    def width(self) -> int:
        """Cells in a line."""
        ...

    def open(self) -> AbstractContextManager[object]:
        """Takes the terminal, and leaves it as it was found. Needs a running event loop."""
        ...

    def show(self, rows: Sequence[str], gap: bool = True) -> None:
        """Writes rows for good, with an empty row before them if `gap`."""
        ...

    def replace(self, rows: Sequence[str]) -> bool:
        """Writes rows over those shown last; False if that cannot be, and then nothing is written."""
        ...

    def draft(self, stream: str, rows: Rows | None, lasting: bool = False) -> None:
        """Shows a text that is still growing, until it is None; nothing where nothing can be rewritten. Without
        news it goes after a while, unless it is `lasting`."""
        ...

    def prompt(self, text: str, view: int) -> None:
        """What stands before the input, which is wanted now; `view` counts the changes that nobody asked for. A
        live terminal is told of every change, another one only before an input."""
        ...

    def echo(self, text: str) -> None:
        """Writes an input down that is handled now, where its reader has not seen it being typed."""
        ...

    def restore(self, text: str) -> None:
        """Gives a text that was typed back to be sent again, where that is possible."""
        ...

    async def next(self) -> Input:
        """The next input; waits for ever when there is no more, except for Ctrl-C."""
        ...
