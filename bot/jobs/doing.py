"""One job, done by its handler: what is told on the way, and what became of it."""

from __future__ import annotations

import asyncio

import structlog

from bot.domain.errors import KernbotError
from bot.domain.progress import Event as Progress
from bot.domain.records import Job
from bot.jobs.here import UNEXPECTED
from bot.jobs.port import Failed, Finished, Handlers, Report, Went

_log = structlog.get_logger(__name__)


async def done(handlers: Handlers, job: Job, report: Report) -> Finished | Failed:
    """What became of it. What it tells on the way is reported in the order it was told."""
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
        _log.error("job_failed", job=job.id, kind=job.kind, error=type(error).__name__)
        return Failed(UNEXPECTED, "")
