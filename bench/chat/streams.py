"""Topics that a model streams: how much later than at the model they are seen, and in how many steps they grow."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple

import uvloop

from bench.chat.bots import Bot, Server, bot, server
from bench.chat.model import Topics
from bench.table import Row

Json = dict[str, Any]
Steps = list[list[str]]

ONE_BY_ONE = 3
CROWD = 200
GROUP = -1001
ORDER: Steps = [
    ["say", "/start"],
    ["tap", "1~w.ok"],
    ["tap", "1~w.demo"],
    ["find", "1~go:"],
    ["say", "/new"],
    ["tap", "1~n.p"],
    ["tap", "1~n.nx"],
    ["tap", "1~n.nx"],
    ["find", "1~n.go"],
]
"""A new person, the demo brand, and everything said that topics need."""
BY_MODEL: Steps = [*ORDER[:3], ["tap", "1~y.cc"], ["tap", "1~y.c:"], ["find", "1~y.c:"], *ORDER[4:]]
"""The same, with a model allowed to write."""
LINKED: Steps = [["say", "/link"], ["tap", "1~m.gl"], ["see", " "], *ORDER[4:]]
MAKE: Steps = [["tap", "1~n.go"], ["find", "1~i.p"]]


class Seen(NamedTuple):
    """Of one chat: seconds from the model's first complete topic to the screen, and from the order to there; how
    often the growing message was edited, and how many drafts there were."""

    late: float
    asked: float
    edits: int
    drafts: int


def rows() -> Iterator[Row]:
    """Milliseconds and seconds, and counts of what Telegram was asked to show."""
    alone, crowd, paced, group = uvloop.run(_measured())
    late = 1000 * median(one.late for one in alone)
    yield Row("first topic on screen after the model's, 1 chat", late, "ms", most=100, decimals=0)
    everybody = f"{CROWD} chats at once"
    yield from _of_many(everybody, crowd, 500.0)
    yield from _of_many(f"{everybody} at Telegram's pace of 30 a second", paced, None)
    yield Row("edits of a streamed answer in a group", max(one.edits for one in group), "", most=12, decimals=0)
    drafts = max(one.drafts for one in (*alone, *crowd))
    yield Row("drafts of a streamed answer in a private chat", drafts, "", decimals=0)


def _of_many(where: str, seen: Sequence[Seen], most: float | None) -> Iterator[Row]:
    late = [1000 * one.late for one in seen]
    yield Row(f"first topic on screen after the model's, {where}", median(late), "ms", most=most, decimals=0)
    yield Row(f"the same, what 19 of 20 chats stay below, {where}", _slowest(late), "ms", decimals=0)
    asked = [one.asked for one in seen]
    yield Row(f"from the order to the first topic, median, {where}", median(asked), "s", decimals=1)
    yield Row(f"the same, what 19 of 20 chats stay below, {where}", _slowest(asked), "s", decimals=1)


def _slowest(values: Sequence[float]) -> float:
    return float(quantiles(values, n=20)[-1])


async def _measured() -> tuple[list[Seen], list[Seen], list[Seen], list[Seen]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with server() as at, await Topics.made() as model:
            async with bot(at, "kernbot", folder, model.environ) as ours:
                stage = _Stage(at, ours, model)
                alone = [(await stage.makes(await stage.comes([chat])))[0] for chat in range(1, ONE_BY_ONE + 1)]
                group = await stage.makes(await stage.gathers(ONE_BY_ONE))
                crowd = await stage.makes(await stage.comes(range(1001, 1001 + CROWD)))
                waiting = await stage.comes(range(2001, 2001 + CROWD))
            async with bot(at, "kernbot run", folder, model.environ) as ours:
                paced = await _Stage(at, ours, model).makes(waiting)
    return alone, crowd, paced, group


class _Stage(NamedTuple):
    at: Server
    ours: Bot
    model: Topics

    async def comes(self, chats: Sequence[int]) -> list[Json]:
        """New people, each about to order."""
        people = [{"chat": chat, "person": chat} for chat in chats]
        return list(await self.at.order("plays", self.ours.token, people=people, parts=[BY_MODEL]))

    async def gathers(self, person: int) -> list[Json]:
        """Somebody who is known, in a group that is new, about to order."""
        people = [{"chat": GROUP, "person": person}]
        return list(await self.at.order("plays", self.ours.token, people=people, parts=[LINKED]))

    async def makes(self, people: list[Json]) -> list[Seen]:
        """All of them order at the same moment."""
        done = await self.at.order("plays", self.ours.token, people=people, parts=[MAKE])
        return [self._seen(one) for one in done]

    def _seen(self, one: Json) -> Seen:
        mark = next(mark for mark in one["seen"] if mark.endswith("x1"))
        at = one["seen"][mark]
        return Seen(at - self.model.complete[mark], at - one["begun"], one["edits"], one["drafts"])
