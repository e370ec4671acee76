"""What is paid for in a job, each piece kept: a job that runs again after a crash pays for none of it twice.

A piece is found by what was asked, never by the turn in which it was asked: calls beside each other may come in
any order the second time. Nothing here waits for the engine's library before a job runs.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import structlog

from bot.domain.model import OnText
from bot.jobs.flows import Flows
from bot.storage.database import utc_now
from bot.storage.faults import plainly

if TYPE_CHECKING:
    from types import ModuleType

PREFIX, JOB = "llm", "job"
ATTEMPTS = 20
"""Times a piece is taken up after a crash."""
TURN_SECONDS = 10
"""By how much each call that a job makes beside others lets calls of others go first: as long as a call takes. So
nobody waits for the many calls of somebody else's pack, and none of these is passed by for ever."""
_BROKEN = "broken"

_log = structlog.get_logger(__name__)

Values = dict[str, Any]
"""A JSON object."""
Pay = Callable[[Values, OnText], Awaitable[Values]]


class BrokenError(RuntimeError):
    """Paid work ended by a fault of ours: the name of its type."""


class Run(NamedTuple):
    """A run of a job's handler: the job and its attempt, and how often each thing was asked in it."""

    key: str
    asked: Counter[str]


class _Waiting(NamedTuple):
    job: str
    ended: asyncio.Event
    on_text: OnText | None


_BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
"""The engine wants a turn in 31 bits: 68 years of seconds."""
_RUN: ContextVar[Run | None] = ContextVar("run", default=None)


@contextmanager
def run_of(key: str) -> Iterator[None]:
    """What is paid for in this block belongs to a job's attempt, `<job>-<attempt>`."""
    token = _RUN.set(Run(key, Counter()))
    try:
        yield
    finally:
        _RUN.reset(token)


def in_a_job() -> bool:
    """Whether a job's handler asks: outside one nothing is kept."""
    return _RUN.get() is not None


def turn(now: datetime, beside: int) -> int:
    """When a call is made that is asked for now, beside so many others of its job: what is less goes first, also
    in another process."""
    return max(1, int((now - _BEGINNING).total_seconds()) + TURN_SECONDS * beside)


def digest(asked: Values) -> str:
    """The same for the same request, whatever the order of its keys."""
    canonical = json.dumps(asked, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


class Paying:
    """The paid work of a process, kept by the engine: `knows` each kind before the engine starts, and `buy` in the
    handlers of jobs."""

    def __init__(self) -> None:
        self._kinds: dict[str, Pay] = {}
        self._workflows: dict[str, Any] = {}
        self._waiting: dict[str, _Waiting] = {}
        self._here: dict[str, Values] = {}
        """What was paid for in this process and may not be stored yet, as on a disk that is full."""
        self._far: dict[str, str] = {}
        self._flows = Flows()

    def knows(self, kind: str, pay: Pay) -> None:
        """A kind of paid work: it gets what was asked, and returns what is to be kept."""
        self._kinds[kind] = pay

    def register(self, engine: ModuleType, flows: Flows) -> None:
        """Makes all kinds known to the engine, before it starts. What runs here stands in `flows`."""
        self._engine = engine
        self._flows = flows
        self._workflows = {kind: self._workflow(kind, pay) for kind, pay in self._kinds.items()}

    async def buy(self, kind: str, asked: Values, on_text: OnText | None = None) -> Values:
        """What was paid for, perhaps before a crash. Text is heard as it comes where the work is done in this
        process, and a few times a second from another one."""
        run = _RUN.get()
        if run is None:
            raise LookupError("Nothing is kept outside a job.")
        same = digest(asked)
        run.asked[same] += 1
        flow, job = f"{PREFIX}-{run.key}-{same}-{run.asked[same]}", f"{JOB}-{run.key}"
        if self._flows.closed:  # whoever takes up the job asks for it
            self._flows.stop([job])
            await asyncio.Event().wait()
        when = turn(utc_now(), sum(other.job == job for other in self._waiting.values()))
        waiting = self._waiting[flow] = _Waiting(job, asyncio.Event(), on_text)
        try:
            result: Values = await self._engine.apart(self._bought(flow, kind, asked, waiting, when))
            return result
        except asyncio.CancelledError:
            self._here.pop(flow, None)
            raise
        finally:
            del self._waiting[flow]

    def leave(self) -> None:
        """Stops the jobs that wait for what is not worked on here: they may as well wait elsewhere."""
        elsewhere = {waiting.job for flow, waiting in list(self._waiting.items()) if not self._flows.task(flow)}
        self._flows.stop(elsewhere)

    async def look(self) -> None:
        """Wakes who waits for something that ended elsewhere, or never began: one question for all of them, as
        hundreds may wait at once."""
        elsewhere = [flow for flow in self._waiting if self._flows.task(flow) is None]
        going = await self._engine.going(elsewhere)
        for flow in elsewhere:
            waiting = self._waiting.get(flow)
            if waiting is not None and flow not in going:
                waiting.ended.set()

    def said(self) -> dict[str, str]:
        """What was newly said in work that is done here for a job elsewhere."""
        far, self._far = self._far, {}
        return far

    def listened(self) -> list[str]:
        """Work that is listened to here and done elsewhere."""
        waiting = list(self._waiting.items())
        return [flow for flow, one in waiting if one.on_text is not None and self._flows.task(flow) is None]

    def heard(self, texts: dict[str, str]) -> None:
        """What was said so far in work that is done elsewhere."""
        for flow, text in texts.items():
            self._hear(flow, text)

    def _workflow(self, kind: str, pay: Pay) -> Any:
        async def paid(asked: Values, listened: bool) -> Values:
            flow = self._flows.begin(self._engine.current())
            self._flows.when_done(flow, lambda: self._done(flow))
            if flow in self._here:
                return self._here[flow]

            def hear(text: str) -> None:
                if not self._hear(flow, text) and listened:  # whoever listens may come later, after a crash
                    self._far[flow] = text

            try:
                self._here[flow] = await pay(asked, hear)
            except Exception as error:  # noqa: BLE001 - the engine would log and keep what it says: people's words
                _log.error("paid_failed", kind=kind, error=type(error).__name__)
                return {_BROKEN: type(error).__name__}
            return self._here[flow]

        return self._engine.workflow(kind, paid, ATTEMPTS)

    async def _bought(self, flow: str, kind: str, asked: Values, waiting: _Waiting, when: int) -> Values:
        listened = waiting.on_text is not None
        with plainly():
            await self._engine.enqueue(self._engine.MODEL, flow, self._workflows[kind], asked, listened, turn=when)
            result: Values = await self._engine.result(flow, waiting.ended, self._here)
        if _BROKEN in result:
            raise BrokenError(result[_BROKEN])
        return result

    def _hear(self, flow: str, text: str) -> bool:
        waiting = self._waiting.get(flow)
        if waiting is not None and waiting.on_text is not None:
            waiting.on_text(text)
        return waiting is not None

    def _done(self, flow: str) -> None:
        self._far.pop(flow, None)
        waiting = self._waiting.get(flow)
        if waiting is None:
            self._here.pop(flow, None)
        else:
            waiting.ended.set()
