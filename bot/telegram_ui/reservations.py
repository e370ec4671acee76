"""Places for messages: in the memory of this process, and the way back to that when a database fails."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import structlog

from bot.conversation.faults import described
from bot.domain.errors import StorageError
from bot.domain.pace import Place, Reservations, Row, kind

log = structlog.get_logger(__name__)

_MANY = 4096
"""Rows after which those that nobody waits in any more are forgotten."""
AWAY = 5.0
"""Seconds for which a database that failed is not asked again."""
PATIENCE = 2.0
"""Seconds that the database has to say when a message may go."""
BESIDE = 2
"""Questions to it at the same time; the others wait their turn, which takes milliseconds."""
_T = TypeVar("_T")


class InMemory:
    """For one process. A row is the moment at which all that was taken in it will have been used."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._free: dict[str, float] = {}
        self._open: dict[str, float] = {}

    async def take(self, rows: Sequence[Row], last: Row | None = None, watched: Sequence[str] = ()) -> Place:
        """See `bot.domain.pace.Reservations`."""
        now = self._clock()
        closed = self._closed([*(row.name for row in rows), *watched], now)
        if closed > 0:
            return Place(False, closed, closed=True)
        busy = max((self._ahead(row, now) for row in rows), default=0.0)
        if busy > 0:
            return Place(False, busy)
        wait = 0.0 if last is None else max(0.0, self._ahead(last, now))
        for row in (*rows, last) if last is not None else rows:
            self._add(row, now)
        return Place(True, wait)

    async def close(self, name: str, seconds: float, every: str) -> None:
        """See `bot.domain.pace.Reservations`."""
        now = self._clock()
        self._open = {row: until for row, until in self._open.items() if until > now}
        others = any(row != name and kind(row) == kind(name) for row in self._open)
        for row in (name, every) if others else (name,):
            self._open[row] = max(now + seconds, self._open.get(row, 0.0))

    async def closed(self, names: Sequence[str]) -> float:
        """See `bot.domain.pace.Reservations`."""
        return self._closed(names, self._clock())

    def _ahead(self, row: Row, now: float) -> float:
        return max(self._free.get(row.name, now), now) + row.step - row.burst * row.step - now

    def _add(self, row: Row, now: float) -> None:
        if row.name not in self._free and len(self._free) >= _MANY:
            self._free = {name: free for name, free in self._free.items() if free > now}
        self._free[row.name] = max(self._free.get(row.name, now), now) + row.step

    def _closed(self, names: Sequence[str], now: float) -> float:
        if not self._open:
            return 0.0
        return max((self._open[name] - now for name in names if name in self._open), default=0.0)


class Sheltered:
    """Those of a database that many processes share; those of this process while it cannot be asked. What was
    closed by this process is closed in both."""

    def __init__(self, shared: Reservations, clock: Callable[[], float] = time.monotonic) -> None:
        self._shared = shared
        self._own = InMemory(clock)
        self._clock = clock
        self._away = float("-inf")
        self._gate = asyncio.Semaphore(BESIDE)

    async def take(self, rows: Sequence[Row], last: Row | None = None, watched: Sequence[str] = ()) -> Place:
        """See `bot.domain.pace.Reservations`."""
        closed = await self._own.closed([*(row.name for row in rows), *watched])
        if closed > 0:
            return Place(False, closed, closed=True)
        place = await self._asked(lambda: self._shared.take(rows, last, watched))
        return place or await self._own.take(rows, last, watched)

    async def close(self, name: str, seconds: float, every: str) -> None:
        """See `bot.domain.pace.Reservations`."""
        await self._own.close(name, seconds, every)

        async def close() -> bool:
            await self._shared.close(name, seconds, every)
            return True

        await self._asked(close)

    async def closed(self, names: Sequence[str]) -> float:
        """See `bot.domain.pace.Reservations`."""
        own = await self._own.closed(names)
        shared = await self._asked(lambda: self._shared.closed(names))
        return own if shared is None else max(own, shared)

    async def _asked(self, ask: Callable[[], Awaitable[_T]]) -> _T | None:
        """What the database says; None while it says nothing."""
        async with self._gate:
            if self._clock() < self._away:
                return None
            try:
                async with asyncio.timeout(PATIENCE):
                    return await ask()
            except (StorageError, TimeoutError) as error:
                # Said once in a while, not for each message.
                log.warning("pace-alone", cause=type(error.__cause__).__name__, **described(error))
                self._away = self._clock() + AWAY
            return None
