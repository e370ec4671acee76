"""What happens in a chat happens one after the other in all processes, and is done again where the database chose
somebody else."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.domain.errors import StorageError
from bot.storage.again import TIMES, until_stored
from bot.storage.database import Database, Work
from bot.storage.locks import Locks

pytestmark = pytest.mark.postgres
UPDATES = 24


async def test_updates_of_a_chat_are_handled_one_by_one_in_the_order_in_which_they_came(
    db: Database, second: Database
) -> None:
    done: list[str] = []

    async def update(number: int) -> None:
        async with (db, second)[number % 2].work() as work:
            await Locks(work).turn_of("telegram", "5")
            done.append(f"{number} begins")
            await asyncio.sleep(0.002)
            done.append(f"{number} ends")

    async with asyncio.TaskGroup() as group, db.work() as first:
        await Locks(first).turn_of("telegram", "5")
        for number in range(10):
            group.create_task(update(number))
            await waiting(second, number + 1)
    assert done == [f"{number} {what}" for number in range(10) for what in ("begins", "ends")]


async def waiting(db: Database, many: int) -> None:
    """Returns once so many wait for a lock."""
    async with asyncio.timeout(10):
        while True:
            async with db.work() as work:
                found = await work.link.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted"))
                if found.scalar() == many:
                    return


async def test_nothing_is_built_on_what_is_gone_however_many_come_at_once(db: Database, second: Database) -> None:
    async with db.work() as work:
        anna = (await work.people.who("telegram", "1", "Anna")).id

    async def update(number: int) -> None:
        async with (db, second)[number % 2].work() as work:
            await Locks(work).turn_of("telegram", "5")
            seen = await work.flows.get("telegram", "5", anna) or ""
            await asyncio.sleep(0)
            await work.flows.put("telegram", "5", anna, f"{seen}{number},")

    await asyncio.gather(*(update(number) for number in range(UPDATES)))
    async with db.read() as work:
        flow = await work.flows.get("telegram", "5", anna) or ""
    assert sorted(map(int, flow.rstrip(",").split(","))) == list(range(UPDATES))


async def test_chats_do_not_wait_for_each_other(db: Database, second: Database) -> None:
    async with asyncio.timeout(5), db.work() as one, second.work() as other:
        await Locks(one).turn_of("telegram", "5")
        await Locks(other).turn_of("telegram", "6")
        await Locks(other).turn_of("console", "5")


async def test_of_two_that_wait_for_each_other_one_is_done_again(db: Database, second: Database) -> None:
    met = asyncio.Barrier(2)
    tried: list[str] = []

    async def both(database: Database, *chats: str) -> None:
        async with database.work() as work:
            tried.append(chats[0])
            await Locks(work).turn_of("telegram", chats[0])
            if len(tried) <= 2:
                await met.wait()
            await Locks(work).turn_of("telegram", chats[1])
            await work.people.who("telegram", chats[0], "Anna")

    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        group.create_task(until_stored(lambda: both(db, "1", "2")))
        group.create_task(until_stored(lambda: both(second, "2", "1")))
    assert len(tried) == 3
    async with db.read() as work:
        assert [await work.people.find("telegram", one) is not None for one in ("1", "2")] == [True, True]


async def test_what_cannot_be_stored_beside_others_is_done_again_but_not_for_ever(db: Database) -> None:
    async with db.work() as work:
        anna = (await work.people.who("telegram", "1", "Anna")).id
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async def late() -> None:
        async with db.work() as work:
            await work.link.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
            await work.flows.get("telegram", "5", anna)
            await meanwhile()
            await work.people.speaks(anna, "en")

    async def meanwhile() -> None:
        async with db.work() as other:
            await change(other)

    async def change(work: Work) -> None:
        await work.people.informed(anna)

    with pytest.raises(StorageError):
        await until_stored(late, sleep)
    assert len(slept) == TIMES - 1
    with pytest.raises(DBAPIError, match="by zero"):
        await until_stored(lambda: broken(db), sleep)
    assert len(slept) == TIMES - 1


async def broken(db: Database) -> None:
    """What no second time mends."""
    async with db.work() as work:
        await work.link.execute(text("SELECT 1 / 0"))
