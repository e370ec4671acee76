"""Texts that grow on screen: drafts in private chats, edits elsewhere. The newest state wins, the last arrives.

A growing text may not keep anybody from an answer, so all of this only uses what `Pace.spare` leaves, except for a
stream's first state and its last.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from zlib import crc32

import structlog
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.conversation.effects import Draft, Screen
from bot.conversation.events import Chat, MessageRef
from bot.conversation.faults import described
from bot.telegram_ui.background import Background
from bot.telegram_ui.errors import wait_of
from bot.telegram_ui.outgoing import Outgoing
from bot.telegram_ui.pace import ONCE, Pace
from bot.telegram_ui.render import latest

log = structlog.get_logger(__name__)

STEPS = (1.0, 1.4, 2.0, 2.7, 3.8, 5.4, 7.5, 10.0, 14.0, 20.0)
"""Seconds between one state and the next. With the last state after a pause and the final text these make at most
twelve edits of a message; a draft goes on at the last interval."""
QUIET = 5.0
"""Seconds without news after which what is shown has to be the newest state, however busy it is."""
FORGOTTEN = 120.0
"""Seconds without news after which nobody will finish this text any more."""
ALIVE = 20.0
"""Seconds after which a draft is shown once more: Telegram drops it after 30."""
_AGAIN = 0.5
TYPING = 4.5
"""Seconds between two signs of typing: Telegram shows one for five."""
_SIGNS = 40


@dataclass
class Stream:
    """One growing text: what it should show, what it shows since when (`at`), and when it may change again;
    `silent` once Telegram wants none of it, so that its next state is not the beginning of another one."""

    chat: Chat
    draft_id: int
    wanted: Screen
    changed: float
    drafting: bool
    shown: Screen | None = None
    message: MessageRef | None = None
    steps: int = 0
    at: float = 0.0
    next: float = 0.0
    news: asyncio.Event = field(default_factory=asyncio.Event)
    ended: bool = False
    silent: bool = False
    task: asyncio.Task[None] | None = None


class Streams:
    """All texts that are growing, and the chats in which typing is shown."""

    def __init__(
        self,
        calls: Outgoing,
        pace: Pace,
        background: Background,
        clock: Callable[[], float] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._calls = calls
        self._pace = pace
        self._background = background
        self._clock = clock or (lambda: asyncio.get_running_loop().time())
        self._sleep = sleep
        self._streams: dict[tuple[str, str], Stream] = {}
        self._typing: dict[str, asyncio.Task[None]] = {}
        self._drafts = True

    def show(self, draft: Draft) -> None:
        """Takes the newest state of a text; it is shown as soon as it may."""
        key = draft.chat.id, draft.stream
        stream = self._streams.get(key)
        if stream is None:
            number = crc32(draft.stream.encode()) or 1
            private = draft.chat.private and self._drafts
            stream = Stream(draft.chat, number, draft.screen, self._clock(), private)
            self._streams[key] = stream
            stream.task = self._background.start(self._grow(key, stream))
        stream.wanted, stream.changed = draft.screen, self._clock()
        stream.news.set()

    async def end(self, chat: str, name: str) -> MessageRef | None:
        """Stops a text, waiting for a call that is under way; the message it stands in, if it has one."""
        stream = self._streams.pop((chat, name), None)
        if stream is None or stream.task is None:
            return None
        stream.ended = True
        stream.news.set()
        await asyncio.gather(stream.task, return_exceptions=True)
        return stream.message

    def type(self, chat: Chat) -> None:
        """Shows typing until something else is shown in the chat."""
        if chat.id not in self._typing:
            self._typing[chat.id] = self._background.start(self._type(chat))

    def still(self, chat: str) -> None:
        """Something is shown: no more typing."""
        task = self._typing.pop(chat, None)
        if task is not None:
            task.cancel()

    async def _grow(self, key: tuple[str, str], stream: Stream) -> None:
        try:
            while not stream.ended:
                now = self._clock()
                if now - stream.changed > FORGOTTEN:
                    return
                due = self._due(stream)
                if due is None or due > now:
                    await self._news(stream, FORGOTTEN if due is None else due - now)
                elif not await self._step(stream, now):
                    stream.silent = True
        finally:
            if self._streams.get(key) is stream:
                del self._streams[key]

    def _due(self, stream: Stream) -> float | None:
        """When the stream has something to show; None: not before there is news."""
        if stream.silent:
            return None
        if stream.shown == stream.wanted:
            return stream.at + ALIVE if stream.drafting else None
        if stream.drafting or stream.steps <= len(STEPS):
            return stream.next
        return max(stream.next, stream.changed + QUIET) if stream.steps == len(STEPS) + 1 else None

    async def _news(self, stream: Stream, seconds: float) -> None:
        stream.news.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await stream.news.wait()

    async def _step(self, stream: Stream, now: float) -> bool:
        """Shows the newest state, or puts it off; False when nothing more can be shown in this chat."""
        quiet = now - stream.changed >= QUIET
        room = stream.shown is None or quiet or await self._pace.spare(stream.chat.id, edit=not stream.drafting)
        if not room:
            stream.next = now + _AGAIN
            return True
        wanted = stream.wanted
        try:
            await self._put(stream, wanted)
        except RetryAfter as error:
            stream.next = self._clock() + wait_of(error) + 0.1
            return True
        except (BadRequest, InvalidToken) as error:
            # A server that knows no drafts says 404, which the library takes for a wrong token.
            log.warning("stream-refused", **described(error))
            if not stream.drafting:
                return False
            stream.drafting = False
            self._drafts = self._drafts and not isinstance(error, InvalidToken)
            return True
        except NetworkError:
            stream.next = self._clock() + 2.0
            return True
        except TelegramError as error:
            log.info("stream-stopped", **described(error))
            return False
        stream.shown, stream.at = wanted, self._clock()
        stream.next = stream.at + STEPS[min(stream.steps, len(STEPS) - 1)]
        stream.steps += 1
        return True

    async def _put(self, stream: Stream, screen: Screen) -> None:
        page = latest(screen)
        if stream.drafting:
            await self._calls.draft(stream.chat, stream.draft_id, page)
        elif stream.message is None:
            stream.message = await self._calls.post(stream.chat, page)
        elif not await self._calls.change(stream.message, page, ONCE):
            stream.message = None  # taken away: the final text comes as a message of its own

    async def _type(self, chat: Chat) -> None:
        for _ in range(_SIGNS):
            if await self._pace.spare(chat.id):
                with suppress(TelegramError):
                    await self._calls.typing(chat)
            await self._sleep(TYPING)
        self._typing.pop(chat.id, None)
