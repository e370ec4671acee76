"""What is to be done with jobs once a turn is stored."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import structlog

from bot.conversation.faults import Caught, described
from bot.domain.records import Job

if TYPE_CHECKING:
    from bot.conversation.turn import Turn
    from bot.jobs.port import Jobs

log = structlog.get_logger(__name__)


async def follow(jobs: Jobs, turn: Turn) -> None:
    """Has jobs run, stopped and erased as the turn decided."""
    await wake(jobs, turn.jobs)
    for job in turn.stops:
        await jobs.cancel(job)
    if turn.work.gone:
        await jobs.forget(turn.work.gone)


async def wake(jobs: Jobs, started: Iterable[Job]) -> None:
    """Has jobs run that are stored by now. One that cannot be woken is found by whoever looks for what waits."""
    for job in started:
        log.info("job", job=job.id, kind=job.kind)  # with the update that asked for it, which its own lines lack
        with Caught() as caught:
            await jobs.wake(job)
        if caught.error is not None:
            log.error("not-woken", job=job.id, **described(caught.error))
