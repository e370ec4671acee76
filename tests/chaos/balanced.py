"""Two processes with the webhook and a worker, behind one address that deals updates out to them in turn."""

from __future__ import annotations

import itertools
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import aiohttp
from aiohttp import web

from tests.fakes.bot_process import LOOPBACK, Bot
from tests.fakes.running import House
from tests.fakes.telegram import BotApi

SECRET = "one-secret_for-all-processes"


@asynccontextmanager
async def dealing(ports: Sequence[int]) -> AsyncIterator[str]:
    """The address in front of these ports."""
    turns = itertools.cycle(ports)
    async with aiohttp.ClientSession() as session, AsyncExitStack() as stack:

        async def deal(request: web.Request) -> web.Response:
            address = f"http://{LOOPBACK}:{next(turns)}{request.path}"
            try:
                async with session.post(address, data=await request.read(), headers=request.headers) as answer:
                    return web.Response(status=answer.status)
            except aiohttp.ClientError:
                return web.Response(status=502)

        app = web.Application()
        app.router.add_post("/{rest:.*}", deal)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, LOOPBACK, 0).start()
        yield f"http://{LOOPBACK}:{runner.addresses[0][1]}"


@asynccontextmanager
async def balanced(api: BotApi, folder: Path, url: str) -> AsyncIterator[House]:
    """Both webs and the worker at work, with Telegram's real pace."""
    ports = [_free(), _free()]
    async with dealing(ports) as address, AsyncExitStack() as stack:
        bots: list[Bot] = []
        for number, port in enumerate(ports):
            environ = {
                "DATABASE_URL": url,
                "KERNBOT__WEBHOOK__URL": address,
                "KERNBOT__WEBHOOK__PORT": str(port),
                "TELEGRAM_WEBHOOK_SECRET": SECRET,
            }
            bots.append(Bot(api, folder, "web", environ, hasty=False, name=f"web{number}"))
        bots.append(Bot(api, folder, "worker", {"DATABASE_URL": url}, hasty=False, name="worker"))
        house = House(api, bots[0])
        for bot in bots:
            await bot.start()
            stack.push_async_callback(_ends, bot)
            if bot is house.bot:
                house.link = await bot.link()
        house.admin = house.meets("Ad", "nl")
        await house.admin.writes(f"/start {house.link}", "welcome-title")
        await house.admin.chooses("welcome-agree", "welcome-first")
        yield house


async def _ends(bot: Bot) -> None:
    code = await bot.ends() if bot.running else 0
    assert code == 0, f"it ended with {code}\n{bot.said}"


def _free() -> int:
    with socket.create_server((LOOPBACK, 0)) as free:
        return int(free.getsockname()[1])
