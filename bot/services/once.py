"""A job that runs again from its start, as after a crash, does nothing twice.

What it came to is kept in the transaction that stores its work, and is returned when it is there.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import TypeVar

from bot.domain.errors import NotFoundError
from bot.domain.progress import OnEvent
from bot.domain.records import Job

WithT = TypeVar("WithT")
Do = Callable[[WithT, Job, OnEvent], Awaitable[str]]
"""Does a job with something at hand: a method that is a handler, or a function that is given its bench."""


def once(do: Do[WithT]) -> Do[WithT]:
    """The same, unless the job as it was read has a result already."""

    @wraps(do)
    async def done(using: WithT, job: Job, tell: OnEvent) -> str:
        return await do(using, job, tell) if job.result is None else job.result

    return done


def workspace_of(job: Job) -> int:
    """The workspace of a job. Raises NotFoundError."""
    if job.workspace is None:
        raise NotFoundError("This job belongs to no workspace.")
    return job.workspace
