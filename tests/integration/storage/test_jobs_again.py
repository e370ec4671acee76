"""What jobs keep so that run once more they make nothing twice, and when it is forgotten."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import true

from bot.domain.errors import NotFoundError
from bot.domain.pack import Usage
from bot.services.privacy import Notice, prune
from bot.storage.database import Database
from bot.storage.pieces import Owed, beyond
from bot.storage.tables.pieces import pieces
from tests.integration.storage.filling import Clock, fill, rows

NOTHING = Usage()
ONE = Usage(calls=1, prompt_tokens=100, completion_tokens=10, cost=0.5)
TWO = Usage(calls=2, prompt_tokens=300, completion_tokens=10, cost=0.75)


async def test_a_result_is_found_until_the_job_is_done(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        jobs, job = work.within(filled.workspace).jobs, filled.job.id
        assert (await jobs.get(job)).result is None
        await jobs.start(job)
        await jobs.keep(job, '{"pack": 1}')
    async with db.work() as work:
        jobs = work.within(filled.workspace).jobs
        found = await work.jobs.get(job)
        assert found is not None
        assert found.result == '{"pack": 1}'
        await jobs.end(job, "interrupted")
        assert await jobs.again(job)  # what is written stands: that is what it comes to
        assert (await jobs.get(job)).result == '{"pack": 1}'
        await jobs.end(job, "done")
        assert (await jobs.get(job)).result is None


async def test_a_piece_is_counted_once_and_its_rest_later(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        kept, job = work.within(filled.workspace).pieces, filled.job.id
        assert await kept.pay(job, "post:tiktok", ONE) == Owed(True, ONE)
        assert await kept.pay(job, "post:tiktok", ONE) == Owed(False, NOTHING)
        rest = Usage(calls=1, prompt_tokens=200, cost=0.25)
        assert await kept.pay(job, "post:tiktok", TWO) == Owed(False, rest)
        assert await kept.pay(job, "message", NOTHING) == Owed(True, NOTHING)
        assert await kept.of(job) == {"message": None, "post:tiktok": None, "post:linkedin": filled.post.id}
        with pytest.raises(NotFoundError):
            await kept.pay(job + 99, "message", ONE)


def test_what_was_cheaper_than_before_gives_nothing_back() -> None:
    assert beyond(ONE, TWO) == NOTHING
    assert beyond(NOTHING, ONE) == NOTHING
    assert beyond(TWO, NOTHING) == TWO


async def test_what_is_asked_once_more_is_paid_and_counted_anew(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        scope, job = work.within(filled.workspace), filled.job.id
        await scope.jobs.end(job, "failed", "quota")
        assert await scope.jobs.again(job)
        assert await scope.pieces.of(job) == {}
        assert await scope.pieces.pay(job, "post:linkedin", ONE) == Owed(True, ONE)
        assert not await scope.jobs.again(job)  # it waits
        assert await scope.pieces.of(job) == {"post:linkedin": None}


async def test_pieces_go_with_their_job_and_with_their_brand(db: Database, clock: Clock) -> None:
    async with db.work() as work:
        filled, other = await fill(work), await fill(work, "Elders", "2")
        await work.within(filled.workspace).jobs.end(filled.job.id, "done")
    clock.now += timedelta(days=Notice().jobs_days, seconds=1)
    async with db.work() as work:
        await prune(work, Notice())
        assert await rows(work, pieces, true()) == await rows(work, pieces, pieces.c.job_id == other.job.id) != []
        await work.workspaces.erase(other.workspace)
        assert await rows(work, pieces, true()) == []


async def test_two_that_count_a_piece_at_once_count_it_once(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)

    async def pays() -> Owed:
        async with db.work() as work:
            return await work.within(filled.workspace).pieces.pay(filled.job.id, "message", ONE)

    owed = await asyncio.gather(*(pays() for _ in range(8)))
    assert sorted(owed, reverse=True)[0] == Owed(True, ONE)
    assert [one for one in owed if not one.first] == [Owed(False, NOTHING)] * 7
