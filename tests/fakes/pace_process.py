"""A process that sends as fast as it may: `python -m tests.fakes.pace_process` with the server, the database
("" for none) and chats; each chat gets as many messages as stand behind its id."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress

from telegram.error import RetryAfter
from telegram.ext import ExtBot

from bot.conversation.events import Chat
from bot.storage.pace import SharedPace
from bot.telegram_ui.outgoing import Outgoing
from bot.telegram_ui.pace import Limits, Pace
from bot.telegram_ui.render import Page
from bot.telegram_ui.reservations import Sheltered
from bot.telegram_ui.transport import AiohttpRequest
from tests.fakes.telegram import TOKEN


async def run(server: str, database: str, wishes: list[str]) -> None:
    """Sends everything, with a draft beside each message where there is room."""
    os.environ["PTB_TIMEDELTA"] = "true"
    shared = SharedPace(database, TOKEN) if database else None
    pace = Pace(Limits(), reservations=Sheltered(shared) if shared else None)
    bot = ExtBot(TOKEN, f"{server}/bot", rate_limiter=pace, request=AiohttpRequest())
    calls = Outgoing(bot)
    async with bot, asyncio.TaskGroup() as group:
        for wish in wishes:
            chat, _, count = wish.partition("=")
            place = Chat("telegram", chat, private=not chat.startswith("-"))
            group.create_task(_talk(calls, pace, place, int(count)))
    if shared is not None:
        await shared.aclose()


async def _talk(calls: Outgoing, pace: Pace, chat: Chat, count: int) -> None:
    for number in range(count):
        page = Page(*[f"{os.getpid()} {number}"] * 2)
        if chat.private and await pace.spare(chat.id):
            with suppress(RetryAfter):
                await calls.draft(chat, 1, page)
        await calls.post(chat, page)


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1], sys.argv[2], sys.argv[3:]))
