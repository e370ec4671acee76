"""Packs a minute with 1, 2 and 4 workers on Postgres: one process with the chat, workers, people who never stop.

It is done twice. With few calls at once in each worker they wait for the model, and what is seen is whether twice
as many do twice as much. With as many calls as come they are as fast as the cores of the machine allow; the model,
the Bot API and the people run on it as well, and take their part.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple, Self
from unittest.mock import patch

import uvloop

from bench import workers_usage as usage
from bench.chat.bots import OPEN, ended
from bench.packs import BRIEF, CHANNELS, FIRST_TOKEN, MODEL
from bench.processes import ROOT, clean_environ
from bench.table import Row
from bench.workers_launch import READY
from bench.workers_server import TOKEN
from bench.written import Written
from bot.conversation.catalogue import catalogue
from tests.fakes import postgres
from tests.fakes.model_server import KEY, ModelServer, Say
from tests.fakes.postgres import Server, running

ALONE = 0
WORKERS = (ALONE, 1, 2, 4)
"""None at all is one process that does everything, with a file as database."""
FEW, MANY = 2, 1000
"""Calls at once of each worker."""
PACE = 240.0
"""Tokens a second: four times those of a usual model, so that a minute is enough to measure in."""
PEOPLE, EACH = 48, 4
"""In all, and for each process where its calls are few: enough that it never waits for anybody."""
WARM, SECONDS = 45.0, 60.0
"""People begin one after another, so that all stages of a pack are there at any time; only then it counts."""

Json = dict[str, Any]


class Measured(NamedTuple):
    """Posts, the seconds that packs took, and by the names of processes: seconds of processor time in all,
    megabytes of one, its connections; calls to Telegram by method; how long it was measured."""

    workers: int
    posts: int
    took: Sequence[float]
    processor: Mapping[str, float]
    memory: Mapping[str, float]
    links: Mapping[str, int]
    calls: Mapping[str, int]
    seconds: float

    @property
    def packs(self) -> float:
        """How many were made, with the parts of those that were not finished."""
        return self.posts / len(CHANNELS)

    @property
    def rate(self) -> float:
        """Packs a minute."""
        return 60 * self.packs / self.seconds

    def cores(self, *names: str) -> float:
        """Cores that these kept busy."""
        return sum(self.processor[name] for name in names) / self.seconds


OURS = ("web", "workers", "postgres")
SERVER = {
    "max_connections": "250",
    "shared_buffers": "128MB",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "default_transaction_isolation": "read committed",
}
"""As people have it: the server of the tests leaves out much to be quick, and is strict where it can be."""


class Packs(ModelServer):
    """Answers with the texts of the template writer; each time the topics have names of their own."""

    @classmethod
    async def made(cls) -> Self:
        """For the demo brand."""
        written = await Written.for_brief(ROOT / BRIEF, CHANNELS)
        topics = json.loads(written.answers["topics"])["candidates"]
        numbers = count(1)

        def answer(request: Json) -> str:
            prompt = str(request["messages"][0]["content"])
            if written.task(prompt) != "topics":
                return written.answer(prompt)
            number = next(numbers)
            named = [topic | {"title": f"{number} {topic['title']}"[:120]} for topic in topics]
            return json.dumps({"candidates": named}, ensure_ascii=False)

        return cls(answer=answer, first_token=FIRST_TOKEN, tokens_per_second=PACE, models=(MODEL,))

    async def _stream(self, request: Json, step: Say, writer: asyncio.StreamWriter) -> None:
        """Whoever hangs up at the end of a round is no trouble; uvloop has an error of its own for that."""
        try:
            await super()._stream(request, step, writer)
        except RuntimeError as error:
            raise ConnectionResetError from error

    def _usage(self, request: Json, completion: int) -> Json:
        """Round figures: to compare each prompt with all others would hold up those who are still reading."""
        return {"prompt_tokens": 3_000, "completion_tokens": completion, "total_tokens": 3_000 + completion}


def rows() -> Iterator[Row]:
    """Packs a minute, as they are and as ratios to one worker, and what they took."""
    few = uvloop.run(_measured([number for number in WORKERS if number != ALONE], FEW))
    many = uvloop.run(_measured(WORKERS, MANY))
    yield from _ratios(few, f"{FEW} calls at once each")
    yield from _ratios(many, "as many calls as come")
    yield from used(many)


def _ratios(done: Sequence[Measured], how: str) -> Iterator[Row]:
    one = next(each for each in done if each.workers == 1)
    for each in done:
        named = f"{each.workers} worker{'s' * (each.workers > 1)}" if each.workers else "one process with a file"
        yield Row(f"packs a minute, {named}, {how}", each.rate, "", decimals=1)
        if each.workers > 1:
            yield Row("the same / one worker", each.rate / one.rate, "x")
        yield Row("cores that Kernbot and Postgres kept busy meanwhile", each.cores(*OURS), "")
        yield Row("cores that the model, the Bot API and the people kept busy", each.cores("fakes"), "")


def used(done: Sequence[Measured]) -> Iterator[Row]:
    """What packs and processes used."""
    alone, *shared = done
    best = max(shared, key=lambda each: each.rate)
    yield Row("processor time of a pack, one process with a file", alone.processor["web"] / alone.packs, "s")
    for name in OURS:
        yield Row(f"processor time of a pack, {name}", best.processor[name] / best.packs, "s")
    yield Row("memory of one process with a file", alone.memory["web"], "MB", decimals=0)
    for name in ("web", "worker"):
        yield Row(f"memory of one process, {name}", max(each.memory[name] for each in shared), "MB", decimals=0)
        most = max(each.links[name] for each in shared)
        yield Row(f"connections to Postgres that one process had at most, {name}", most, "", decimals=0)
    for method in ("sendMessage", "editMessageText", "sendMessageDraft"):
        yield Row(f"{method} of a pack", best.calls.get(method, 0) / best.packs, "", decimals=1)


async def _measured(numbers: Sequence[int], calls: int) -> list[Measured]:
    with patch.dict(postgres._OPTIONS, SERVER), running() as server, tempfile.TemporaryDirectory() as folder:
        return [await _one(server, Path(folder), number, calls) for number in numbers]


async def _one(server: Server, folder: Path, number: int, calls: int) -> Measured:
    async with AsyncExitStack() as stack:
        model = await stack.enter_async_context(await Packs.made())
        world = await stack.enter_async_context(_world())
        environ = _environ(folder, model, world.port, calls)
        if number != ALONE:
            environ["DATABASE_URL"] = server.new()
        web = await stack.enter_async_context(
            _process(f"web{number}", folder, environ, "web" if number else "alone")
        )
        staff = [
            await stack.enter_async_context(_process(f"worker{number}-{place}", folder, environ, "worker"))
            for place in range(number)
        ]
        await world.order("come", last=PEOPLE if calls == MANY else EACH * max(1, number))
        await world.order("make", warm=WARM, seconds=SECONDS)  # says when it is warm
        before = _processor(server, web, staff, world)
        links = await _links(server, web, staff)
        told = await world.answer()
        after = _processor(server, web, staff, world)
        most = max((usage.memory(one.pid) for one in staff), default=0.0)
        memory = {"web": usage.memory(web.pid), "worker": most}
        model.offences.clear()  # those who were still writing are cut off
    used = {name: after[name] - before[name] for name in after}
    return Measured(number, told["posts"], told["packs"], used, memory, links, told["calls"], told["seconds"])


def _processor(server: Server, web: Process, staff: Sequence[Process], world: _World) -> dict[str, float]:
    return {
        "web": usage.processor([web.pid]),
        "workers": usage.processor(one.pid for one in staff),
        "postgres": usage.processor(_postgres(server)),
        "fakes": usage.processor([world.process.pid, os.getpid()]),
    }


def _postgres(server: Server) -> list[int]:
    import psycopg

    with psycopg.connect(server.url("postgres")) as link:
        found = link.execute("SELECT pg_backend_pid()").fetchone()
        assert found
        head = usage.parent(found[0])  # while it runs
    return [head, *usage.children(head)]


async def _links(server: Server, web: Process, staff: Sequence[Process]) -> dict[str, int]:
    """The most of a few looks."""
    most = {"web": 0, "worker": 0}
    for _ in range(int(SECONDS)):
        most["web"] = max(most["web"], usage.connections(web.pid, server.port))
        most["worker"] = max([most["worker"], *(usage.connections(one.pid, server.port) for one in staff)])
        await asyncio.sleep(0.8)
    return most


class _World(NamedTuple):
    """The Bot API and the people, at the other end of a pipe."""

    process: Process
    port: int

    async def order(self, do: str, **more: Any) -> Any:
        """What it says to an order. Raises RuntimeError when that could not be done."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps({"do": do, **more}).encode() + b"\n")
        return await self.answer()

    async def answer(self) -> Any:
        """What it says next."""
        assert self.process.stdout
        answer = json.loads(await self.process.stdout.readline() or b'{"failed": "the server is gone"}')
        if "failed" in answer:
            raise RuntimeError(answer["failed"])
        return answer["is"]


@asynccontextmanager
async def _world() -> AsyncIterator[_World]:
    done = catalogue()["nl"]("ideas-done-posts", count=len(CHANNELS), left=0)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.workers_server", done, cwd=ROOT, stdin=PIPE, stdout=PIPE
    )
    assert process.stdin
    assert process.stdout
    try:
        yield _World(process, int(await process.stdout.readline()))
    finally:
        process.stdin.close()
        await process.wait()


@asynccontextmanager
async def _process(name: str, folder: Path, environ: Mapping[str, str], kind: str) -> AsyncIterator[Process]:
    """A process that runs; what it says stands in a file."""
    command = (sys.executable, "-m", "bench.workers_launch", kind)
    with (folder / f"{name}.txt").open("wb") as said:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, env=dict(environ), stdin=DEVNULL, stdout=PIPE, stderr=said
        )
        assert process.stdout
        try:
            if (await process.stdout.readline()).decode().strip() != READY:
                raise RuntimeError(f"{name} did not start")
            yield process
        except BaseException:
            print((folder / f"{name}.txt").read_text(encoding="utf-8", errors="replace")[-2000:], file=sys.stderr)
            raise
        finally:
            await ended(process)


def _environ(folder: Path, model: ModelServer, port: int, calls: int) -> dict[str, str]:
    return (
        clean_environ(folder)
        | OPEN
        | {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": f"http://127.0.0.1:{port}",
            "OPENAI_API_KEY": KEY,
            "OPENAI_BASE_URL": model.base_url,
            "KERNBOT__MODEL__NAME": MODEL,
            "KERNBOT__MODEL__CONCURRENT": str(calls),
            "KERNBOT__JOBS__CALLS_AT_ONCE": "1000",
        }
    )
