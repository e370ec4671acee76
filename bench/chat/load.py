"""Cheap updates as fast as a bot takes them: in each chat the next one comes when the last one is answered."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from statistics import median
from typing import NamedTuple

from bench.chat.api import Account, Call, Json
from bench.chat.people import PATIENCE, message, tap


class Figures(NamedTuple):
    """Updates answered a second, and the median of the milliseconds from update to answer."""

    rate: float
    p50: float


class Load:
    """`count` updates over `chats` chats. An update is answered once each method of `answered` has been called."""

    def __init__(self, account: Account, update: Mapping[str, str], chats: int, count: int) -> None:
        self._account = account
        self._update = update
        self._chats = range(1, chats + 1)
        self._left = count
        self._open = 0
        self._number = 0
        self._answered = 2 if "tap" in update else 1
        self._waiting: dict[int, tuple[float, int]] = {}
        self._took: list[float] = []
        self._done = asyncio.Event()

    async def run(self) -> Figures:
        """Runs it. Raises TimeoutError when an answer never comes."""
        self._account.on_call = self._hears
        begin = time.monotonic()
        for chat in self._chats:
            self._next(chat)
        try:
            async with asyncio.timeout(PATIENCE):
                await self._done.wait()
        except TimeoutError:
            raise TimeoutError(f"{self._open} of {self._number} updates were never answered") from None
        return Figures(len(self._took) / (time.monotonic() - begin), 1000 * median(self._took))

    def _next(self, chat: int) -> None:
        if not self._left:
            if not self._open:
                self._done.set()
            return
        self._left -= 1
        self._open += 1
        self._number += 1
        kind, content = self._content(chat)
        self._waiting[chat] = time.monotonic(), self._answered
        self._account.push(kind, content)

    def _content(self, chat: int) -> tuple[str, Json]:
        if "tap" in self._update:
            return "callback_query", tap(self._account, chat, chat, self._update["tap"], 1, self._number)
        return "message", message(chat, chat, self._update["say"])

    def _hears(self, call: Call) -> None:
        begun, left = self._waiting.get(call.chat, (0.0, 0))
        if not left:
            return  # of no update: the bot says who it is
        if left > 1:
            self._waiting[call.chat] = begun, left - 1
            return
        self._took.append(call.at - begun)
        self._open -= 1
        self._next(call.chat)
