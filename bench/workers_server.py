"""The lean Bot API with people who make one pack after another, as a process. Orders and answers are in JSON."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter
from contextlib import suppress
from typing import Any

import uvloop

from bench.chat.api import Api, Call, Json, shown
from bench.chat.http import Connection
from bench.chat.people import Chatter
from bench.chat.streams import MAKE, ORDER

TOKEN = "1:bench"
WELCOME = [*ORDER[:3], ["tap", "1~y.cc"], ["tap", "1~y.c:"], ["find", "1~y.c:"]]
"""A new person with the demo brand, and a model that may write."""
SUBMIT = "1~r.sub"
"""Stands on the card of a post that was just written."""
PACK = [*ORDER[4:], *MAKE, ["tap", "1~i.p"]]
"""From /new to the choice of a topic."""


SPREAD = 0.7
"""The part of the time before anything counts in which people begin."""


class Maker(Chatter):
    """Makes packs. One is there when a message says `done`."""

    done = ""
    posts = 0

    def begins(self) -> None:
        """Waits for the next pack."""
        self.over = asyncio.Event()

    def hears(self, call: Call) -> None:
        """The bot showed something."""
        super().hears(call)
        data = json.dumps(call.values.get("reply_markup", ""))
        self.posts += call.method == "sendMessage" and SUBMIT in data
        if call.method in ("sendMessage", "editMessageText") and self.done in shown(call.values):
            self.over.set()


class Crowd:
    """All who make packs, and what the bot calls meanwhile."""

    def __init__(self, api: Api, done: str) -> None:
        self._account = api.account(TOKEN)
        self._done = done
        self._makers: dict[int, Maker] = {}
        self._calls: Counter[str] = Counter()
        self._packs: list[float] = []

    async def come(self, last: int) -> None:
        """New people, ready to order."""
        for number in range(1, last + 1):
            self._makers[number] = Maker(self._account, number, number)
            self._makers[number].done = self._done
        self._account.on_call = self._heard
        await asyncio.gather(*(self._makers[number].do(WELCOME) for number in self._makers))

    async def make(self, warm: float, seconds: float) -> Json:
        """Everybody makes packs; those count that are there in a stretch of so many seconds after `warm`."""
        begin, posts = 0.0, 0
        with suppress(TimeoutError):  # they never stop
            async with asyncio.timeout(warm + seconds), asyncio.TaskGroup() as group:
                for place, maker in enumerate(self._makers.values()):
                    later = SPREAD * warm * place / len(self._makers)
                    group.create_task(self._makes(maker, later))
                await asyncio.sleep(warm)
                self._calls.clear()
                self._packs.clear()
                posts = self._posts
                begin = time.monotonic()
                _tell({"is": "warm"})
        took, made = time.monotonic() - begin, self._posts - posts
        return {"packs": self._packs, "posts": made, "seconds": took, "calls": self._calls}

    @property
    def _posts(self) -> int:
        return sum(maker.posts for maker in self._makers.values())

    async def _makes(self, maker: Maker, later: float) -> None:
        await asyncio.sleep(later)
        while True:
            begin = time.monotonic()
            maker.begins()
            await maker.do(PACK)
            await maker.over.wait()
            self._packs.append(time.monotonic() - begin)

    def _heard(self, call: Call) -> None:
        self._calls[call.method] += 1
        if call.chat in self._makers:
            self._makers[call.chat].hears(call)


async def serve(done: str) -> None:
    """Until nobody orders any more. The first line is the port."""
    loop = asyncio.get_running_loop()
    api = Api()
    crowd = Crowd(api, done)
    server = await loop.create_server(lambda: Connection(api.answer), "127.0.0.1", 0)
    _tell(server.sockets[0].getsockname()[1])
    orders = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    while line := await orders.readline():
        order = json.loads(line)
        try:
            _tell({"is": await getattr(crowd, order.pop("do"))(**order)})
        except ExceptionGroup as error:
            _tell({"failed": str(error.exceptions[0])})


def _tell(answer: Any) -> None:
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    uvloop.run(serve(sys.argv[1]))
