"""Many brands, as a person moves between them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.conversation.areas import brands, table, welcome
from bot.domain.review import Rules
from bot.services import intake
from tests.fakes.talking import TEXTS, Chatter, Stage, talking


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """An installation with brands."""
    async with talking(tmp_path, (welcome.AREA, table.AREA, brands.AREA)) as made:
        yield made


async def _two(stage: Stage) -> Chatter:
    me = stage.joins()
    await me.commands("start")
    await me.taps("1~w.demo")
    await me.commands("switch")
    await me.taps("Nieuw merk")
    await me.says("Vos & Zoon")
    return me


async def test_rules_and_channels_come_along_but_no_texts(stage: Stage) -> None:
    me = await _two(stage)
    async with stage.database.work() as work:
        await work.workspaces.set_rules(1, Rules(approvals=3))
    await me.taps("Neem die van")
    async with stage.database.read() as work:
        old, new = await work.workspaces.get(1), await work.workspaces.get(2)
        assert (new.rules, new.channels) == (Rules(approvals=3), old.channels)
        for kind in ("persona", "proposition", "proof", "asset", "source"):
            assert not await work.within(2).entries.all(kind)


async def test_switching_changes_the_brand_that_opens_a_card(stage: Stage) -> None:
    me = await _two(stage)
    await me.commands("brand")
    assert me.text.startswith("Vos & Zoon")
    await me.commands("switch", "klok")
    await me.commands("brand")
    assert not me.text.startswith("Vos & Zoon")


async def test_nobody_enters_or_copies_a_brand_they_are_no_member_of(stage: Stage) -> None:
    await _two(stage)
    stranger = stage.joins("other", "Bo")
    await stranger.commands("switch")
    await stranger.taps("Nieuw merk")
    await stranger.says("Elders")
    for data in ("1~b.to:1", "1~b.to:zz", "1~b.copy:3:1", "1~b.copy:1:3"):
        await stranger.taps(data)
        assert stranger.answer == TEXTS["nl"]("old-card")


async def test_another_brand_is_seen_as_words_of_their_own(stage: Stage) -> None:
    await _two(stage)
    async with stage.database.work() as work:

        async def names(text: str) -> bool:
            return await intake.foreign_brand(work, 1, 1, text) is not None

        assert await names("Laat dit over aan VOS &  zoon.")
        assert not await names("De vos en zijn zoon")
        assert not await names("Vos & Zoonlief")
