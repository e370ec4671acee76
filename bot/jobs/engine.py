"""The durable engine of this process: how it starts and ends, and what the rest of the package asks of it.

There is one engine in a process. Nothing but this package imports dbos, and what dbos keeps internal is touched in
this module alone.
"""

from __future__ import annotations

import asyncio
import contextvars
import logging
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager, nullcontext
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from dbos import DBOS, SetEnqueueOptions, SetWorkflowID, StepOptions
from dbos._dbos import _get_dbos_instance

from bot.domain.errors import StorageError
from bot.jobs.doing import AT_ONCE
from bot.jobs.flows import Flows
from bot.jobs.place import Place
from bot.jobs.serial import Json
from bot.storage.faults import plainly

GENERATION, MODEL, CLOCK = "gen", "llm", "clock"
"""The queues: one for jobs, with room for a few of each workspace, one for all paid calls, one for schedules."""
AT_A_TIME = 1000
"""Workflows that one statement deletes: a database takes so many values and no more."""
LIMITED = (GENERATION, MODEL)
NOTHING: tuple[list[str], str] = ([], "worker_concurrency")
"""What the engine hears where this process takes nothing now."""
SHAPE = "1"
"""Which workflows there are and what their steps mean. A job goes on under a newer release as long as this stays;
were it the release, jobs that stand when it is installed would wait for ever."""
POLL_SECONDS = 0.1
ACTIVE = ["ENQUEUED", "PENDING", "DELAYED"]
PERIOD_SECONDS = 61.0
"""The minute that calls are counted in, and a second more: with an older Python the engine's clock on SQLite has
whole seconds."""

ValueT = TypeVar("ValueT")
Flow = Callable[..., Coroutine[Any, Any, Any]]


class Pace(NamedTuple):
    """What the installation allows itself: paid calls in flight, and in a minute (None: as many as fit). `here` is
    how many of those in flight one process may have, which leaves what it cannot send off to the others."""

    at_once: int = 8
    a_minute: int | None = None
    here: int | None = None


class Taking:
    """Whether this process takes work from the queues. What it takes is known to `flows` before it begins."""

    def __init__(self, works: bool, flows: Flows) -> None:
        self._works = works
        self._flows = flows
        self._open = threading.Event()

    def stop(self) -> None:
        """What waits is left to others."""
        self._open.clear()

    def go_on(self) -> None:
        """Takes work, if it does so at all."""
        if self._works:
            self._open.set()

    def watch(self, system: Any, claiming: Callable[[str], AbstractContextManager[None]]) -> None:
        """Asks here before the engine's threads take anything: it can be told so at its start and not later."""
        claim, settings = system.start_queued_workflows, system.get_queue
        asked: set[str] = set()

        def claims(queue: Any, *args: Any, **kwargs: Any) -> Any:
            if not self._open.is_set():
                return NOTHING
            if queue.name not in asked:  # its limits may have been read before those of this start were stored
                asked.add(queue.name)
                return NOTHING
            with claiming(queue.name) if queue.name in LIMITED else nullcontext():
                taken, limit = claim(queue, *args, **kwargs)
            self._flows.come(queue.name, taken)
            return taken, limit

        def looks(name: str, *args: Any, **kwargs: Any) -> Any:
            """Each turn of a queue begins with this, when what it took before has begun."""
            self._flows.come(name, ())
            return settings(name, *args, **kwargs)

        system.start_queued_workflows = claims
        system.get_queue = looks


@asynccontextmanager
async def running(place: Place, pace: Pace, json: Json, flows: Flows, works: bool = True) -> AsyncIterator[Taking]:
    """Runs the workflows that were registered by now, on the loop of the caller, until the block ends. With
    `works` off it only puts work into the queues. `flows` hears what is about to run here. The place has to be
    taken. Raises StorageError."""
    taking = Taking(works, flows)
    DBOS(
        config={
            **place.config(),
            "serializer": json,
            "application_version": SHAPE,
            "executor_id": place.name,
            "log_level": "ERROR",
            "notification_listener_polling_interval_sec": POLL_SECONDS,
        }
    )
    try:
        if not works:
            DBOS.listen_queues([])
        engine = _get_dbos_instance()
        engine._background_event_loop.set_main_loop()
        # In a thread, as it waits for the database, and the loop may have people to answer by now.
        with plainly(), _unsaid():
            await asyncio.to_thread(DBOS.launch)
        taking.watch(engine._sys_db, place.claiming)
        await _queues(pace)
        taking.go_on()
        yield taking
    finally:
        # It has put its own pool in the place of the loop's, which does not outlive it. And in a thread: it waits
        # for threads of the engine, which may wait for this loop.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
        await asyncio.to_thread(DBOS.destroy, workflow_completion_timeout_sec=0, destroy_registry=True)


@contextmanager
def _unsaid() -> Iterator[None]:
    """What fails is raised; the engine prints it as well, with pages of traceback."""
    log = logging.getLogger("dbos")
    log.disabled = True
    try:
        yield
    finally:
        log.disabled = False


async def _queues(pace: Pace) -> None:
    per_minute: Any = pace.a_minute and {"limit": pace.a_minute, "period": PERIOD_SECONDS}
    await DBOS.register_queue_async(GENERATION, partition_concurrency=AT_ONCE, polling_interval_sec=POLL_SECONDS)
    await DBOS.register_queue_async(
        MODEL,
        global_concurrency=pace.at_once,
        worker_concurrency=pace.here and min(pace.here, pace.at_once),
        limiter=per_minute,
        polling_interval_sec=POLL_SECONDS,
    )
    await DBOS.register_queue_async(CLOCK)


def workflow(name: str, function: Flow, attempts: int) -> Flow:
    """Makes a workflow known under this name; before the start. It is taken up so often at most after a crash."""
    return DBOS.workflow(name=name, max_recovery_attempts=attempts)(function)


def current() -> str | None:
    """The id of the workflow that asks."""
    return DBOS.workflow_id


async def step(options: StepOptions, function: Callable[..., Awaitable[ValueT]], *values: object) -> ValueT:
    """Does a part of a workflow, of which the result is kept."""
    work: Any = function
    result: ValueT = await DBOS.run_step_async(options, work, *values)
    return result


async def enqueue(
    queue: str, flow: str, function: Flow, *values: object, partition: str | None = None, turn: int | None = None
) -> None:
    """Puts a workflow under this id into a queue, before what has a higher `turn` (from 1); one that is there
    already is left as it is."""
    with SetWorkflowID(flow), SetEnqueueOptions(queue_partition_key=partition, priority=turn):
        await DBOS.enqueue_workflow_async(queue, function, *values)


async def result(flow: str, ended: asyncio.Event, here: dict[str, Any]) -> Any:
    """What a workflow returned, here or elsewhere; looked for each time that `ended` is set. What came of it in
    this process is in `here` until it is known to be stored, and is as good. Raises CancelledError when it was
    cancelled, StorageError when what came of it is lost."""
    over = False
    while True:
        found = await DBOS.list_workflows_async(workflow_ids=[flow], load_input=False)
        if not found or found[0].status == "CANCELLED":
            raise asyncio.CancelledError
        if found[0].status not in ACTIVE:
            break
        if over and flow in here:
            return here[flow]
        await ended.wait()
        ended.clear()  # one that was stopped here goes on elsewhere, and ends once more
        over = True
    if found[0].error is None:
        here.pop(flow, None)
        return found[0].output
    if flow in here:
        return here[flow]
    await delete([flow])  # asked once more, it is done once more
    raise StorageError("What the model answered could not be stored.", "See the log; then do it again.")


async def going(flows: Sequence[str]) -> set[str]:
    """Which of these wait or run."""
    found: set[str] = set()
    for start in range(0, len(flows), AT_A_TIME):
        some = await DBOS.list_workflows_async(
            workflow_ids=list(flows[start : start + AT_A_TIME]), status=ACTIVE, load_input=False, load_output=False
        )
        found.update(flow.workflow_id for flow in some)
    return found


async def apart(work: Coroutine[Any, Any, ValueT]) -> ValueT:
    """Does work of the engine outside the step that asks for it: whatever is started inside one gets a number by
    its turn, and with two at once a second run may give each the result of the other."""
    return await asyncio.get_running_loop().create_task(work, context=contextvars.Context())


async def active(*prefixes: str) -> list[str]:
    """The ids of workflows that wait or run and begin like one of these."""
    found = await DBOS.list_workflows_async(
        workflow_id_prefix=list(prefixes), status=ACTIVE, load_input=False, load_output=False
    )
    return [flow.workflow_id for flow in found]


async def flows(*prefixes: str) -> list[tuple[str, bool]]:
    """All workflows whose ids begin like one of these, and whether they wait or run."""
    found = await DBOS.list_workflows_async(workflow_id_prefix=list(prefixes), load_input=False, load_output=False)
    return [(flow.workflow_id, flow.status in ACTIVE) for flow in found]


async def cancel(*prefixes: str) -> None:
    """Stops what waits or runs and begins like one of these, wherever it does."""
    await stop(await active(*prefixes))


async def stop(flows: Sequence[str]) -> None:
    """Stops these workflows, wherever they run; what has ended stays as it is."""
    for start in range(0, len(flows), AT_A_TIME):
        await DBOS.cancel_workflows_async(list(flows[start : start + AT_A_TIME]))


async def following(prefix: str, flow: str) -> list[str]:
    """The ids of the next workflows that begin like this, in their order, behind the one named: as many as one
    statement may name, and nothing but ids, as there may be a month of them."""
    system = _get_dbos_instance()._sys_db
    table = system.tables.workflow_status
    ids = table.c.workflow_uuid
    behind = table.select().with_only_columns(ids).where(ids.startswith(prefix, autoescape=True), ids > flow)
    next_ids = behind.order_by(ids).limit(AT_A_TIME)

    def ask() -> list[str]:
        with system.engine.connect() as link:
            return list(link.execute(next_ids).scalars())

    return await asyncio.to_thread(ask)


async def forget(*prefixes: str) -> None:
    """Deletes workflows by how their ids begin."""
    await delete([flow for flow, _ in await flows(*prefixes)])


async def ended(before: datetime, *prefixes: str) -> list[str]:
    """The ids of workflows that ended before this and begin like one of these."""
    found = await DBOS.list_workflows_async(
        completed_before=before.isoformat(),
        workflow_id_prefix=list(prefixes) or None,
        load_input=False,
        load_output=False,
    )
    return [flow.workflow_id for flow in found]


async def delete(flows: Sequence[str]) -> None:
    """Deletes these workflows, with the texts that they hold."""
    for start in range(0, len(flows), AT_A_TIME):
        await DBOS.delete_workflows_async(list(flows[start : start + AT_A_TIME]))
