"""Every kind of job, killed at every commit and at every paid call, and run again from its start."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.services.hearing import HEAR
from bot.services.posts import REWRITE
from tests.fakes.killing import Place, places
from tests.fakes.killing_cases import CASES, STATES, WRITERS, World, lasting, prepare, prepared, world
from tests.fakes.postgres import Server, running

Figure = Callable[[str, str], None]


async def test_a_job_killed_anywhere_comes_to_the_same(tmp_path: Path, figure: Figure) -> None:
    kills = 0
    for name, case in CASES.items():
        content = await asyncio.to_thread(prepared, case.state)
        for writer in WRITERS:
            whole = world(tmp_path, case, writer, content)
            calm = await whole.runs()
            stored = await whole.rows()
            assert calm.result is not None
            for place in places(calm.life):
                broken = world(tmp_path, case, writer, content)
                assert (await broken.runs(place)).result is None, (name, place)
                again = await broken.runs()
                assert again.result == calm.result, (name, place)
                assert await broken.rows() == stored, (name, place)
                assert broken.till.paid == whole.till.paid, (name, place)  # the same calls, each once
                # What was told before may not have been shown. Of a rewriting the result is what is shown.
                assert case.kind == REWRITE or lasting(again.told) == lasting(calm.told), (name, place)
                # Here nobody keeps what was heard before it is stored: that alone is paid again, in that moment.
                moment = case.kind == HEAR and place in (Place("after call", 1), Place("before commit", 1))
                assert broken.till.heard == whole.till.heard + moment, (name, place)
                kills += 1
    figure(
        "kills of a job at each of its commits and model calls, in so many kinds of jobs", f"{kills}, {len(CASES)}"
    )
    figure("rows lost or doubled by those kills, finished model calls paid or counted twice", "0, 0")


async def test_a_job_stopped_in_a_call_is_counted_once(tmp_path: Path, figure: Figure) -> None:
    """A process that ends in good order writes down what its half-done work has cost; the next one goes on."""
    stops = 0
    for name, case in CASES.items():
        content = await asyncio.to_thread(prepared, case.state)
        whole = world(tmp_path, case, "model", content)
        calm = await whole.runs()
        for number in range(1, calm.life.calls + 1):
            broken = world(tmp_path, case, "model", content)
            assert (await broken.runs(Place("stopped in call", number))).result is None, (name, number)
            assert (await broken.runs()).result is not None
            assert broken.till.paid == whole.till.paid, (name, number)
            # Of posts beside each other one is stopped and the others are not: they come in another order.
            assert counted(await broken.rows()) == counted(await whole.rows()), (name, number)
            stops += 1
    figure("jobs stopped in the middle of a model call, calls paid or counted twice", f"{stops}, 0")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A Postgres server of its own."""
    with running() as made:
        yield made


@pytest.mark.postgres
async def test_a_job_killed_at_any_commit_on_postgres_comes_to_the_same(server: Server, figure: Figure) -> None:
    ready = {}
    for state in STATES:
        url = await asyncio.to_thread(server.new)
        await prepare(url, state)
        ready[state] = url.rpartition("/")[2]
    kills = 0
    for name, case in CASES.items():
        whole = World(await asyncio.to_thread(server.new, ready[case.state]), case, "model")
        calm = await whole.runs()
        stored = counted(await whole.rows())
        for number in range(1, calm.life.commits):
            for at in ("before commit", "after commit"):
                broken = World(await asyncio.to_thread(server.new, ready[case.state]), case, "model")
                assert (await broken.runs(Place(at, number))).result is None, (name, at, number)
                assert (await broken.runs()).result is not None
                assert broken.till.paid == whole.till.paid, (name, at, number)
                # What was undone has used up ids here: rows are counted, and what was used is compared.
                assert counted(await broken.rows()) == stored, (name, at, number)
                kills += 1
    figure(
        "the same on Postgres: kills of a job, rows lost or doubled, calls paid or counted twice", f"{kills}, 0, 0"
    )


def counted(stored: dict[str, list[Any]]) -> dict[str, Any]:
    """What was used, and what there is of everything."""
    return {
        "used": (stored["usage"], [row[1:] for row in stored["packs"]]),
        "pieces": [row[:4] for row in stored["pieces"]],
        "rows": {name: len(found) for name, found in stored.items()},
    }
