"""Processes are killed at moments spread over a pack; everything asked for comes, once, and is paid for once."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
import structlog

from tests.chaos.packs import CALLS, CHANNELS, Installation, installation
from tests.fakes import postgres
from tests.fakes.bot_process import Kind

KILLS = 21
WINDOW_SECONDS = 1.0
"""Between the end of an answer and its being stored, on a machine that does much else. What ended longer before a
kill is never asked for again."""
UNDISTURBED = 2
"""Packs made first, to know how long one takes and how many messages it is."""

log = structlog.get_logger(__name__)

Figure = Callable[[str, str], None]


class Scene(NamedTuple):
    """What runs, and what is killed each time."""

    words: str
    kinds: dict[str, Kind]
    victims: tuple[str, ...]
    shared: bool


SCENES = (
    Scene("the bot on SQLite", {"bot": "polling"}, ("bot",), False),
    Scene("the bot on Postgres", {"bot": "webhook"}, ("bot",), True),
    Scene("one of two workers", {"web": "web", "one": "worker", "two": "worker"}, ("one",), True),
    Scene(
        "two of three workers",
        {"web": "web", "one": "worker", "two": "worker", "three": "worker"},
        ("one", "two"),
        True,
    ),
    Scene("the process with the webhook", {"web": "web", "one": "worker"}, ("web",), True),
)


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    """A Postgres for all scenes."""
    with postgres.running() as server:
        yield server


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.words.replace(" ", "-"))
async def test_nothing_is_lost_and_nothing_paid_again(
    scene: Scene, server: postgres.Server, tmp_path: Path, figure: Figure
) -> None:
    url = server.new() if scene.shared else ""
    async with installation(tmp_path, scene.kinds, url) as here:
        loop = asyncio.get_running_loop()
        lasts, waits = [], []
        for _ in range(UNDISTURBED):
            card = await here.order()
            began = loop.time()
            await here.pack(card)
            lasts.append(loop.time() - began)
        usual = Counter(here.messages[-1])
        again: list[float] = []
        for number in range(KILLS):
            card = await here.order()
            began, before = loop.time(), len(here.model.finished)
            async with asyncio.TaskGroup() as group:
                killing = group.create_task(_killed(here, scene.victims, max(lasts) * number / (KILLS - 1)))
                await here.pack(card)
            waits.append(loop.time() - began)
            again += _asked_again(here.model.finished[before:], killing.result())
            log.info("kill", scene=scene.words, number=number + 1, seconds=round(waits[-1], 1))
        rows = await here.rows()

    made = UNDISTURBED + KILLS
    disturbed = [Counter(messages) for messages in here.messages[UNDISTURBED:]]
    missing = [(dict(usual - messages), dict(messages - usual)) for messages in disturbed if usual - messages]
    doubled = [(messages - usual).total() for messages in disturbed]
    figure(f"kill -9 of {scene.words}: moments", f"{KILLS}, over a pack of {max(lasts):.1f} s")
    figure("rows lost", f"{made * len(CHANNELS) - rows.posts} of {made * len(CHANNELS)} posts")
    figure("rows doubled", f"{rows.versions - made * len(CHANNELS)}")
    figure("finished calls paid again", f"{len(again)} of {len(here.model.finished)}")
    figure("messages that stand twice", f"{sum(doubled)} of {sum(map(len, here.messages))}")
    figure("the longest pack", f"{max(waits):.1f} s")
    assert (rows.packs, rows.posts, rows.versions) == (made, made * len(CHANNELS), made * len(CHANNELS))
    assert set(rows.jobs) == {"done"}
    assert rows.wrong == 0
    assert not missing
    assert len(again) == len(here.model.finished) - made * CALLS
    assert max(again, default=0.0) < WINDOW_SECONDS, "paid again though it had been stored"
    assert max(doubled) <= 1, (
        "a chat hears one thing after another: a kill falls between one answer and its commit"
    )


def _asked_again(finished: Sequence[tuple[str, float]], killed: float) -> list[float]:
    """How long before the kill each answer ended that was asked for once more."""
    known: dict[str, float] = {}
    again: list[float] = []
    for asked, at in finished:
        if asked in known:
            again.append(killed - known[asked])
        known[asked] = at
    return again


async def _killed(here: Installation, names: tuple[str, ...], after: float) -> float:
    """When it was done."""
    await asyncio.sleep(after)
    for name in names:
        here.bots[name].kill()
    at = asyncio.get_running_loop().time()
    await here.back(*names)
    return at
