"""The bare engine with the same queues and the same workflows: what no program on it can do without."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from dbos import DBOS, DBOSConfig, SetEnqueueOptions, SetWorkflowID

from bot.jobs.alone import connected
from bot.jobs.doing import AT_ONCE
from bot.jobs.engine import GENERATION, MODEL, POLL_SECONDS
from bot.jobs.seat import POOL
from bot.jobs.serial import Json

_SCHEMA = "bare"


class Bare:
    """Jobs as workflows on a queue with a partition for each of `brands`, calls as their children on another."""

    def __init__(self, where: Path | str, brands: int, prompt: str, reply: str) -> None:
        self._where = where
        self._brands = brands
        self._prompt = prompt
        self._reply = reply
        self._left = 0
        self._over = asyncio.Event()

    async def __aenter__(self) -> Self:
        DBOS(config=self._config())

        async def call(prompt: str) -> str:
            return self._reply

        async def job(stages: list[int]) -> None:
            await self._done(stages)

        async def row(steps: int) -> None:
            for _ in range(steps):
                await DBOS.run_step_async({"name": "call"}, self._replied, self._prompt)

        self._row = DBOS.workflow(name="row")(row)
        self._call = DBOS.workflow(name="call")(call)
        self._job = DBOS.workflow(name="job")(job)
        DBOS.launch()
        await DBOS.register_queue_async(
            GENERATION, partition_concurrency=AT_ONCE, polling_interval_sec=POLL_SECONDS
        )
        await DBOS.register_queue_async(MODEL, global_concurrency=1000, polling_interval_sec=POLL_SECONDS)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())  # it put its own there
        await asyncio.to_thread(DBOS.destroy, destroy_registry=True)

    async def run(self, jobs: int, stages: Sequence[int]) -> float:
        """Seconds from putting the first job into the queue until the last one is done."""
        self._left = jobs
        self._over.clear()
        begin = time.perf_counter()
        await asyncio.gather(*(self._put(number, list(stages)) for number in range(jobs)))
        await self._over.wait()
        return time.perf_counter() - begin

    async def in_a_row(self, steps: int) -> float:
        """Seconds of one workflow of so many steps, which no queue holds up."""
        begin = time.perf_counter()
        await self._row(steps)
        return time.perf_counter() - begin

    async def _put(self, number: int, stages: list[int]) -> None:
        brand = SetEnqueueOptions(queue_partition_key=str(number % self._brands))
        with SetWorkflowID(uuid.uuid4().hex), brand:
            await DBOS.enqueue_workflow_async(GENERATION, self._job, stages)

    async def _done(self, stages: list[int]) -> None:
        for beside in stages:
            begun = [await DBOS.enqueue_workflow_async(MODEL, self._call, self._prompt) for _ in range(beside)]
            for child in begun:
                await child.get_result(polling_interval_sec=POLL_SECONDS)
        await DBOS.run_step_async({"name": "tell"}, self._told)
        self._left -= 1
        if not self._left:
            self._over.set()

    async def _replied(self, prompt: str) -> str:
        return self._reply

    async def _told(self) -> bool:
        return True

    def _config(self) -> DBOSConfig:
        common: Any = {
            "name": "bare",
            "serializer": Json(),
            "application_version": "1",
            "executor_id": uuid.uuid4().hex,
            "log_level": "ERROR",
            "notification_listener_polling_interval_sec": POLL_SECONDS,
        }
        if isinstance(self._where, Path):
            file = self._where
            place = {"system_database_url": f"sqlite:///{file}"}
            return {**common, **place, "db_engine_kwargs": {"creator": lambda: connected(file)}}
        return {
            **common,
            "system_database_url": self._where,
            "dbos_system_schema": _SCHEMA,
            "sys_db_pool_size": POOL,
        }
