"""The lean Bot API and the people at it, as a process: orders and answers are lines of JSON.

The first line that it writes is its port. An order names what to `do`, the `token` of the bot, and what it needs.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import uvloop

from bench.chat.api import Api, Json
from bench.chat.http import Connection
from bench.chat.load import Load
from bench.chat.people import play


async def serve() -> None:
    """Until nobody orders any more."""
    loop = asyncio.get_running_loop()
    api = Api()
    server = await loop.create_server(lambda: Connection(api.answer), "127.0.0.1", 0)
    _tell(server.sockets[0].getsockname()[1])
    orders = asyncio.StreamReader(limit=1 << 24)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    while line := await orders.readline():
        order = json.loads(line)
        try:
            _tell({"is": await _DOES[order.pop("do")](api, **order)})
        except TimeoutError as error:
            _tell({"failed": str(error)})


async def begins(api: Api, token: str) -> float | None:
    """When the bot polled first, by the machine's clock; None when it has not yet."""
    return api.account(token).first_poll


async def ends(api: Api, token: str) -> None:
    """The bot is gone; the next one with this token begins anew."""
    api.forget(token)


async def floods(api: Api, token: str, update: dict[str, str], chats: int, count: int) -> Json:
    """Cheap updates, as `Load` has them."""
    return (await Load(api.account(token), update, chats, count).run())._asdict()


async def plays(api: Api, token: str, people: list[Json], parts: list[list[list[str]]]) -> list[Json]:
    """People who do something, as `play` has it."""
    return await play(api.account(token), people, parts)


_DOES: dict[str, Callable[..., Awaitable[Any]]] = {
    "begins": begins,
    "ends": ends,
    "floods": floods,
    "plays": plays,
}


def _tell(answer: Any) -> None:
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    uvloop.run(serve())
