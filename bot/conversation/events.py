"""What reaches the conversation from a front: who did what, where. Nothing here knows Telegram or a terminal."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from bot.domain.base import Language
from bot.domain.records import Job
from bot.jobs.port import Happened
from bot.services.client_links import Heard


class Chat(NamedTuple):
    """Where it happened. `front` names the front (`telegram`, `console`), `id` its own id of the chat."""

    front: str
    id: str
    private: bool = True
    title: str = ""
    thread: str | None = None


class Sender(NamedTuple):
    """Who did it: the front's own id of the account, a name to show, and the language the front suggests."""

    front: str
    id: str
    name: str
    language: Language | None = None


class MessageRef(NamedTuple):
    """A message that a front has sent, so that it can be edited: chat and the front's id of the message."""

    front: str
    chat: str
    id: str


class Envelope(NamedTuple):
    """What every event carries. `id` is the front's id of the update: the same id is never handled twice."""

    id: str
    chat: Chat
    sender: Sender
    at: datetime
    message: MessageRef | None = None
    reply_to: MessageRef | None = None


class Text(NamedTuple):
    """Something was typed. `forwarded` is the name of whom it came from first; `edited` if it replaces an
    earlier message."""

    envelope: Envelope
    text: str
    forwarded: str | None = None
    edited: bool = False


class Command(NamedTuple):
    """A command: its name without the slash, in lower case, and what stands behind it."""

    envelope: Envelope
    name: str
    argument: str = ""


class Tap(NamedTuple):
    """A button was tapped: the data it carried, and the front's id of the tap, which wants an answer."""

    envelope: Envelope
    data: str
    tap: str


class File(NamedTuple):
    """A file or voice note was sent; `ref` is what the front needs to fetch it, `size` is in bytes."""

    envelope: Envelope
    ref: str
    name: str
    mime: str
    size: int
    caption: str = ""
    voice: bool = False
    forwarded: str | None = None


class Other(NamedTuple):
    """Something that Kernbot has no use for: `kind` is `sticker`, `photo`, `location` and the like."""

    envelope: Envelope
    kind: str


class Presence(NamedTuple):
    """The bot was put in a chat, taken out of it, or blocked by a person; or a group became another chat."""

    envelope: Envelope
    present: bool
    moved_to: str | None = None


class Report(NamedTuple):
    """A job has something to say to the person who waits for it. It comes from the jobs, never from a front."""

    envelope: Envelope
    job: Job
    happened: Happened


class ClientWord(NamedTuple):
    """Somebody outside answered through a link. It comes from the web, never from a front."""

    envelope: Envelope
    heard: Heard


Event = Text | Command | Tap | File | Other | Presence | Report | ClientWord
