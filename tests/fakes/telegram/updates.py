"""Updates on their way to the bot: queued, polled with offsets, kept until confirmed, delivered again if asked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.fakes.telegram.errors import ApiError, Json
from tests.fakes.telegram.methods import NOT_BY_DEFAULT, UPDATE_TYPES

FIRST_ID = 430_000_001
LONGEST_POLL = 50
OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"
BY_WEBHOOK = "terminated by setWebhook request"


@dataclass(eq=False)
class Entry:
    """An update that waits. `lane` is its chat, within which order is kept; `late` marks one that is delivered
    once more or out of order: the offset does not confirm it before it was delivered."""

    update: Json
    lane: int
    late: bool = False
    delivered: int = 0

    @property
    def id(self) -> int:
        """The update_id."""
        return int(self.update["update_id"])


class Updates:
    """The queue. `changed` is called when something was put in or taken out."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self.pending: list[Entry] = []
        self.allowed = UPDATE_TYPES - NOT_BY_DEFAULT
        self.held: list[Entry] | None = None
        self.polls = 0
        self._entries: dict[int, Entry] = {}
        self._next = FIRST_ID
        self._poll: asyncio.Future[None] | None = None
        self._changed = changed

    def put(self, kind: str, payload: Json, lane: int) -> int | None:
        """Queues an update; the answer is its id, None for a type that the bot did not ask for."""
        if kind not in self.allowed:
            return None
        entry = Entry({"update_id": self._next, kind: payload}, lane)
        self._next += 1
        self._entries[entry.id] = entry
        if self.held is not None:
            self.held.append(entry)
        else:
            self._add([entry])
        return entry.id

    def release(self, order: Iterable[int] | None) -> None:
        """Lets go what was held back, in the order of the given places; otherwise as it came."""
        held, self.held = self.held or [], None
        places = list(order) if order is not None else list(range(len(held)))
        for entry in held:
            entry.late = order is not None
        self._add([held[place] for place in places])

    def again(self, update_id: int, times: int) -> None:
        """Delivers an update that was delivered before, so many times more."""
        first = self._entries[update_id]
        self._add([Entry(first.update, first.lane, late=True) for _ in range(times)])

    def confirm(self, entry: Entry) -> None:
        """The webhook took it."""
        if entry in self.pending:
            self.pending.remove(entry)
            self._changed()

    def clear(self) -> None:
        """Forgets all that waits."""
        self.pending.clear()
        self._changed()

    def terminate(self, reason: str) -> None:
        """Ends the poll that waits with 409."""
        if self._poll and not self._poll.done():
            self._poll.set_exception(ApiError(409, reason))

    async def polled(self, offset: int, limit: int, seconds: float, alive: Callable[[], bool]) -> list[Json]:
        """The answer to getUpdates, nothing for a client that is not `alive` any more.

        Raises ApiError 409 when another poll or a webhook ends this one.
        """
        self._settle(offset)
        if not self._due(offset, limit) and seconds:
            await self._wait(seconds)
        batch = self._due(offset, limit) if alive() else []
        for entry in batch:
            entry.delivered += 1
        return [entry.update for entry in batch]

    def _add(self, entries: list[Entry]) -> None:
        self.pending += entries
        if self._poll and not self._poll.done() and entries:
            self._poll.set_result(None)
        self._changed()

    def _settle(self, offset: int) -> None:
        if offset < 0:
            del self.pending[:offset]
        count = len(self.pending)
        self.pending = [entry for entry in self.pending if not self._is_done(entry, offset)]
        if len(self.pending) < count:
            self._changed()

    @staticmethod
    def _is_done(entry: Entry, offset: int) -> bool:
        return bool(entry.delivered) if entry.late and entry.id < offset else entry.id < offset

    def _due(self, offset: int, limit: int) -> list[Entry]:
        return [entry for entry in self.pending if entry.late or entry.id >= offset][:limit]

    async def _wait(self, seconds: float) -> None:
        self.terminate(OTHER_POLL)
        poll = self._poll = asyncio.get_running_loop().create_future()
        self.polls += 1
        self._changed()
        try:
            async with asyncio.timeout(seconds):
                await poll
        except TimeoutError:
            return
        finally:
            if self._poll is poll:
                self._poll = None
