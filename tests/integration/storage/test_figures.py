"""What is counted of an installation, on every kind of database."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, text, update

from bot.domain.errors import StorageError
from bot.domain.figures import Crowd, Ended, Queue
from bot.domain.pack import Finding
from bot.domain.records import SpentToday
from bot.storage.database import Database
from bot.storage.figures import LOOKED, figures
from bot.storage.migrate import HEAD
from bot.storage.tables.working import jobs, outbox
from tests.integration.storage.filling import DAY, START, Clock, Filled, fill, version


async def filled(db: Database, name: str = "Waterkant", account: str = "1") -> Filled:
    """A brand with one of everything."""
    async with db.work() as work:
        return await fill(work, name, account)


async def test_an_empty_database_has_figures(db: Database) -> None:
    async with figures(db) as seen:
        place, live, recent = await seen.place(), await seen.live(), await seen.recent(START)
    assert (place.revision, place.current, place.wanted) == (HEAD, True, HEAD)
    assert place.size > 0
    assert (live.jobs, live.waiting, live.unshown, live.decisions) == ({}, Queue(), Queue(), {})
    assert (live.crowd, live.last_decision) == (Crowd(0, 0, 0), 0)
    assert (recent.ended, recent.today, recent.found.looked) == ((), SpentToday(0, 0, 0.0), 0)


async def test_what_stands_there_is_counted(db: Database, clock: Clock) -> None:
    first = await filled(db)
    await filled(db, "Duinzicht", "2")
    clock.later(minutes=7)
    async with db.work() as work:
        await work.within(first.workspace).jobs.start(first.job.id)
    clock.later(minutes=3)
    async with figures(db) as seen:
        live = await seen.live()
    assert live.jobs == {"waiting": 1, "running": 1}
    assert live.waiting == Queue(1, START)
    assert live.waiting.seconds(clock.now) == 600
    assert live.running == Queue(1, START + timedelta(minutes=7))
    assert live.posts == {"approved": 2}
    assert live.decisions == {"submit": 2, "approve": 2, "reported": 2}
    assert live.crowd == Crowd(4, 2, 0)


async def test_only_later_decisions_are_read_again(db: Database) -> None:
    await filled(db)
    async with figures(db) as seen:
        first = await seen.live()
    async with figures(db) as seen:
        assert (await seen.live(first.last_decision)).last_decision == first.last_decision
        assert (await seen.live(first.last_decision)).decisions == {}
    await filled(db, "Duinzicht", "2")
    async with figures(db) as seen:
        assert (await seen.live(first.last_decision)).decisions == {"submit": 1, "approve": 1, "reported": 1}


async def test_a_job_that_waits_once_more_waits_from_then_on(db: Database, clock: Clock) -> None:
    made = await filled(db)
    async with db.work() as work:
        await work.jobs.interrupt([made.job.id])
    clock.later(hours=30)
    async with db.work() as work:
        await work.within(made.workspace).jobs.again(made.job.id)
    async with figures(db) as seen:
        assert (await seen.live()).waiting == Queue(1, clock.now)


async def test_what_waits_to_be_shown_is_counted(db: Database, clock: Clock) -> None:
    values = {"front": "telegram", "chat": "1", "body": "{}", "owner": "a", "held_until": START, "made_at": START}
    async with db.work() as work:
        await work.link.execute(insert(outbox), values)
    async with figures(db) as seen:
        assert (await seen.live()).unshown == Queue(1, START)


async def test_lately_is_a_day_for_what_went_wrong_and_a_week_for_the_rest(db: Database, clock: Clock) -> None:
    made = await filled(db)
    async with db.work() as work:
        await work.within(made.workspace).quota.add(made.anna, DAY - timedelta(days=6), SpentToday(2, 300, 0.5))
        await work.within(made.workspace).quota.add(made.anna, DAY - timedelta(days=7), SpentToday(9, 900, 9.0))
        await work.within(made.workspace).jobs.end(made.job.id, "failed", "QuotaError")
    async with figures(db) as seen:
        recent = await seen.recent(clock.now)
    assert recent.ended == (Ended("pack", "failed", "QuotaError", 1),)
    assert recent.today == SpentToday(1, 1200, 0.25)
    assert recent.week == SpentToday(3, 1500, 0.75)
    assert recent.decisions == {"submit": 1, "approve": 1, "reported": 1}
    clock.later(days=2)
    async with figures(db) as seen:
        assert (await seen.recent(clock.now)).ended == ()
    clock.later(days=6)
    async with figures(db) as seen:
        recent = await seen.recent(clock.now)
    assert (recent.decisions, recent.today, recent.week) == ({}, SpentToday(0, 0, 0.0), SpentToday(0, 0, 0.0))


async def test_findings_are_those_of_the_latest_versions(db: Database) -> None:
    made = await filled(db)
    worn = Finding(check="worn", severity="advice", message="m")
    shut = Finding(check="claims", severity="blocking", message="m")
    async with db.work() as work:
        here = work.within(made.workspace)
        for findings in ((worn, worn, shut), (worn,)):
            given = version(made.anna, "Weer iets anders.")
            content = given.content.model_copy(update={"findings": findings})
            await here.posts.add(made.pack.id, given._replace(content=content))
        content = version(made.anna).content.model_copy(update={"findings": (shut,)})
        await here.posts.add_version(made.post.id, version(made.anna)._replace(content=content), 1)
    async with figures(db) as seen:
        found = (await seen.recent(START)).found
    assert found.looked == 3 < LOOKED
    assert found.checks == {("worn", "advice"): 3, ("claims", "blocking"): 2}


async def test_an_older_database_says_so(db: Database) -> None:
    async with db.work() as work:
        await work.link.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    async with figures(db) as seen:
        place = await seen.place()
    assert (place.revision, place.current) == ("0001", False)


async def test_a_database_without_tables_is_empty_not_broken(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'new.db'}")
    async with figures(database) as seen:
        assert (await seen.place()).revision is None
    with pytest.raises(StorageError, match="OperationalError"):
        async with figures(database) as seen:
            await seen.live()
    await database.close()


async def test_a_file_that_is_no_database_is_a_storage_error_without_what_stands_in_it(tmp_path: Path) -> None:
    file = tmp_path / "letter.db"
    file.write_text("Beste Anna, " * 200, encoding="utf-8")
    database = Database(f"sqlite:///{file}")
    with pytest.raises(StorageError) as caught:
        async with figures(database) as seen:
            await seen.place()
    assert "Anna" not in str(caught.value)
    await database.close()


async def test_reading_figures_does_not_wait_for_whoever_writes(sqlite: Database, second: Database) -> None:
    await filled(sqlite)
    async with sqlite.work() as work:
        await work.link.execute(update(jobs).values(state="running"))
        async with figures(second) as seen:
            assert (await seen.live()).jobs == {"waiting": 1}
