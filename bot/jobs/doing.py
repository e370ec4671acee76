"""One job, done by its handler: what is told on the way, and what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from structlog.contextvars import bound_contextvars

from bot.domain.errors import KernbotError, StorageError
from bot.domain.progress import Event as Progress
from bot.domain.records import Job
from bot.jobs.port import Failed, Finished, Handlers, Report, Went

AT_ONCE = 2
"""Jobs of one workspace at the same time: nobody's pile of work holds up a colleague for long."""
UNEXPECTED = "unexpected"
INTERRUPTED = "interrupted"
AWAY = StorageError.__name__

_log = structlog.get_logger(__name__)


def away(error: BaseException) -> bool:
    """Whether this came of a database that cannot be reached, or that went away in the middle of a transaction: it
    says nothing about what was done. The second is how SQLAlchemy tells, which is not to be known here."""
    if isinstance(error, BaseExceptionGroup):
        return any(away(one) for one in error.exceptions)
    return isinstance(error, StorageError) or getattr(error, "connection_invalidated", False) is True


def every(job: Job) -> bool:
    """Whose jobs these are, for a process that has the database to itself."""
    return True


async def done(handlers: Handlers, job: Job, report: Report) -> Finished | Failed:
    """What became of it. What it tells on the way is reported in the order it was told; what is logged meanwhile
    names the job."""
    with bound_contextvars(job=job.id, kind=job.kind, workspace=job.workspace):
        return await _done(handlers, job, report)


async def _done(handlers: Handlers, job: Job, report: Report) -> Finished | Failed:
    told: asyncio.Queue[Progress | None] = asyncio.Queue()

    async def telling() -> None:
        while (progress := await told.get()) is not None:
            await report(job, Went(progress))

    async with asyncio.TaskGroup() as group:
        group.create_task(telling())
        try:
            return await _outcome(handlers, job, told)
        finally:
            told.put_nowait(None)


async def _outcome(handlers: Handlers, job: Job, told: asyncio.Queue[Progress | None]) -> Finished | Failed:
    try:
        return Finished(await handlers[job.kind](job, told.put_nowait))
    except KernbotError as error:
        return Failed(type(error).__name__, str(error))
    except Exception as error:  # noqa: BLE001 - a fault of ours: the person hears so, the log has the rest
        if away(error):
            return Failed(AWAY, "")
        _log.error("job_failed", job=job.id, kind=job.kind, error=type(error).__name__)
        return Failed(UNEXPECTED, "")


async def tried(name: str, work: Callable[[], Awaitable[None]]) -> None:
    """Does what is due. That it did not work out is logged: there is nobody to tell, and it is due again."""
    try:
        await work()
    except Exception as error:  # noqa: BLE001 - what one schedule does wrong must not stop the others
        _log.error("schedule_failed", schedule=name, error=type(error).__name__)
