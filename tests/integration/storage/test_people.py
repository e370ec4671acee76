"""People, what they are in the middle of, and the updates they sent."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.domain.records import Membership, SpentToday
from bot.services.privacy import Notice
from bot.storage.database import Database
from tests.integration.storage.filling import DAY, START, Clock, fill, first_time, forget, members


async def test_an_update_is_handled_once_for_each_front(db: Database) -> None:
    async with db.work() as work:
        assert await work.inbox.first_time("telegram", "7")
        assert not await work.inbox.first_time("telegram", "7")
        assert await work.inbox.first_time("console", "7")


async def test_an_update_that_failed_may_come_again(db: Database) -> None:
    async def handle() -> None:
        async with db.work() as work:
            assert await work.inbox.first_time("telegram", "7")
            raise RuntimeError

    for _ in range(2):
        with pytest.raises(RuntimeError):
            await handle()


async def test_those_seen_before_are_told_from_the_rest(db: Database) -> None:
    assert [await first_time(db, one) for one in ("1", "2", "2")] == [True, True, False]
    async with db.read() as work:
        assert await work.inbox.seen("telegram", ["2", "3"]) == {"2"}
        assert await work.inbox.seen("console", ["2"]) == set()
        assert await work.inbox.seen("telegram", []) == set()
    assert await first_time(db, "3"), "looking takes nothing"


async def test_two_processes_take_an_update_once(sqlite: Database, second: Database) -> None:
    ids = [str(number) for number in range(40)]
    taken = await asyncio.gather(*(first_time(one, each) for each in ids for one in (sqlite, second)))
    assert taken.count(True) == len(ids)


async def test_updates_are_forgotten_after_two_days_and_no_sooner(db: Database, clock: Clock) -> None:
    assert await first_time(db, "old")
    clock.now += timedelta(days=Notice().updates_days)
    await forget(db)
    assert not await first_time(db, "old")
    clock.now += timedelta(seconds=1)
    await forget(db)
    assert await first_time(db, "old")


async def test_an_account_is_one_person_whose_name_is_kept_up_to_date(db: Database) -> None:
    async with db.work() as work:
        anna = await work.people.who("telegram", "1", "Anna")
        assert await work.people.who("telegram", "1", "Anna V.") == anna._replace(name="Anna V.")
        assert await work.people.who("telegram", "1", "") == anna._replace(name="Anna V.")
        assert (await work.people.who("console", "1", "Anna")).id != anna.id
        assert await work.people.find("telegram", "2") is None
        assert await work.people.accounts(anna.id) == (("telegram", "1"),)


async def test_what_is_known_of_a_person_comes_back(db: Database) -> None:
    async with db.work() as work:
        assert not await work.people.anybody()
        workspace, anna, _ = await members(work, "Waterkant", "1")
        await work.people.speaks(anna, "en")
        await work.people.informed(anna)
        await work.people.make_admin(anna)
        person = await work.people.get(anna)
        assert person is not None
        assert person[1:] == ("Anna van der Berg", "en", workspace, START, True)
        assert await work.people.admins() == (person,)
        assert await work.people.anybody()


async def test_the_first_look_tells_person_flow_and_place_at_once(db: Database) -> None:
    async with db.work() as work:
        new = await work.people.arrive("telegram", "9", "Dirk", "9")
        assert (new.person.name, new.flow, new.home) == ("Dirk", None, None)
        workspace, anna, _ = await members(work, "Waterkant", "1")
        await work.flows.put("telegram", "chat", anna, "[1]")
        seen = await work.people.arrive("telegram", "1-a", "Anna", "chat")
        assert seen.flow == "[1]"
        assert seen.home == Membership(workspace, "Waterkant", anna, "Anna", frozenset({"owner"}))
        assert (await work.people.arrive("telegram", "1-a", "Anna", "elsewhere")).flow is None


async def test_a_place_that_was_taken_away_is_not_at_hand_any_more(db: Database) -> None:
    async with db.work() as work:
        workspace, anna, _ = await members(work, "Waterkant", "1")
        await work.flows.put("telegram", "chat", anna, "[1]")
        assert await work.workspaces.remove(workspace, anna)
        await work.people.at(anna, workspace)
        seen = await work.people.arrive("telegram", "1-a", "Anna van der Berg", "chat")
        assert (seen.home, seen.flow) == (None, None)
        assert not await work.workspaces.remove(workspace, anna)


async def test_two_people_in_one_group_have_a_flow_each(db: Database) -> None:
    async with db.work() as work:
        anna = (await work.people.who("telegram", "1", "Anna")).id
        bram = (await work.people.who("telegram", "2", "Bram")).id
        await work.flows.put("telegram", "group", anna, "[1]")
        await work.flows.put("telegram", "group", anna, "[2]")
        await work.flows.put("telegram", "group", bram, "[3]")
        await work.flows.clear("telegram", "group", bram)
        assert await work.flows.get("telegram", "group", anna) == "[2]"
        assert await work.flows.get("telegram", "group", bram) is None


async def test_a_person_spends_in_all_their_workspaces(db: Database) -> None:
    async with db.work() as work:
        one = await fill(work, account="1")
        other, _, _ = await members(work, "Elders", "2")
        await work.within(other).quota.add(one.anna, DAY, SpentToday(2, 10, 0.5))
        await work.within(other).quota.add(one.anna, DAY, SpentToday(1, 5, 0.25))
        assert await work.within(other).quota.of(one.anna, DAY) == SpentToday(3, 15, 0.75)
        assert await work.within(other).quota.total(DAY) == SpentToday(3, 15, 0.75)
        assert await work.people.spent(one.anna, DAY) == SpentToday(4, 1215, 1.0)
        assert await work.people.spent(one.anna, DAY - timedelta(days=1)) == SpentToday(0, 0, 0.0)
