"""Somebody who was taken out of a team, or manages it no more: nothing that they still know or wait for works."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.services import team
from bot.storage.outbox import Parcel
from tests.fakes.talking import FRONT, NOW
from tests.fakes.whole_brands import scene, template
from tests.fakes.whole_scene import GROUP, VICTIM, Scene

LATER = NOW + timedelta(minutes=1)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Scene]:
    """Both brands, fresh."""
    async with scene(tmp_path, await asyncio.to_thread(template)) as made:
        yield made


async def test_an_owner_who_was_taken_out_does_not_come_back_by_their_own_invite(here: Scene) -> None:
    home, people = here.brands.workspace, here.brands.people
    async with here.stage.database.work() as work:
        _, theirs = await team.invite(work, home, ("owner",), people[VICTIM])
        _, others = await team.invite(work, home, ("viewer",), people["inesmarijn"])
        await team.remove(work, home, people[VICTIM])
        assert await team.enter(work, people[VICTIM], theirs) is None
        assert await team.enter(work, people["zed"], theirs) is None
        assert await work.workspaces.membership(home, people[VICTIM]) is None
        assert await team.enter(work, people["zed"], others) is not None


async def test_an_owner_who_manages_no_more_does_not_again_by_their_own_invite(here: Scene) -> None:
    home, people = here.brands.workspace, here.brands.people
    async with here.stage.database.work() as work:
        _, theirs = await team.invite(work, home, ("owner",), people[VICTIM])
        await team.toggle_role(work, home, people[VICTIM], "editor")
        await team.toggle_role(work, home, people[VICTIM], "owner")
        assert await team.enter(work, people[VICTIM], theirs) is None
        assert (await team.member(work, home, people[VICTIM])).roles == {"editor"}


async def test_an_owner_who_erases_their_account_leaves_no_invite_behind(here: Scene) -> None:
    from bot.services import privacy

    home, people = here.brands.workspace, here.brands.people
    async with here.stage.database.work() as work:
        _, theirs = await team.invite(work, home, ("owner",), people[VICTIM])
        await privacy.erase(work, people[VICTIM])
        assert await team.enter(work, people["zed"], theirs) is None


async def test_what_was_still_to_be_shown_to_them_is_not(here: Scene) -> None:
    """As when Telegram was away: the rows of that brand for their own chat go, and no others."""
    home, own, people = here.brands.workspace, here.brands.own, here.brands.people
    rows = [(VICTIM, home), (VICTIM, own), (GROUP, home), ("inesmarijn", home)]
    async with here.stage.database.work() as work:
        for chat, workspace in rows:
            await work.outbox.add(Parcel(FRONT, chat, "[]", None, workspace), LATER)
        await team.remove(work, home, people[VICTIM])
        left = await work.outbox.take((FRONT,), LATER, held=True)
    assert [(one.chat, one.workspace) for one in left] == rows[1:]
