"""Two processes at the same moment: what SQLite settles by letting in one at a time, Postgres has to as well."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.domain.brief import Proof
from bot.domain.errors import ConflictError, StorageError
from bot.domain.pack import Usage
from bot.domain.records import SpentToday
from bot.domain.review import Moved, Tick
from bot.storage.backend import backend_for
from bot.storage.database import Database, Work
from bot.storage.migrate import check
from tests.fakes.postgres import Server
from tests.integration.storage.filling import DAY, START, fill, members, said, version

pytestmark = pytest.mark.postgres
AT_ONCE = 16


async def at_once(dbs: tuple[Database, ...], do: Callable[[Work, int], Awaitable[object]]) -> list[object]:
    """Does it in many transactions, of which every one is open before the first goes on."""
    ready = asyncio.Barrier(AT_ONCE // 2)

    async def one(number: int) -> object:
        async with dbs[number % len(dbs)].work() as work:
            if number < AT_ONCE // 2:  # as many as both pools hold at once
                await ready.wait()
            return await do(work, number)

    return list(await asyncio.gather(*(one(number) for number in range(AT_ONCE))))


async def test_an_update_is_taken_once(db: Database, second: Database) -> None:
    taken = await at_once((db, second), lambda work, number: work.inbox.first_time("telegram", str(number // 2)))
    assert sorted(taken) == [False] * 8 + [True] * 8


async def test_an_update_whose_process_fails_goes_to_the_one_that_waits(db: Database, second: Database) -> None:
    taken = asyncio.Event()

    async def fails() -> None:
        async with db.work() as work:
            assert await work.inbox.first_time("telegram", "7")
            taken.set()
            await waits_for_a_lock(second)
            raise RuntimeError

    async def waits() -> bool:
        await taken.wait()
        async with second.work() as work:
            return await work.inbox.first_time("telegram", "7")

    outcomes = await asyncio.gather(fails(), waits(), return_exceptions=True)
    assert [type(one) for one in outcomes] == [RuntimeError, bool]
    assert outcomes[1] is True


async def waits_for_a_lock(db: Database) -> None:
    """Returns when somebody waits for what another one holds."""
    question = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    async with asyncio.timeout(10):
        while True:
            async with db.work() as work:
                if (await work.link.execute(question)).scalar():
                    return


async def test_somebody_new_who_writes_twice_is_one_person(db: Database, second: Database) -> None:
    async def arrive(work: Work, _: int) -> int:
        return (await work.people.arrive("telegram", "1", "Anna", "1")).person.id

    assert len(set(await at_once((db, second), arrive))) == 1


async def test_no_step_is_built_on_a_flow_that_is_gone(db: Database, second: Database) -> None:
    async with db.work() as work:
        anna = (await work.people.who("telegram", "1", "Anna")).id

    async def add(work: Work, number: int) -> None:
        seen = await work.people.arrive("telegram", "1", "Anna", "chat")
        await asyncio.sleep(0)
        await work.flows.put("telegram", "chat", anna, f"{seen.flow or ''}{number},")

    await at_once((db, second), add)
    async with db.read() as work:
        flow = await work.flows.get("telegram", "chat", anna) or ""
    assert sorted(map(int, flow.rstrip(",").split(","))) == list(range(AT_ONCE))


async def test_two_people_do_not_wait_for_each_other(db: Database, second: Database) -> None:
    async with asyncio.timeout(10), db.work() as one, second.work() as other:
        await one.people.arrive("telegram", "1", "Anna", "group")
        await other.people.arrive("telegram", "2", "Bram", "group")


async def test_entries_at_once_get_a_key_each(db: Database, second: Database) -> None:
    async with db.work() as work:
        workspace, anna, _ = await members(work, "Waterkant", "1")

    async def add(work: Work, number: int) -> str:
        entry = await work.within(workspace).entries.add("proof", Proof(id="x", text=f"Feit {number}."), anna)
        return entry.key

    keys = await at_once((db, second), add)
    assert sorted(keys) == sorted(f"B{number}" for number in range(1, AT_ONCE + 1))


async def test_a_word_given_twice_at_once_counts_once(db: Database, second: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        seen = await work.within(filled.workspace).posts.version(filled.post.id)

    async def tick(work: Work, _: int) -> bool:
        return await work.within(filled.workspace).ticks.add(
            seen, Tick("zin", "", "confirmed", filled.bram, START)
        )

    assert sorted(await at_once((db, second), tick)) == [False] * (AT_ONCE - 1) + [True]


async def test_nothing_that_was_used_is_lost(db: Database, second: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        before = (await work.within(filled.workspace).packs.get(filled.pack.id)).usage
        spent = await work.within(filled.workspace).quota.total(DAY)

    async def use(work: Work, _: int) -> None:
        here = work.within(filled.workspace)
        await here.posts.add(
            filled.pack.id, version(filled.anna)
        )  # refers to the pack, which must not be in the way
        await here.packs.add_usage(filled.pack.id, Usage(calls=1))
        await here.quota.add(filled.anna, DAY, SpentToday(1, 10, 0.5))

    await at_once((db, second), use)
    async with db.read() as work:
        here = work.within(filled.workspace)
        assert (await here.packs.get(filled.pack.id)).usage == before + Usage(calls=AT_ONCE)
        assert (await here.quota.total(DAY)).generations == spent.generations + AT_ONCE


async def test_a_job_that_is_submitted_twice_is_one_job(db: Database, second: Database) -> None:
    async with db.work() as work:
        workspace, anna, _ = await members(work, "Waterkant", "1")

    async def submit(work: Work, _: int) -> tuple[int, bool]:
        job, new = await work.within(workspace).jobs.submit("pack", anna, "{}", "tg-1")
        return job.id, new

    taken = await at_once((db, second), submit)
    assert len({job for job, _ in taken}) == 1
    assert sum(new for _, new in taken) == 1


async def test_of_many_decisions_on_what_all_saw_the_first_stands(db: Database, second: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        seen = await work.within(filled.workspace).posts.version(filled.post.id)

    async def decide(work: Work, number: int) -> int | None:
        try:
            await work.within(filled.workspace).reviews.decide(seen, "plan", Moved("planned"), said(filled.bram))
        except ConflictError:
            return None
        return number

    won = [one for one in await at_once((db, second), decide) if one is not None]
    async with db.read() as work:
        lines = await work.within(filled.workspace).reviews.of_post(filled.post.id)
    assert (len(won), sum(line.kind == "plan" for line in lines)) == (1, 1)


async def test_a_reader_sees_one_moment_and_cannot_write(db: Database) -> None:
    async with db.read() as view:
        assert not await view.people.anybody()
        async with db.work() as work:
            await work.people.who("telegram", "1", "Anna")
        assert not await view.people.anybody()
        with pytest.raises(DBAPIError, match="read-only"):
            await view.people.who("telegram", "2", "Bram")


async def test_many_may_upgrade_a_new_database_at_once(postgres: Server) -> None:
    url = postgres.new()
    many = [Database(url) for _ in range(4)]
    backend = backend_for(url)
    with pytest.raises(StorageError, match="upgrade"):
        await check(backend)
    await asyncio.gather(*(each.upgrade() for each in many))
    await check(backend)
    for each in (*many, backend):
        await each.close()
    postgres.drop(url)


async def test_a_server_that_is_not_there_is_said_without_the_password(postgres: Server) -> None:
    gone = Database(postgres.url("nowhere"))
    with pytest.raises(StorageError, match="reached") as refused:
        await gone.upgrade()
    assert postgres.password not in f"{refused.value} {refused.value.__cause__}"
    await gone.close()


async def test_a_nul_is_left_out_of_a_name_and_kept_in_a_text(db: Database) -> None:
    async with db.work() as work:
        workspace, anna, _ = await members(work, "Water\0kant", "1")
        person = await work.people.who("telegram", "9", "An\0na")
        entry = await work.within(workspace).entries.add("proof", Proof(id="x", text="94%\0."), anna)
        await work.flows.put("telegram", "1", anna, '["a\\u0000"]')
    async with db.read() as work:
        found = await work.people.find("telegram", "9")
        assert (found and found.name, found and found.id) == ("Anna", person.id)
        assert (await work.workspaces.get(workspace)).brand.name == "Water\0kant"
        assert (await work.within(workspace).entries.get(entry.id)).data == entry.data
        assert await work.flows.get("telegram", "1", anna) == '["a\\u0000"]'
