"""One person who asks for more than anybody could read."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.conversation.areas.ideas_buttons import PickTopic
from bot.conversation.callbacks import written
from bot.conversation.events import Tap
from bot.services.limits import Allowance, Limits
from tests.fakes.making import making, with_ideas
from tests.fakes.whole import envelope

MOST = 4


async def test_whoever_asks_for_a_hundred_things_at_once_gets_what_a_day_has_room_for(tmp_path: Path) -> None:
    """What waits counts: nothing of it is made yet when the last one is asked for."""
    async with making(tmp_path, limits=Limits(person=Allowance(generations=MOST + 1))) as stage:
        me = await with_ideas(stage)  # one
        stage.patient = False
        for _ in range(3):
            taps = [
                Tap(envelope(me), written(PickTopic(1, 1, f"t{number}")), f"tap-{stage.number()}")
                for number in range(1, 7)
            ]
            stage.taps.update(one.tap for one in taps)
            for effects in await asyncio.gather(*(stage.conversation.handle(one) for one in taps)):
                await stage.perform(effects)
        async with stage.database.read() as work:
            assert await work.within(1).jobs.live() <= MOST
            person = await work.people.find("test", "me")
            assert person is not None
            asked = await work.within(1).jobs.of(person.id, {"waiting", "running", "done"})
        assert 1 < len(asked) <= MOST + 1
        await stage.jobs.settled()
