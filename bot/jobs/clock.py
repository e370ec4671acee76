"""What is done at set times: by one process each time, and once after a time in which none was there."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from dbos import DBOS
from dbos._dbos import ScheduleInput

from bot.jobs.engine import CLOCK, Flow
from bot.storage.database import utc_now

Schedules = Mapping[str, tuple[str, Callable[[], Awaitable[None]]]]
"""By name: when (cron in UTC, five fields) and what."""


async def keep(schedules: Schedules, function: Flow) -> None:
    """Runs the workflow `function(time, name)` at the times of the schedules. Those that are not named any more
    are removed. What was due while nothing ran is run once, now."""
    known = {each["schedule_name"]: each["last_fired_at"] for each in await DBOS.list_schedules_async()}
    for name in known.keys() - schedules.keys():
        await DBOS.delete_schedule_async(name)
    await DBOS.apply_schedules_async([_entry(name, cron, function) for name, (cron, _) in schedules.items()])
    now = utc_now()
    for name in known.keys() & schedules.keys():
        latest = _latest(schedules[name][0], now)
        fired = known[name]
        if fired is None or datetime.fromisoformat(fired) < latest:
            # Under the id that it would have had in time: whoever else starts now does not run it again.
            await asyncio.to_thread(DBOS.backfill_schedule, name, latest - timedelta(seconds=1), now)


def _entry(name: str, cron: str, function: Flow) -> ScheduleInput:
    return {
        "schedule_name": name,
        "workflow_fn": function,
        "schedule": cron,
        "context": name,
        "queue_name": CLOCK,
    }


def _latest(cron: str, now: datetime) -> datetime:
    """The last time before now that it was due."""
    croniter: Any = importlib.import_module("croniter").croniter  # comes with the engine, and has no types
    latest: datetime = croniter(cron, now, second_at_beginning=True).get_prev(datetime)
    return latest
