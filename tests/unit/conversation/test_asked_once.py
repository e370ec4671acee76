"""Whatever begins a job begins it once: an update that comes again, a button that is tapped ten times at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from bot.conversation.callbacks import written
from bot.conversation.effects import Effects
from bot.conversation.events import Command, Event, Tap
from bot.domain.progress import OnEvent
from bot.domain.records import Job
from bot.services.writing import Writing
from tests.fakes.rewriting import FINISHER, KNOWLEDGE, RULES, TODAY
from tests.fakes.talking import Chatter
from tests.fakes.whole import envelope
from tests.fakes.whole_brands import HEARING, alive, scene, template
from tests.fakes.whole_scene import REPORTS, TAPS, Scene

TIMES = 10


class ByModel(Writing):
    """Under the name of a model, so that nothing is written at once."""

    @property
    def writer(self) -> str:
        return "model:scripted"


MODEL = ByModel(KNOWLEDGE, FINISHER, RULES, TODAY)
DESK = HEARING._replace(writing=lambda record: MODEL, model="somebody")


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Scene]:
    """Both brands, and jobs that never end by themselves."""

    async def held(job: Job, tell: OnEvent) -> str:
        await asyncio.Event().wait()
        return ""

    handlers = dict.fromkeys(REPORTS, held)
    async with scene(tmp_path, await asyncio.to_thread(template), DESK, others=handlers) as made:
        yield made


def tap(who: Chatter, data: str) -> Tap:
    """A tap of its own."""
    event = envelope(who)
    return Tap(event, data, f"tap-{event.id}")


async def begun(here: Scene, events: Sequence[Event]) -> list[str]:
    """The kinds of the jobs that all of these begin, at the same moment."""
    before = {row[0] for row in here.rows()["jobs"]}
    stage = here.stage
    stage.taps.update(event.tap for event in events if isinstance(event, Tap))
    answered: list[Effects] = await asyncio.gather(*(stage.conversation.handle(event) for event in events))
    for effects in answered:
        await stage.perform(effects)
    jobs = [row for row in here.rows()["jobs"] if row[0] not in before]
    return [row[3] for row in jobs]


async def test_whatever_button_is_tapped_ten_times_at_once_begins_one_job(here: Scene) -> None:
    owner = here.who("inesmarijn")
    async with here.stage.database.work() as work:  # one that is asked for already is not begun again
        await work.within(here.brands.workspace).jobs.end(here.brands.ids["job"][-1], "cancelled")
    copy, kinds = here.copied(), set[str]()
    for kind in TAPS:
        flow, button, _ = await asyncio.to_thread(alive, kind.code)
        came = []
        for events in ([tap(owner, written(button)) for _ in range(TIMES)], [tap(owner, written(button))] * TIMES):
            await here.waits(owner, flow)
            came.append(await begun(here, events))
            here.restore(copy)
        several, same = came
        assert several == same, kind.code
        assert len(several) <= 1, kind.code
        kinds.update(several)
    copy.close()
    assert kinds == set(REPORTS)


@pytest.mark.parametrize("argument", ["docx", "md"])
async def test_a_command_that_comes_again_begins_one_job(here: Scene, argument: str) -> None:
    owner = here.who("inesmarijn")
    command = Command(envelope(owner), "export", argument)
    assert await begun(here, [command] * TIMES) == ["export"]
    assert await begun(here, [command]) == []
