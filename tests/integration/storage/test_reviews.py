"""The record of review: the first one stored wins, lines are only added, ticks count where they were meant to."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from bot.domain.errors import ConflictError, NotFoundError
from bot.domain.keeping import NewPack
from bot.domain.records import Published
from bot.domain.review import Approval, Level, Moved, Rules, Tick
from bot.storage.database import Database
from tests.integration.storage.filling import (
    DAY,
    START,
    Clock,
    Filled,
    approved,
    brief,
    fill,
    members,
    said,
    submitted,
    version,
)


async def in_review(db: Database) -> Filled:
    """A workspace whose post has a second version, which is in review."""
    async with db.work() as work:
        filled = await fill(work)
        await work.within(filled.workspace).posts.add_version(filled.post.id, version(filled.anna, "Nieuw."), 1)
        await submitted(work, filled.workspace, filled.post.id, filled.anna)
    return filled


async def test_of_two_decisions_on_what_both_saw_the_first_stands(sqlite: Database, second: Database) -> None:
    filled = await in_review(sqlite)
    async with sqlite.work() as work:
        seen = await work.within(filled.workspace).posts.version(filled.post.id)
        chris = (await work.people.who("telegram", "c", "Chris")).id
    ready = asyncio.Barrier(2)

    async def decide(db: Database, person: int, name: str, state: str, action: str) -> str:
        await ready.wait()
        async with db.work() as work:
            reviews = work.within(filled.workspace).reviews
            await reviews.decide(seen, action, Moved(state), said(person, name, "Te stellig."))
        return name

    outcomes = await asyncio.gather(
        decide(sqlite, filled.bram, "Bram", "rejected", "reject"),
        decide(second, chris, "Chris", "changes_requested", "request_changes"),
        return_exceptions=True,
    )
    (lost,) = [one for one in outcomes if isinstance(one, ConflictError)]
    (won,) = [one for one in outcomes if isinstance(one, str)]
    assert (lost.who, lost.at) == (won, START)
    assert lost.deed == {"Bram": "reject", "Chris": "request_changes"}[won]
    async with sqlite.read() as work:
        here = work.within(filled.workspace)
        assert (await here.posts.get(filled.post.id)).state == (await here.posts.version(filled.post.id)).state
        assert [one.person_name for one in await here.reviews.of_post(filled.post.id)][-1] == won


async def test_two_first_approvals_at_once_do_not_both_count_as_the_first(db: Database) -> None:
    filled = await in_review(db)
    rules = Rules(approvals=2)
    async with db.work() as work:
        chris = (await work.people.who("telegram", "c", "Chris")).id
        here = work.within(filled.workspace)
        seen = await here.posts.version(filled.post.id)
        await here.reviews.decide(seen, "approve", Moved("in_review", Approval(filled.bram)), said(filled.bram))
        with pytest.raises(ConflictError) as lost:
            await here.reviews.decide(seen, "approve", Moved("in_review", Approval(chris)), said(chris, "Chris"))
        assert (lost.value.who, lost.value.deed) == ("Bram", "approve")
        await approved(work, filled.workspace, filled.post.id, chris, rules)
        latest = await here.posts.version(filled.post.id)
        assert (latest.state, [one.person for one in latest.approvals]) == ("approved", [filled.bram, chris])


async def test_levels_stand_with_the_approvals(db: Database) -> None:
    filled = await in_review(db)
    rules = Rules(levels=(Level(name="inhoud"), Level(name="juridisch")))
    async with db.work() as work:
        chris = (await work.people.who("telegram", "c", "Chris")).id
        for person in (filled.bram, chris):
            await approved(work, filled.workspace, filled.post.id, person, rules)
        here = work.within(filled.workspace)
        assert [one.level for one in (await here.posts.version(filled.post.id)).approvals] == [
            "inhoud",
            "juridisch",
        ]
        assert [one.level for one in await here.reviews.of_post(filled.post.id)][-2:] == ["inhoud", "juridisch"]


async def test_a_decision_on_an_earlier_version_names_the_edit(db: Database) -> None:
    filled = await in_review(db)
    async with db.work() as work:
        here = work.within(filled.workspace)
        seen = await here.posts.version(filled.post.id)
        await here.posts.add_version(filled.post.id, version(filled.anna, "Nog nieuwer."), 2)
        await submitted(work, filled.workspace, filled.post.id, filled.anna)
    async with db.work() as work:
        here = work.within(filled.workspace)
        with pytest.raises(ConflictError) as lost:
            await here.reviews.decide(seen, "approve", Moved("approved", Approval(filled.bram)), said(filled.bram))
        assert (lost.value.who, lost.value.deed) == ("Anna van der Berg", "edit")
        latest = await here.posts.version(filled.post.id)
        assert (latest.number, latest.state, latest.approvals) == (3, "in_review", ())


async def test_a_lost_decision_leaves_nothing_behind(db: Database) -> None:
    filled = await in_review(db)
    async with db.work() as work:
        here = work.within(filled.workspace)
        seen = await here.posts.version(filled.post.id)
        before = await here.reviews.of_post(filled.post.id)
        stale = seen._replace(approvals=(Approval(filled.anna),))
        with pytest.raises(ConflictError):
            await here.reviews.decide(stale, "reject", Moved("rejected"), said(filled.bram, reason="Nee."))
        assert (await here.posts.get(filled.post.id)).state == "in_review"
        assert await here.reviews.of_post(filled.post.id) == before


async def test_a_line_of_the_record_says_what_was_before_whose_eyes_and_since_when(
    db: Database, clock: Clock
) -> None:
    filled = await in_review(db)
    async with db.work() as work:
        here = work.within(filled.workspace)
        seen = await here.posts.version(filled.post.id)
        await here.reviews.opened(seen.id, filled.bram)
    clock.later(minutes=7)
    async with db.work() as work:
        here = work.within(filled.workspace)
        await here.reviews.opened(seen.id, filled.bram)
        tick = Tick("zin", "B1@1", "ticked", filled.bram, clock.now)
        word = said(filled.bram)._replace(ticks=(tick,))
        line = await here.reviews.decide(seen, "approve", Moved("approved", Approval(filled.bram)), word)
    assert (line.opened_at, line.at) == (START, clock.now)
    assert (line.hash, line.writer, line.ticks) == (seen.hash, "playbook", (tick,))
    assert line.responsible == "Anna van der Berg"


async def test_the_record_by_period_is_complete_and_in_order(db: Database, clock: Clock) -> None:
    filled = await in_review(db)
    clock.later(days=1)
    async with db.work() as work:
        await approved(work, filled.workspace, filled.post.id, filled.bram)
    async with db.read() as work:
        audit = work.within(filled.workspace).audit
        first = await audit.lines(START, clock.now)
        everything = await audit.lines(START, clock.now.replace(hour=23))
        piece = await audit.lines(START, clock.now.replace(hour=23), limit=2, after=everything[0].decision.id)
    assert [line.decision.kind for line in everything] == ["submit", "approve", "reported", "submit", "approve"]
    assert everything[:4] == first
    assert everything[1:3] == piece
    assert [(line.number, line.channel, line.language) for line in everything][-1] == (2, "linkedin", "nl")
    assert everything[2].decision.outsider is not None
    assert everything[2].decision.outsider.on == DAY


async def test_ticks_count_as_far_as_they_were_meant(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        here = work.within(filled.workspace)
        first = await here.posts.version(filled.post.id)
        next_version = await here.posts.add_version(filled.post.id, version(filled.anna, "Anders."), 1)
        beside = await here.posts.version((await here.posts.add(filled.pack.id, version(filled.anna))).id)
        other_pack = await here.packs.add(NewPack(brief(), "nl", "playbook", filled.anna))
        elsewhere = await here.posts.version((await here.posts.add(other_pack.id, version(filled.anna))).id)
        kinds = {
            name: {tick.kind for tick in await here.ticks.of(each)}
            for name, each in {"same": first, "next": next_version, "pack": beside, "other": elsewhere}.items()
        }
    assert kinds == {
        "same": {"ticked", "confirmed", "not_a_claim"},
        "next": {"ticked", "confirmed"},
        "pack": {"ticked", "confirmed"},
        "other": {"confirmed"},
    }


async def test_a_promise_that_was_confirmed_counts_in_its_own_workspace(db: Database) -> None:
    async with db.work() as work:
        both = (await fill(work, "Waterkant", "1"), await fill(work, "Elders", "2"))
        for filled in both:
            here = work.within(filled.workspace)
            given = await here.ticks.of(await here.posts.version(filled.post.id))
            assert {tick.person for tick in given} == {filled.bram}


async def test_the_same_word_twice_is_kept_once_with_who_said_it_first(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        here = work.within(filled.workspace)
        seen = await here.posts.version(filled.post.id)
        before = await here.ticks.of(seen)
        again = before[0]._replace(person=filled.anna, at=datetime(2026, 4, 1, tzinfo=UTC))
        assert not await here.ticks.add(seen, again)
        assert await here.ticks.of(seen) == before
        assert await here.ticks.add(seen, again._replace(carried_by="B1@2"))


async def test_the_board_the_counts_and_the_queue_agree(db: Database, clock: Clock) -> None:
    filled = await in_review(db)
    async with db.work() as work:
        here = work.within(filled.workspace)
        for _ in range(4):
            clock.later(minutes=1)
            await here.posts.add(filled.pack.id, version(filled.bram))
    async with db.read() as work:
        posts = work.within(filled.workspace).posts
        first, rest = await posts.board(limit=3), await posts.board(limit=3, offset=3)
        assert (len(first.posts), first.more, len(rest.posts), rest.more) == (3, True, 2, False)
        assert {post.id for post in first.posts}.isdisjoint(post.id for post in rest.posts)
        assert await posts.counts() == {"draft": 4, "in_review": 1}
        assert len((await posts.board(states=("draft",))).posts) == 4
        assert [post.id for post in (await posts.board(author=filled.anna)).posts] == [filled.post.id]
        assert (await posts.board(channel="tiktok")).posts == ()
        assert [post.id for post in (await posts.queue(filled.bram)).posts] == [filled.post.id]


async def test_what_a_person_approved_leaves_their_queue_only(db: Database) -> None:
    filled = await in_review(db)
    async with db.work() as work:
        await approved(work, filled.workspace, filled.post.id, filled.bram, Rules(approvals=2))
        posts = work.within(filled.workspace).posts
        assert (await posts.queue(filled.bram)).posts == ()
        assert [post.id for post in (await posts.queue(filled.anna)).posts] == [filled.post.id]


async def test_an_edit_keeps_the_slot_and_the_earlier_versions(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        posts = work.within(filled.workspace).posts
        await posts.set_slot(filled.post.id, DAY)
        await posts.set_published(filled.post.id, Published("https://example.org/1", START, True))
        first = await posts.version(filled.post.id)
        await posts.add_version(filled.post.id, version(filled.bram, "Anders."), 1)
        post = await posts.get(filled.post.id)
        assert (post.slot, post.version, post.state, post.author) == (DAY, 2, "draft", filled.bram)
        assert post.published == Published("https://example.org/1", START, True)
        assert (await posts.versions(filled.post.id))[0] == first
        with pytest.raises(ConflictError):
            await posts.add_version(filled.post.id, version(filled.anna), 1)


async def test_posts_that_rest_on_changed_proof_are_marked_once(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        posts = work.within(filled.workspace).posts
        assert await posts.proof_changed("B1", "1") == ()
        assert await posts.proof_changed("B2", "7") == ()
        assert await posts.proof_changed("B1", "2") == (filled.post.id,)
        assert await posts.proof_changed("B1", None) == ()
        assert (await posts.get(filled.post.id)).check_again
        await posts.add_version(filled.post.id, version(filled.anna, "Zonder cijfer.")._replace(carried={}), 1)
        assert not (await posts.get(filled.post.id)).check_again
        assert await posts.proof_changed("B1", None) == ()


async def test_a_workspace_of_its_own_has_nothing_of_another(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        other, _, _ = await members(work, "Elders", "2")
        with pytest.raises(NotFoundError):
            await work.within(other).posts.add(filled.pack.id, version(filled.anna))
