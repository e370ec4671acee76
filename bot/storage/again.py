"""What is done once more because the database ended it in favour of somebody else."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog
from sqlalchemy.exc import DBAPIError

from bot.domain.errors import StorageError

log = structlog.get_logger(__name__)

_BESIDES = frozenset({"40001", "40P01"})
"""Not serializable beside others, or each waiting for the other: Postgres undoes one of them, which only has to be
done again (postgresql.org/docs/current/mvcc-serialization-failure-handling.html)."""
TIMES = 5
_PAUSE = 0.02
_T = TypeVar("_T")


async def until_stored(
    do: Callable[[], Awaitable[_T]], sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> _T:
    """Does something that is one transaction and nothing else; again, at most five times in all, when it was
    undone for the sake of another one. Raises what it raises otherwise, and what the last does."""
    for time in range(1, TIMES):
        try:
            return await do()
        except (DBAPIError, StorageError) as error:
            if not undone(error):
                raise
            log.info("again", time=time)
        # Not in step with the other one, which may do the same.
        await sleep(_PAUSE * 2**time * random.random())
    return await do()


def undone(error: Exception) -> bool:
    """Whether the database undid a transaction for no fault of its own; it may be in other words already."""
    cause = error if isinstance(error, DBAPIError) else error.__cause__
    return isinstance(cause, DBAPIError) and getattr(cause.orig, "sqlstate", None) in _BESIDES
