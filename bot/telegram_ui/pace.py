"""How fast messages go out: over all chats, in a group and in one chat, and how a refusal for haste is taken."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any, NamedTuple

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.domain.pace import Place, Reservations, Row
from bot.telegram_ui.errors import wait_of
from bot.telegram_ui.reservations import InMemory

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
_AGAIN = 0.1
"""Seconds that are waited longer than Telegram says, since it counts whole ones."""

Reply = bool | dict[str, Any] | list[dict[str, Any]]
_FREE = frozenset({"sendChatAction"})
"""What counts for no pace, though it names a chat."""
_LOOKING = frozenset({"editMessageCaption"})
"""What shows nothing in the chat: see `bot.telegram_ui.lookout`."""


class Limits(NamedTuple):
    """Telegram's pace (core.telegram.org/bots/faq): messages a second over all chats, a minute in a group, a
    second in one chat; 0 is no limit. `attempts` is how often a call is made when Telegram asks to wait,
    `longest` the seconds after which that is given up."""

    overall: float = 30
    group: float = 20
    chat: float = 1
    attempts: int = 5
    longest: float = 600


class Pace(BaseRateLimiter[int]):
    """Lets calls go when their turn has come. Where the turns are kept is the affair of `reservations`: in this
    process, or where other processes with the same bot see them too. `retry_after` is kept to the chat that it was
    said of; the library's own limiter would hold up everybody."""

    def __init__(
        self,
        limits: Limits,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        reservations: Reservations | None = None,
    ) -> None:
        self._limits = limits
        self._sleep = sleep
        self._reservations: Reservations = reservations or InMemory()
        self._line = asyncio.Lock()

    async def initialize(self) -> None:
        """Nothing to do."""

    async def shutdown(self) -> None:
        """Nothing to do."""

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
        if endpoint in _FREE:
            return await callback(*args, **kwargs)
        chat: int | str | None = data.get("chat_id")
        attempts = rate_limit_args or self._limits.attempts
        rows = [] if endpoint in _LOOKING else self._own(chat, alone=attempts > ONCE)
        for attempt in range(attempts):
            await self._turn(chat, rows, wait=attempts > ONCE)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as refused:
                seconds = wait_of(refused) + _AGAIN
                await self._reservations.close(_name(chat), seconds, ALL)
                if attempt + 1 == attempts or seconds > self._limits.longest:
                    raise
        raise AssertionError("a call is tried at least once")

    async def spare(self, chat: str, *, edit: bool = False) -> bool:
        """Whether there is room for something that may as well be left out, and takes it: at most half of what
        Telegram allows over all, in a group somewhat more. An edit counts like a message in its chat."""
        rows: list[Row] = []
        limits = self._limits
        if edit and limits.chat:
            rows.append(self._of_chat(chat))
        if edit and limits.group and _group(chat):
            rows.append(_row(f"growing:{chat}", limits.group * _GROWING / 60, 60))
        if limits.overall:
            rows.append(_row("half", limits.overall / 2, 1))
        return (await self._reservations.take(rows, watched=(_name(chat), ALL))).taken

    async def held(self, chat: int | str | None) -> float:
        """Seconds that this chat has to wait because Telegram said so."""
        return await self._reservations.closed((_name(chat), ALL))

    async def _turn(self, chat: int | str | None, rows: Sequence[Row], *, wait: bool) -> None:
        """Returns when a call may be made. Raises RetryAfter instead of waiting for a chat that has to."""
        while True:
            place = await self._asked(chat, rows)
            if place.taken:
                return
            if place.closed and not wait:
                raise RetryAfter(int(place.wait) + 1)
            await self._sleep(place.wait)

    async def _asked(self, chat: int | str | None, rows: Sequence[Row]) -> Place:
        """A place, with the turn among all chats waited for.

        One call of a process waits for that at a time: what was taken in the rows of a chat is used at once, and a
        process that ends leaves no row of places behind.
        """
        watched = (_name(chat), ALL)
        if chat is None or not self._limits.overall:
            return await self._reservations.take(rows, None, watched)
        async with self._line:
            turn = _row(ALL, self._limits.overall, _OVERALL_PERIOD)
            place = await self._reservations.take(rows, turn, watched)
            if not place.taken or place.wait <= 0:
                return place
            await self._sleep(place.wait)
        closed = await self.held(chat)  # Telegram may have refused another call meanwhile
        return Place(closed <= 0, closed, closed=True)

    def _own(self, chat: int | str | None, *, alone: bool) -> list[Row]:
        """The rows of one chat. What is made `ONCE` is not `alone`: it had its place among a chat's messages from
        `spare`, as far as it needs one."""
        rows: list[Row] = []
        if chat is not None and alone and self._limits.chat:
            rows.append(self._of_chat(chat))
        if chat is not None and self._limits.group and _group(chat):
            rows.append(_row(f"group:{chat}", self._limits.group / 60, _GROUP_PERIOD))
        return rows

    def _of_chat(self, chat: int | str) -> Row:
        return Row(_name(chat), 1 / self._limits.chat, _BURST)


def _row(name: str, rate: float, period: float) -> Row:
    """So many a second, of which those of a period, at least one, may go at once."""
    return Row(name, 1 / rate, max(1.0, rate * period))


def _name(chat: int | str | None) -> str:
    """One name for a chat, whether its id came as a number or as text; what has no chat shares the empty one."""
    return f"chat:{'' if chat is None else chat}"


def _group(chat: int | str) -> bool:
    """Groups and channels; a name instead of a number is that of a public one."""
    return not str(chat).isdecimal()
