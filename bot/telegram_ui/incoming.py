"""Updates of Telegram as events of the conversation. What Kernbot has no use for gives no event."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from telegram import Bot, CallbackQuery, ChatMemberUpdated, Message, Update, User
from telegram import Chat as TelegramChat
from telegram.constants import ChatMemberStatus, ChatType

from bot.conversation.events import (
    Chat,
    Command,
    Envelope,
    Event,
    File,
    MessageRef,
    Other,
    Presence,
    Sender,
    Tap,
    Text,
)
from bot.domain.base import Language
from bot.telegram_ui import contents

FRONT = "telegram"
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?:\s+(.*))?", re.DOTALL)


class Reader:
    """Reads updates for one bot; `now` tells when a button was tapped, which Telegram does not say."""

    def __init__(self, bot: Bot, now: Callable[[], datetime]) -> None:
        self._bot = bot
        self._now = now
        self._mention: re.Pattern[str] | None = None

    def event(self, update: Update) -> Event | None:
        """The event of an update; None for what does not concern Kernbot, such as talk in a group."""
        if update.message is not None:
            return self._message(update.update_id, update.message)
        if update.callback_query is not None:
            return self._tap(update.update_id, update.callback_query)
        if update.edited_message is not None:
            return self._edited(update.update_id, update.edited_message)
        if update.my_chat_member is not None:
            return self._presence(update.update_id, update.my_chat_member)
        return None

    def _message(self, update_id: int, message: Message) -> Event | None:
        moved = self._moved(update_id, message)
        if moved is not None:
            return moved
        envelope = self._envelope(update_id, message)
        if envelope is None:
            return None
        text = contents.words(message)
        if message.text and not message.forward_origin and (command := _COMMAND.fullmatch(text)):
            return self._command(envelope, command, text)
        if not envelope.chat.private and not self._meant(message, text):
            return None
        file = contents.file(message)
        forwarded = contents.origin(message)
        text = self._without_mention(text)
        if file is not None:
            return File(envelope, file.ref, file.name, file.mime, file.size, text, file.voice, forwarded)
        if text:
            return Text(envelope, text, forwarded)
        kind = contents.kind(message)
        return Other(envelope, kind) if kind else None

    def _command(self, envelope: Envelope, command: re.Match[str], text: str) -> Event | None:
        name, addressed, argument = command.groups()
        if addressed and addressed.lower() != self._bot.username.lower():
            return Text(envelope, text) if envelope.chat.private else None
        return Command(envelope, name.lower(), (argument or "").strip())

    def _edited(self, update_id: int, message: Message) -> Event | None:
        envelope = self._envelope(update_id, message)
        text = contents.words(message)
        if envelope is None or not text or not (envelope.chat.private or self._meant(message, text)):
            return None
        return Text(envelope, self._without_mention(text), contents.origin(message), edited=True)

    def _tap(self, update_id: int, query: CallbackQuery) -> Event | None:
        message = query.message
        if message is None:
            return None
        chat = _chat(message.chat, message if isinstance(message, Message) else None)
        ref = MessageRef(FRONT, chat.id, str(message.message_id))
        envelope = Envelope(str(update_id), chat, _person(query.from_user), self._now(), ref)
        return Tap(envelope, query.data or "", query.id)

    def _presence(self, update_id: int, change: ChatMemberUpdated) -> Event:
        member = change.new_chat_member
        gone = member.status in (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
        present = not gone and getattr(member, "is_member", True)
        envelope = Envelope(str(update_id), _chat(change.chat), _person(change.from_user), change.date)
        return Presence(envelope, present)

    def _moved(self, update_id: int, message: Message) -> Presence | None:
        """A group that became a supergroup says so twice: in the old chat and in the new one."""
        before, after = message.chat.id, message.migrate_to_chat_id
        if message.migrate_from_chat_id is not None:
            before, after = message.migrate_from_chat_id, message.chat.id
        if after is None:
            return None
        chat = Chat(FRONT, str(before), private=False, title=message.chat.title or "")
        sender = _sender(message) or Sender(FRONT, str(before), "")
        return Presence(Envelope(str(update_id), chat, sender, message.date), True, str(after))

    def _envelope(self, update_id: int, message: Message) -> Envelope | None:
        """Who, where and when; None for what no person wrote."""
        sender = _sender(message)
        if sender is None or message.chat.type == ChatType.CHANNEL or message.is_automatic_forward:
            return None
        chat = _chat(message.chat, message)
        ref = MessageRef(FRONT, chat.id, str(message.message_id))
        replied = _replied(message)
        reply = MessageRef(FRONT, chat.id, str(replied.message_id)) if replied else None
        return Envelope(str(update_id), chat, sender, message.date, ref, reply)

    def _meant(self, message: Message, text: str) -> bool:
        """Whether a message in a group is for the bot: a reply to it, or with its name."""
        replied = _replied(message)
        if replied is not None and replied.from_user is not None and replied.from_user.id == self._bot.id:
            return True
        if "@" in text and self._name().search(text):
            return True
        entities = (*message.entities, *message.caption_entities)
        return any(entity.user is not None and entity.user.id == self._bot.id for entity in entities)

    def _without_mention(self, text: str) -> str:
        """The text without the bot's name in front or behind, which only says whom it is for."""
        if "@" not in text:
            return text
        first = self._name().match(text)
        if first is not None:
            text = text[first.end() :].lstrip(" ,:\n")
        last = max(self._name().finditer(text), key=re.Match.end, default=None)
        return text[: last.start()].rstrip() if last is not None and last.end() == len(text) else text

    def _name(self) -> re.Pattern[str]:
        if self._mention is None:
            self._mention = re.compile(rf"(?<!\w)@{re.escape(self._bot.username)}(?!\w)", re.IGNORECASE)
        return self._mention


def _chat(chat: TelegramChat, message: Message | None = None) -> Chat:
    private = chat.type == ChatType.PRIVATE
    thread = message.message_thread_id if message is not None and message.is_topic_message else None
    return Chat(FRONT, str(chat.id), private, contents.sound(chat.title or ""), str(thread) if thread else None)


def _person(user: User) -> Sender:
    return Sender(FRONT, str(user.id), contents.sound(user.full_name), _language(user.language_code))


def _sender(message: Message) -> Sender | None:
    """Who wrote a message. Somebody who writes as a group or channel is that chat: Telegram puts one and the same
    account behind all of them, which must never be taken for a person."""
    if message.sender_chat is not None:
        name = contents.sound(message.sender_chat.title or "")
        return Sender(FRONT, str(message.sender_chat.id), name)
    user = message.from_user
    return None if user is None or user.is_bot else _person(user)


def _language(code: str | None) -> Language | None:
    start = (code or "").lower().partition("-")[0]
    return "nl" if start == "nl" else "en" if start == "en" else None


def _replied(message: Message) -> Message | None:
    """The message that was replied to; in a forum everything "replies" to the topic's first message."""
    replied = message.reply_to_message
    return None if replied is None or replied.forum_topic_created is not None else replied
