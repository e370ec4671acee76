"""A process with durable jobs is killed, and the next one goes on: nothing lost, no finished call paid again."""

from __future__ import annotations

import asyncio
import shutil
import signal
import sys
from collections import Counter
from pathlib import Path

import pytest

from bot.jobs.port import Finished, Started
from tests.fakes import jobs
from tests.fakes.durable_process import KIND, PLACES

ROOT = Path(__file__).parents[3]
AGAIN = {"a": {"a", "b"}, "last": {"last"}}
"""What may be paid for once more: the call in which the process died, and what was in flight beside it."""


async def process(folder: Path, place: str) -> int:
    command = (sys.executable, "-m", "tests.fakes.durable_process", str(folder), place)
    started = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
    async with asyncio.timeout(60):
        return await started.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("place", PLACES)
async def test_the_next_process_goes_on_where_one_was_killed(
    place: str, engine_file: Path, tmp_path: Path
) -> None:
    shutil.copy(engine_file, tmp_path / "engine.db")
    async with jobs.world(tmp_path / "kernbot.db", jobs.here) as world:
        job = await world.stored(KIND)
        assert await process(tmp_path, place) == -signal.SIGKILL
        assert await process(tmp_path, "") == 0
        assert await world.state(job) == "done"
    heard = (tmp_path / "heard").read_text("utf-8").splitlines()
    assert heard.count(repr(Finished('{"a": "to a", "b": "to b", "last": "to last"}'))) == 1
    assert set(heard[:-1]) == {repr(Started())}
    paid = Counter((tmp_path / "paid").read_text("utf-8").split())
    assert paid.keys() == {"a", "b", "last"}
    assert {prompt for prompt, times in paid.items() if times > 1} <= AGAIN.get(place, set())
    assert paid[place] == (2 if place in AGAIN else 0)
