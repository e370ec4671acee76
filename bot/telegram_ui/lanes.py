"""Effects sorted by chat, and the events that a front finds out by itself."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from bot.conversation.effects import Answer, Edit, Effect, Send
from bot.conversation.events import Chat, Envelope, Presence, Sender
from bot.telegram_ui.incoming import FRONT
from bot.telegram_ui.turns import Turn


class Lane(NamedTuple):
    """The effects of one chat in their order, and their place in the chat's row. Answers to taps have no chat and
    wait for nobody."""

    chat: str
    effects: list[Effect]
    turn: Turn | None = None


def lanes(effects: Iterable[Effect]) -> list[Lane]:
    """The effects by chat."""
    found: dict[str, Lane] = {}
    for effect in effects:
        chat = chat_of(effect)
        if chat not in found:
            found[chat] = Lane(chat, [])
        found[chat].effects.append(effect)
    return list(found.values())


def chat_of(effect: Effect) -> str:
    """The id of the chat in which an effect shows; empty for the answer to a tap."""
    if isinstance(effect, Answer):
        return ""
    return effect.message.chat if isinstance(effect, Edit) else effect.chat.id


def moved(effect: Effect, chat: str) -> Effect:
    """The effect for a group that has become another chat: its old messages cannot be changed there."""
    if isinstance(effect, Answer):
        return effect
    if isinstance(effect, Edit):
        place = effect.or_send or Chat(FRONT, chat, private=False)
        return Send(place._replace(id=chat), effect.screen, effect.card, kept=effect.kept)
    if isinstance(effect, Send):
        return effect._replace(chat=effect.chat._replace(id=chat), reply_to=None)
    return effect._replace(chat=effect.chat._replace(id=chat))


def found_out(effect: Effect, now: datetime, *, present: bool, to: str | None = None) -> Presence:
    """The event that a chat cannot be reached any more, or has moved, as Telegram said when something was sent."""
    chat_id = chat_of(effect)
    chat = Chat(FRONT, chat_id, private=not chat_id.startswith("-"))
    sender = Sender(FRONT, chat_id, "")
    return Presence(Envelope(f"found-{secrets.token_hex(8)}", chat, sender, now), present, to)
