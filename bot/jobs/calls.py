"""The durable paid call: a finished reply is kept, so that a job that runs again after a crash pays none twice.

A reply is found by what was asked, never by the turn in which it was asked: calls beside each other may come in
any order the second time.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict
from typing import Any, NamedTuple

from dbos import DBOS, SetWorkflowID

from bot.domain.errors import ModelFailedError, QuotaError, RefusedError
from bot.domain.model import Call, ModelReply, ModelRequest, OnText
from bot.domain.pack import Usage
from bot.jobs.engine import MODEL, apart

PREFIX = "llm"
RESULT_SECONDS = 0.05
"""How often is looked whether the reply is there."""
_KINDS = {kind.__name__: kind for kind in (ModelFailedError, QuotaError, RefusedError)}


class Run(NamedTuple):
    """A run of a job's handler: the job and its attempt, and how often each request was made in it."""

    key: str
    asked: Counter[str]


_RUN: ContextVar[Run | None] = ContextVar("run", default=None)


@contextmanager
def run_of(key: str) -> Iterator[None]:
    """Calls made in this block belong to a job's attempt, `<job>-<attempt>`."""
    token = _RUN.set(Run(key, Counter()))
    try:
        yield
    finally:
        _RUN.reset(token)


class DurableCalls:
    """Asks through `call`, each request of a job as a workflow of its own. Outside a job it is the bare call."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._listeners: dict[str, OnText] = {}
        self._tasks: dict[str, asyncio.Task[Any]] = {}
        self._closed = False

    def register(self) -> None:
        """Makes the workflow known to the engine; before it starts."""

        async def paid(asked: dict[str, Any]) -> dict[str, Any]:
            return await self._paid(asked)

        self._closed = False
        self._workflow = DBOS.workflow(name=PREFIX)(paid)

    async def __call__(self, request: ModelRequest, on_text: OnText | None = None) -> ModelReply:
        """The reply, which may be one that was paid for before a crash. Raises ModelFailedError, as it was the
        first time; text is heard where the call is made in this process."""
        run = _RUN.get()
        if run is None:
            return await self._call(request, on_text)
        asked = asdict(request)
        same = digest(asked)
        run.asked[same] += 1
        key = f"{PREFIX}-{run.key}-{same}-{run.asked[same]}"
        if on_text is not None:
            self._listeners[key] = on_text
        try:
            return _reply(await apart(self._result(key, asked)))
        finally:
            self._listeners.pop(key, None)

    def stop(self, start: str) -> set[asyncio.Task[Any]]:
        """Ends the calls of this process whose ids begin like this; returns what has to come to an end."""
        tasks = {task for key, task in self._tasks.items() if key.startswith(start)}
        for task in tasks:
            task.cancel()
        return tasks

    def close(self) -> set[asyncio.Task[Any]]:
        """Ends all calls, and begins none: they are made again by whoever takes over."""
        self._closed = True
        return self.stop(PREFIX)

    async def _result(self, key: str, asked: dict[str, Any]) -> dict[str, Any]:
        with SetWorkflowID(key):
            handle = await DBOS.enqueue_workflow_async(MODEL, self._workflow, asked)
        return await handle.get_result(polling_interval_sec=RESULT_SECONDS)

    async def _paid(self, asked: dict[str, Any]) -> dict[str, Any]:
        key, task = DBOS.workflow_id, asyncio.current_task()
        if self._closed or key is None or task is None:
            raise asyncio.CancelledError
        self._tasks[key] = task

        def hear(text: str) -> None:
            listener = self._listeners.get(key)  # it may come later than the call, after a crash
            if listener is not None:
                listener(text)

        try:
            reply = await self._call(ModelRequest(**asked), hear)
        except ModelFailedError as error:
            return _failure(error)
        finally:
            self._tasks.pop(key, None)
        return {"text": reply.text, "usage": reply.usage.model_dump(mode="json"), "model": reply.model}


def digest(asked: dict[str, Any]) -> str:
    """The same for the same request, whatever the order of its keys."""
    canonical = json.dumps(asked, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _reply(stored: dict[str, Any]) -> ModelReply:
    usage = stored["usage"] and Usage.model_validate(stored["usage"])
    if "failed" not in stored:
        return ModelReply(text=stored["text"], usage=usage or Usage(), model=stored["model"])
    error = _KINDS[stored["failed"]](stored["what"], stored["next_step"])
    error.usage = usage
    raise error


def _failure(error: ModelFailedError) -> dict[str, Any]:
    kind = next(one.__name__ for one in type(error).__mro__ if one.__name__ in _KINDS)
    usage = error.usage and error.usage.model_dump(mode="json")
    return {"failed": kind, "what": error.what, "next_step": error.next_step, "usage": usage}
