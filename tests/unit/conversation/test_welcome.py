"""First contact, and the door: who comes in, and what everybody else gets."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.conversation.areas import team as team_area
from bot.conversation.areas import team_groups, team_rules, trust, welcome
from bot.conversation.effects import Answer
from bot.conversation.events import Envelope, Presence
from bot.domain.base import LANGUAGES, Language
from bot.services import team
from bot.services.team import Gate
from tests.fakes.talking import DESK, NOW, TEXTS, Stage, talking

AREAS = [welcome.AREA, trust.AREA, team_area.AREA, team_groups.AREA, team_rules.AREA]
SHUT = DESK._replace(gate=Gate("invite"))


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with talking(tmp_path, AREAS) as made:
        yield made


@pytest.fixture
async def shut(tmp_path: Path) -> AsyncIterator[Stage]:
    async with talking(tmp_path, AREAS, SHUT) as made:
        yield made


@pytest.mark.parametrize("language", LANGUAGES)
async def test_who_comes_in_hears_first_that_it_is_ai_and_where_text_goes(
    stage: Stage, language: Language
) -> None:
    noor = stage.joins(language=language)
    await noor.commands("start")
    assert TEXTS[language]("welcome-ai") in noor.text
    assert TEXTS[language]("welcome-text-stays") in noor.text
    await noor.taps(TEXTS[language]("welcome-agree"))
    assert noor.labels == (TEXTS[language]("welcome-demo"), TEXTS[language]("welcome-own"))


async def test_with_a_model_its_provider_is_named_and_the_owner_is_asked(tmp_path: Path) -> None:
    async with talking(tmp_path, AREAS, DESK._replace(model="Voorbeeld BV")) as stage:
        noor = stage.joins()
        await noor.commands("start")
        assert "Voorbeeld BV" in noor.text
        await noor.taps("Begrepen")
        await noor.taps("Probeer")
        await noor.taps("Een taalmodel laten meeschrijven")
        await noor.taps("Ja, laat Voorbeeld BV meeschrijven")
        assert "Aangezet door Noor op 1 juni 2026." in noor.text
        await noor.commands("start")
        assert noor.labels == ("Uitingen maken", "Wat op mij wacht", "Alle uitingen", "Hulp")


async def test_three_questions_make_a_brand_whatever_is_typed(stage: Stage) -> None:
    noor = stage.joins()
    await noor.commands("start")
    await noor.taps("Begrepen")
    await noor.taps("Mijn eigen merk")
    await noor.says("   ")
    assert "Typ je antwoord" in noor.text
    await noor.says("x" * 500)
    assert "80 tekens" in noor.text
    await noor.says("<b>Bakkerij\n\nVos</b>")
    await noor.sends("foto.jpg", "image/jpeg")
    assert "Typ je antwoord" in noor.text
    await noor.says("Ouders die zaterdag geen tijd hebben")
    await noor.says("Brood dat vrijdag al klaarligt")
    assert noor.text.startswith("<b>Bakkerij Vos</b>")


async def test_the_questions_can_be_left(stage: Stage) -> None:
    noor = stage.joins()
    await noor.commands("start")
    await noor.taps("Begrepen")
    await noor.taps("Mijn eigen merk")
    await noor.says("Bakkerij Vos")
    await noor.taps("Stoppen")
    await noor.says("Ouders")
    assert noor.text == TEXTS["nl"]("unknown")


async def test_trying_the_demo_again_goes_back_to_it(stage: Stage) -> None:
    noor = stage.joins()
    await noor.commands("start")
    await noor.taps("Begrepen")
    choice = noor.last
    await noor.taps("1~w.demo", choice)
    await noor.taps("1~w.demo", choice)
    async with stage.database.read() as work:
        person = await work.people.find("test", "me")
        assert person is not None
        assert len(await work.workspaces.of(person.id)) == 1


async def test_the_language_of_the_hello_can_be_changed(stage: Stage) -> None:
    noor = stage.joins()
    await noor.commands("start")
    await noor.taps("Continue in English")
    assert noor.text.startswith(TEXTS["en"]("welcome-title"))
    assert "Verder in het Nederlands" in noor.labels


# -- the door ---------------------------------------------------------------------------------------------


async def test_who_is_not_admitted_gets_one_text_for_all_and_one_for_every_link(shut: Stage) -> None:
    neutral = TEXTS["nl"]("welcome-closed")
    stranger = shut.joins("stranger", "Wie")
    for command in (*shut.conversation.commands, "bestaatniet"):
        if command != "privacy":
            await stranger.commands(command)
            assert stranger.text == neutral
    await stranger.commands("start", "geraden")
    assert stranger.text == TEXTS["nl"]("welcome-link-used")
    await stranger.says("1")
    assert stranger.text == neutral
    await stranger.sends("a.txt")
    assert stranger.text == neutral
    codes = [kind.code for kind in shut.conversation.buttons.kinds]
    for data in (*(f"1~{code}:1:1:1" for code in codes), *(f"1~{code}:1" for code in codes), "1~zzz", "0~"):
        await stranger.taps(data)
        assert stranger.answer == neutral
    async with shut.database.read() as work:
        assert not await work.people.anybody()
    assert len(neutral) <= 200
    assert len(TEXTS["en"]("welcome-closed")) <= 200


async def test_a_stranger_may_read_what_happens_to_data_and_leaves_nothing_behind(shut: Stage) -> None:
    stranger = shut.joins("stranger", "Wie", "en")
    await stranger.commands("privacy")
    assert stranger.text.startswith(TEXTS["en"]("trust-privacy-title"))
    async with shut.database.read() as work:
        assert not await work.people.anybody()


async def test_the_first_link_makes_an_admin_and_works_once(shut: Stage) -> None:
    async with shut.database.work() as work:
        void = await team.first_admin_link(work)
        secret = await team.first_admin_link(work)
    assert void is not None
    assert secret is not None
    first, second = shut.joins("first", "Ada"), shut.joins("second", "Bo")
    await first.commands("start", void)
    assert first.text == TEXTS["nl"]("welcome-link-used")
    await first.commands("start", secret)
    assert first.text.startswith(TEXTS["nl"]("welcome-title"))
    await second.commands("start", secret)
    assert second.text == TEXTS["nl"]("welcome-link-used")
    async with shut.database.work() as work:
        assert [admin.name for admin in await work.people.admins()] == ["Ada"]
        assert await team.first_admin_link(work) is None
    await first.commands("admit")
    link = first.text.split("/start ")[1].split()[0]
    await second.commands("start", link)
    assert second.text.startswith(TEXTS["nl"]("welcome-title"))
    await second.commands("admit")
    assert second.text == TEXTS["nl"]("unknown")


async def test_an_expired_link_opens_nothing(shut: Stage) -> None:
    async with shut.database.work() as work:
        await work.admissions.create("te-laat", work.now - timedelta(seconds=1), admin=True)
    stranger = shut.joins("stranger", "Wie")
    await stranger.commands("start", "te-laat")
    assert stranger.text == TEXTS["nl"]("welcome-link-used")


def test_the_list_lets_in_and_with_open_registration_it_is_the_limit() -> None:
    assert Gate("open").lets_in("telegram", "1")
    assert not Gate("invite").lets_in("telegram", "1")
    assert Gate("invite", frozenset({"1"})).lets_in("telegram", "1")
    assert not Gate("open", frozenset({"1"})).lets_in("telegram", "2")
    assert Gate("invite").lets_in("console", "whoever")


async def test_a_strangers_presence_is_met_with_silence(shut: Stage) -> None:
    group = shut.joins("stranger", "Wie", chat="-100")
    envelope = Envelope("p1", group.chat, group.sender, NOW)
    assert await shut.conversation.handle(Presence(envelope, True)) == ()
    effects = await shut.conversation.handle(Presence(envelope._replace(id="p2"), False))
    assert not [effect for effect in effects if not isinstance(effect, Answer)]
