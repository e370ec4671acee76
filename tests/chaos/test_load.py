"""Many at once, and much at once: how long people wait, and that nobody waits for somebody else's pile of work."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import uvloop
from sqlalchemy import func, select

from bench.packs import CHANNELS
from bot.storage.database import Database
from bot.storage.tables.content import packs, posts, versions
from bot.storage.tables.working import jobs
from tests.chaos.load import Kinds, Run, measured
from tests.fakes import postgres

CHATS = int(os.environ.get("KERNBOT_LOAD_CHATS", "50"))
"""Read here: no test sees the settings of the machine."""

Figure = Callable[[str, str], None]


class Scene(NamedTuple):
    """What runs."""

    words: str
    kinds: Kinds
    shared: bool


SCENES = (
    Scene("one process on SQLite", {"bot": "polling"}, False),
    Scene("a web process and two workers on Postgres", {"web": "web", "one": "worker", "two": "worker"}, True),
)


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    """A Postgres server of its own."""
    with postgres.running() as server:
        yield server


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.words.replace(" ", "-"))
def test_everybody_makes_a_pack_at_the_same_moment(
    scene: Scene, server: postgres.Server, tmp_path: Path, figure: Figure
) -> None:
    url = server.new() if scene.shared else ""
    raised, paced = uvloop.run(measured(tmp_path, scene.kinds, CHATS, url))
    rows = uvloop.run(_rows(url or f"sqlite:///{tmp_path / 'data' / 'kernbot.db'}"))
    figure("chats, each with a brand and a pack of its own", f"{CHATS}, all at the same moment")
    figure("of which the model itself takes for a pack", f"{raised.least:.1f} s")
    _say("as fast as it goes", raised, figure)
    _say("with Telegram's 30 messages a second", paced, figure)
    everybody = 2 * CHATS
    assert rows == (everybody, everybody * len(CHANNELS), everybody * len(CHANNELS), {"done": 2 * everybody})
    assert len(raised.made) + len(paced.made) == everybody


def _say(how: str, run: Run, figure: Figure) -> None:
    figure(f"to the first topic, median and 95 of 100, {how}", run.words("topic"))
    figure(f"to the last post, median and 95 of 100, {how}", run.words("whole"))
    figure(f"processor time a pack, {how}", f"{run.processor:.2f} s, at a load of {run.busy:.1f}")
    figure(f"model calls a pack, {how}", f"{run.calls:.2f}")


async def _rows(url: str) -> tuple[int, int, int, dict[str, int]]:
    """Packs, posts and versions, and jobs by how they ended."""
    database = Database(url)
    try:
        async with database.read() as work:
            tables = (
                select(func.count()).select_from(table).scalar_subquery() for table in (packs, posts, versions)
            )
            made, written, kept = (await work.link.execute(select(*tables))).one()
            ended = await work.link.execute(select(jobs.c.state, func.count()).group_by(jobs.c.state))
            return made, written, kept, dict(ended.tuples().all())
    finally:
        await database.close()
