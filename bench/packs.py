"""A pack of four channels written by a fake model with the pace of a real one: time, tokens, common prefix."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from asyncio import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench.processes import ROOT, clean_environ
from bench.table import Row
from bench.written import Written
from tests.fakes.model_server import KEY, ModelServer, Say

BRIEF = "prompts/examples/demo-nl.yaml"
CHANNELS = ("linkedin", "tiktok", "instagram", "email")
FIRST_TOKEN, PACE = 0.3, 60.0
RUNS = 3
MODEL = "small"

Json = dict[str, Any]


@dataclass(frozen=True)
class Heard:
    """A request as the server saw it: its task, its prompt, and how many seconds the answer took."""

    task: str
    prompt: str
    seconds: float


@dataclass(frozen=True)
class _Run:
    """One pack: wall time of the whole process in seconds, what the server heard, and the pack."""

    wall: float
    heard: Sequence[Heard]
    pack: Json


class _Clocked(ModelServer):
    """The fake model with a clock: from a request that was read to the last token that was sent."""

    def __init__(self, written: Written) -> None:
        def answer(request: Json) -> str:
            return written.answer(_prompt(request))

        super().__init__(answer=answer, first_token=FIRST_TOKEN, tokens_per_second=PACE, models=(MODEL,))
        self.heard: list[Heard] = []
        self._written = written

    async def _stream(self, request: Json, step: Say, writer: asyncio.StreamWriter) -> None:
        begin = time.perf_counter()
        await super()._stream(request, step, writer)
        prompt = _prompt(request)
        self.heard.append(Heard(self._written.task(prompt), prompt, time.perf_counter() - begin))


def rows() -> Iterator[Row]:
    """The same pack a few times over; figures are medians."""
    runs = asyncio.run(_runs())
    slow = median(run.wall / critical_path(run.heard) for run in runs)
    yield Row(f"pack of {len(CHANNELS)} channels by a model / critical path", slow, "x", most=1.10)
    prompts = [heard.prompt for heard in runs[0].heard if heard.task in CHANNELS]
    share = common_share(prompts)
    yield Row("share of a post's prompt that the pack has in common", 100 * share, "%", least=80, decimals=0)
    usage = runs[0].pack["usage"]
    for name in ("calls", "prompt_tokens", "cached_tokens", "completion_tokens"):
        yield Row(f"{name.replace('_', ' ')} of that pack", usage[name], "", decimals=0)


def critical_path(heard: Sequence[Heard]) -> float:
    """What no client can do without, in seconds: the topics, the key message, and the slowest post.

    A post that was revised counts with its revision. Raises ValueError when a task is missing.
    """
    took: dict[str, float] = {}
    for one in heard:
        took[one.task] = took.get(one.task, 0.0) + one.seconds
    missing = {"topics", "key_message", *CHANNELS} - took.keys()
    if missing:
        raise ValueError(f"the model was never asked for {sorted(missing)}")
    return took["topics"] + took["key_message"] + max(took[channel] for channel in CHANNELS)


def common_share(prompts: Sequence[str]) -> float:
    """The smallest share of a prompt that is the prefix which all of them have in common."""
    first, last = min(prompts), max(prompts)  # all others begin as these two do
    same = (place for place, (one, other) in enumerate(zip(first, last, strict=False)) if one != other)
    return next(same, len(first)) / max(map(len, prompts))


def _prompt(request: Json) -> str:
    return str(request["messages"][0]["content"])


async def _runs() -> list[_Run]:
    written = await Written.for_brief(ROOT / BRIEF, CHANNELS)
    return [await _run(written) for _ in range(RUNS)]


async def _run(written: Written) -> _Run:
    command = [sys.executable, "-m", "bot", "generate", BRIEF, "--writer", "model", "--format", "json"]
    with tempfile.TemporaryDirectory() as folder:
        async with _Clocked(written) as server:
            environ = clean_environ(Path(folder)) | {
                "OPENAI_API_KEY": KEY,
                "OPENAI_BASE_URL": server.base_url,
                "KERNBOT__MODEL__NAME": MODEL,
            }
            begin = time.perf_counter()
            process = await asyncio.create_subprocess_exec(
                *command,
                "--channels",
                ",".join(CHANNELS),
                cwd=ROOT,
                env=environ,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            out, said = await process.communicate()
            wall = time.perf_counter() - begin
    if process.returncode:
        raise RuntimeError(f"the pack failed with {process.returncode}: {said.decode()[-2000:]}")
    return _Run(wall, server.heard, json.loads(out))
