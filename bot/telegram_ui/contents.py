"""What stands in a message of Telegram: words, a file, where it was forwarded from, or something else."""

from __future__ import annotations

from typing import NamedTuple

from telegram import (
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)

_THINGS = (
    "sticker",
    "photo",
    "animation",
    "video",
    "video_note",
    "venue",
    "location",
    "contact",
    "poll",
    "dice",
    "game",
    "story",
    "invoice",
    "paid_media",
    "checklist",
    "giveaway",
)
"""What a person sends and Kernbot cannot read; a venue comes with a location, so it stands before it."""


class Attached(NamedTuple):
    """A file that came with a message; `size` in bytes, 0 when Telegram does not say."""

    ref: str
    name: str
    mime: str
    size: int
    voice: bool


def words(message: Message) -> str:
    """The text of a message, or what stands below its picture or file."""
    return sound(message.text or message.caption or "")


def sound(text: str) -> str:
    """The text without halves of surrogate pairs, which no database takes."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def file(message: Message) -> Attached | None:
    """The document, voice note or sound of a message. An animation comes as a document as well: it is none."""
    if message.voice is not None:
        one = message.voice
        return Attached(one.file_id, "voice.ogg", one.mime_type or "audio/ogg", one.file_size or 0, True)
    if message.audio is not None:
        sounds = message.audio
        name = sound(sounds.file_name or "audio")
        return Attached(sounds.file_id, name, sounds.mime_type or "audio/mpeg", sounds.file_size or 0, True)
    if message.document is not None and message.animation is None:
        paper = message.document
        name, mime = sound(paper.file_name or "file"), paper.mime_type or "application/octet-stream"
        return Attached(paper.file_id, name, mime, paper.file_size or 0, False)
    return None


def origin(message: Message) -> str | None:
    """The name of whom a forwarded message came from, "" where it does not say; None if it was not forwarded."""
    source = message.forward_origin
    if source is None:
        return None
    if isinstance(source, MessageOriginUser):
        return sound(source.sender_user.full_name)
    if isinstance(source, MessageOriginHiddenUser):
        return sound(source.sender_user_name)
    if isinstance(source, MessageOriginChat):
        return sound(source.sender_chat.effective_name or "")
    if isinstance(source, MessageOriginChannel):
        return sound(source.chat.effective_name or "")
    return ""


def kind(message: Message) -> str:
    """What a message without words is; empty for a note by Telegram itself, such as a new title."""
    return next((thing for thing in _THINGS if getattr(message, thing, None)), "")
