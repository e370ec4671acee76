"""The durable engine of this process: its file, how it starts, and what it takes over from a process that died.

Nothing but this package imports dbos, and what it keeps internal is touched in this module alone.
"""

from __future__ import annotations

import asyncio
import contextvars
import sqlite3
import time
import uuid
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from dbos import DBOS, DBOSConfig

from bot.domain.errors import StorageError
from bot.jobs.here import AT_ONCE
from bot.jobs.serial import Json

GENERATION, MODEL = "gen", "llm"
"""The queues: one for jobs, with room for a few of each workspace, and one for all paid calls."""
SHAPE = "1"
"""Which workflows there are and what their steps mean. A job goes on under a newer release as long as this stays;
were it the release, jobs that stand when it is installed would wait for ever."""
POLL_SECONDS = 0.1
ACTIVE = ["ENQUEUED", "PENDING", "DELAYED"]
PERIOD_SECONDS = 60.0
"""Of the limit of calls: an older SQLite has a clock of whole seconds, which is too coarse for a shorter one."""

ValueT = TypeVar("ValueT")


class Pace(NamedTuple):
    """What the installation allows itself: paid calls in flight, and in a minute (None: as many as fit)."""

    at_once: int = 8
    a_minute: int | None = None


@asynccontextmanager
async def running(file: Path, pace: Pace) -> AsyncIterator[None]:
    """Runs the workflows that were registered by now, on the loop of the caller, until the block ends.

    There is one engine in a process. What a process left behind that had this file before is taken up. Raises
    StorageError while another one has it.
    """
    with _held(file):
        DBOS(config=_config(file))
        try:
            DBOS.launch()
            per_minute: Any = pace.a_minute and {"limit": pace.a_minute, "period": PERIOD_SECONDS}
            await DBOS.register_queue_async(
                GENERATION, partition_concurrency=AT_ONCE, polling_interval_sec=POLL_SECONDS
            )
            await DBOS.register_queue_async(
                MODEL, global_concurrency=pace.at_once, limiter=per_minute, polling_interval_sec=POLL_SECONDS
            )
            await _take_over()
            yield
        finally:
            # In a thread: it waits for threads of the engine, which may wait for this loop.
            await asyncio.to_thread(DBOS.destroy, workflow_completion_timeout_sec=0, destroy_registry=True)


async def apart(work: Coroutine[Any, Any, ValueT]) -> ValueT:
    """Does work of the engine outside the step that asks for it: whatever is started inside one gets a number by
    its turn, and with two at once a second run may give each the result of the other."""
    return await asyncio.get_running_loop().create_task(work, context=contextvars.Context())


async def active(*prefixes: str) -> list[str]:
    """The ids of workflows that wait or run and begin like one of these."""
    return [flow for flow, runs in await flows(*prefixes) if runs]


async def flows(*prefixes: str) -> list[tuple[str, bool]]:
    """All workflows whose ids begin like one of these, and whether they wait or run."""
    found = await DBOS.list_workflows_async(workflow_id_prefix=list(prefixes), load_input=False, load_output=False)
    return [(flow.workflow_id, flow.status in ACTIVE) for flow in found]


async def forget(prefix: str) -> None:
    """Deletes workflows by how their ids begin, with the texts that they hold."""
    await DBOS.delete_workflows_async([flow for flow, _ in await flows(prefix)])


async def prune(before: datetime) -> int:
    """Deletes the workflows that ended before; returns how many."""
    old = await DBOS.list_workflows_async(completed_before=before.isoformat(), load_input=False, load_output=False)
    await DBOS.delete_workflows_async([flow.workflow_id for flow in old])
    return len(old)


async def _take_over() -> None:
    """Nobody else has the file: what runs by its account ran in a process that is gone."""
    stale = await DBOS.list_workflows_async(status="PENDING", load_input=False, load_output=False)
    gone = {flow.executor_id for flow in stale if flow.executor_id} - {DBOS.executor_id}
    if gone:
        await asyncio.to_thread(DBOS._recover_pending_workflows, sorted(gone))


@contextmanager
def _held(file: Path) -> Iterator[None]:
    """Keeps other processes from the file; the system lets go of it when this process dies."""
    with closing(sqlite3.connect(file.with_suffix(".lock"), timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise StorageError(f"Another process runs the jobs of {file.name}.", "Stop that one first.") from error
        yield


def _config(file: Path) -> DBOSConfig:
    return {
        "name": "kernbot",
        "system_database_url": f"sqlite:///{file}",
        "db_engine_kwargs": {"creator": lambda: connected(file)},
        "serializer": Json(),
        "application_version": SHAPE,
        "executor_id": uuid.uuid4().hex,  # two that share one would both think that a job is theirs
        "log_level": "ERROR",
        "notification_listener_polling_interval_sec": POLL_SECONDS,
    }


def connected(file: Path) -> sqlite3.Connection:
    """A connection to the engine's file, with the clock that the engine asks for: SQLite before 3.42 knows no
    parts of a second and gives NULL, and a newer Python than the SQLite beside it does not mend that."""
    link = sqlite3.connect(file, check_same_thread=False)
    link.execute("PRAGMA journal_mode=WAL")
    link.execute("PRAGMA synchronous=NORMAL")
    link.create_function("unixepoch", 1, lambda _: time.time())
    return link
