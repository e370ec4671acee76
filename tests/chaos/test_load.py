"""Many at once, and much at once: how long people wait, and that nobody waits for somebody else's pile of work."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import uvloop
from sqlalchemy import func, select

from bot.jobs import paying
from bot.jobs.doing import AT_ONCE
from bot.jobs.engine import Pace
from bot.storage.database import Database
from bot.storage.tables.content import packs, posts, versions
from bot.storage.tables.working import jobs
from bot.wiring import load_settings
from tests.chaos.load import Kinds, measured
from tests.chaos.load_pile import piled
from tests.chaos.load_world import CHANNELS
from tests.fakes import postgres
from tests.fakes.jobs import NOW

CHATS = int(os.environ.get("KERNBOT_LOAD_CHATS", "50"))
"""Read here: no test sees the settings of the machine."""

PILE = 200
EACH = (4, 7)
"""Calls that a job makes at the same time: posts for as many channels as usual, and for all there are."""

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
    """A Postgres server of its own, with room for as many processes as in compose.yaml."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(postgres._OPTIONS, "max_connections", "150")
        with postgres.running() as server:
            yield server


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.words.replace(" ", "-"))
def test_everybody_makes_a_pack_at_the_same_moment(
    scene: Scene, server: postgres.Server, tmp_path: Path, figure: Figure
) -> None:
    url = server.new() if scene.shared else ""
    alone, raised, paced = uvloop.run(measured(tmp_path, scene.kinds, CHATS, url))
    rows = uvloop.run(_rows(url or f"sqlite:///{tmp_path / 'data' / 'kernbot.db'}"))
    (one,) = alone.made
    figure("chats at the same moment, each with a brand and a pack of its own", f"{CHATS}")
    figure("first topic, last post of a chat that is alone", f"{one.topic:.1f} s, {one.whole:.1f} s")
    for how, run in (("without a pace", raised), ("at 30 messages a second", paced)):
        figure(f"first topic, median and 95th percentile, {how}", run.words("topic"))
        figure(f"last post, median and 95th percentile, {how}", run.words("whole"))
        figure(f"processor time of all processes a pack, {how}", f"{run.processor:.2f} s")
        figure(f"load of the machine meanwhile, {how}", f"{run.busy:.1f}")
    figure("model calls a pack", f"{(raised.calls + paced.calls) / 2:.2f}")
    made = [*raised.made, *paced.made]
    messages, doubled = (sum(getattr(one, what) for one in made) for what in ("messages", "doubled"))
    figure("packs or posts lost, doubled", "0, 0")
    figure("messages that stand twice", f"{doubled} of {messages}")
    everybody = 1 + 2 * CHATS
    assert rows == (everybody, everybody * len(CHANNELS), everybody * len(CHANNELS), {"done": 2 * everybody})
    assert alone.calls == raised.calls == paced.calls
    assert doubled == 0


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
            return made, written, kept, dict(ended.all())
    finally:
        await database.close()


@pytest.mark.parametrize("database", ["SQLite", "Postgres"])
@pytest.mark.parametrize("each", EACH, ids="{}-channels".format)
async def test_a_pile_of_work_of_one_brand_holds_up_no_other(
    database: str,
    each: int,
    server: postgres.Server,
    tmp_path: Path,
    figure: Figure,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In one process as it comes, where the calls of a single pack may be more than go at once."""
    monkeypatch.setattr(paying, "utc_now", lambda: NOW)  # however long this machine takes to ask for so much
    where = tmp_path if database == "SQLite" else server.new()
    settings = load_settings(None, {}, tmp_path).settings
    slots = settings.model.concurrent
    async with piled(where, Pace(settings.jobs.calls_at_once, here=slots), each) as (world, pile):
        mine = {(await world.takes("write", workspace=1)).id for _ in range(PILE)}
        await pile.until(AT_ONCE, slots)
        other = (await world.takes("write", workspace=2)).id
        await pile.until(AT_ONCE + 1, slots)
        jobs_before = pile.jobs.index(other) - AT_ONCE
        while other not in pile.calls:
            pile.ends()
            await pile.quiet()
        calls_before = pile.calls.index(other) - slots
        ended, waiting = pile.ended, len(mine) - (len(pile.jobs) - 1)
    figure("jobs of one brand, when a second brand asks for its first", f"{PILE}, of which {AT_ONCE} run")
    figure("jobs of the first that begin or end before that of the second begins", f"{jobs_before}")
    figure(
        f"calls of the first that wait when the second asks, {slots} at once",
        f"{AT_ONCE * each - slots}",
    )
    figure("calls of the first that end before the second has one", f"{ended}")
    assert (jobs_before, calls_before, ended) == (0, 0, 1)
    assert waiting == PILE - AT_ONCE
