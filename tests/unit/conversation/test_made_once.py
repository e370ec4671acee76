"""A job that broke off after its work was stored, and is run once more by the person: what is there comes."""

from __future__ import annotations

import json
from pathlib import Path

from bot.conversation.turn import Place
from bot.domain.base import Model
from bot.domain.records import Job
from bot.jobs.port import Failed, Handler
from bot.services.making import Making
from bot.services.making.orders import IdeasOrder, MessageOrder
from bot.services.posts import REWRITE, Rewrite
from bot.services.rewriting import Rewriter
from tests.fakes.making import making, posts_of, with_ideas
from tests.fakes.rewriting import KNOWLEDGE, TODAY
from tests.fakes.talking import DESK, TEXTS, Chatter, Stage

T = TEXTS["nl"]
IDEAS = IdeasOrder(persona="dochter", phase="consideration", proposition="V1", channels=("linkedin", "tiktok"))


async def broken_off(stage: Stage, me: Chatter, kind: str, asked: Model) -> None:
    """Such a job did all its work, and the process died before that was known."""
    place = Place(chat=me.chat, sender=me.sender)
    request = json.dumps([place.model_dump(), asked.model_dump(mode="json", by_alias=True)])
    making = Making(stage.database, DESK.writing, KNOWLEDGE).handlers
    handlers: dict[str, Handler] = {**making, REWRITE: Rewriter(stage.database, DESK.writing)}
    async with stage.database.work() as work:
        job, _ = await work.within(1).jobs.submit(kind, 1, request, "broken")
        await work.within(1).jobs.start(job.id)
    await handlers[kind](job, lambda event: None)
    async with stage.database.work() as work:
        await work.within(1).jobs.end(job.id, "interrupted")
    await stage.conversation.report(job, Failed("interrupted", ""))


async def generations(stage: Stage) -> int:
    """What was counted today."""
    async with stage.database.read() as work:
        return (await work.within(1).quota.total(TODAY)).generations


async def ended(stage: Stage) -> Job:
    """The latest job that is done."""
    async with stage.database.read() as work:
        return (await work.within(1).jobs.of(1, ("done",)))[0]


async def test_topics_stand_in_one_pack(tmp_path: Path) -> None:
    async with making(tmp_path) as stage:
        me = await with_ideas(stage)
        before = await generations(stage)
        await broken_off(stage, me, "topics", IDEAS)
        await me.taps(T("ideas-again"))
        async with stage.database.read() as work:
            first, *_ = packs = await work.within(1).packs.latest()
        assert len(packs) == 2
        assert first.topics[0].title in me.text
        assert (await generations(stage), (await ended(stage)).result) == (before + 1, None)


async def test_a_key_message_is_written_once(tmp_path: Path) -> None:
    async with making(tmp_path) as stage:
        me = await with_ideas(stage)
        await me.taps("1. ")
        before = await generations(stage)
        await broken_off(stage, me, "message", MessageOrder(pack=1, topic="t1"))
        async with stage.database.read() as work:
            message = (await work.within(1).packs.get(1)).key_message
        assert message is not None
        await me.taps(T("ideas-again"))
        assert message.core in me.text
        assert await generations(stage) == before + 1


async def test_a_rewriting_does_not_stand_in_its_own_way(tmp_path: Path) -> None:
    async with making(tmp_path) as stage:
        me = await with_ideas(stage)
        await me.taps("1. ")
        before = await generations(stage)
        await broken_off(stage, me, REWRITE, Rewrite(post=1, version=1, how="other_tone"))
        assert T("posts-rewrite-interrupted") in me.text
        await me.taps(T("posts-retry"))
        assert (await posts_of(stage))[0].version == 2
        assert T("posts-rewrite-late") not in me.text
        assert await generations(stage) == before + 1
