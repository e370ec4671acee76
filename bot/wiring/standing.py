"""How the installation is doing, gathered for somebody who asks in a terminal, and what of it needs attention."""

from __future__ import annotations

import asyncio
import http
import http.client
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import NamedTuple

from prometheus_client.parser import text_string_to_metric_families

from bot.domain.errors import KernbotError
from bot.domain.figures import Live, Place, Queue, Recent
from bot.storage.figures import figures
from bot.wiring import Services
from bot.wiring.chat import database_of, now

LATE = timedelta(minutes=5)
"""Nothing that somebody asked for waits longer while all is well."""
SILENT = timedelta(minutes=30)
"""A job that says nothing for so long hangs, whatever it waits for."""
FAILED = 5
"""Jobs that a model failed in a day before that is more than bad luck."""
ROOM = 500 * 2**20
"""Bytes that a disk with a database should have left."""
PATIENCE = 1.0
"""Seconds that the process on this machine has to answer."""
DATABASE_PATIENCE = 5.0
"""Seconds that the database has."""
_MOST = 2**21
_HERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}
_UNEXPECTED = "unexpected"
_CREDIT = "QuotaError"
_ACCESS = "AccessError"
_MODEL = ("ModelFailedError", "EndpointFailedError", "UnavailableError", "BusyError")


class Task(NamedTuple):
    """What a process asked a model for: calls, how many of them failed, tokens, and money in the settings'
    currency."""

    calls: int = 0
    failed: int = 0
    tokens: int = 0
    cost: float = 0.0


class Process(NamedTuple):
    """The process that answers at `ops.host` and `ops.port`: what it misses to be ready, and its calls since it
    began, by task; None where it does not tell."""

    address: str
    missing: Mapping[str, str]
    tasks: Mapping[str, Task] | None


class Advice(NamedTuple):
    """Something that needs attention, and what to do."""

    what: str
    do: str


class Standing(NamedTuple):
    """How it is. `problem` says why the database tells nothing; then `live` and `recent` are None. `room` is what
    the disk has left, where the database is a file; `processes` those with a seat at the jobs, where it knows."""

    at: datetime
    place: Place | None = None
    live: Live | None = None
    recent: Recent | None = None
    processes: int | None = None
    room: int | None = None
    process: Process | None = None
    problem: Advice | None = None


async def standing(services: Services) -> Standing:
    """Asks the database, and the process on this machine. Never raises for what it finds."""
    seen = Standing(now(), process=_process(services))
    try:
        async with asyncio.timeout(DATABASE_PATIENCE):
            return await _asked(services, seen)
    except TimeoutError:
        silent = Advice(f"The database says nothing for {DATABASE_PATIENCE:g} s.", "See what keeps it busy.")
        return seen._replace(problem=silent)
    except KernbotError as error:
        return seen._replace(problem=Advice(error.what, error.next_step or "See docs/operations.md."))


async def _asked(services: Services, seen: Standing) -> Standing:
    database = database_of(services)
    if database.file is not None and not database.file.exists():
        there = Advice("There is no database yet.", "`kernbot chat` or `kernbot run` makes one.")
        return seen._replace(problem=there)
    try:
        async with figures(database) as asked:
            place = await asked.place()
            seen = seen._replace(place=place, processes=await asked.processes())
            if database.file is not None:
                seen = seen._replace(room=shutil.disk_usage(database.file.parent).free)
            if not place.current:
                older = place.revision is None or place.revision < place.wanted
                do = "Run `kernbot db upgrade`." if older else "Update Kernbot: another one upgraded it."
                return seen._replace(problem=Advice("The tables are not those of this program.", do))
            return seen._replace(live=await asked.live(None), recent=await asked.recent(seen.at))
    finally:
        await database.close()


def advice(seen: Standing) -> tuple[Advice, ...]:
    """What needs attention."""
    return tuple(_advice(seen))


def _advice(seen: Standing) -> Iterator[Advice]:
    if seen.problem is not None:
        yield seen.problem
    if seen.room is not None and seen.room < ROOM:
        yield Advice(f"The disk of the database has {seen.room // 2**20} MB left.", "Make room.")
    if seen.process is not None:
        for name, words in seen.process.missing.items():
            yield Advice(f"The process at {seen.process.address} is not ready: {name}, {words}.", "See its log.")
    if seen.live is not None:
        yield from _of_now(seen.live, seen)
    if seen.recent is not None:
        yield from _of_late(seen.recent)


def _of_now(live: Live, seen: Standing) -> Iterator[Advice]:
    if _late(live.waiting, seen.at, LATE):
        none = seen.processes == 0
        do = "No process runs jobs: start `kernbot run` or `kernbot worker`." if none else "Run more workers."
        if seen.processes is None:
            do = "See that `kernbot run` is at work; if it is, it has too much to do."
        yield Advice(f"A job waits for {ago(live.waiting, seen.at)}.", do)
    if _late(live.running, seen.at, SILENT):
        what = f"A running job has said nothing for {ago(live.running, seen.at)}."
        yield Advice(what, "See the log of the process that runs it; stopping that hands the job on.")
    if _late(live.unshown, seen.at, LATE):
        what = f"A message waits to be shown for {ago(live.unshown, seen.at)}."
        yield Advice(what, "See that a process with the bot's token runs, and that it reaches Telegram.")


def _of_late(recent: Recent) -> Iterator[Advice]:
    def count(*reasons: str) -> int:
        return sum(ended.many for ended in recent.ended if ended.reason in reasons)

    if count(_UNEXPECTED):
        what = f"{count(_UNEXPECTED)} jobs of the last 24 hours ended by a fault of Kernbot."
        yield Advice(what, "The log has the places, under the same job ids.")
    if count(_CREDIT):
        what = f"{count(_CREDIT)} jobs of the last 24 hours found no credit at the model's provider."
        yield Advice(what, "Top up the account, or name another in `backup`.")
    if count(_ACCESS):
        what = f"{count(_ACCESS)} jobs of the last 24 hours were refused by the model's provider."
        yield Advice(what, "Look at the key and the model's name: `kernbot doctor` tries both.")
    if count(*_MODEL) >= FAILED:
        what = f"{count(*_MODEL)} jobs of the last 24 hours got no answer from the model."
        yield Advice(what, "`kernbot doctor` asks it, and says what is wrong.")


def ago(queue: Queue, at: datetime) -> str:
    """How long the first has waited, in words."""
    return span(queue.seconds(at))


def span(seconds: float) -> str:
    """A time in its largest unit."""
    for unit, size in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= size:
            number = int(seconds // size)
            return f"{number} {unit}{'s' if number > 1 else ''}"
    return f"{int(seconds)} s"


def _late(queue: Queue, at: datetime, most: timedelta) -> bool:
    return queue.seconds(at) > most.total_seconds()


# -- the process on this machine ----------------------------------------------------------------------


def _process(services: Services) -> Process | None:
    """The process that answers here, if `ops.port` names one and it does."""
    ops, token = services.settings.ops, services.settings.secrets.metrics_token
    if not ops.port:
        return None
    host = _HERE.get(ops.host, ops.host)
    address = f"{host}:{ops.port}"
    try:
        _, said = _page(host, ops.port, "/readyz")
        status, measured = _page(host, ops.port, "/metrics", token.get_secret_value() if token is not None else "")
    except TimeoutError:
        return Process(address, {"answer": f"none in {PATIENCE:g} s"}, None)
    except (OSError, http.client.HTTPException):
        return None
    missing: Mapping[str, str] = {}
    with suppress(ValueError, TypeError, AttributeError):
        missing = {str(name): str(words) for name, words in json.loads(said).get("missing", {}).items()}
    return Process(address, missing, _tasks(measured) if status == http.HTTPStatus.OK else None)


def _page(host: str, port: int, path: str, token: str = "") -> tuple[int, str]:
    """Status and text. Raises OSError and HTTPException."""
    link = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    try:
        link.request("GET", path, headers={"Authorization": f"Bearer {token}"} if token else {})
        answer = link.getresponse()
        return answer.status, answer.read(_MOST).decode("utf-8", "replace")
    finally:
        link.close()


def _tasks(measured: str) -> Mapping[str, Task]:
    """Calls of a model by task, in what a process measured; nothing in what is no such text."""
    found: dict[str, Task] = {}
    with suppress(ValueError):
        for family in text_string_to_metric_families(measured):
            for sample in family.samples:
                task = sample.labels.get("task", "")
                if task and not sample.name.endswith("_created"):
                    found[task] = _with(found.get(task, Task()), sample.name, sample.labels, sample.value)
    return {task: one for task, one in sorted(found.items()) if one != Task()}


def _with(task: Task, name: str, labels: Mapping[str, str], value: float) -> Task:
    match name, labels:
        case "kernbot_model_calls_total", {"outcome": outcome}:
            failed = task.failed + (int(value) if outcome != "done" else 0)
            return task._replace(calls=task.calls + int(value), failed=failed)
        case "kernbot_model_tokens_total", {"direction": "prompt" | "completion"}:
            return task._replace(tokens=task.tokens + int(value))
        case "kernbot_model_cost_total", _:
            return task._replace(cost=task.cost + value)
    return task
