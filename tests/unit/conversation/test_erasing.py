"""A brand is erased by its owner alone, after its name was typed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.conversation.areas import brands, erasing, team, trust, welcome
from bot.services import team as services
from tests.fakes.talking import FRONT, TEXTS, Chatter, Stage, talking

AREAS = (welcome.AREA, trust.AREA, team.AREA, brands.AREA, erasing.AREA)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with talking(tmp_path, AREAS) as stage:
        yield stage


async def owner_of(stage: Stage, brand: str) -> Chatter:
    me = stage.joins()
    await me.commands("start")
    await me.taps("Begrepen")
    await me.taps("Mijn eigen merk")
    for answer in (brand, "Een lezer", "Een belofte"):
        await me.says(answer)
    return me


async def brands_left(stage: Stage) -> list[str]:
    async with stage.database.read() as work:
        person = await work.people.find(FRONT, "me")
        assert person is not None
        return [one.brand for one in await work.workspaces.of(person.id)]


async def test_the_name_has_to_be_typed_as_it_is(stage: Stage) -> None:
    me = await owner_of(stage, "Bakkerij De Vos")
    await me.commands("delete_brand")
    assert "Bakkerij De Vos" in me.text
    await me.says("ja")
    assert me.text == TEXTS["nl"]("brands-kept")
    assert await brands_left(stage) == ["Bakkerij De Vos"]
    await me.commands("delete_brand")
    await me.taps("Toch niet")
    await me.says("Bakkerij De Vos")
    assert await brands_left(stage) == ["Bakkerij De Vos"], "it was called off"
    await me.commands("delete_brand")
    await me.says(" bakkerij  de vos ")
    assert await brands_left(stage) == []
    await me.commands("usage")
    assert me.text == TEXTS["nl"]("no-workspace")


async def test_who_works_there_is_told_and_may_not_do_it(stage: Stage) -> None:
    me = await owner_of(stage, "Bakkerij De Vos")
    async with stage.database.work() as work:
        other = await work.people.who(FRONT, "with-ines", "Ines")
        await work.people.speaks(other.id, "en")
        mine = (await work.workspaces.of(1))[0]
        _, secret = await services.invite(work, mine.workspace, {"editor", "reviewer"}, mine.person)
        await services.enter(work, other.id, secret)
    ines = stage.joins("with-ines", "Ines", "en")
    await ines.commands("delete_brand")
    assert ines.text == TEXTS["en"]("refused-not-your-role")
    await me.commands("delete_brand")
    assert "Er werkt nog iemand" in me.text
    await me.says("Bakkerij De Vos")
    told = [message.text for ref, message in stage.messages.items() if ref.chat == "with-ines"]
    assert any("Noor erased this brand" in text for text in told)
