"""Chats and messages as Telegram keeps them, and as a person sees them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from tests.fakes.telegram.entities import Entity, Formatted
from tests.fakes.telegram.errors import Json
from tests.fakes.telegram.keyboard import NONE, Button, Markup, Rows

ChatType = Literal["private", "group", "supergroup"]
Standing = Literal["creator", "administrator", "member", "left", "kicked"]
DRAFT_LIFE = 30.0
_RIGHTS = (
    "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members "
    "can_promote_members can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories"
)


@dataclass(frozen=True)
class Attachment:
    """A file in a chat. `kind` is the field of the message: `document`, `voice`, `photo`, ...; `size` in bytes is
    what Telegram tells, which may be more than the content at hand."""

    kind: str
    id: str
    name: str
    mime: str
    content: bytes
    size: int
    seconds: int = 0

    def to_json(self) -> Json | list[Json]:
        """As the message tells it; a photo as its sizes."""
        head: Json = {"file_id": self.id, "file_unique_id": f"u{self.id[-8:]}", "file_size": self.size}
        if self.kind == "photo":
            return [{**head, "width": 640, "height": 480}]
        if self.kind == "voice":
            return {**head, "duration": self.seconds, "mime_type": self.mime}
        return {**head, "file_name": self.name, "mime_type": self.mime}


@dataclass(frozen=True)
class Version:
    """What a message showed before it was edited."""

    text: str
    entities: tuple[Entity, ...]
    rows: Rows


@dataclass(frozen=True)
class Draft:
    """Text that is shown while it grows; gone at the moment `until` of the clock, or when a message comes."""

    id: int
    text: str
    entities: tuple[Entity, ...]
    at: float
    thread: int = 0

    @property
    def until(self) -> float:
        """When it is gone by itself."""
        return self.at + DRAFT_LIFE


@dataclass(eq=False)
class Message:
    """A message as a person sees it now. `text` is the caption where there is a `file`; `revision` is the moment
    of its last change; `other` holds what else it is (a sticker, a place, somebody who joined)."""

    id: int
    chat: Chat
    sender: Json
    date: int
    text: str = ""
    entities: tuple[Entity, ...] = ()
    markup: Markup = NONE
    file: Attachment | None = None
    reply_to: Message | None = None
    thread: int = 0
    origin: Json | None = None
    other: Json = field(default_factory=dict)
    effects: Json = field(default_factory=dict)
    history: list[Version] = field(default_factory=list)
    edited: int = 0
    deleted: bool = False
    revision: int = 0
    update_id: int | None = None

    @property
    def by_bot(self) -> bool:
        """Whether the bot sent it."""
        return bool(self.sender["is_bot"])

    @property
    def rows(self) -> Rows:
        """The buttons below it, row by row."""
        return self.markup.rows if self.markup.kind == "inline_keyboard" else ()

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All buttons below it."""
        return tuple(button for row in self.rows for button in row)

    @property
    def labels(self) -> list[str]:
        """What the buttons say."""
        return [button.label for button in self.buttons]

    def styled(self, kind: str) -> list[str]:
        """The words that stand in one kind of formatting, such as `bold`."""
        return [entity.of(self.text) for entity in self.entities if entity.type == kind]

    def put(self, content: Formatted, markup: Markup) -> None:
        """Replaces what it shows and keeps what it showed."""
        self.history.append(Version(self.text, self.entities, self.rows))
        self.text, self.entities, self.markup = content.text, content.entities, markup

    def shows(self, content: Formatted, markup: Markup) -> bool:
        """Whether this is exactly what it shows already."""
        return (self.text, self.entities, self.rows) == (content.text, content.entities, markup.rows)

    def to_json(self, *, reply: bool = True) -> Json:
        """The Message of the Bot API; the message it replies to is told without its own."""
        told: Json = {"message_id": self.id, "from": self.sender, "chat": self.chat.to_json(), "date": self.date}
        if self.thread:
            told |= {"message_thread_id": self.thread, "is_topic_message": True}
        if self.origin:
            told["forward_origin"] = self.origin
        if reply and self.reply_to and not self.reply_to.deleted:
            told["reply_to_message"] = self.reply_to.to_json(reply=False)
        if self.edited:
            told["edit_date"] = self.edited
        text = "caption" if self.file else "text"
        if self.file:
            told[self.file.kind] = self.file.to_json()
        if self.text:
            told[text] = self.text
        if self.entities:
            told[f"{text}_entities" if self.file else "entities"] = [item.to_json() for item in self.entities]
        if self.rows:
            told["reply_markup"] = self.markup.source
        return {**told, **self.other}


@dataclass(eq=False)
class Chat:
    """A chat as Telegram keeps it. `standing` is the bot's; `members` maps the people of a group to theirs."""

    id: int
    type: ChatType
    title: str
    person: Json | None = None
    standing: Standing = "member"
    started: bool = True
    deactivated: bool = False
    met: bool = False
    upgraded_to: int = 0
    members: dict[int, Standing] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    by_id: dict[int, Message] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    """All drafts ever shown, the oldest first."""
    actions: list[str] = field(default_factory=list)
    """What the bot was seen doing (`typing`), the oldest first."""
    live: dict[int, Draft] = field(default_factory=dict)
    last_id: int = 0
    last_deed: int = 0
    is_forum: bool = False

    @property
    def messages(self) -> list[Message]:
        """What a person sees now: all messages that are not deleted, in order."""
        return [message for message in self.by_id.values() if not message.deleted]

    @property
    def deleted(self) -> list[Message]:
        """Messages that were deleted."""
        return [message for message in self.by_id.values() if message.deleted]

    def to_json(self) -> Json:
        """The Chat of the Bot API."""
        if self.person:
            names = {name: value for name, value in self.person.items() if name in _CHAT_NAMES}
            return {"id": self.id, "type": "private", **names}
        return {
            "id": self.id,
            "type": self.type,
            "title": self.title,
            **({"is_forum": True} if self.is_forum else {}),
        }


_CHAT_NAMES = ("first_name", "last_name", "username")


def membership(user: Json, standing: Standing) -> Json:
    """The ChatMember of the Bot API."""
    told: Json = {"user": user, "status": standing}
    if standing == "creator":
        return {**told, "is_anonymous": False}
    if standing == "administrator":
        return {**told, **dict.fromkeys(_RIGHTS.split(), True), "is_anonymous": False, "can_be_edited": False}
    return {**told, "until_date": 0} if standing == "kicked" else told
