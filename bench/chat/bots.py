"""The processes of a run: the server, and each bot in one of its own."""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple

from bench.processes import ROOT, clean_environ

COMMANDS = {
    "no library": ("bench.chat.bare_raw",),
    "python-telegram-bot": ("bench.chat.bare_ptb",),
    "aiogram": ("bench.chat.bare_aiogram",),
    "kernbot": ("bench.chat.launch",),
    "kernbot run": ("bot", "run"),
}
"""Modules with their arguments. `kernbot` has no pace of its own; `kernbot run` is what people start."""
OPEN = {"KERNBOT__CHAT__REGISTRATION": "open"}
SAID = "said.txt"
_LEAVING = 20.0
_LOOK = 0.02
_PSS = re.compile(r"^Pss: +(\d+) kB$", re.M)


class Server:
    """The lean Bot API, at the other end of a pipe."""

    def __init__(self, process: Process, port: int) -> None:
        self._process = process
        self.root = f"http://127.0.0.1:{port}"

    async def order(self, do: str, token: str, **more: Any) -> Any:
        """What the server says to an order. Raises RuntimeError when it could not be done."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"do": do, "token": token, **more}).encode() + b"\n")
        answer = json.loads(await self._process.stdout.readline() or b'{"failed": "the server is gone"}')
        if "failed" in answer:
            raise RuntimeError(answer["failed"])
        return answer["is"]


@asynccontextmanager
async def server() -> AsyncIterator[Server]:
    """The server while it runs."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.chat.server", cwd=ROOT, stdin=PIPE, stdout=PIPE, limit=1 << 26
    )
    assert process.stdin
    assert process.stdout
    try:
        yield Server(process, int(await process.stdout.readline()))
    finally:
        process.stdin.close()
        await process.wait()


class Bot(NamedTuple):
    """A bot that polls. `start` is how many seconds that took from nothing."""

    name: str
    token: str
    process: Process
    start: float
    folder: Path

    @property
    def memory(self) -> float:
        """Megabytes of memory that are this process's own, and its part of what it shares (PSS)."""
        told = _PSS.search(Path(f"/proc/{self.process.pid}/smaps_rollup").read_text(encoding="ascii"))
        return int(told[1]) / 1024 if told else 0.0


@asynccontextmanager
async def bot(at: Server, name: str, folder: Path, more: Mapping[str, str] | None = None) -> AsyncIterator[Bot]:
    """One of `COMMANDS` from its start to its end; what it says stands in a file of its folder."""
    token = f"{list(COMMANDS).index(name) + 1}:bench"
    given = {"TELEGRAM_BOT_TOKEN": token, "TELEGRAM_API_URL": at.root, **OPEN, **(more or {})}
    with _open(folder) as said:
        begin = time.monotonic()
        process = await _started(COMMANDS[name], clean_environ(folder) | given, said)
        try:
            start = await _polls(at, token, process) - begin
            yield Bot(name, token, process, start, folder)
        except BaseException:
            print((folder / SAID).read_text(encoding="utf-8", errors="replace")[-2000:], file=sys.stderr)
            raise
        finally:
            await ended(process)
            await at.order("ends", token)


async def _polls(at: Server, token: str, process: Process) -> float:
    """When it polled first. Raises RuntimeError when it ended before."""
    while (first := await at.order("begins", token)) is None:
        if process.returncode is not None:
            raise RuntimeError(f"the bot ended with {process.returncode} before it polled")
        await asyncio.sleep(_LOOK)
    return float(first)


async def _started(command: Sequence[str], environ: Mapping[str, str], said: IO[bytes]) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", *command, cwd=ROOT, env=dict(environ), stdin=DEVNULL, stdout=said, stderr=said
    )


def _open(folder: Path) -> IO[bytes]:
    folder.mkdir(parents=True, exist_ok=True)
    return (folder / SAID).open("wb")


async def ended(process: Process) -> None:
    """Has a process leave, and ends it where it does not."""
    if process.returncode is None:
        process.terminate()
        try:
            async with asyncio.timeout(_LEAVING):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()
