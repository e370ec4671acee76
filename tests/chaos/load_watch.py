"""A bot that is watched while it works: memory, open files, threads, tasks of its loop."""

from __future__ import annotations

import asyncio
import os
import re
import signal
from collections.abc import Sequence
from pathlib import Path
from statistics import linear_regression
from typing import Any, NamedTuple

from tests.chaos.load import Watched

TELLS = "tasks.txt"
_TELLING = f"""
import asyncio, signal
from pathlib import Path

def tells(*_):
    Path({TELLS!r}).write_text(f"{{len(asyncio.all_tasks())}}\\n", encoding="utf-8")

signal.signal(signal.SIGUSR1, tells)
"""
_MEMORY = re.compile(r"^(Pss|Rss|Anonymous): +(\d+) kB$", re.MULTILINE)
_PATIENCE = 10.0
_LOOK_SECONDS = 0.02


class Sample(NamedTuple):
    """What a process has at a moment: minutes since the first look; megabytes that are its own with its part of
    what it shares (PSS), megabytes in memory (RSS), and those that it asked for, in which nobody else has a part
    (anonymous); open files, threads, tasks of its loop."""

    minute: float
    pss: float
    rss: float
    anonymous: float
    files: int
    threads: int
    tasks: int


class Telling(Watched):
    """A bot that says how many tasks it has when it gets a signal."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._tells = given[1] / TELLS
        self._program = ["-c", _TELLING + self._program[1]]

    async def sample(self, began: float) -> Sample:
        """How it is now. `began` is a time of this loop."""
        minute = (asyncio.get_running_loop().time() - began) / 60
        there = Path(f"/proc/{self.pid}")
        rollup = (there / "smaps_rollup").read_text(encoding="utf-8")
        memory = {name.lower(): int(size) / 1024 for name, size in _MEMORY.findall(rollup)}
        files, threads = (len(list((there / name).iterdir())) for name in ("fd", "task"))
        return Sample(minute, files=files, threads=threads, tasks=await self._tasks(), **memory)

    async def _tasks(self) -> int:
        self._tells.unlink(missing_ok=True)
        os.kill(self.pid, signal.SIGUSR1)
        said = ""
        for _ in range(int(_PATIENCE / _LOOK_SECONDS)):
            await asyncio.sleep(_LOOK_SECONDS)
            said = self._tells.read_text(encoding="utf-8") if self._tells.exists() else ""
            if said.endswith("\n"):
                return int(said)
        raise AssertionError(f"the bot does not say how many tasks it has: {said!r}")


def slope(samples: Sequence[Sample], what: str) -> float:
    """By how much it grows a minute: the line through all samples that misses them least."""
    return linear_regression([one.minute for one in samples], [getattr(one, what) for one in samples]).slope
