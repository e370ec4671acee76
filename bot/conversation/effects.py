"""What the conversation wants of a front: screens to send and edit, taps to answer, files to hand over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from bot.conversation.events import Chat, MessageRef

Style = Literal["plain", "bold", "italic", "code", "block", "quote", "link"]
"""`block` is text in a frame of its own (a post), `quote` a quotation, `code` an id or a command."""
Tone = Literal["plain", "primary", "good", "danger"]
CALLBACK_BYTES = 64
COPY_CHARACTERS = 256
MESSAGE_UTF16 = 4096


class Span(NamedTuple):
    """A run of text in one style. It is what a person reads, never markup; `url` only for a link."""

    text: str
    style: Style = "plain"
    url: str = ""


class Button(NamedTuple):
    """A button: it sends `data` when tapped, or copies `copy`, or opens `url`; exactly one of the three."""

    label: str
    data: str = ""
    copy: str = ""
    url: str = ""
    tone: Tone = "plain"


class Screen(NamedTuple):
    """A message as a person sees it: text, rows of buttons, and what a reply field would say."""

    spans: tuple[Span, ...]
    rows: tuple[tuple[Button, ...], ...] = ()
    placeholder: str = ""

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)


class Kept(NamedTuple):
    """Where an effect is written down until it is shown: its number in the outbox (0: nowhere), and how many
    messages of it stand already, shown by a process that has ended since."""

    number: int = 0
    parts: int = 0


NOWHERE = Kept()


class Send(NamedTuple):
    """A new message. `card` names what it shows (`post:12`, `job:7`), so that every copy is kept up to date."""

    chat: Chat
    screen: Screen
    card: str = ""
    reply_to: MessageRef | None = None
    kept: Kept = NOWHERE


class Edit(NamedTuple):
    """A message changed in place; where it is gone a new one is sent if `or_send`. One without an id is that which
    shows the card in its chat by then."""

    message: MessageRef
    screen: Screen
    card: str = ""
    or_send: Chat | None = None
    kept: Kept = NOWHERE

    @property
    def coming(self) -> bool:
        """Whether the message did not stand when this was decided."""
        return not self.message.id


class Answer(NamedTuple):
    """The reply to a tap, up to 200 characters; `alert` wants to be seen."""

    tap: str
    text: str = ""
    alert: bool = False


class Draft(NamedTuple):
    """Text that is still growing. The same `stream` replaces what stood there; a Send of its card ends it."""

    chat: Chat
    stream: str
    screen: Screen


class Hand(NamedTuple):
    """A file for the person, with a short caption."""

    chat: Chat
    name: str
    content: bytes
    caption: str = ""
    kept: Kept = NOWHERE


class Typing(NamedTuple):
    """Shows that something is being made."""

    chat: Chat


Lasting = Send | Edit | Hand
"""What still matters when it is shown later than it should have been."""
Effect = Lasting | Answer | Draft | Typing
Effects = Sequence[Effect]
