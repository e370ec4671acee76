"""One call of the Bot API for each thing that is shown, and what to do when Telegram refuses it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import structlog
from telegram import Message
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, NetworkError, TimedOut
from telegram.ext import ExtBot

from bot.conversation.effects import Answer, Hand
from bot.conversation.events import Chat, MessageRef
from bot.telegram_ui.errors import message_gone, says
from bot.telegram_ui.incoming import FRONT
from bot.telegram_ui.lookout import Lookout
from bot.telegram_ui.markup import clean, prefix
from bot.telegram_ui.pace import ONCE
from bot.telegram_ui.render import Keyboard, Page
from bot.telegram_ui.transport import NotSentError

log = structlog.get_logger(__name__)

ANSWER = 200
CAPTION = 1024
PAUSES = (0.5, 2.0, 5.0, *[10.0] * 8)
"""Seconds between tries when the network fails: a minute and a half in all."""
_SOON = PAUSES[:3]
"""The same for the answer to a tap, which nobody waits for any longer."""
_LATE = 3
"""How often a message is looked for, a pause apart, that Telegram may still be about to send."""
_NO_PREVIEW = {"link_preview_options": {"is_disabled": True}}
_FILE_NAME = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")
_T = TypeVar("_T")


class Outgoing:
    """The calls. A TelegramError that is left means that the thing could not be shown."""

    def __init__(self, bot: ExtBot[int], sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._bot = bot
        self._sleep = sleep
        self._lookout = Lookout(bot)

    def heard(self, chat: str, message: int) -> None:
        """Somebody's message came in: what is sent from now on gets a higher number."""
        self._lookout.stands(chat, message)

    async def post(self, chat: Chat, page: Page, reply_to: MessageRef | None = None) -> MessageRef:
        """Sends a new message; a reply where the other message still is, else a message of its own."""
        thread = int(chat.thread) if chat.thread else None

        async def call(text: str, mode: str | None) -> Message:
            return await self._bot.send_message(
                _id(chat.id), text, mode, message_thread_id=thread, api_kwargs=_extra(page.markup, reply_to)
            )

        try:
            return await self._send(chat.id, lambda: _readable(call, page), None)
        except BadRequest as error:
            if thread is None or not says(error, "thread not found", "topic_closed", "topic_deleted"):
                raise
            return await self.post(chat._replace(thread=None), page, reply_to)

    async def change(self, message: MessageRef, page: Page, attempts: int | None = None) -> bool:
        """Changes a message; False when it is not there any more. That nothing changed is fine."""

        async def call(text: str, mode: str | None) -> object:
            return await self._bot.edit_message_text(
                text,
                _id(message.chat),
                int(message.id),
                parse_mode=mode,
                api_kwargs=_extra(page.markup if page.markup and "inline_keyboard" in page.markup else None),
                rate_limit_args=attempts,
            )

        try:
            if attempts == ONCE:
                await _readable(call, page)
            else:
                await self._insist(lambda: _readable(call, page))
        except BadRequest as error:
            if says(error, "not modified"):
                return True
            if message_gone(error):
                return False
            raise
        self._lookout.stands(message.chat, int(message.id))
        return True

    async def draft(self, chat: Chat, draft_id: int, page: Page) -> None:
        """Shows a text that is still growing, once, for 30 seconds; private chats only."""
        thread = int(chat.thread) if chat.thread else None

        async def call(text: str, mode: str | None) -> object:
            return await self._bot.send_message_draft(
                int(chat.id), draft_id, text, message_thread_id=thread, parse_mode=mode, rate_limit_args=ONCE
            )

        await _readable(call, page)

    async def typing(self, chat: Chat) -> None:
        """Shows for five seconds that something is being made."""
        thread = int(chat.thread) if chat.thread else None
        await self._bot.send_chat_action(_id(chat.id), ChatAction.TYPING, thread, rate_limit_args=ONCE)

    async def answer(self, answer: Answer) -> None:
        """Answers a tap; one that is too old for it is let go."""
        text = prefix(clean(answer.text), ANSWER) or None
        try:
            await self._insist(
                lambda: self._bot.answer_callback_query(answer.tap, text, answer.alert or None), _SOON
            )
        except BadRequest as error:
            if not says(error, "query is too old", "query id is invalid", "query_id_invalid"):
                raise

    async def hand(self, hand: Hand) -> MessageRef:
        """Sends a file with its caption as plain text."""
        name = _FILE_NAME.sub("_", clean(hand.name)).strip(" .") or "file"
        caption = prefix(clean(hand.caption), CAPTION) or None
        thread = int(hand.chat.thread) if hand.chat.thread else None

        async def call() -> Message:
            return await self._bot.send_document(
                _id(hand.chat.id), hand.content, caption, message_thread_id=thread, filename=name
            )

        return await self._send(hand.chat.id, call, caption or "")

    async def _insist(self, call: Callable[[], Awaitable[_T]], pauses: Sequence[float] = PAUSES) -> _T:
        """The call, made again while the network fails: for what may be done twice."""
        for seconds in pauses:
            try:
                return await call()
            except NetworkError as error:
                if isinstance(error, BadRequest):
                    raise
            await self._sleep(seconds)
        return await call()

    async def _send(self, chat: str, call: Callable[[], Awaitable[Message]], caption: str | None) -> MessageRef:
        """A new message, sent again while the network fails, but not where only the answer was lost: before it is
        sent once more, it is looked for. `caption` is that of a file; None for a text.

        Raises TimedOut where it cannot be looked for: it most likely stands there already.
        """
        after = self._lookout.newest(chat)
        looks = 0
        for seconds in (*PAUSES, None):
            try:
                found = await self._lookout.find(chat, after, caption) if looks and after is not None else None
                if found is None and looks > 1 and seconds is not None:
                    looks -= 1
                    await self._sleep(seconds)
                    continue
                number = found or (await call()).message_id
            except NetworkError as error:
                late = isinstance(error, TimedOut)
                if seconds is None or isinstance(error, BadRequest) or (late and after is None):
                    raise
                looks = max(looks, _LATE if late else 0 if isinstance(error, NotSentError) else 1)
                await self._sleep(seconds)
            else:
                self._lookout.stands(chat, number)
                return MessageRef(FRONT, chat, str(number))
        raise AssertionError("the last try raises")


async def _readable(call: Callable[[str, str | None], Awaitable[_T]], page: Page) -> _T:
    """The call with HTML, and with the bare text when Telegram cannot read it."""
    try:
        return await call(page.html, ParseMode.HTML)
    except BadRequest as error:
        if not says(error, "can't parse", "entit"):
            raise
        log.error("markup-refused")
    return await call(page.plain, None)


def _id(chat: str) -> int | str:
    return int(chat) if chat.lstrip("-").isdigit() else chat


def _extra(markup: Keyboard | None, reply_to: MessageRef | None = None) -> Keyboard:
    extra: Keyboard = dict(_NO_PREVIEW)
    if markup is not None:
        extra["reply_markup"] = markup
    if reply_to is not None:
        extra["reply_parameters"] = {"message_id": int(reply_to.id), "allow_sending_without_reply": True}
    return extra
