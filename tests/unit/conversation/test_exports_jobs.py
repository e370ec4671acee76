"""Files as jobs: handed over without a word when quick, told of when not, and only to who still may have them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.conversation.areas import board, exports, posts, review, review_outside, table, team, welcome
from bot.conversation.effects import Edit, Hand, Send
from bot.domain.keeping import NewPack, NewVersion
from bot.domain.pack import Post
from bot.domain.progress import OnEvent
from bot.domain.records import Job
from bot.jobs.port import Cancelled, Failed, Finished
from bot.services import review as reviewing
from bot.services import team as teams
from bot.services import workspaces
from bot.services.exports import filing
from bot.services.exports.filing import EXPORT, Filing, Made
from bot.storage.database import Database
from tests.fakes.composing import KNOWLEDGE
from tests.fakes.rewriting import BY_RULES
from tests.fakes.talking import FRONT, NOW, TEXTS, USUAL, Chatter, Stage, demo, talking

T = TEXTS["nl"]
AREAS = (
    welcome.AREA,
    posts.AREA,
    review.AREA,
    review_outside.AREA,
    board.AREA,
    exports.AREA,
    table.AREA,
    team.AREA,
)
EVERY = (
    ("1~e.file:1:md", "kernbot-export"),
    ("1~e.audit:1:u:0:csv", "kernbot-audit"),
    ("1~r.doc:1:1", "kernbot-review"),
    ("1~t.file:1", "kernbot-workspace"),
)
"""Each button that asks for a file, and how the name of that file begins."""


@dataclass
class Desk:
    """Makes files when it is told to."""

    stages: list[Stage] = field(default_factory=list)
    slow: float = filing.SLOW_SECONDS
    free: asyncio.Event = field(default_factory=asyncio.Event)
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    made: asyncio.Event = field(default_factory=asyncio.Event)
    hands: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, job: Job, tell: OnEvent) -> str:
        """The file, once it may be made, handed over once it may be."""
        self.begun.set()
        await self.free.wait()
        made = await Filing(self.database, KNOWLEDGE, self.slow)(job, tell)
        self.made.set()
        await self.hands.wait()
        return made

    @property
    def database(self) -> Database:
        return self.stages[0].database

    def go(self) -> None:
        """Nothing holds it up."""
        self.free.set()
        self.hands.set()


@asynccontextmanager
async def house(folder: Path, desk: Desk) -> AsyncIterator[Stage]:
    """A brand of Noor with an approved post; Emma is an editor. Jobs go on after what people do has returned."""
    async with talking(folder, AREAS, handlers={EXPORT: desk}) as stage:
        desk.stages.append(stage)
        async with stage.database.work() as work:
            noor, emma = [(await work.people.who(FRONT, key, key.title())).id for key in ("noor", "emma")]
            record = await workspaces.found(work, demo("nl").brand, "nl", noor, USUAL)
            await work.workspaces.set_roles(record.id, emma, ("editor",))
            await work.people.at(emma, record.id)
            topics = (await BY_RULES.topics(demo("nl"))).topics
            pack = await work.within(1).packs.add(NewPack(demo("nl"), "nl", "playbook", emma, topics=topics))
            post = Post(channel="linkedin", topic=topics[0].id, text="Zo werkt het bij ons.")
            await work.within(1).posts.add(pack.id, NewVersion(post, "nl", emma, writer="playbook"))
            for person, move in ((emma, "submit"), (noor, "approve")):
                seen = await reviewing.look(work, await teams.member(work, record.id, person), 1)
                await reviewing.decide(work, seen, "submit" if move == "submit" else "approve")
        stage.patient = False
        yield stage


def member(stage: Stage, name: str = "emma") -> Chatter:
    return stage.joins(name, name.title())


async def ended(stage: Stage, desk: Desk) -> None:
    desk.go()
    await stage.jobs.settled()


@pytest.mark.parametrize(("button", "name"), EVERY)
async def test_a_file_that_takes_a_moment_comes_without_a_word(tmp_path: Path, button: str, name: str) -> None:
    async with house(tmp_path, desk := Desk()) as stage:
        emma = member(stage)
        await emma.commands("board")
        stage.performed.clear()
        await emma.taps(button)
        assert not [one for one in stage.performed if isinstance(one, Send | Edit | Hand)]
        await ended(stage, desk)
        (file,) = [one for one in stage.performed if isinstance(one, Send | Edit | Hand)]
        assert isinstance(file, Hand)
        assert file.name.startswith(name)
        assert file.caption.startswith(demo("nl").brand.name)
        assert file.chat == emma.chat
        async with stage.database.read() as work:
            (job,) = await work.within(1).jobs.of(2, ("done",))
        assert job.result is None  # the file is the person's now: no copy stays here


async def test_a_file_that_takes_longer_is_told_of_once(tmp_path: Path) -> None:
    async with house(tmp_path, desk := Desk(slow=0.0)) as stage:
        emma = member(stage)
        await emma.commands("export", "docx")
        desk.free.set()
        await desk.made.wait()
        await asyncio.sleep(0)
        assert T("board-file-making") in emma.text
        await ended(stage, desk)
        assert len(stage.files) == 1
        assert [one.text for one in emma.messages if one.card.startswith("1/export")] == [emma.text]
        assert T("board-file-made") in emma.text


async def test_a_file_behind_other_work_is_told_of_at_once(tmp_path: Path) -> None:
    async with house(tmp_path, desk := Desk(slow=0.0)) as stage:
        emma, noor = member(stage), member(stage, "noor")
        for kind in ("md", "csv"):
            await noor.commands("export", kind)
        await emma.commands("export", "json")
        assert T("board-file-making") in emma.text
        await ended(stage, desk)
        assert len([one for one in emma.messages if one.card.startswith("1/export")]) == 1
        assert T("board-file-made") in emma.text
        assert {file.chat.id for file in stage.files} == {emma.chat.id, noor.chat.id}


@pytest.mark.parametrize("when", ["before it is made", "before it is handed over"])
@pytest.mark.parametrize("button", [button for button, _ in EVERY])
async def test_who_is_thrown_out_meanwhile_gets_nothing(tmp_path: Path, button: str, when: str) -> None:
    async with house(tmp_path, desk := Desk(slow=0.0)) as stage:
        emma = member(stage)
        await emma.commands("board")
        await emma.taps(button)
        await desk.begun.wait()
        if when == "before it is handed over":
            desk.free.set()
            await desk.made.wait()
        async with stage.database.work() as work:
            await teams.remove(work, 1, 2)
        stage.performed.clear()
        await ended(stage, desk)
        assert not stage.performed
        async with stage.database.read() as work:
            states = [(job.state, job.error) for job in await work.within(1).jobs.of(2, ("done", "failed"))]
        assert states == [("failed", "NotFoundError") if when == "before it is made" else ("done", "")]


async def test_a_file_that_was_asked_for_in_a_group_comes_there(tmp_path: Path) -> None:
    async with house(tmp_path, desk := Desk()) as stage:
        async with stage.database.work() as work:
            await work.workspaces.link(1, FRONT, "groep", 1)
        emma = member(stage).elsewhere("groep")
        await emma.commands("export", "csv")
        await ended(stage, desk)
        assert [file.chat.id for file in stage.files] == ["groep"]


async def test_a_file_that_was_broken_off_is_made_again_on_a_tap_by_whoever_asked(tmp_path: Path) -> None:
    async with house(tmp_path, desk := Desk()) as stage:
        emma, noor = member(stage), member(stage, "noor")
        desk.free.set()
        await emma.commands("export", "md")
        await desk.made.wait()
        async with stage.database.work() as work:
            (job,) = await work.within(1).jobs.of(2)
            await work.within(1).jobs.end(job.id, "interrupted")
        await stage.conversation.report(job, Failed("interrupted", ""))
        assert T("ideas-failed", reason="interrupted") in emma.text
        await ended(stage, desk)
        assert not stage.files  # it had ended before it came
        await noor.commands("board")
        again = emma.showing(T("board-file-failed")).buttons[0].data
        await noor.taps(again)
        assert noor.answer == T("old-card")
        await emma.taps(T("ideas-again"))
        assert T("board-file-making") in emma.text
        await stage.jobs.settled()
        assert len(stage.files) == 1
        assert T("board-file-made") in emma.text
        await emma.taps(again)
        assert emma.answer == T("old-card")


async def test_what_may_not_or_cannot_leave_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with house(tmp_path, desk := Desk()) as stage:
        emma, texts = member(stage), KNOWLEDGE.labels
        desk.go()
        monkeypatch.setattr(filing, "MOST_BYTES", 10)
        await emma.commands("export", "md")
        await stage.jobs.settled()
        assert T("board-file-too-big") in emma.text
        monkeypatch.undo()
        async with stage.database.work() as work:
            (job,) = (await work.within(1).jobs.of(2, ("done",)))[:1]
        for made, words in (
            (Made(refused="altered"), texts["export_altered"]["nl"]),
            (Made(waiting=2), T("board-export-waiting", count=2)),
            (Made(), T("board-export-nothing")),
        ):
            async with stage.database.work() as work:
                again, _ = await work.within(1).jobs.submit(EXPORT, 2, job.request, made.model_dump_json())
            await stage.conversation.report(again, Finished(made.model_dump_json()))
            assert words in emma.text
        await stage.conversation.report(again, Cancelled())
        assert not stage.files


async def test_the_record_is_that_of_the_moment_it_was_asked(tmp_path: Path) -> None:
    async with house(tmp_path, Desk()) as stage:
        request = json.dumps([None, {"what": "record", "language": "nl", "kind": "csv", "days": 1}])
        for at, decisions in ((NOW, 2), (NOW.replace(year=2025), 0)):
            job = Job(9, 1, 2, EXPORT, request, "running", 0, 0, "", at)
            made = Made.model_validate_json(await Filing(stage.database, KNOWLEDGE)(job, print))
            assert made.file.content.count(b"Noor") == decisions // 2


async def test_a_file_goes_with_its_brand(tmp_path: Path) -> None:
    async with house(tmp_path, desk := Desk()) as stage:
        emma = member(stage)
        await emma.commands("export", "md")
        await desk.begun.wait()
        async with stage.database.work() as work:
            (job,) = await work.within(1).jobs.of(2)
            await work.within(1).jobs.keep(job.id, Made(name="x", content="eA==").model_dump_json())
            await work.workspaces.erase(1)
        await ended(stage, desk)
        assert not stage.files
        async with stage.database.read() as work:
            assert await work.jobs.get(job.id) is None
