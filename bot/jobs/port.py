"""Long use cases as jobs: how they are run, and what is heard back.

Whoever runs them may be this process (`bot.jobs.here`) or a durable engine: the conversation cannot tell.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from bot.domain.progress import Event as Progress
from bot.domain.records import Job


@dataclass(frozen=True)
class Started:
    """The job has begun."""


class Went(NamedTuple):
    """Something came out of it."""

    progress: Progress


class Finished(NamedTuple):
    """It is done; `result` is JSON of the handler."""

    result: str


class Failed(NamedTuple):
    """It did not work out. `reason` is the key of a text where there is one, `detail` what was said about it."""

    reason: str
    detail: str


@dataclass(frozen=True)
class Cancelled:
    """The person stopped it."""


Happened = Started | Went | Finished | Failed | Cancelled
Report = Callable[[Job, Happened], Awaitable[None]]
Tell = Callable[[Progress], None]
Handler = Callable[[Job, Tell], Awaitable[str]]
"""Does one kind of job and returns its result as JSON; what it tells is shown while it works."""
Handlers = Mapping[str, Handler]


class Jobs(Protocol):
    """Runs long use cases that stand in the table of jobs. Everything reported goes to the `Report` it was made
    with. A job is stored before it is handed over here, so that no crash loses it."""

    async def wake(self, job: Job) -> None:
        """Runs a job that waits, when there is room; doing so twice runs it once."""
        ...

    async def cancel(self, job: Job) -> bool:
        """Stops a job, with what it has started; False when it had ended already."""
        ...

    async def forget(self, jobs: Iterable[int]) -> None:
        """Stops jobs that are erased, and erases what is kept of them beside the table; says nothing of it."""
        ...
