"""What the Telegram side needs of the rest of the program, and what it offers to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from bot.conversation.effects import Effects, Lasting, Send
from bot.conversation.events import Event, MessageRef
from bot.domain.base import Language


class Conversation(Protocol):
    """Answers events."""

    async def handle(self, event: Event) -> Effects:
        """What to show. It is stored when this returns, with the id of the event: handled before gives nothing."""
        ...

    async def turn(self, effect: Lasting) -> Lasting | None:
        """Waits until an effect may be shown: not before what another process shows in the same chat. Nothing for
        what is not to be shown any more, or not yet. Raises StorageError."""
        ...

    async def shown(self, effect: Lasting, message: MessageRef | None = None) -> None:
        """An effect stands, as which message where it can be changed; or it never will, where none is named."""
        ...

    async def part(self, effect: Send, parts: int) -> None:
        """So many messages of an effect that takes several stand."""
        ...

    def later(self, effect: Lasting) -> None:
        """An effect could not be shown for the moment: it is brought again in a while."""
        ...

    async def on_error(self, event: Event, error: Exception, reference: str) -> Effects:
        """The error screen for the person and the word to the admins, both with the reference that is logged."""
        ...


class About(NamedTuple):
    """What Telegram shows of the bot. `commands` are (name, description) by language, `default` the language for
    everybody else; `trouble` is shown when not even the error screen could be made, with `{reference}` in it."""

    default: Language
    commands: Mapping[Language, Sequence[tuple[str, str]]]
    description: Mapping[Language, str]
    short_description: Mapping[Language, str]
    trouble: Mapping[Language, str]


class Port(Protocol):
    """What the front offers: showing what a job has to tell, and fetching files."""

    async def perform(self, effects: Effects) -> None:
        """Shows the effects: those of one chat in order, chats beside each other. It returns when all is shown."""
        ...

    async def fetch(self, ref: str) -> bytes:
        """The content of a file that came in as an event.

        Raises OSError when it cannot be had; its errno is EFBIG over 20 MB, ENOENT when Telegram does not have it.
        """
        ...

    def link(self, payload: str, group: bool) -> str:
        """The address that brings a payload to /start, in a private chat or in a group that the person picks."""
        ...


class Services(Protocol):
    """Everything `build_application` is given."""

    @property
    def conversation(self) -> Conversation:
        """The conversation."""
        ...

    @property
    def about(self) -> About:
        """The bot's texts outside the conversation."""
        ...

    def now(self) -> datetime:
        """The time, aware, in UTC."""
        ...

    async def new_ids(self, ids: Sequence[str]) -> Sequence[str]:
        """Which of these updates are not handled yet. Asked once after a start; it changes nothing."""
        ...

    def connect(self, front: Port) -> None:
        """Hands over the front, so that jobs can show what they make and files can be fetched."""
        ...

    async def open(self) -> None:
        """Gets ready for the first update: called once the bot can send, before any update comes in."""
        ...

    async def close(self) -> None:
        """Lets go of everything: called when no update comes in any more, while the bot can still send, and once
        more in the end for a caller that stops in another way."""
        ...
