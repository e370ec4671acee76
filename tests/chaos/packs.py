"""A whole installation for the fault tests: processes, Telegram, a model, a database, somebody who makes packs.

Everything is real but Telegram and the model, which are strict servers on loopback.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import exists, func, select

from bot.conversation.told import ENDED
from bot.storage.database import Database
from bot.storage.tables.content import packs, posts, versions
from bot.storage.tables.working import jobs, told
from tests.fakes.bot_process import Bot, Kind
from tests.fakes.model_server import ModelServer, Say
from tests.fakes.running import House, Talker
from tests.fakes.telegram import BotApi, Message, Pace
from tests.integration.e2e.model import answer, environ
from tests.integration.e2e.steps import ordered, with_model

CHANNELS = ("LinkedIn", "Instagram")
PATIENCE = 60.0
"""Seconds until something is given up: a start takes three, a dead worker's jobs are taken up within ten."""
LOOK_SECONDS = 0.1
CALLS = 2 + len(CHANNELS)
"""Paid calls of a pack: topics, key message, posts."""
FIRST_TOKEN, TOKENS = 0.3, 400.0
"""Seconds, and tokens a second, of the model: a pack takes a few seconds, as much as there is to be broken off."""


class Counting(ModelServer):
    """The model, which notes what it answered to the end, and when (seconds of the loop)."""

    def __init__(self) -> None:
        super().__init__(answer=answer, first_token=FIRST_TOKEN, tokens_per_second=TOKENS)
        self.finished: list[tuple[str, float]] = []

    async def _stream(self, request: dict[str, Any], step: Say, writer: asyncio.StreamWriter) -> None:
        await super()._stream(request, step, writer)
        await writer.drain()
        self.finished.append((json.dumps(request, sort_keys=True), asyncio.get_running_loop().time()))


@dataclass
class Installation:
    """What runs, by name, and who uses it."""

    api: BotApi
    model: Counting
    bots: dict[str, Bot]
    url: str
    noor: Talker
    made: int = 0
    messages: list[list[str]] = field(default_factory=list)
    """What stood on the screen after each pack: how each message begins, its first button."""

    async def back(self, *names: str) -> None:
        """Starts what was killed again."""
        for name in names:
            await self.bots[name].over()
            await self.bots[name].start()

    async def until(self, done: Any) -> None:
        """Returns once this is true."""
        await self.api.until(done, PATIENCE)

    async def order(self) -> Message:
        """The card that waits for one tap more."""
        await ordered(self.noor, phase=1 + self.made % 6, channels=CHANNELS)
        self.made += 1
        return self.noor.last

    async def pack(self, card: Message) -> None:
        """Has a pack made, and returns when all of it stands on the screen and nothing goes on."""
        before = len(self.noor.person.messages)
        await self.makes(card)
        await self.settled()
        self.messages.append([_kind(message) for message in self.said(before)])

    async def makes(self, card: Message) -> None:
        """Has a pack made, and returns when all of it stands on the screen."""
        one, t = self.noor, self.noor.t
        before = len(one.person.messages)

        def having(label: str) -> list[Message]:
            return [
                message for message in self.said(before) if any(each.startswith(label) for each in message.labels)
            ]

        one.person.taps(t("new-make"), card)
        await self.until(lambda: having("1. "))
        topics = having("1. ")[0]
        one.person.taps(next(label for label in topics.labels if label.startswith("1. ")), topics)
        await self.until(lambda: len(having(t("posts-do-submit"))) >= len(CHANNELS))

    def said(self, before: int) -> list[Message]:
        """What the bot has said since there were so many messages."""
        return [message for message in self.noor.person.messages[before:] if message.by_bot]

    async def settled(self) -> None:
        """Returns once every job has said that it ended, and nothing is left to be shown."""
        database = Database(self.url)
        try:
            for _ in range(int(PATIENCE / LOOK_SECONDS)):
                if not await _open(database):
                    return
                await asyncio.sleep(LOOK_SECONDS)
            raise AssertionError("jobs do not end, or what they say is not shown")
        finally:
            await database.close()

    async def rows(self) -> Rows:
        """What stands in the database."""
        database = Database(self.url)
        try:
            async with database.read() as work:
                count = await work.link.execute(
                    select(
                        select(func.count()).select_from(packs).scalar_subquery(),
                        select(func.count()).select_from(posts).scalar_subquery(),
                        select(func.count()).select_from(versions).scalar_subquery(),
                    )
                )
                states = await work.link.execute(select(jobs.c.state, func.count()).group_by(jobs.c.state))
                made, written, kept = count.one()
                ended = dict(states.all())
            wrong = [problem async for problem in database.verify()]
        finally:
            await database.close()
        return Rows(made, written, kept, ended, len(wrong))


@dataclass
class Rows:
    """Packs, posts, versions, jobs by how they ended, and what verifying found."""

    packs: int
    posts: int
    versions: int
    jobs: dict[str, int]
    wrong: int


@asynccontextmanager
async def installation(
    folder: Path, kinds: Mapping[str, Kind], url: str = "", environs: Mapping[str, str] | None = None
) -> AsyncIterator[Installation]:
    """Processes by name and kind, the first of which gets the updates; on Postgres where a `url` is given."""
    url = url or f"sqlite:///{folder / 'data' / 'kernbot.db'}"
    async with AsyncExitStack() as stack:
        api = await stack.enter_async_context(BotApi(pace=Pace(on=False)))
        model = await stack.enter_async_context(Counting())
        settings = {**environ(model), **at(url), **(environs or {})}
        bots = {name: Bot(api, folder, kind, settings, hasty=True, name=name) for name, kind in kinds.items()}
        stack.push_async_callback(_ended, bots)
        first, *others = bots.values()
        await first.start()
        house = House(api, first)
        house.admin = house.meets("Ad", "nl")
        house.link = await first.link()
        for other in others:
            await other.start()
            await other.up()
        await house.admin.writes(f"/start {house.link}", "welcome-title")
        await house.admin.chooses("welcome-agree", "welcome-first")
        noor = await house.owner("Noor", "nl")
        await with_model(noor)
        yield Installation(api, model, bots, url, noor)


def at(url: str) -> dict[str, str]:
    """The setting for this database: none for the file that a bot makes by itself."""
    return {} if url.startswith("sqlite") else {"DATABASE_URL": url}


async def _ended(bots: Mapping[str, Bot]) -> None:
    for bot in bots.values():
        if bot.running:
            await bot.ends()


def _kind(message: Message) -> str:
    """What sort of message it is: the words differ from pack to pack, and so do the buttons below the first."""
    return f"{message.text[:14]} … {message.labels[:1]}"


async def _open(database: Database) -> bool:
    """A job that has ended is to say so yet: that is a transaction of its own."""
    said = exists().where(told.c.job_id == jobs.c.id, told.c.key == ENDED)
    async with database.read() as work:
        unsaid = (await work.link.execute(select(func.count()).select_from(jobs).where(~said))).scalar_one()
        return unsaid > 0 or await work.outbox.waiting() > 0
