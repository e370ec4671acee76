"""Durable jobs that open while the program answers already: loading the engine takes longer than all else.

Nothing here imports it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

from bot.domain.errors import StorageError
from bot.domain.records import Job
from bot.jobs.port import Jobs


class Kept(Jobs, AbstractAsyncContextManager["Kept"], Protocol):
    """Jobs with something behind them that outlives the process."""

    async def settled(self) -> None:
        """Waits until no job runs."""
        ...

    async def prune(self, before: datetime) -> int:
        """Forgets how jobs went that ended before; returns how many workflows that were."""
        ...

    async def forget(self, jobs: Iterable[int]) -> None:
        """Erases all that is kept of these jobs."""
        ...


class LateJobs:
    """Calls `make` in a thread and opens what it gives. What cannot be opened ends the block of this context with
    its error, at the moment it turns out."""

    def __init__(self, make: Callable[[], Kept]) -> None:
        self._make = make
        self._woken: dict[int, Job] = {}
        self._jobs: Kept | None = None

    async def __aenter__(self) -> Self:
        """Begins to open."""
        self._over = asyncio.Event()
        self._opened: asyncio.Future[Kept] = asyncio.get_running_loop().create_future()
        self._group = asyncio.TaskGroup()
        await self._group.__aenter__()
        self._group.create_task(self._run())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Raises what went wrong while it opened or closed."""
        self._over.set()
        try:
            await self._group.__aexit__(kind, error, trace)
        except BaseExceptionGroup as several:
            if several.exceptions == (error,):
                return
            if len(several.exceptions) == 1:
                raise several.exceptions[0] from None
            raise

    @property
    def open(self) -> bool:
        """Whether it is open by now, and still."""
        return self._jobs is not None

    async def wake(self, job: Job) -> None:
        """Runs a job that waits; before it is open, as soon as it is."""
        if self._jobs is None:
            self._woken[job.id] = job
        else:
            await self._jobs.wake(job)

    async def cancel(self, job: Job) -> bool:
        """Stops a job, once it is open. Raises StorageError when it does not open."""
        return await (await self._there()).cancel(job)

    async def settled(self) -> None:
        """Waits until it is open and no job runs."""
        await (await self._there()).settled()

    async def prune(self, before: datetime) -> int:
        """Forgets how jobs went that ended before, once it is open."""
        return await (await self._there()).prune(before)

    async def forget(self, jobs: Iterable[int]) -> None:
        """Erases all that is kept of these jobs, once it is open."""
        await (await self._there()).forget(jobs)

    async def _there(self) -> Kept:
        return await asyncio.shield(self._opened)

    async def _run(self) -> None:
        try:
            async with await asyncio.to_thread(self._make) as jobs:
                while self._woken:
                    await jobs.wake(self._woken.pop(next(iter(self._woken))))
                self._jobs = jobs
                self._opened.set_result(jobs)
                await self._over.wait()
        finally:
            self._jobs = None
            if not self._opened.done():
                self._opened.set_exception(StorageError("The jobs cannot be run.", "See why in the log."))
                self._opened.exception()  # it is raised at whoever asks; with nobody there it is no news
