"""The Telegram front: updates in, effects out, one chat at a time and chats beside each other."""

from __future__ import annotations

import asyncio
import errno
import secrets
from collections.abc import Callable, Coroutine, Iterable
from datetime import datetime
from typing import Any

import structlog
from structlog.contextvars import bound_contextvars
from telegram import Update
from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import ExtBot
from telegram.helpers import create_deep_linked_url

from bot.conversation.effects import Answer, Effect, Effects, Lasting, Screen, Send, Span
from bot.conversation.events import Event, Presence, Tap
from bot.conversation.faults import Caught, described
from bot.domain.errors import StorageError
from bot.telegram_ui.errors import chat_gone, says
from bot.telegram_ui.incoming import Reader
from bot.telegram_ui.lanes import Lane, chat_of, found_out, lanes, moved
from bot.telegram_ui.ledger import Ledger
from bot.telegram_ui.services import Services
from bot.telegram_ui.showing import Showing
from bot.telegram_ui.transport import FILE_BYTES
from bot.telegram_ui.turns import Turns

log = structlog.get_logger(__name__)

CROWD = 100
"""Answers that may wait in one chat; more of its updates are only handled when there is room."""


class Front:
    """Handles updates and shows effects. Handling and showing have a row of their own in each chat: an update is
    stored, and Telegram may forget it, while the answer to the one before still waits for the pace."""

    def __init__(
        self,
        bot: ExtBot[int],
        services: Services,
        showing: Showing,
        ledger: Ledger,
        now: Callable[[], datetime],
    ) -> None:
        self._bot = bot
        self._services = services
        self._showing = showing
        self._ledger = ledger
        self._now = now
        self._reader = Reader(bot, now)
        self._handling = Turns()
        self._sending = Turns()

    async def update(self, update: Update, context: object = None) -> None:
        """Handles an update and shows the answer. It never raises: what goes wrong is logged and said."""
        message = update.effective_message
        if message is not None:
            self._showing.heard(str(message.chat.id), message.message_id)
        ids = bound_contextvars(update=update.update_id, workspace=None)
        with ids, Caught() as caught:
            event = self._reader.event(update)
            if event is not None:
                await self._event(event, update.update_id)
        if caught.error is not None:
            log.error("update", update=update.update_id, **described(caught.error))
        self._ledger.done(update.update_id)

    def perform(self, effects: Effects) -> Coroutine[Any, Any, None]:
        """Shows the effects: those of one chat in order, chats beside each other. They have their place in the
        rows as soon as this is called; it has to be awaited."""
        return self._show(self._queue(effects))

    async def fetch(self, ref: str) -> bytes:
        """The content of a file; see `bot.telegram_ui.services.Port`."""
        try:
            file = await self._bot.get_file(ref)
            if (file.file_size or 0) > FILE_BYTES:
                raise OSError(errno.EFBIG, "too big")
            content = bytes(await file.download_as_bytearray())
        except BadRequest as error:
            code = errno.EFBIG if says(error, "too big") else errno.ENOENT
            raise OSError(code, "not to be had") from None
        except TelegramError as error:
            raise OSError(errno.EIO, type(error).__name__) from None
        if len(content) > FILE_BYTES:
            raise OSError(errno.EFBIG, "too big")
        return content

    def link(self, payload: str, group: bool) -> str:
        """A deep link; see `bot.telegram_ui.services.Port`."""
        return create_deep_linked_url(self._bot.username, payload, group)

    async def _event(self, event: Event, update_id: int | None = None, without: str = "") -> None:
        chat = event.envelope.chat.id
        async with self._handling.take(chat):
            if self._sending.length(chat) > CROWD:
                await self._sending.drained(chat)
            effects = await self._answered(event)
            if update_id is not None:
                self._ledger.done(update_id)
            gone = [effect for effect in effects if without and chat_of(effect) == without]
            await self._give_up(gone, later=False)
            shown = self._queue(effect for effect in effects if effect not in gone)
        await self._show(shown)

    async def _answered(self, event: Event) -> Effects:
        effects: Effects = ()
        with Caught() as caught:
            effects = await self._services.conversation.handle(event)
        return effects if caught.error is None else await self._sorry(event, caught.error)

    async def _sorry(self, event: Event, error: Exception) -> Effects:
        """The error screen, by the conversation or, if that fails as well, by ourselves."""
        reference = secrets.token_hex(4)
        envelope = event.envelope
        where = {"update": envelope.id, "chat": envelope.chat.id, "kind": type(event).__name__}
        log.error("unexpected", reference=reference, **where, **described(error))
        effects: Effects = ()
        with Caught() as caught:
            effects = await self._services.conversation.on_error(event, error, reference)
        if caught.error is None:
            return effects
        log.error("no-error-screen", reference=reference, **described(caught.error))
        if isinstance(event, Presence):
            return ()
        about = self._services.about
        text = about.trouble[envelope.sender.language or about.default].replace("{reference}", reference)
        screen = Send(envelope.chat, Screen((Span(text),)))
        return (Answer(event.tap), screen) if isinstance(event, Tap) else (screen,)

    def _queue(self, effects: Iterable[Effect]) -> list[Lane]:
        """Takes each chat's place in the row at once, so that nothing that comes later gets before it."""
        take = self._sending.take
        return [lane._replace(turn=take(lane.chat)) if lane.chat else lane for lane in lanes(effects)]

    async def _show(self, queued: list[Lane]) -> None:
        if len(queued) == 1:
            await self._lane(queued[0])
        elif queued:
            async with asyncio.TaskGroup() as group:
                for lane in queued:
                    group.create_task(self._lane(lane))

    async def _lane(self, lane: Lane) -> None:
        if lane.turn is None:
            await self._all(lane.effects)
            return
        async with lane.turn:
            left = await self._all(lane.effects)
        if left is not None:
            await self._event(left, without=lane.chat)

    async def _all(self, effects: Iterable[Effect]) -> Presence | None:
        """Shows effects one after the other. What is left to say: that the chat is gone or has moved."""
        news: Presence | None = None
        left = iter(effects)
        for wanted in left:
            effect = wanted if news is None or news.moved_to is None else moved(wanted, news.moved_to)
            with Caught() as caught:
                due = await self._services.conversation.turn(effect) if isinstance(effect, Lasting) else effect
                if due is None:
                    continue
                effect = due
                await self._showing.show(effect)
            if isinstance(caught.error, ChatMigrated):
                news = found_out(effect, self._now(), present=True, to=str(caught.error.new_chat_id))
                with Caught() as caught:
                    await self._showing.show(moved(effect, str(news.moved_to)))
            if caught.error is None:
                continue
            if isinstance(effect, Answer):
                log.error("not-answered", **described(caught.error))
                continue
            gone, away = chat_gone(caught.error), _away(caught.error)
            if not gone:
                log.error(
                    "not-shown", effect=type(effect).__name__, chat=chat_of(effect), **described(caught.error)
                )
            await self._give_up((effect, *left) if gone or away else (effect,), later=away)
            if gone:
                return found_out(effect, self._now(), present=False)
        return news

    async def _give_up(self, effects: Iterable[Effect], *, later: bool) -> None:
        """These are not shown: not now, in their order, or never."""
        conversation = self._services.conversation
        for effect in effects:
            if isinstance(effect, Lasting) and later:
                conversation.later(effect)
            elif isinstance(effect, Lasting):
                await conversation.shown(effect)


def _away(error: Exception) -> bool:
    """Whether it may work in a while, as where the database does not say whose turn it is. A message whose answer
    did not come in time most likely stands."""
    if isinstance(error, StorageError):
        return True
    return isinstance(error, NetworkError | RetryAfter) and not isinstance(error, BadRequest | TimedOut)
