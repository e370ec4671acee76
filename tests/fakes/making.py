"""For tests of what jobs make: an installation, and writers that fail, wait, or work beside each other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.conversation.areas import ideas, new, posts, welcome
from bot.domain.base import Language
from bot.domain.errors import ModelFailedError
from bot.domain.pack import Post, Usage
from bot.domain.progress import OnEvent
from bot.domain.records import Job, PackRecord, PostRecord, WorkspaceRecord
from bot.generation.at_once import at_once
from bot.services.limits import Limits
from bot.services.posts import REWRITE
from bot.services.rewriting import Rewriter
from bot.services.writing import Writing
from tests.fakes.rewriting import FINISHER, KNOWLEDGE, RULES, TODAY
from tests.fakes.talking import DESK, Chatter, Stage, talking

AREAS = (welcome.AREA, new.AREA, ideas.AREA, posts.AREA)


class Broken(Writing):
    """Writes until it has written so many posts, and then fails or waits for ever."""

    def __init__(self, posts: int, *, waits: bool = False) -> None:
        super().__init__(KNOWLEDGE, FINISHER, RULES, TODAY)
        self.left = posts
        self.waits = waits
        self.asked: list[str] = []
        self.reached = asyncio.Event()

    async def posts(self, *given: Any, **more: Any) -> tuple[Post, ...]:
        """The posts, as long as it works."""
        self.asked.append(given[3][0])
        if self.left == 0:
            self.reached.set()
            if self.waits:
                await asyncio.Event().wait()
            raise ModelFailedError("Nobody answered.")
        self.left -= 1
        return await super().posts(*given, **more)


class BesideEachOther(Writing):
    """Writes posts by rules, none before all were begun; some fail then. The first one begun costs a token,
    the second ten, and so on."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(KNOWLEDGE, FINISHER, RULES, TODAY, together=at_once)
        self._scene = scene
        self._spent = Usage()

    @property
    def usage(self) -> Usage:
        """What this one has cost."""
        return self._spent

    async def posts(self, *given: Any, **more: Any) -> tuple[Post, ...]:
        """The post of one channel, once every other was asked for too."""
        (channel,) = given[3]
        self._scene.asked.append(channel)
        if len(self._scene.asked) >= self._scene.wait_for:
            self._scene.all_asked.set()
        await self._scene.all_asked.wait()
        self._spent = Usage(calls=1, prompt_tokens=10 ** self._scene.asked.index(channel))
        if channel in self._scene.wrong:
            raise self._scene.wrong[channel]
        made = await super().posts(*given, **more)
        return tuple(self._scene.changed(post) for post in made)


@dataclass
class Scene:
    """What several writings share: so many posts are waited for, which fail, and what becomes of the others."""

    wait_for: int
    wrong: dict[str, Exception] = field(default_factory=dict)
    changed: Callable[[Post], Post] = lambda post: post
    asked: list[str] = field(default_factory=list)
    all_asked: asyncio.Event = field(default_factory=asyncio.Event)


@asynccontextmanager
async def making(
    folder: Path, writing: Callable[[WorkspaceRecord], Writing] | None = None, limits: Limits | None = None
) -> AsyncIterator[Stage]:
    """An installation that makes ideas and posts, with a model if `writing` is given."""
    desk = DESK._replace(writing=writing, model="somebody") if writing else DESK
    desk = desk._replace(limits=limits or Limits())
    stages: list[Stage] = []

    async def rewrite(job: Job, tell: OnEvent) -> str:
        return await Rewriter(stages[0].database, desk.writing)(job, tell)

    async with talking(folder, AREAS, desk, {REWRITE: rewrite}) as made:
        stages.append(made)
        yield made


async def with_ideas(stage: Stage, language: Language = "nl", about: str = "") -> Chatter:
    """Somebody with the topics of the demo brand before them."""
    me = stage.joins(language=language)
    await me.commands("start")
    await me.taps("1~w.ok")
    await me.taps("1~w.demo")
    await me.commands("new")
    await me.taps("1~n.p:1:when:consideration")
    if about:
        await me.says(about)
    await me.taps("1~n.nx:1")
    await me.taps("1~n.nx:1")
    await me.taps("1~n.go:1")
    return me


async def pack_of(stage: Stage, number: int = 1) -> PackRecord:
    """A pack of the first brand."""
    async with stage.database.read() as work:
        return await work.within(1).packs.get(number)


async def posts_of(stage: Stage) -> tuple[PostRecord, ...]:
    """The posts of the first pack."""
    async with stage.database.read() as work:
        return await work.within(1).posts.of_pack(1)
