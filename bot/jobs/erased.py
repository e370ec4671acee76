"""What the engine still has of jobs that are erased.

Whoever erases a person or a brand does so in the table first, and then says so to the engine. A process that dies
between the two leaves the engine with texts that nobody would look for again before their time is over.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

from bot.jobs import engine
from bot.jobs.paying import JOB, PREFIX
from bot.storage.database import Database


async def left_behind(database: Database) -> AsyncIterator[list[str]]:
    """The workflows of jobs that the table has no more, some at a time."""
    for prefix in (f"{JOB}-", f"{PREFIX}-"):
        last = prefix
        # The engine first: what it has by now was in the table before.
        while flows := await engine.following(prefix, last):
            last = flows[-1]
            async with database.read() as work:
                there = await work.jobs.there({_job(flow) for flow in flows})
            gone = [flow for flow in flows if _job(flow) not in there]
            if gone:
                yield gone


def _job(flow: str) -> int:
    return int(flow.split("-")[1])
