"""The workflows that run in this process: what of the engine is here, to be waited for and to be stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

import structlog

STOP_SECONDS = 3.0
"""How long the end of a process waits for what it has told to stop."""
_log = structlog.get_logger(__name__)


class Flows:
    """Workflows by their ids. While it is shut none begins: whoever tries is stopped at once, and its row in the
    engine stays as it is, to be given back."""

    def __init__(self) -> None:
        self._tasks: dict[str, asyncio.Task[Any]] = {}
        self._coming: dict[str, frozenset[str]] = {}
        self._shut = False

    def come(self, queue: str, flows: Iterable[str]) -> None:
        """These were taken from a queue and begin one after the other: hundreds may take a while. What was taken
        from it before has begun by now, or never will. Called from any thread."""
        self._coming[queue] = frozenset(flows)

    def coming(self) -> frozenset[str]:
        """What was taken, and may have yet to begin. To be asked from any thread."""
        return frozenset().union(*list(self._coming.values()))

    def begin(self, flow: str | None) -> str:
        """The task that calls this is that workflow, until it is done. Raises CancelledError while it is shut."""
        task = asyncio.current_task()
        if self._shut or flow is None or task is None:
            raise asyncio.CancelledError
        self._tasks[flow] = task
        task.add_done_callback(lambda ended: self._ended(flow, ended))
        return flow

    def shut(self) -> None:
        """Nothing begins from here on."""
        self._shut = True

    def open(self) -> None:
        """Workflows may begin."""
        self._shut = False

    @property
    def closed(self) -> bool:
        """Whether it is shut."""
        return self._shut

    def ids(self, prefix: str = "") -> list[str]:
        """The workflows that run here. To be asked from any thread."""
        return [flow for flow in list(self._tasks) if flow.startswith(prefix)]

    def task(self, flow: str) -> asyncio.Task[Any] | None:
        """What runs it, if it runs here."""
        return self._tasks.get(flow)

    def when_done(self, flow: str, then: Callable[[], None]) -> None:
        """Calls this when one that runs here is done, with its result stored."""
        task = self._tasks.get(flow)
        if task is not None:
            task.add_done_callback(lambda _: then())

    def stop(self, flows: Iterable[str]) -> None:
        """Ends these; what does not run here is none of ours."""
        for flow in flows:
            task = self._tasks.get(flow)
            if task is not None:
                task.cancel()

    async def settled(self, seconds: float) -> None:
        """Waits until none runs, so long at most."""
        tasks = set(self._tasks.values())
        if tasks:
            await asyncio.wait(tasks, timeout=seconds)

    async def stopped(self, seconds: float = STOP_SECONDS) -> None:
        """Ends all of them, and waits until they have, so long at most: one that waits for a database that is away
        does not end. It is left as where a process dies, for the next start or another process."""
        loop = asyncio.get_running_loop()
        latest = loop.time() + seconds
        while (tasks := set(self._tasks.values())) and (left := latest - loop.time()) > 0:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks, timeout=left)
        if tasks:
            _log.warning("not_stopped", count=len(tasks))

    def _ended(self, flow: str, task: asyncio.Task[Any]) -> None:
        if self._tasks.get(flow) is task:
            del self._tasks[flow]
