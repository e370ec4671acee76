"""Entries, packs, jobs and cards of a workspace."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import get_args

import pytest

from bot.domain.brief import Proof
from bot.domain.errors import ConflictError
from bot.domain.keeping import CardCopy
from bot.domain.pack import KeyMessage, Usage
from bot.domain.records import EntryKind
from bot.services.privacy import Notice
from bot.storage.cards import KEPT
from bot.storage.database import Database
from bot.storage.entries import PREFIXES
from tests.integration.storage.filling import ENTRIES, Clock, fill, forget, members, topic


def proof(text: str) -> Proof:
    """A proof point whose id does not matter."""
    return Proof(id="x", text=text)


async def test_every_kind_of_entry_comes_back_under_a_key_of_its_own(db: Database) -> None:
    assert set(ENTRIES) == set(PREFIXES) == set(get_args(EntryKind))
    async with db.work() as work:
        workspace, anna, _ = await members(work, "Waterkant", "1")
        entries = work.within(workspace).entries
        for kind, data in ENTRIES.items():
            entry = await entries.add(kind, data, anna)
            assert entry.key == f"{PREFIXES[kind]}1"
            assert entry.data == data.model_copy(update={"id": entry.key})
            assert await entries.by_key(kind, entry.key) == entry
            assert await entries.all(kind) == (entry,)


async def test_a_key_is_never_used_again(db: Database) -> None:
    async with db.work() as work:
        workspace, anna, _ = await members(work, "Waterkant", "1")
        entries = work.within(workspace).entries
        await entries.add("proof", proof("een"), anna, key="B7")
        await entries.add("proof", proof("twee"), anna, key="Bijzonder3")
        gone = await entries.withdraw(await entries.add("proof", proof("drie"), anna), anna)
        assert (gone.key, gone.withdrawn, gone.revision) == ("B8", True, 2)
        assert (await entries.add("proof", proof("vier"), anna)).key == "B9"
        with pytest.raises(ConflictError) as taken:
            await entries.add("proof", proof("vijf"), anna, key="B8")
        assert taken.value.who == "Anna van der Berg"
        assert [entry.key for entry in await entries.all("proof")] == ["B7", "Bijzonder3", "B9"]
        assert len(await entries.all("proof", withdrawn=True)) == 4
        assert not (await entries.restore(gone, anna)).withdrawn


async def test_of_two_changes_to_what_both_saw_the_first_stands(db: Database) -> None:
    async with db.work() as work:
        workspace, anna, bram = await members(work, "Waterkant", "1")
        entries = work.within(workspace).entries
        seen = await entries.add("proof", proof("een"), anna)
        changed = await entries.change(seen, proof("twee"), bram)
        with pytest.raises(ConflictError) as lost:
            await entries.change(seen, proof("drie"), anna)
        assert (lost.value.who, lost.value.deed) == ("Bram", "edit")
        assert await entries.get(seen.id) == changed
        assert (changed.revision, changed.data.text, changed.changed_by) == (2, "twee", bram)


async def test_a_pack_keeps_all_that_made_it(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        packs = work.within(filled.workspace).packs
        assert await packs.get(filled.pack.id) == filled.pack
        message = KeyMessage(core="Droog.", promise="Binnen een dag.", next_step="Bel.", tone="nuchter")
        await packs.set_key_message(filled.pack.id, message)
        await packs.set_topics(filled.pack.id, (), (topic(),))
        await packs.add_usage(filled.pack.id, Usage(calls=2, cost=0.1))
        await packs.add_usage(filled.pack.id, Usage(calls=1, cost=0.2))
        (latest,) = await packs.latest(by=filled.anna)
        assert latest == filled.pack._replace(
            key_message=message, topics=(), reserve=(topic(),), usage=latest.usage
        )
        assert (latest.usage.calls, latest.usage.cost) == (3, pytest.approx(0.3))
        assert await packs.latest(by=filled.bram) == ()


async def test_a_job_that_is_submitted_twice_is_one_job(sqlite: Database, second: Database) -> None:
    async with sqlite.work() as work:
        workspace, anna, _ = await members(work, "Waterkant", "1")
        other, _, _ = await members(work, "Elders", "2")

    async def submit(db: Database) -> tuple[int, bool]:
        async with db.work() as work:
            job, new = await work.within(workspace).jobs.submit("pack", anna, "{}", "tg-1")
            return job.id, new

    taken = await asyncio.gather(*(submit((sqlite, second)[at % 2]) for at in range(8)))
    assert len({job for job, _ in taken}) == 1
    assert sum(new for _, new in taken) == 1
    async with sqlite.work() as work:
        elsewhere, new = await work.within(other).jobs.submit("pack", anna, "{}", "tg-1")
        assert new
        assert elsewhere.id not in {job for job, _ in taken}


async def test_the_life_of_a_job(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        jobs, job = work.within(filled.workspace).jobs, filled.job.id
        assert not await jobs.progress(job, 1, 3)
        assert await jobs.start(job)
        assert not await jobs.start(job)
        assert await jobs.progress(job, 2, 3)
        assert [(one.done, one.total, one.state) for one in await jobs.of(filled.anna)] == [(2, 3, "running")]
        assert await jobs.end(job, "failed", "quota")
        assert not await jobs.end(job, "done")
        assert (await jobs.get(job)).error == "quota"
        assert await jobs.again(job)
        assert not await jobs.again(job)
        assert await work.jobs.live() == (await jobs.get(job),)
        assert (await jobs.get(job)).done == 0


async def test_what_was_live_when_the_process_died_is_interrupted(db: Database, clock: Clock) -> None:
    async with db.work() as work:
        filled = await fill(work)
        jobs = work.within(filled.workspace).jobs
        done, _ = await jobs.submit("pack", filled.anna, "{}", "2")
        await jobs.end(done.id, "done")
        assert await work.jobs.interrupt([filled.job.id + 1]) == ()
        assert [job.id for job in await work.jobs.interrupt([filled.job.id])] == [filled.job.id]
        assert await work.jobs.interrupt([filled.job.id]) == ()
        assert (await jobs.get(filled.job.id)).state == "interrupted"
    clock.now += timedelta(days=Notice().jobs_days, seconds=1)
    async with db.work() as work:
        await work.within(filled.workspace).jobs.again(filled.job.id)
    await forget(db)
    async with db.read() as work:
        assert await work.jobs.get(done.id) is None
        assert await work.jobs.get(filled.job.id) is not None


async def test_a_message_shows_one_card_and_a_card_has_many_copies(db: Database, clock: Clock) -> None:
    async with db.work() as work:
        workspace, _, _ = await members(work, "Waterkant", "1")
        cards = work.within(workspace).cards
        await cards.add("post:1", ("telegram", "5", "8"))
        await cards.add("post:1", ("telegram", "6", "9"))
        await cards.add("post:2", ("telegram", "6", "9"))
        assert await cards.copies("post:1") == (CardCopy("telegram", "5", "8"),)
        await cards.forget(("telegram", "5", "8"))
        assert await cards.copies("post:1") == ()
    for number in range(KEPT + 1):
        clock.later(minutes=1)
        async with db.work() as work:
            await work.within(workspace).cards.add("post:3", ("telegram", "5", str(number)))
    async with db.read() as work:
        copies = await work.within(workspace).cards.copies("post:3")
        assert [int(copy.id) for copy in copies] == list(range(KEPT, 0, -1))
