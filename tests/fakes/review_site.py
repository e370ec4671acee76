"""The page for somebody outside at work: a database behind it, on a port of this machine."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx

from bot.conversation.catalogue import catalogue
from bot.domain.base import Language
from bot.domain.keeping import NewVersion
from bot.domain.pack import Post
from bot.domain.records import Decision, Membership
from bot.services import board, client_links
from bot.services.client_links import ClientDesk, Heard
from bot.services.exports.approved import Texts
from bot.storage.database import Database, Work
from bot.web import app, listening, review
from bot.web.guesses import Guesses
from tests.fakes.composing import KNOWLEDGE
from tests.integration.storage.filling import Clock, Filled, fill, submitted

CATALOGUE = catalogue()


def texts(language: Language) -> Texts:
    """The words of documents."""
    return board.reading(KNOWLEDGE, language)


class Site(NamedTuple):
    """A database behind a page on a port of this machine. `elsewhere` is another brand with the same in it."""

    database: Database
    filled: Filled
    elsewhere: Filled
    client: httpx.AsyncClient
    heard: list[Heard]
    clock: Clock

    async def link(self, language: Language = "nl") -> str:
        """The path of a new link about the pack."""
        filled = self.filled
        member = Membership(filled.workspace, "Waterkant", filled.anna, "Anna", frozenset({"owner"}))
        async with self.database.work() as work:
            return f"/review/{(await client_links.make(work, member, filled.pack.id, language))[1]}"

    async def post(self, content: Post, language: Language = "nl") -> int:
        """One more post in the pack, up for review."""
        filled = self.filled
        async with self.database.work() as work:
            posts = work.within(filled.workspace).posts
            made = (await posts.add(filled.pack.id, NewVersion(content, language, filled.anna))).id
            await submitted(work, filled.workspace, made, filled.anna)
        return made

    async def record(self) -> list[Decision]:
        """What came in through links."""
        async with self.database.read() as work:
            scope = work.within(self.filled.workspace)
            posts = await scope.posts.of_pack(self.filled.pack.id)
            lines = [line for post in posts for line in await scope.reviews.of_post(post.id)]
        return [line for line in lines if line.kind.startswith("client_")]


@asynccontextmanager
async def standing(file: Path, guesses: Guesses | None = None, **more: Any) -> AsyncIterator[Site]:
    """The page at work; `more` goes to `review`."""
    clock = Clock()
    database = Database(f"sqlite:///{file}", clock)
    await database.upgrade()
    async with database.work() as work:
        filled, elsewhere = await fill(work), await fill(work, "Elders", "2")
    heard: list[Heard] = []

    async def hears(work: Work, one: Heard) -> Callable[[], Awaitable[None]]:
        async def tell() -> None:
            heard.append(one)

        return tell

    route = review(ClientDesk(database, texts, hears), CATALOGUE, guesses, **more)
    async with (
        listening(app(route), "127.0.0.1", 0) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client,
    ):
        yield Site(database, filled, elsewhere, client, heard, clock)
    await database.close()
