"""Reminders out of storage: what is found, what is read of it, and what is remembered, over several workspaces."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text

from bot.domain.brief import Brand, Proof
from bot.domain.keeping import NewPack
from bot.domain.records import Decision, Published
from bot.domain.reminders import REMINDER_KINDS, Item, Reader, Reminder, Slotted
from bot.domain.review import Moved, Rules
from bot.services import reminders
from bot.services.reminders import Waiting
from bot.storage.database import Database, Work
from tests.integration.storage.filling import (
    DAY,
    START,
    Clock,
    approved,
    brief,
    members,
    said,
    submitted,
    topic,
    version,
)
from tests.integration.storage.test_isolation import Recording

FRONTS = ("telegram",)
STEPS = ("n.order",)
ALL = frozenset(REMINDER_KINDS)


async def team(work: Work, name: str = "Waterkant", account: str = "1") -> tuple[int, int, int]:
    """A workspace with an owner, a reviewer and a pack."""
    workspace, anna, bram = await members(work, name, account)
    await work.within(workspace).packs.add(NewPack(brief(name), "nl", "playbook", anna, topics=(topic(),)))
    return workspace, anna, bram


async def in_review(work: Work, workspace: int, author: int) -> int:
    """A post that waits for a verdict from now on."""
    here = work.within(workspace)
    (pack,) = await here.packs.latest(1)
    post = await here.posts.add(pack.id, version(author))
    await submitted(work, workspace, post.id, author)
    return post.id


async def waiting(db: Database, fronts: tuple[str, ...] = FRONTS) -> tuple[Waiting, ...]:
    """Where something is to be said now."""
    async with db.read() as work:
        return await reminders.waiting(work, fronts, STEPS)


async def taken(
    db: Database, workspace: int, fronts: tuple[str, ...] = FRONTS
) -> list[tuple[str, str, list[int]]]:
    """What is said in a workspace now: kind, chat, and what about."""
    async with db.work() as work:
        found = await reminders.take(work, Waiting(workspace, ALL), fronts, STEPS)
    return [(one.kind, one.reader.chat, [item.subject for item in one.items]) for one in found]


async def test_a_round_finds_what_waits_and_tells_it_once(db: Database, clock: Clock) -> None:
    async with db.work() as work:
        workspace, anna, _ = await team(work)
        await team(work, "Elders", "2")
        post = await in_review(work, workspace, anna)
    assert await waiting(db) == ()
    clock.later(hours=23, minutes=59)
    assert await waiting(db) == ()
    clock.later(minutes=1)
    assert await waiting(db) == (Waiting(workspace, frozenset({"review"})),)
    assert await taken(db, workspace) == [("review", "1-b", [post])]
    assert await waiting(db) == ()
    assert await taken(db, workspace) == []
    clock.later(days=2)
    assert await waiting(db) == ()


async def test_what_happens_to_a_post_begins_the_hours_anew(db: Database, clock: Clock) -> None:
    async with db.work() as work:
        workspace, anna, bram = await team(work)
        await work.workspaces.set_rules(workspace, Rules(approvals=2, author_may_approve=True))
        post = await in_review(work, workspace, anna)
    clock.later(hours=25)
    assert [one for _, one, _ in await taken(db, workspace)] == ["1-a", "1-b"]
    async with db.work() as work:
        await approved(work, workspace, post, bram, Rules(approvals=2))
    clock.later(hours=25)
    assert await taken(db, workspace) == [], "anna was told of this submission"
    async with db.work() as work:
        latest = await work.within(workspace).posts.version(post)
        await work.within(workspace).reviews.decide(latest, "withdraw", Moved("draft"), said(anna))
        await work.within(workspace).posts.add_version(post, version(anna, "Anders."), 1)
        await submitted(work, workspace, post, anna)
    clock.later(hours=25)
    assert [one for _, one, _ in await taken(db, workspace)] == ["1-a", "1-b"]


async def test_what_is_put_off_comes_back_as_long_as_it_is_so(db: Database, clock: Clock) -> None:
    async with db.work() as work:
        workspace, anna, bram = await team(work)
        post = await in_review(work, workspace, anna)
    reader = Reader("telegram", "1-b", bram)
    clock.later(hours=25)
    await taken(db, workspace)
    async with db.work() as work:
        at = await reminders.put_off(work, workspace, "review", reader)
        assert at == datetime.fromisoformat("2026-03-04T09:00+01:00")
        assert await reminders.put_off(work, workspace, "proof", reader) is None
    clock.later(hours=20)
    assert await waiting(db) == ()
    clock.later(hours=2)
    assert await waiting(db) == (Waiting(workspace, frozenset({"review"})),)
    assert await taken(db, workspace) == [("review", "1-b", [post])]
    assert await waiting(db) == ()
    async with db.work() as work:
        await reminders.put_off(work, workspace, "review", reader)
        await approved(work, workspace, post, bram)
    clock.later(hours=24)
    assert await waiting(db) == ()


async def test_two_rounds_at_once_tell_it_once(db: Database, clock: Clock) -> None:
    async with db.work() as work:
        workspace, anna, _ = await team(work)
        await in_review(work, workspace, anna)
    clock.later(hours=25)
    told = await asyncio.gather(*(taken(db, workspace) for _ in range(4)))
    assert sorted(map(len, told)) == [0, 0, 0, 1]


async def test_only_the_fronts_at_hand_are_written_to(db: Database, clock: Clock) -> None:
    async with db.work() as work:
        workspace, anna, _ = await team(work)
        caro = await work.people.who("console", "caro", "Caro")
        await work.workspaces.set_roles(workspace, caro.id, {"reviewer"})
        await in_review(work, workspace, anna)
    clock.later(hours=25)
    assert await waiting(db, ()) == ()
    assert [one for _, one, _ in await taken(db, workspace, ("console",))] == ["caro"]
    assert [one for _, one, _ in await taken(db, workspace)] == ["1-b"]


async def test_a_group_hears_it_and_nobody_who_switched_it_off(db: Database, clock: Clock) -> None:
    async with db.work() as work:
        workspace, anna, bram = await team(work)
        await work.workspaces.link(workspace, "telegram", "-100", anna)
        await in_review(work, workspace, anna)
        here = work.within(workspace).reminders
        await here.switch("review", Reader("telegram", "1-b", bram), False)
        await here.switch("review", Reader("telegram", "1-b", bram), False)
        assert await here.off(Reader("telegram", "1-b", bram)) == ("review",)
    clock.later(hours=25)
    assert [one for _, one, _ in await taken(db, workspace)] == ["-100"]
    async with db.work() as work:
        await work.within(workspace).reminders.switch("review", Reader("telegram", "1-b", bram), True)
        assert await work.within(workspace).reminders.off(Reader("telegram", "1-b", bram)) == ()


async def test_a_former_member_hears_nothing(db: Database, clock: Clock) -> None:
    async with db.work() as work:
        workspace, anna, bram = await team(work)
        await in_review(work, workspace, anna)
        await work.workspaces.remove(workspace, bram)
        await work.workspaces.set_rules(workspace, Rules(author_may_approve=False))
    clock.later(hours=25)
    assert await waiting(db) == ()
    assert await taken(db, workspace) == []


async def plan(work: Work, workspace: int, post: int, by: int, on: date) -> Decision:
    """Puts an approved post on a date."""
    latest = await work.within(workspace).posts.version(post)
    await work.within(workspace).posts.set_slot(post, on)
    return await work.within(workspace).reviews.decide(latest, "plan", Moved("planned"), said(by))


async def test_what_is_planned_is_found_on_its_day_with_who_planned_it(db: Database, clock: Clock) -> None:
    async with db.work() as work:
        workspace, anna, bram = await team(work)
        post = await in_review(work, workspace, anna)
        await approved(work, workspace, post, bram)
        await plan(work, workspace, post, anna, DAY + timedelta(days=2))
    clock.later(days=1)
    assert await waiting(db) == ()
    clock.later(days=1)
    async with db.read() as work:
        (facts,) = await work.reminders.facts({workspace: ALL}, FRONTS)
    tomorrow = DAY + timedelta(days=2)
    assert facts.slotted == (Slotted(post, tomorrow, "planned", False, anna, anna, (), START),)
    assert await waiting(db) == (Waiting(workspace, frozenset({"planned"})),)
    assert await taken(db, workspace) == [("planned", "1-a", [post])]
    assert await waiting(db) == ()
    async with db.work() as work:
        await work.within(workspace).posts.add_version(post, version(anna, "Anders."), 1)
    clock.later(hours=1)
    assert await taken(db, workspace) == [("planned", "1-a", [post])], "it may not go out any more"
    assert await waiting(db) == ()


async def test_proof_that_ran_out_is_noticed_before_the_post_is_called_ready(db: Database, clock: Clock) -> None:
    async with db.work() as work:
        workspace, anna, bram = await team(work)
        here = work.within(workspace)
        await here.entries.add("proof", Proof(id="x", text="94% droog", valid_until=DAY), anna)
        post = await in_review(work, workspace, anna)
        await approved(work, workspace, post, bram)
        await plan(work, workspace, post, anna, DAY + timedelta(days=2))
    clock.later(days=2)
    async with db.work() as work:
        found = await reminders.take(work, Waiting(workspace, frozenset({"planned"})), FRONTS, STEPS)
        assert [(one.reader.chat, [item.what for item in one.items]) for one in found] == [("1-a", ["waiting"])]


async def test_what_is_out_is_not_told(db: Database, clock: Clock) -> None:
    async with db.work() as work:
        workspace, anna, bram = await team(work)
        post = await in_review(work, workspace, anna)
        await approved(work, workspace, post, bram)
        await plan(work, workspace, post, anna, DAY + timedelta(days=1))
        latest = await work.within(workspace).posts.version(post)
        await work.within(workspace).posts.set_published(post, Published("", START, True))
        await work.within(workspace).reviews.decide(latest, "publish", Moved("published"), said(anna))
    clock.later(days=1)
    assert await waiting(db) == ()


async def test_proof_is_found_at_every_stage_and_with_another_date_anew(db: Database, clock: Clock) -> None:
    async with db.work() as work:
        workspace, anna, _ = await team(work)
        here = work.within(workspace).entries
        entry = await here.add("proof", Proof(id="x", text="94%", valid_until=DAY + timedelta(days=40)), anna)
        await here.add("proof", Proof(id="y", text="Altijd"), anna)
    told = []
    for day in range(50):
        if await waiting(db):
            told.append((day, await taken(db, workspace)))
        clock.later(days=1)
    # It begins on a Monday: the 41st day after is a Sunday.
    assert [day for day, _ in told] == [10, 35, 42]
    assert {tuple(found[0][1:2]) for _, found in told} == {("1-a",)}
    async with db.work() as work:
        again = Proof(id="x", text="94%", valid_until=clock().date() + timedelta(days=30))
        await work.within(workspace).entries.change(
            await work.within(workspace).entries.get(entry.id), again, anna
        )
    clock.later(days=24)
    assert await taken(db, workspace) == [("proof", "1-a", [entry.id])]
    async with db.work() as work:
        present = await work.within(workspace).entries.get(entry.id)
        await work.within(workspace).entries.withdraw(present, anna)
    clock.later(days=7)
    assert await waiting(db) == ()


async def test_what_rests_on_proof_is_listed_by_its_latest_version(db: Database) -> None:
    async with db.work() as work:
        workspace, anna, _ = await team(work)
        other, olga, _ = await team(work, "Elders", "2")
        first, second = [await in_review(work, workspace, anna) for _ in range(2)]
        await in_review(work, other, olga)
        here = work.within(workspace)
        await here.posts.add_version(second, version(anna, "Zonder.")._replace(carried={}), 1)
        assert await here.reminders.resting(("B1", "B2")) == {"B1": (first,)}


async def test_a_step_is_found_once_by_the_workspace_it_is_about(db: Database, clock: Clock) -> None:
    async with db.work() as work:
        workspace, anna, _ = await team(work)
        other = (await work.workspaces.create((await work.workspaces.get(workspace))._replace(), anna)).id
        await work.flows.put("telegram", "1-a", anna, f'["n.order", {{"workspace": {workspace}}}]')
        await work.flows.put("telegram", "-100", anna, f'["n.order", {{"workspace": {workspace}}}]')
        await work.flows.put("telegram", "1-a/9/job-1", anna, '{"aim": "source"}')
    clock.later(hours=25)
    assert await waiting(db) == (Waiting(workspace, frozenset({"unfinished"})),)
    assert await taken(db, other) == []
    assert await taken(db, workspace) == [("unfinished", "1-a", [0])]
    assert await waiting(db) == ()


@pytest.mark.parametrize(
    "data", ["", "[]", "null", '["n.order", null]', '["n.order", {"workspace": "1"}]', "[1, 2]"]
)
async def test_a_step_that_cannot_be_read_is_left_alone(sqlite: Database, clock: Clock, data: str) -> None:
    async with sqlite.work() as work:
        _, anna, _ = await team(work)
        await work.flows.put("telegram", "1-a", anna, data)
    clock.later(hours=25)
    assert await waiting(sqlite) == ()


async def test_an_invented_brand_is_passed_over(sqlite: Database, clock: Clock) -> None:
    async with sqlite.work() as work:
        workspace, anna, _ = await team(work)
        await work.workspaces.save(
            (await work.workspaces.get(workspace))._replace(demo=True, brand=Brand(name="Proef"))
        )
        await in_review(work, workspace, anna)
    clock.later(hours=25)
    async with sqlite.read() as work:
        assert await work.reminders.candidates(FRONTS) == ()


async def test_what_was_told_long_ago_is_forgotten(sqlite: Database, clock: Clock) -> None:
    async with sqlite.work() as work:
        workspace, _, bram = await team(work)
        one = Reminder(workspace, "review", Reader("telegram", "1-b", bram), "nl", (Item(1, "waits", "1"),))
        assert await work.reminders.keep(one, one.items[0])
        assert not await work.reminders.keep(one, one.items[0])
        assert await work.reminders.prune(START) == 0
    clock.later(days=1)
    async with sqlite.work() as work:
        assert await work.reminders.prune(clock()) == 1
        assert await work.reminders.keep(one, one.items[0])


async def test_many_workspaces_cost_no_more_questions(sqlite: Database, clock: Clock) -> None:
    async with sqlite.work() as work:
        for number in range(30):
            workspace, anna, _ = await team(work, f"Merk {number}", str(number))
            await in_review(work, workspace, anna)
    clock.later(hours=25)
    async with sqlite.read() as work:
        recording = Recording(work.link)
        assert len(await reminders.waiting(Work(recording, work.now), FRONTS, STEPS)) == 30
    assert len(recording.asked) < 20


def test_proof_of_an_earlier_release_gets_its_last_day(tmp_path: Path) -> None:
    from alembic import command
    from alembic.config import Config

    from bot.storage.migrate import MIGRATIONS

    def upgrade(connection: Connection, to: str) -> None:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, to)

    engine = create_engine(f"sqlite:///{tmp_path / 'old.db'}")
    row = "INSERT INTO entries VALUES ({0}, 1, '{1}', 'B{0}', '{2}', 1, 0, NULL, '2026-01-01 00:00:00')"
    with engine.begin() as connection:
        upgrade(connection, "0006")
        for number, (kind, data) in enumerate(
            (("proof", '{"valid_until":"2026-12-31"}'), ("proof", '{"valid_until":null}'), ("persona", "{}"))
        ):
            connection.execute(text(row.format(number, kind, data).replace(":", "\\:")))
        upgrade(connection, "0007")
        untils = connection.execute(text("SELECT until FROM entries ORDER BY id")).scalars().all()
    engine.dispose()
    assert untils == ["2026-12-31", None, None]
