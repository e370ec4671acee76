"""Which updates Telegram may forget: those below the first one that is not handled and stored yet."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable


class Ledger:
    """Keeps the updates at work, by id. Telegram can only be told "all below this one", so an update that takes
    long keeps those behind it alive at Telegram; they are handled all the same, and known when they come again."""

    def __init__(self) -> None:
        self._open: set[int] = set()
        self._done: set[int] = set()
        self._next: int | None = None
        self._changed = asyncio.Event()

    @property
    def offset(self) -> int | None:
        """The first update that Telegram has to keep; None before the first one."""
        return min(self._open) if self._open else self._next

    @property
    def busy(self) -> bool:
        """Whether an update is still at work."""
        return bool(self._open)

    def take(self, ids: Iterable[int]) -> list[int]:
        """Opens updates that came in, and says which of them were not known yet."""
        fresh = [one for one in ids if one not in self._open and one not in self._done]
        self._open.update(fresh)
        if fresh:
            self._next = max(fresh) + 1 if self._next is None else max(self._next, max(fresh) + 1)
        return fresh

    def done(self, update_id: int) -> None:
        """An update is handled and stored; one that was never taken came another way, and is nobody's concern."""
        if update_id not in self._open:
            return
        self._open.remove(update_id)
        if self._open:
            self._done.add(update_id)
            lowest = min(self._open)
            self._done = {one for one in self._done if one > lowest}
        else:
            self._done.clear()
        self._changed.set()

    async def settled(self, seconds: float, ids: Iterable[int] | None = None) -> bool:
        """Waits until these updates are done (all, where none are named), at most so many seconds; whether they
        are."""
        waited = self._open if ids is None else set(ids)
        try:
            async with asyncio.timeout(seconds):
                while not waited.isdisjoint(self._open):
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            return False
        return True

    async def moved(self, seconds: float) -> None:
        """Waits until any update is done, at most so many seconds."""
        self._changed.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        except TimeoutError:
            return
