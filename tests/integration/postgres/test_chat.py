"""The conversation on Postgres: from a new brand to an approved text, and two processes with one chat."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.conversation.areas.review_buttons import Approve, Submit
from bot.conversation.areas.review_claims import Word
from bot.conversation.callbacks import written
from bot.conversation.events import Command
from bot.storage.database import Database
from tests.fakes import talking
from tests.fakes.talking import FRONT, TEXTS, Stage
from tests.fakes.whole import envelope, person, whole

pytestmark = pytest.mark.postgres
WORKSPACE = 1


@pytest.fixture
def on_postgres(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stages stand on Postgres."""
    monkeypatch.setattr(talking, "Database", lambda _, clock: Database(url, clock))


@pytest.fixture
async def stage(on_postgres: None, tmp_path: Path) -> AsyncIterator[Stage]:
    """An installation with everything."""
    async with whole(tmp_path) as made:
        yield made


@pytest.fixture
async def second(stage: Stage, tmp_path: Path) -> AsyncIterator[Stage]:
    """Another process of the same installation."""
    async with whole(tmp_path) as made:
        yield made


async def test_from_a_new_brand_to_an_approved_text(stage: Stage) -> None:
    noor, rik = person(stage, "noor"), person(stage, "rik")
    await noor.commands("start")
    await noor.taps("1~w.ok")
    await noor.taps("1~w.demo")
    await noor.commands("new")
    await noor.taps("1~n.p:1:when:consideration")
    for data in ("1~n.nx:1", "1~n.nx:1", "1~n.go:1"):
        await noor.taps(data)
    await noor.taps("1. ", noor.showing(TEXTS["nl"]("ideas-title")))
    async with stage.database.work() as work:
        here = work.within(WORKSPACE)
        posts = await here.posts.of_pack(1)
        version = await here.posts.version(posts[0].id)
        reviewer = (await work.people.who(FRONT, "rik", "Rik")).id
        await work.workspaces.set_roles(WORKSPACE, reviewer, ["reviewer"])
        await work.people.at(reviewer, WORKSPACE)
    assert len(posts) == 4
    post = posts[0].id
    await noor.taps(written(Submit(WORKSPACE, post, 1)))
    for claim in range(len(version.content.claims)):
        await rik.taps(written(Word(WORKSPACE, post, 1, claim, "t")))
    await rik.taps(written(Approve(WORKSPACE, post, 1)))
    async with stage.database.read() as work:
        here = work.within(WORKSPACE)
        assert (await here.posts.get(post)).state == "approved"
        assert [line.kind for line in await here.reviews.of_post(post)] == ["submit", "approve"]
    assert [problem async for problem in stage.database.verify()] == []


async def test_an_update_that_reaches_two_processes_is_answered_once(stage: Stage, second: Stage) -> None:
    me = person(stage, "noor")
    for name in ("start", "help", "new", "privacy"):
        event = Command(envelope(me), name, "")
        answers = await asyncio.gather(
            *(one.conversation.handle(event) for one in (stage, second) for _ in range(3))
        )
        assert sum(bool(answer) for answer in answers) == 1


async def test_somebody_new_whose_updates_reach_two_processes_is_one_person(stage: Stage, second: Stage) -> None:
    me = person(stage, "noor")
    events = [Command(envelope(me), "start", "") for _ in range(8)]
    both = (stage, second)
    answers = await asyncio.gather(*(both[at % 2].conversation.handle(event) for at, event in enumerate(events)))
    assert all(answers)
    async with stage.database.read() as work:
        found = await work.people.find(FRONT, "noor")
        assert found is not None
        assert await work.people.accounts(found.id) == ((FRONT, "noor"),)
