"""Many minutes of work in one go: what a process holds does not grow with what it has done."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import AsyncExitStack, closing
from pathlib import Path
from typing import NamedTuple

import pytest
import structlog
import uvloop

from tests.chaos.load_watch import Sample, Telling, slope
from tests.chaos.load_world import ORDERS, Crowd, Maker, Model, telegram

MINUTES = float(os.environ.get("KERNBOT_SOAK_MINUTES", "1"))
"""Read here: no test sees the settings of the machine."""
JUDGED = 10.0
"""Minutes from which on memory is judged: in less, what fills up once looks like what grows."""
PEOPLE = 8
FIRST_TOKEN, TOKENS = 0.1, 600.0
"""Seconds, and tokens a second, of the model: faster than a real one, so that there is much to be done."""
SAMPLE_SECONDS = 5.0
WARM = 0.25
"""The part of the time after which it counts: by then every statement was made once, and caches are full."""
MOST_A_MINUTE = 1.0
"""Megabytes."""
A_FEW, A_POOL, ROWS = 3, 16, 6
"""What may come on top: tasks, and connections and threads of pools, which come when they are needed and stay. And
rows of the engine for each job: the workflow, what went into it and came out, its steps."""
SETTLING_SECONDS = 10.0
FORGOTTEN_MS = 75_000
"""After so long the engine has nothing of a model call any more: a minute, and the next sweep."""
LOOKS = [[["say", command], ["see", " "]] for command in ("/board", "/ideas", "/personas", "/help")]

Figure = Callable[[str, str], None]
log = structlog.get_logger(__name__)


class Soak(NamedTuple):
    """Samples while it worked, one before and one after, and how many packs were made."""

    samples: list[Sample]
    before: Sample
    after: Sample
    packs: int


@pytest.mark.skipif("sys.platform != 'linux'", reason="only Linux tells what a process has")
def test_memory_stays_flat(tmp_path: Path, figure: Figure) -> None:
    soak = uvloop.run(_soaked(tmp_path))
    warm = [one for one in soak.samples if one.minute >= WARM * MINUTES]
    grows = slope(warm, "anonymous")
    unshown, forgotten, a_job = _rows(tmp_path / "data")
    figure("minutes, people, packs", f"{MINUTES:g}, {PEOPLE}, {soak.packs}")
    figure("memory (PSS) after the warm-up, and at the end", f"{warm[0].pss:.0f} MB, {warm[-1].pss:.0f} MB")
    figure("the same with all that it shares (RSS), at the end", f"{warm[-1].rss:.0f} MB")
    figure("growth a minute of the memory that it asked for, after the warm-up", f"{grows:+.2f} MB")
    figure(
        "open files, threads and tasks before it",
        f"{soak.before.files}, {soak.before.threads}, {soak.before.tasks}",
    )
    figure("and after it", f"{soak.after.files}, {soak.after.threads}, {soak.after.tasks}")
    figure("messages left to be shown", f"{unshown}")
    figure("model calls that the engine still has though they are over a minute old", f"{forgotten}")
    figure("rows that the engine keeps of a job, until it is forgotten after 30 days", f"{a_job:.1f}")
    assert MINUTES < JUDGED or grows <= MOST_A_MINUTE, [round(one.anonymous, 1) for one in soak.samples]
    assert soak.after.files <= soak.before.files + A_POOL
    assert soak.after.threads <= soak.before.threads + A_POOL
    assert soak.after.tasks <= soak.before.tasks + A_FEW
    assert (unshown, forgotten) == (0, 0)
    assert a_job <= ROWS


async def _soaked(folder: Path) -> Soak:
    loop = asyncio.get_running_loop()
    async with AsyncExitStack() as stack:
        api = await stack.enter_async_context(telegram())
        model = await stack.enter_async_context(await Model.made(first_token=FIRST_TOKEN, pace=TOKENS))
        bot = Telling(api, folder, "polling", model.environ, hasty=True)
        await bot.start()
        try:
            await bot.link()
            people = await Crowd(api).comes(range(1, PEOPLE + 1))
            await asyncio.gather(*(one.makes() for one in people))
            await asyncio.sleep(SETTLING_SECONDS)
            began = loop.time()
            before = await bot.sample(began)
            async with asyncio.TaskGroup() as group:
                working = [group.create_task(_works(one, began + 60 * MINUTES)) for one in people]
                samples = await _sampled(bot, began)
            await asyncio.sleep(SETTLING_SECONDS)
            after = await bot.sample(began)
        finally:
            if bot.running:
                await bot.ends()
    return Soak(samples, before, after, sum(task.result() for task in working))


async def _sampled(bot: Telling, began: float) -> list[Sample]:
    samples = []
    while asyncio.get_running_loop().time() < began + 60 * MINUTES:
        await asyncio.sleep(SAMPLE_SECONDS)
        samples.append(await bot.sample(began))
        log.info("soak", **{name: round(value, 1) for name, value in samples[-1]._asdict().items()})
    return samples


async def _works(one: Maker, until: float) -> int:
    """Makes packs and looks around until then; returns how many packs."""
    made = 0
    while asyncio.get_running_loop().time() < until:
        for steps in (*LOOKS, ORDERS):
            await one.do(steps)
        await one.makes()
        made += 1
    return made


def _rows(folder: Path) -> tuple[int, int, float]:
    """Messages left to be shown; calls that the engine should have forgotten; rows that it has for each job."""
    with closing(sqlite3.connect(folder / "kernbot.db")) as stored:
        (unshown,) = stored.execute("SELECT count(*) FROM outbox").fetchone()
        (jobs,) = stored.execute("SELECT count(*) FROM jobs").fetchone()
    (file,) = folder.glob("*-jobs.db")
    with closing(sqlite3.connect(file)) as engine:
        late = "SELECT count(*) FROM workflow_status WHERE workflow_uuid LIKE 'llm-%' AND completed_at < ?"
        (forgotten,) = engine.execute(late, (int(time.time() * 1000) - FORGOTTEN_MS,)).fetchone()
        tables = [name for (name,) in engine.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        owned = [name for name in tables if "workflow_uuid" in _columns(engine, name)]
        kept = sum(
            engine.execute(f"SELECT count(*) FROM {name} WHERE workflow_uuid LIKE 'job-%'").fetchone()[0]
            for name in owned
        )
    return unshown, forgotten, kept / jobs


def _columns(database: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
