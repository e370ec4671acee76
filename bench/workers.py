"""Packs a minute with 1, 2 and 4 workers on Postgres: one process with the chat, workers, people who never stop.

The model is a fake one with the pace of a real one, which writes for everybody at once. It, the Bot API and the
people run on the same machine, and take their part of it.
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
from statistics import median
from typing import Any, NamedTuple, Self

import uvloop

from bench import workers_usage as usage
from bench.chat.bots import OPEN
from bench.packs import BRIEF, CHANNELS, FIRST_TOKEN, MODEL, PACE
from bench.processes import ROOT, clean_environ
from bench.table import Row
from bench.workers_launch import READY
from bench.workers_server import TOKEN
from bench.written import Written
from bot.conversation.catalogue import catalogue
from tests.fakes.model_server import KEY, ModelServer
from tests.fakes.postgres import Server, running

WORKERS = (1, 2, 4)
PEOPLE, TOGETHER = 96, 16
WARM, SECONDS = 50.0, 60.0
"""A pack takes half a minute: the first ones come all at once and do not count."""
_LEAVING = 20.0

Json = dict[str, Any]


class Measured(NamedTuple):
    """Packs a minute, the seconds that the middle one took, and by the names of processes: seconds of processor
    time in all, megabytes of one, its connections; calls to Telegram by method; how long it was measured."""

    workers: int
    rate: float
    took: float
    processor: Mapping[str, float]
    memory: Mapping[str, float]
    links: Mapping[str, int]
    calls: Mapping[str, int]
    packs: int
    seconds: float

    def cores(self, *names: str) -> float:
        """Cores that these kept busy."""
        return sum(self.processor[name] for name in names) / self.seconds


OURS = ("web", "workers", "postgres")


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

    def _usage(self, request: Json, completion: int) -> Json:
        """Round figures: to compare each prompt with all others would hold up those who are still reading."""
        return {"prompt_tokens": 3_000, "completion_tokens": completion, "total_tokens": 3_000 + completion}


def rows() -> Iterator[Row]:
    """Packs a minute, as they are and as ratios to one worker, and what they took."""
    done = uvloop.run(_measured(WORKERS))
    yield from told(done)


def told(done: Sequence[Measured]) -> Iterator[Row]:
    """The rows of what was measured."""
    one = done[0]
    for each in done:
        what = f"{each.workers} worker{'s' * (each.workers > 1)}"
        yield Row(f"packs a minute, {what}", each.rate, "", decimals=1)
        if each is not one:
            yield Row(f"packs a minute, {what} / one worker", each.rate / one.rate, "x")
        yield Row(f"from /new to the last post, median, {what}", each.took, "s", decimals=1)
        yield Row(f"cores in use by Kernbot and Postgres, {what}", each.cores(*OURS), "", decimals=2)
        yield Row(f"cores in use by what stands for the world, {what}", each.cores("fakes"), "", decimals=2)
        for name in OURS:
            yield Row(f"processor time of a pack, {name}, {what}", each.processor[name] / each.packs, "s")
    last = done[-1]
    for name in ("web", "worker"):
        yield Row(f"memory of one process, {name}", max(each.memory[name] for each in done), "MB", decimals=0)
        most = max(each.links[name] for each in done)
        yield Row(f"connections to Postgres of one process, {name}, the most that were seen", most, "", decimals=0)
    for method in ("sendMessage", "editMessageText", "sendMessageDraft"):
        yield Row(f"{method} of a pack", last.calls.get(method, 0) / last.packs, "", decimals=1)


async def _measured(numbers: Sequence[int]) -> list[Measured]:
    with running() as server, tempfile.TemporaryDirectory() as folder:
        _as_people_have_it(server)
        return [await _one(server, Path(folder), number) for number in numbers]


def _as_people_have_it(server: Server) -> None:
    """What the server of the tests leaves out to be quick, or has to be strict."""
    for setting in ("fsync = on", "synchronous_commit = on", "full_page_writes = on"):
        server.says(f"ALTER SYSTEM SET {setting}")
    server.says("ALTER SYSTEM SET default_transaction_isolation = 'read committed'")
    server.says("SELECT pg_reload_conf()")


async def _one(server: Server, folder: Path, number: int) -> Measured:
    async with AsyncExitStack() as stack:
        model = await stack.enter_async_context(await Packs.made())
        world = await stack.enter_async_context(_world())
        environ = _environ(server, folder, model, world.port)
        web = await stack.enter_async_context(_process(f"web{number}", folder, environ, "web"))
        staff = [
            await stack.enter_async_context(_process(f"worker{number}-{place}", folder, environ, "worker"))
            for place in range(number)
        ]
        for first in range(1, PEOPLE + 1, TOGETHER):
            await world.order("come", first=first, last=first + TOGETHER - 1)
        await world.order("make", warm=WARM, seconds=SECONDS)  # says when it is warm
        before = _processor(server, web, staff, world)
        links = await _links(server, web, staff)
        told = await world.answer()
        after = _processor(server, web, staff, world)
        memory = {"web": usage.memory(web.pid), "worker": max(usage.memory(one.pid) for one in staff)}
        model.offences.clear()  # those who were still writing are cut off
    used = {name: after[name] - before[name] for name in after}
    if not told["packs"]:
        raise RuntimeError("not one pack was made")
    rate = 60 * len(told["packs"]) / told["seconds"]
    return Measured(
        number,
        rate,
        median(told["packs"]),
        used,
        memory,
        links,
        told["calls"],
        len(told["packs"]),
        told["seconds"],
    )


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
    head = usage.parent(found[0])
    return [head, *usage.children(head)]


async def _links(server: Server, web: Process, staff: Sequence[Process]) -> dict[str, int]:
    """The most of a few looks."""
    most = {"web": 0, "worker": 0}
    for _ in range(int(SECONDS)):
        most["web"] = max(most["web"], usage.connections(web.pid, server.port))
        most["worker"] = max(most["worker"], *(usage.connections(one.pid, server.port) for one in staff))
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
            await _ended(process)


async def _ended(process: Process) -> None:
    if process.returncode is None:
        process.terminate()
        try:
            async with asyncio.timeout(_LEAVING):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()


def _environ(server: Server, folder: Path, model: ModelServer, port: int) -> dict[str, str]:
    return (
        clean_environ(folder)
        | OPEN
        | {
            "DATABASE_URL": server.new(),
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": f"http://127.0.0.1:{port}",
            "OPENAI_API_KEY": KEY,
            "OPENAI_BASE_URL": model.base_url,
            "KERNBOT__MODEL__NAME": MODEL,
            "KERNBOT__MODEL__CONCURRENT": "1000",
            "KERNBOT__JOBS__CALLS_AT_ONCE": "1000",
        }
    )
