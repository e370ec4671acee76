"""The other processes at the engine: one that died is taken over, what was taken from us is let go, and texts that
arrive in one are heard in the other.

All of it happens in a thread of its own, twice a second: a loop that is busy for a moment costs nobody his seat.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Protocol, Self

import structlog

from bot.jobs.engine import Taking
from bot.jobs.flows import Flows
from bot.jobs.left import LeftLying, for_long, since
from bot.jobs.seat import Seat
from bot.jobs.serial import Json

LOOK_SECONDS = 0.5
DEAD_SECONDS = 1.0
"""How long a lock has to be free: after a database was away, each of us sits down again in its own time."""
BACK_SECONDS = 30.0
"""How long a process tries to have its seat again before it ends."""
BETWEEN_SECONDS = 0.2

_log = structlog.get_logger(__name__)


class Talk(Protocol):
    """What is said in calls, as far as another process may want to hear it. Called from the thread."""

    def said(self) -> dict[str, str]:
        """What calls that run here have newly said, for the processes that listen."""
        ...

    def listened(self) -> list[str]:
        """Calls that are listened to here but run elsewhere."""
        ...

    def heard(self, texts: dict[str, str]) -> None:
        """What these calls have said so far; on the loop."""
        ...


class Peers:
    """Watches from when its context is entered; `end` ends the process. A process that lost its seat takes no more
    work until it has it again. What runs goes on: it can store nothing without the database, and if another one
    took it by then, that is seen at once."""

    def __init__(
        self, seat: Seat, flows: Flows, taking: Taking, talk: Talk, end: Callable[[str], None], json: Json
    ) -> None:
        self._seat = seat
        self._flows = flows
        self._taking = taking
        self._talk = talk
        self._end = end
        self._json = json
        self._free: dict[str, float] = {}
        self._lying = LeftLying(seat, flows)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="jobs-peers", daemon=True)

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        self._thread.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        await asyncio.to_thread(self._thread.join)

    def _watch(self) -> None:
        try:
            while not self._stop.wait(LOOK_SECONDS):
                try:
                    self._look()
                except self._seat.lost as error:
                    _log.warning("seat_lost", error=type(error).__name__)
                    self._sit_again()
        finally:
            if not self._stop.is_set():  # by an error that nobody foresaw, which its thread will print
                self._end("watching the other processes failed")

    def _look(self) -> None:
        self._free = since(self._free, self._seat.free())
        for name in for_long(self._free, DEAD_SECONDS):
            if self._seat.bury(name):
                _log.warning("worker_taken_over", worker=name)
        self._see_what_is_ours()
        texts = self._talk.said()
        if texts:
            self._seat.say({call: self._json.serialize(text) for call, text in texts.items()})
        self._seat.hush()
        listened = self._talk.listened()
        if listened:
            heard = {call: self._json.deserialize(text) for call, text in self._seat.hear(listened).items()}
            self._loop.call_soon_threadsafe(self._talk.heard, heard)

    def _see_what_is_ours(self) -> None:
        """What was cancelled by another process, or taken by one that thought us dead, is stopped."""
        before = {flow: self._flows.task(flow) for flow in self._flows.ids()}
        mine = self._seat.mine()
        gone = [flow for flow, task in before.items() if flow not in mine and self._flows.task(flow) is task]
        if gone:
            self._loop.call_soon_threadsafe(self._flows.stop, gone)
        self._lying.see(mine)

    def _sit_again(self) -> None:
        """Without the lock others may take what is ours, so nothing is added to it."""
        self._taking.stop()
        latest = time.monotonic() + BACK_SECONDS
        while not self._stop.is_set():
            try:
                self._seat.sit()
            except self._seat.lost:
                if time.monotonic() > latest:
                    self._end("the database with the jobs is gone")
                self._stop.wait(BETWEEN_SECONDS)
            else:
                _log.info("seat_again")
                if not self._flows.closed:
                    self._taking.go_on()
                return
