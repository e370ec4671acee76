"""Every kind of job as tests of killing need it: what is asked, what there is before, and the handlers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, NamedTuple, get_args

from sqlalchemy import select

from bot.conversation.events import Chat, Sender
from bot.conversation.turn import Place as Waits
from bot.domain.base import Model
from bot.domain.progress import Event as Progress
from bot.domain.progress import KeyMessageReady, PostReady
from bot.domain.records import WorkspaceRecord
from bot.generation.at_once import at_once
from bot.generation.model_editor import ModelEditor
from bot.generation.prompts import Prompts
from bot.jobs.port import Handlers
from bot.services import workspaces
from bot.services.exports.filing import EXPORT, Filing, Wanted
from bot.services.hearing import HEAR, Hear, Hearing
from bot.services.intake import SOURCE, Asked, FileRef, Intake
from bot.services.making import Making
from bot.services.making.orders import IdeasOrder, MessageOrder, MoreOrder, PostsOrder
from bot.services.posts import REWRITE, Rewrite
from bot.services.rewriting import Rewriter
from bot.services.sharpening import SHARPER, Sharpen, Sharpening
from bot.services.writing import Writing
from bot.storage.database import Database
from bot.storage.tables import metadata
from tests.fakes.killing import Place, Ran, Serve, Till, opened, run
from tests.fakes.rewriting import BY_RULES, FINISHER, KNOWLEDGE, RULES, TODAY
from tests.fakes.speech import OGG
from tests.fakes.talking import FRONT, demo

Writer = Literal["rules", "model"]
WRITERS: tuple[Writer, ...] = get_args(Writer)
State = Literal["brand", "topics", "posts"]
"""What there is before the job: a brand, a pack with topics, a pack with posts."""
STATES: tuple[State, ...] = get_args(State)
CHANNELS = ("linkedin", "tiktok")
TELLING = "Familie Bakker verhuisde in maart 2025 in vier dagen, met twee wagens en vijf man. " * 6
IDEAS = IdeasOrder(persona="dochter", phase="consideration", proposition="V1", channels=CHANNELS)
POSTS = PostsOrder(pack=1, topic="t1")
PROMPTS = Prompts(KNOWLEDGE)


class Case(NamedTuple):
    """A job: what is asked of which kind, what there is before, and the tasks at which a model fails."""

    kind: str
    asked: Model
    state: State
    failing: frozenset[str] = frozenset()


CASES: Mapping[str, Case] = {
    "topics": Case("topics", IDEAS, "brand"),
    "topics about something": Case("topics", IDEAS.model_copy(update={"about": "verhuizen"}), "brand"),
    "more": Case("more", MoreOrder(pack=1), "topics"),
    "more in a direction": Case("more", MoreOrder(pack=1, sentence="verhuizen met kinderen"), "topics"),
    "message": Case("message", MessageOrder(pack=1, topic="t1"), "posts"),
    "posts": Case("posts", POSTS, "topics"),
    "posts of which one fails": Case("posts", POSTS, "topics", frozenset({"post_tiktok"})),
    "posts on another topic": Case("posts", PostsOrder(pack=1, topic="t2"), "posts"),
    "posts again": Case("posts", PostsOrder(pack=1, topic="t1", again=True, versions=((1, 1), (2, 1))), "posts"),
    "rewrite": Case(REWRITE, Rewrite(post=1, version=1, how="other_tone"), "posts"),
    "translate": Case(REWRITE, Rewrite(post=1, version=1, how="translate"), "posts"),
    "source": Case(SOURCE, Asked(aim="source", language="nl", permission="publish", text=TELLING), "brand"),
    "sharper": Case(SHARPER, Sharpen(entry=2), "brand"),
    "hear": Case(
        HEAR,
        Hear(file=FileRef(front=FRONT, ref="r", name="v.ogg", mime="audio/ogg", size=9), language="nl"),
        "brand",
    ),
    "the file of a brand": Case(EXPORT, Wanted(what="brand", language="nl"), "brand"),
    "a paper for a client": Case(EXPORT, Wanted(what="client", language="nl", post=1), "posts"),
    "a file of posts": Case(EXPORT, Wanted(what="posts", language="nl", kind="json"), "posts"),
}


def serving(writer: Writer) -> Serve:
    """All handlers, with this writer behind them."""

    async def fetch(front: str, ref: str) -> bytes:
        return OGG

    def serve(database: Database, till: Till) -> Handlers:
        def writing(record: WorkspaceRecord) -> Writing:
            if writer == "rules":
                return BY_RULES
            model = ModelEditor(till, "scripted", PROMPTS, KNOWLEDGE, 2000)
            return Writing(KNOWLEDGE, FINISHER, RULES, TODAY, model, at_once)

        return {
            **Making(database, writing, KNOWLEDGE).handlers,
            REWRITE: Rewriter(database, writing),
            SOURCE: Intake(database, KNOWLEDGE, writing, fetch),
            SHARPER: Sharpening(database, writing),
            HEAR: Hearing(database, KNOWLEDGE, till.hear, fetch),
            EXPORT: Filing(database, KNOWLEDGE),
        }

    return serve


async def taken(url: str, case: Case, key: str = "job") -> int:
    """The job waits in the table, and is begun."""
    place = Waits(chat=Chat(FRONT, "c"), sender=Sender(FRONT, "1", "Noor"))
    request = json.dumps([place.model_dump(), case.asked.model_dump(mode="json", by_alias=True)])
    database = opened(url)
    async with database.work() as work:
        job, new = await work.within(1).jobs.submit(case.kind, 1, request, key)
        assert new
        assert await work.within(1).jobs.start(job.id)
    await database.close()
    return job.id


async def prepare(url: str, state: State) -> None:
    """Brings an empty database into this state."""
    database = opened(url)
    await database.upgrade()
    async with database.work() as work:
        person = await work.people.who(FRONT, "1", "Noor")
        await workspaces.try_out(work, demo("nl"), person.id)
        await work.workspaces.consent(1, models=True, by=person.id)
    await database.close()
    for name in ("topics", "posts")[: STATES.index(state)]:
        ran = await run(url, await taken(url, CASES[name], name), serving("rules"), Till())
        assert ran.result is not None


@cache
def prepared(state: State) -> bytes:
    """The file of a database in this state. It runs a loop of its own."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "kernbot.db"
        asyncio.run(prepare(f"sqlite:///{file}", state))
        return file.read_bytes()


async def rows(url: str) -> dict[str, list[Any]]:
    """Everything that is stored."""
    database = opened(url)
    async with database.read() as work:
        found = {
            table.name: sorted((tuple(row) for row in await work.link.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }
    await database.close()
    return found


def lasting(told: tuple[Progress, ...]) -> set[str]:
    """What a person is shown as a message of its own, as the reports are keyed."""
    posts = {f"{one.post.channel} {one.post.topic}" for one in told if isinstance(one, PostReady)}
    return posts | {"message" for one in told if isinstance(one, KeyMessageReady)}


class World:
    """A database in the state that a case begins with."""

    def __init__(self, url: str, case: Case, writer: Writer) -> None:
        self.till = Till(case.failing)
        self._url = url
        self._case = case
        self._serve = serving(writer)
        self._job = 0

    async def runs(self, place: Place | None = None) -> Ran:
        """The job runs, from its start."""
        self._job = self._job or await taken(self._url, self._case)
        return await run(self._url, self._job, self._serve, self.till, place)

    async def rows(self) -> dict[str, list[Any]]:
        """Everything that is stored."""
        return await rows(self._url)


def world(folder: Path, case: Case, writer: Writer, content: bytes) -> World:
    """A world on SQLite, in the place of the one that was in this folder."""
    for left in folder.iterdir():
        left.unlink()
    (folder / "kernbot.db").write_bytes(content)
    return World(f"sqlite:///{folder / 'kernbot.db'}", case, writer)
