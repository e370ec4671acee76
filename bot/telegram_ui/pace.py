"""How fast messages go out: over all chats, in a group and in one chat, and how a refusal for haste is taken."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, NamedTuple

from aiolimiter import AsyncLimiter
from telegram.error import RetryAfter
from telegram.ext import AIORateLimiter

from bot.telegram_ui.errors import wait_of

ONCE = 1
"""As `rate_limit_args` of a call: do not wait and do not repeat; what is newer will come."""
ALL = "all"
_BURST = 3
"""Messages that may go to one chat at once. Here and below less than Telegram lets through, since calls may
arrive closer together than they left."""
_OVERALL_PERIOD = 0.5
_GROUP_PERIOD = 45
_GROWING = 0.6
"""The part of a group's pace that a growing text may use."""
_MANY = 1024


Reply = bool | dict[str, Any] | list[dict[str, Any]]
_FREE = frozenset({"sendChatAction"})
"""What counts for no pace, though it names a chat."""


class Limits(NamedTuple):
    """Telegram's pace (core.telegram.org/bots/faq): messages a second over all chats, a minute in a group, a
    second in one chat; 0 is no limit. `attempts` is how often a call is made when Telegram asks to wait,
    `longest` the seconds after which that is given up."""

    overall: float = 30
    group: float = 20
    chat: float = 1
    attempts: int = 5
    longest: float = 600


class Pace(AIORateLimiter):
    """The library's pace for all chats and for groups, with a pace for each chat, and with `retry_after` kept to
    the chat that it was said of: the library would hold up everybody."""

    def __init__(self, limits: Limits, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        super().__init__(
            overall_max_rate=_at_least_one(limits.overall * _OVERALL_PERIOD),
            overall_time_period=_OVERALL_PERIOD,
            group_max_rate=_at_least_one(limits.group * _GROUP_PERIOD / 60),
            group_time_period=_GROUP_PERIOD,
        )
        self._limits = limits
        self._sleep = sleep
        self._held: dict[int | str, float] = {}
        self._chats: dict[int | str, AsyncLimiter] = {}
        self._growing: dict[int | str, AsyncLimiter] = {}
        self._half = AsyncLimiter(max(1.0, limits.overall / 2), 1) if limits.overall else None

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Reply]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Reply:
        """Makes the call when its turn has come; `rate_limit_args` is how often it is tried.

        Raises RetryAfter when Telegram keeps asking to wait, for a call to be made `ONCE` also before it is made.
        """
        chat: int | str | None = data.get("chat_id")
        attempts = rate_limit_args or self._limits.attempts
        if endpoint in _FREE:
            return await callback(*args, **kwargs)
        if attempts > ONCE and chat is not None and self._limits.chat:
            await self._own(_key(chat)).acquire()
        for attempt in range(attempts):
            call = _Call(callback, lambda: self._calm(chat, wait=attempts > ONCE))
            answer = await super().process_request(call.make, args, kwargs, endpoint, data, None)
            if call.refused is None:
                return answer
            seconds = wait_of(call.refused) + 0.1
            if call.made:
                self._hold(_key(chat), seconds)
            if attempt + 1 == attempts or seconds > self._limits.longest:
                raise call.refused
        raise AssertionError("a call is tried at least once")

    async def spare(self, chat: str, *, edit: bool = False) -> bool:
        """Whether there is room for something that may as well be left out, and takes it: at most half of what
        Telegram allows over all, in a group somewhat more. An edit counts like a message in its chat."""
        key = _key(chat)
        if self.held(chat) > 0:
            return False
        limiters = [self._half] if self._half else []
        if edit and self._limits.group and _group(key):
            limiters.append(_limiter(self._growing, key, max(1.0, self._limits.group * _GROWING), 60))
        if edit and self._limits.chat:
            limiters.append(self._own(key))
        if not all(limiter.has_capacity() for limiter in limiters):
            return False
        for limiter in limiters:
            await limiter.acquire()
        return True

    def held(self, chat: int | str | None) -> float:
        """Seconds that this chat has to wait because Telegram said so."""
        if not self._held:
            return 0.0
        until = max(self._held.get(_key(chat), 0.0), self._held.get(ALL, 0.0))
        return until - asyncio.get_running_loop().time()

    def _hold(self, chat: int | str, seconds: float) -> None:
        """Telegram does not say whether a chat was too fast or the bot: once two chats wait, everybody does."""
        now = asyncio.get_running_loop().time()
        self._held = {key: until for key, until in self._held.items() if until > now}
        if any(key not in (chat, ALL) for key in self._held):
            self._held[ALL] = max(now + seconds, self._held.get(ALL, 0.0))
        self._held[chat] = now + seconds

    async def _calm(self, chat: int | str | None, *, wait: bool) -> None:
        while (seconds := self.held(chat)) > 0:
            if not wait:
                raise RetryAfter(int(seconds) + 1)
            await self._sleep(seconds)

    def _own(self, chat: int | str) -> AsyncLimiter:
        return _limiter(self._chats, chat, _BURST, _BURST / self._limits.chat)


class _Call:
    """A call that keeps a refusal for haste to itself: the library would stop all chats for it. `made` says
    whether Telegram refused it, or we did ourselves while a chat has to wait."""

    def __init__(
        self, callback: Callable[..., Coroutine[Any, Any, Reply]], calm: Callable[[], Awaitable[None]]
    ) -> None:
        self._callback = callback
        self._calm = calm
        self.refused: RetryAfter | None = None
        self.made = False

    async def make(self, *args: Any, **kwargs: Any) -> Reply:
        """The answer, or False when it is `refused`."""
        try:
            await self._calm()
            self.made = True
            return await self._callback(*args, **kwargs)
        except RetryAfter as error:
            self.refused = error
            return False


def _at_least_one(rate: float) -> float:
    """0 stays: it means no limit."""
    return max(1.0, rate) if rate else 0.0


def _key(chat: int | str | None) -> int | str:
    """One key for a chat, whether its id came as a number or as text; what has no chat shares the empty one."""
    if chat is None:
        return ""
    return int(chat) if isinstance(chat, int) or chat.lstrip("-").isdigit() else chat


def _group(chat: int | str) -> bool:
    return isinstance(chat, str) or chat < 0


def _limiter(known: dict[int | str, AsyncLimiter], chat: int | str, rate: float, period: float) -> AsyncLimiter:
    limiter = known.get(chat)
    if limiter is None:
        if len(known) >= _MANY:
            for key in [key for key, one in known.items() if one.has_capacity(one.max_rate)]:
                del known[key]
        limiter = known[chat] = AsyncLimiter(rate, period)
    return limiter
