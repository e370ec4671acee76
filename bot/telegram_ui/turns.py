"""Turns: what belongs to one chat happens one after the other, first come, first served; chats do not wait for
each other."""

from __future__ import annotations

import asyncio
from types import TracebackType


class Turn:
    """A place in the row. `async with` waits until those before it are done; leaving lets the next one go."""

    __slots__ = ("_before", "_key", "_mine", "_turns")

    def __init__(self, turns: Turns, key: str, before: asyncio.Future[None] | None) -> None:
        self._turns = turns
        self._key = key
        self._before = before
        self._mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def __aenter__(self) -> None:
        if self._before is not None and not self._before.done():
            try:
                await asyncio.shield(self._before)
            except asyncio.CancelledError:
                # Whoever stands behind still has to wait for the one before.
                self._before.add_done_callback(lambda _: self._leave())
                raise

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()

    def _leave(self) -> None:
        if not self._mine.done():
            self._mine.set_result(None)
        self._turns.left(self._key, self._mine)


class Turns:
    """Hands out turns, a row for each key. It keeps nothing about a key for which nobody waits."""

    def __init__(self) -> None:
        self._last: dict[str, asyncio.Future[None]] = {}
        self._waiting: dict[str, int] = {}

    def take(self, key: str) -> Turn:
        """The next place in the row of `key`, taken at once. It has to be entered, or the row stands still."""
        turn = Turn(self, key, self._last.get(key))
        self._last[key] = turn._mine
        self._waiting[key] = self._waiting.get(key, 0) + 1
        return turn

    def length(self, key: str) -> int:
        """How many stand in the row, the one at work counted."""
        return self._waiting.get(key, 0)

    async def drained(self, key: str) -> None:
        """Waits until everybody who stands in the row now is done."""
        last = self._last.get(key)
        if last is not None:
            await asyncio.shield(last)

    def left(self, key: str, turn: asyncio.Future[None]) -> None:
        """A turn is over."""
        self._waiting[key] -= 1
        if not self._waiting[key]:
            del self._waiting[key]
        if self._last.get(key) is turn:
            del self._last[key]
