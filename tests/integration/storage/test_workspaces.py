"""Workspaces, members, groups, and the links that let people in."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.errors import NotFoundError
from bot.domain.review import Level, Rules
from bot.storage.database import Database
from tests.integration.storage.filling import START, Clock, members, record

WEEK = START + timedelta(days=7)


async def test_a_workspace_comes_back_as_it_was_stored(db: Database, clock: Clock) -> None:
    async with db.work() as work:
        anna = (await work.people.who("telegram", "1", "Anna")).id
        made = await work.workspaces.create(record(), anna)
        assert await work.workspaces.get(made.id) == made
        rules = Rules(levels=(Level(name="juridisch", people=(anna,)),), author_may_approve=False)
        await work.workspaces.set_rules(made.id, rules)
        await work.workspaces.set_brand(made.id, made.brand.model_copy(update={"name": "Waterkant BV"}))
        clock.later(hours=1)
    async with db.work() as work:
        await work.workspaces.consent(made.id, True, anna)
        changed = await work.workspaces.get(made.id)
        assert (changed.rules, changed.brand.name) == (rules, "Waterkant BV")
        assert (changed.models, changed.models_by, changed.models_at) == (True, anna, clock.now)
        assert [one.brand for one in await work.workspaces.of(anna)] == ["Waterkant BV"]


async def test_members_and_their_roles(db: Database) -> None:
    async with db.work() as work:
        workspace, anna, bram = await members(work, "Waterkant", "1")
        await work.workspaces.set_roles(workspace, bram, {"editor", "reviewer"})
        assert [(one.person, one.roles) for one in await work.workspaces.members(workspace)] == [
            (anna, {"owner"}),
            (bram, {"editor", "reviewer"}),
        ]
        assert [one.workspace for one in await work.workspaces.owned_alone(anna)] == [workspace]
        await work.workspaces.set_roles(workspace, bram, {"owner"})
        assert await work.workspaces.owned_alone(anna) == ()
        stranger = (await work.people.who("telegram", "9", "Dirk")).id
        assert await work.workspaces.membership(workspace, stranger) is None
        assert await work.workspaces.membership(workspace + 1, anna) is None


async def test_a_group_belongs_to_one_workspace_and_may_move(db: Database) -> None:
    async with db.work() as work:
        workspace, anna, bram = await members(work, "Waterkant", "1")
        other, _, _ = await members(work, "Elders", "2")
        await work.workspaces.link(workspace, "telegram", "-5", anna)
        await work.within(workspace).cards.add("post:1", ("telegram", "-5", "8"))
        for person, chat, step in ((anna, "-5", "[1]"), (bram, "-5", "[2]"), (bram, "-1005", "[3]")):
            await work.flows.put("telegram", chat, person, step)
        await work.workspaces.moved("telegram", "-5", "-1005")
        assert await work.workspaces.of_chat("telegram", "-5") is None
        assert await work.workspaces.of_chat("telegram", "-1005") == workspace
        assert await work.flows.get("telegram", "-1005", anna) == "[1]"
        assert await work.flows.get("telegram", "-1005", bram) == "[3]", "begun after the move"
        assert await work.within(workspace).cards.copies("post:1") == (), "messages are counted anew"
        await work.workspaces.link(other, "telegram", "-1005", anna)
        assert await work.workspaces.chats(workspace) == ()
        assert await work.workspaces.chats(other) == (("telegram", "-1005"),)
        await work.within(other).cards.add("post:2", ("telegram", "-1005", "3"))
        assert await work.workspaces.unlink("telegram", "-1005")
        assert await work.within(other).cards.copies("post:2") == (), "nobody there is kept up to date"
        assert not await work.workspaces.unlink("telegram", "-1005")


async def test_one_invite_lets_one_person_in_whoever_is_quicker(sqlite: Database, second: Database) -> None:
    async with sqlite.work() as work:
        workspace, anna, _ = await members(work, "Waterkant", "1")
        await work.invites.create(workspace, {"editor"}, "geheim", WEEK, anna)
        people = [(await work.people.who("telegram", f"x{number}", "X")).id for number in range(6)]

    async def redeem(db: Database, person: int) -> object:
        async with db.work() as work:
            return await work.invites.redeem("geheim", person)

    places = await asyncio.gather(*(redeem((sqlite, second)[at % 2], each) for at, each in enumerate(people)))
    (place,) = [one for one in places if one is not None]
    assert (place.workspace, place.roles) == (workspace, {"editor"})
    async with sqlite.read() as work:
        assert len(await work.workspaces.members(workspace)) == 3


@pytest.mark.parametrize("how", ["wrong", "used", "revoked", "expired", "user erased"])
async def test_an_invite_that_is_no_good_gives_nothing(db: Database, clock: Clock, how: str) -> None:
    async with db.work() as work:
        workspace, anna, _ = await members(work, "Waterkant", "1")
        invite = await work.invites.create(workspace, {"editor"}, "geheim", WEEK, anna)
        assert await work.invites.open(workspace) == (invite,)
        dirk = (await work.people.who("telegram", "9", "Dirk")).id
        eva = (await work.people.who("telegram", "8", "Eva")).id
        if how in ("used", "user erased"):
            assert await work.invites.redeem("geheim", dirk)
        if how == "user erased":
            await work.people.erase(dirk)
        if how == "revoked":
            assert await work.invites.revoke(workspace, invite.id)
            assert not await work.invites.revoke(workspace + 1, invite.id)
    if how == "expired":
        clock.now = WEEK
    async with db.work() as work:
        assert await work.invites.redeem("fout" if how == "wrong" else "geheim", eva) is None
        assert await work.workspaces.membership(workspace, eva) is None
        assert len(await work.invites.open(workspace)) == (how == "wrong")


async def test_an_invite_adds_to_the_roles_that_a_member_has(db: Database) -> None:
    async with db.work() as work:
        workspace, anna, bram = await members(work, "Waterkant", "1")
        await work.invites.create(workspace, {"editor"}, "geheim", WEEK, anna)
        place = await work.invites.redeem("geheim", bram)
        assert place is not None
        assert place.roles == {"editor", "reviewer"}


async def test_the_last_link_for_an_admin_is_the_one_that_counts(db: Database) -> None:
    async with db.work() as work:
        dirk = (await work.people.who("telegram", "9", "Dirk")).id
        await work.admissions.create("eerste", WEEK, admin=True)
        await work.admissions.create("gast", WEEK)
        await work.admissions.create("tweede", WEEK, admin=True)
        assert await work.admissions.redeem("eerste", dirk) is None
        for secret, admin in (("tweede", True), ("gast", False)):
            used = await work.admissions.redeem(secret, dirk)
            assert used is not None
            assert used.admin is admin
            assert await work.admissions.redeem(secret, dirk) is None


async def test_no_secret_stands_in_the_file(sqlite: Database, file: Path) -> None:
    async with sqlite.work() as work:
        workspace, anna, _ = await members(work, "Waterkant", "1")
        await work.invites.create(workspace, {"editor"}, "een-geheim-woord", WEEK, anna)
        await work.admissions.create("een-ander-geheim", WEEK)
    stored = b"".join(part.read_bytes() for part in file.parent.iterdir())
    assert b"Waterkant" in stored
    assert b"een-geheim-woord" not in stored
    assert b"een-ander-geheim" not in stored


async def test_a_workspace_that_is_not_there_is_said(db: Database) -> None:
    async with db.work() as work:
        with pytest.raises(NotFoundError):
            await work.workspaces.get(4)
        with pytest.raises(NotFoundError):
            await work.workspaces.save(record())
