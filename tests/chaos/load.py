"""Packs made by many chats at the same moment: how long until something is seen, and until all of it is."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple, TypeVar

from tests.chaos.load_world import ORDERS, Crowd, Made, Maker, Model, telegram
from tests.fakes.bot_process import Bot, Kind

TOGETHER = 50
"""People who come at the same moment, before it counts."""
Kinds = Mapping[str, Kind]
ValueT = TypeVar("ValueT")


class Watched(Bot):
    """A bot of which can be seen what it takes."""

    @property
    def pid(self) -> int:
        """Its process."""
        assert self._process, "the bot was started"
        return self._process.pid

    @property
    def processor(self) -> float:
        """Seconds of processor time that it has used."""
        stat = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


class Run(NamedTuple):
    """What everybody got, the seconds of processor time of all processes a pack, how busy the machine was (its
    load over a minute, when it was over), and the calls of a model that a pack took."""

    made: Sequence[Made]
    processor: float
    busy: float
    calls: float

    def words(self, what: str) -> str:
        """Median and 95th percentile of `topic` or `whole`, in seconds."""
        took = [getattr(one, what) for one in self.made]
        return f"{median(took):.1f} s, {quantiles(took, n=20)[-1]:.1f} s"


async def measured(folder: Path, kinds: Kinds, chats: int, url: str = "") -> tuple[Run, Run, Run]:
    """One chat alone, all of them, and all of them at Telegram's pace, which is off before that. The processes go
    by name; the first one gets the updates."""
    async with AsyncExitStack() as stack:
        api = await stack.enter_async_context(telegram())
        model = await stack.enter_async_context(await Model.made())
        crowd = Crowd(api)
        environ = {**model.environ, **({"DATABASE_URL": url} if url else {})}

        def bots(*, hasty: bool) -> list[Watched]:
            return [Watched(api, folder, kind, environ, hasty=hasty, name=name) for name, kind in kinds.items()]

        async with _running(bots(hasty=True)) as hasty:
            alone = await _make(await _come(crowd, range(1, 2)), hasty, model)
            people = await _come(crowd, range(2, 2 + chats))
            raised = await _make(people, hasty, model)
            for some in _portions(people):
                await asyncio.gather(*(one.do(ORDERS) for one in some))
        async with _running(bots(hasty=False)) as usual:
            paced = await _make(people, usual, model)
    return alone, raised, paced


@asynccontextmanager
async def _running(bots: Sequence[Watched]) -> AsyncIterator[Sequence[Watched]]:
    first, *others = bots
    try:
        await first.start()
        await first.link()
        for other in others:
            await other.start()
            await other.up()
        yield bots
    finally:
        for bot in bots:
            if bot.running:
                await bot.ends()


async def _come(crowd: Crowd, numbers: Sequence[int]) -> list[Maker]:
    people = []
    for some in _portions(numbers):
        people += await crowd.comes(some)
    return people


def _portions(of: Sequence[ValueT]) -> Iterator[Sequence[ValueT]]:
    for at in range(0, len(of), TOGETHER):
        yield of[at : at + TOGETHER]


async def _make(people: Sequence[Maker], bots: Sequence[Watched], model: Model) -> Run:
    before, asked = sum(bot.processor for bot in bots), model.asked
    made = await asyncio.gather(*(one.makes() for one in people))
    used = sum(bot.processor for bot in bots) - before
    calls = (model.asked - asked) / len(people)
    return Run(made, used / len(people), os.getloadavg()[0], calls)
