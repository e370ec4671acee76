"""/new, as a person goes through it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.conversation.areas import ideas, new, welcome
from bot.conversation.areas.new_order import NewOrder
from bot.conversation.turn import Rule, Turn
from bot.domain.base import LANGUAGES, Language
from bot.domain.brief import Persona, Proposition, Source
from tests.fakes.talking import TEXTS, UNKNOWN, Chatter, Stage, talking

AREAS = (welcome.AREA, new.AREA, ideas.AREA)
SOURCE = Source(title="Een zolder in Assen", text="De zolder was na één dag leeg.", permission="publish")


async def _offered(turn: Turn, event: object) -> None:
    if not await new.offer(turn, getattr(event, "text", "")):
        await UNKNOWN.run(turn, event)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """An installation with what /new needs."""
    async with talking(tmp_path, AREAS, unasked=Rule(_offered)) as made:
        yield made


async def _at_demo(stage: Stage, language: Language = "nl") -> Chatter:
    me = stage.joins(language=language)
    await me.commands("start")
    await me.taps("1~w.ok")
    await me.taps("1~w.demo")
    return me


async def _filled(stage: Stage) -> Chatter:
    """The demo brand with a second persona and a second proposition."""
    me = await _at_demo(stage)
    async with stage.database.work() as work:
        entries = work.within(1).entries
        await entries.add("persona", Persona(name="<b>Starter</b>", need="wil een eigen huis"), 1)
        await entries.add("proposition", Proposition(text="Verhuizen zonder dozen te tillen."), 1)
    return me


async def _packs(stage: Stage) -> int:
    async with stage.database.read() as work:
        return len(await work.within(1).packs.latest())


async def _flow(stage: Stage, me: Chatter) -> NewOrder | None:
    async with stage.database.read() as work:
        state = await work.flows.get(me.chat.front, me.chat.id, 1)
    found = stage.conversation.flows.read(state) if state else None
    return found if isinstance(found, NewOrder) else None


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_one_persona_and_one_proposition_leave_phase_goal_and_channels(
    stage: Stage, language: Language
) -> None:
    me, t = await _at_demo(stage, language), TEXTS[language]
    await me.commands("new")
    assert t("new-ask-when") in me.text
    wants = stage.conversation._desk.knowledge.phase("canvas7", "awareness").information_need
    assert wants is not None
    assert wants[language] in me.text
    await me.taps("1~n.p:1:when:consideration")
    assert t("new-ask-goal") in me.text
    await me.taps(t("new-skip"))
    assert t("new-ask-where") in me.text
    await me.taps(t("new-channels-done", count=4))
    assert t("new-confirm") in me.text
    assert me.text.startswith(demo_name(language))
    await me.taps(t("new-make"))
    assert t("ideas-title") in me.text
    assert await _packs(stage) == 1
    assert await _flow(stage, me) is None


def demo_name(language: Language) -> str:
    """The brand of the demo brief."""
    from tests.fakes.talking import demo

    return demo(language).brand.name


async def test_every_part_is_asked_where_there_is_a_choice_and_can_be_typed(stage: Stage) -> None:
    me = await _filled(stage)
    await me.commands("new")
    assert "<b>Starter</b>" in me.text
    await me.says("<b>starter</b>")
    await me.says("2")
    await me.says("Verhuizen zonder")
    await me.says("Hoe je begint met een volle zolder")
    await me.taps("Verder")
    await me.taps("✓ TikTok-video")
    await me.taps("Verder met 3")
    order = await _flow(stage, me)
    assert order is not None
    assert (order.at, order.phase, order.about) == ("all", "consideration", "Hoe je begint met een volle zolder")
    assert "tiktok" not in order.channels
    assert "Verhuizen zonder dozen" in me.text


async def test_the_next_card_says_what_was_chosen(stage: Stage) -> None:
    me = await _at_demo(stage)
    await me.commands("new")
    assert "Fase: " not in me.text
    await me.taps("Voorkeur")
    assert "\nFase: Voorkeur\n" in me.text
    assert me.text.endswith(TEXTS["nl"]("new-ask-goal"))


async def test_what_is_changed_by_a_name_is_said(stage: Stage) -> None:
    me = await _at_demo(stage)
    await me.commands("new")
    await me.taps("Voorkeur")
    await me.taps("Overslaan")
    await me.says("Overweging")
    assert "Fase is nu Overweging." in me.text
    assert TEXTS["nl"]("new-ask-where") in me.text
    await me.taps("Verder met 4")
    await me.says("TikTok")
    assert "Kanalen: nu TikTok-video." in me.text
    order = await _flow(stage, me)
    assert order is not None
    assert (order.phase, order.channels) == ("consideration", ("tiktok",))


async def test_what_is_not_understood_gets_the_open_question_once_more(stage: Stage) -> None:
    me = await _at_demo(stage)
    await me.commands("new")
    before = await _flow(stage, me)
    asked = len(me.messages)
    await me.says("qwertz")
    assert len(me.messages) == asked + 1
    assert TEXTS["nl"]("new-choose") in me.text
    assert TEXTS["nl"]("new-ask-when") in me.text
    assert await _flow(stage, me) == before
    await me.taps("Overweging", me.last)
    assert TEXTS["nl"]("new-ask-goal") in me.text


async def test_back_goes_past_what_had_no_choice_and_cancel_keeps_nothing(stage: Stage) -> None:
    me = await _at_demo(stage)
    await me.commands("new")
    assert "Terug" not in me.labels
    await me.taps("Voorkeur")
    await me.taps("Overslaan")
    await me.taps("Terug")
    await me.taps("Terug")
    assert TEXTS["nl"]("new-ask-when") in me.text
    await me.taps("Actie")
    order = await _flow(stage, me)
    assert order is not None
    assert order.phase == "action"
    await me.commands("cancel")
    assert await _flow(stage, me) is None
    await me.commands("cancel")
    assert me.text == TEXTS["nl"]("new-nothing-to-stop")
    assert await _packs(stage) == 0


async def test_what_was_begun_is_taken_up_again(stage: Stage) -> None:
    me = await _filled(stage)
    await me.commands("new")
    await me.taps("Marjan")
    await me.commands("start")
    await me.commands("new")
    assert "Marjan" in me.text
    await me.taps("Verdergaan")
    assert TEXTS["nl"]("new-ask-when") in me.text
    await me.commands("new")
    await me.taps("Opnieuw beginnen")
    assert TEXTS["nl"]("new-ask-who") in me.text


async def test_the_last_choices_come_first_and_all_at_once(stage: Stage) -> None:
    me = await _filled(stage)
    await me.says("Instagram en TikTok voor de starter in de bindingsfase over dozen")
    await me.taps("1~n.p:1:what:V1")
    await me.taps("Onderwerpen bedenken")
    await me.commands("new")
    assert me.labels[1] == "<b>Starter</b>"
    await me.taps("Net als de vorige keer")
    order = await _flow(stage, me)
    assert order is not None
    assert (order.at, order.phase) == ("all", "bonding")
    assert set(order.channels) == {"instagram", "tiktok"}


async def test_one_message_is_an_order_when_it_names_enough(stage: Stage) -> None:
    me = await _at_demo(stage)
    await me.says("LinkedIn en TikTok voor de dochter in de overwegingsfase over wat er achterblijft")
    assert TEXTS["nl"]("new-confirm") in me.text
    order = await _flow(stage, me)
    assert order is not None
    assert (order.persona, order.phase) == ("dochter", "consideration")
    assert set(order.channels) == {"linkedin", "tiktok"}
    assert "achterblijft" in order.about
    assert order.warning in me.text
    assert order.warning
    await me.says("toch voor de voorkeursfase")
    assert (await _flow(stage, me) or order).phase == "preference"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_extras_are_asked_of_nobody_and_go_into_the_brief(stage: Stage, language: Language) -> None:
    me, t = await _at_demo(stage, language), TEXTS[language]
    async with stage.database.work() as work:
        source = await work.within(1).entries.add("source", SOURCE, 1)
    await me.commands("new")
    await me.taps("1~n.p:1:when:consideration")
    await me.taps(t("new-skip"))
    await me.taps("1~n.nx:1")
    assert t("new-confirm") in me.text
    assert t("new-row-source") not in me.text
    await me.taps(t("new-change-extras"))
    await me.taps(SOURCE.title or "")
    await me.taps(t("new-commercial"))
    assert f"✓ {t('new-commercial')}" in me.labels
    await me.says("zolder,  grote  kast ; zolder")
    assert "zolder, grote kast" in me.text
    await me.says("https://example.org/plan")
    await me.taps(t("new-extras-done"))
    for row in ("new-row-source", "new-row-keywords", "new-row-commercial", "new-row-link"):
        assert t(row) in me.text
    await me.taps(t("new-make"))
    async with stage.database.read() as work:
        brief = (await work.within(1).packs.get(1)).brief
    assert brief.source == source.data
    assert (brief.keywords, brief.commercial_relation) == (("zolder", "grote kast"), True)
    assert brief.link == "https://example.org/plan"
    await me.commands("new")
    await me.taps(t("new-same-as-last"))
    order = await _flow(stage, me)
    assert order is not None
    assert (order.source, order.keywords, order.commercial) == (source.key, ("zolder", "grote kast"), True)
    await me.taps(t("new-change-extras"))
    await me.taps(t("new-without-keywords"))
    await me.taps(t("new-without-link"))
    await me.taps(f"1~n.s:1:{source.key}")
    await me.taps(f"✓ {t('new-commercial')}")
    order = await _flow(stage, me)
    assert order is not None
    assert (order.source, order.keywords, order.link, order.commercial, order.at) == (
        "",
        (),
        None,
        False,
        "extras",
    )


async def test_a_source_that_is_gone_is_left_out(stage: Stage) -> None:
    me = await _at_demo(stage)
    await me.says("LinkedIn voor de dochter in de overwegingsfase")
    await me.taps("1~n.ch:1:extras")
    async with stage.database.work() as work:
        entries = work.within(1).entries
        source = await entries.add("source", SOURCE, 1)
        await entries.withdraw(source, 1)
    await me.taps(f"1~n.s:1:{source.key}")
    assert me.answer == TEXTS["nl"]("old-card")
    await me.taps("1~n.ch:1:extras")
    assert TEXTS["nl"]("new-no-source") in me.text


@pytest.mark.parametrize("text", ["hallo", "Wij waren gisteren op LinkedIn te zien.", "x " * 400, "\u202e<b>"])
async def test_other_texts_are_no_order(stage: Stage, text: str) -> None:
    me = await _at_demo(stage)
    await me.says(text)
    assert me.text == TEXTS["nl"]("unknown")
    assert await _flow(stage, me) is None


async def test_no_channel_gives_no_posts(stage: Stage) -> None:
    me = await _at_demo(stage)
    await me.commands("new")
    await me.taps("Actie")
    await me.taps("Overslaan")
    for label in [label for label in me.labels if label.startswith("✓")]:
        await me.taps(label)
    assert not any(label.startswith("Verder") for label in me.labels)
    await me.taps("1~n.nx:1")
    assert me.answer == TEXTS["nl"]("new-one-channel")
    await me.taps("Alle kanalen")
    assert len(me.labels) > len(stage.conversation._desk.knowledge.channel_keys)


@pytest.mark.parametrize(
    "data",
    [
        "1~n.p:1:when:nowhere",
        "1~n.p:1:where:linkedin",
        "1~n.p:1:nonsense:x",
        "1~n.c:1:nowhere",
        "1~n.ch:1:all",
        "1~n.go:1",
        "1~n.go:2",
        "1~n.b:1",
        "1~n.s:1:nowhere",
        "1~n.no:1:persona",
    ],
)
async def test_forged_buttons_change_nothing(stage: Stage, data: str) -> None:
    me = await _at_demo(stage)
    await me.commands("new")
    before = await _flow(stage, me)
    await me.taps(data)
    assert me.answer == TEXTS["nl"]("old-card")
    assert await _flow(stage, me) == before
    assert await _packs(stage) == 0


async def test_a_stranger_gets_the_answer_of_an_old_card(stage: Stage) -> None:
    me = await _at_demo(stage)
    await me.commands("new")
    other = stage.joins("other", "Vreemde")
    await other.commands("start")
    await other.taps("1~n.p:1:when:action")
    assert other.answer == TEXTS["nl"]("old-card")
    await other.commands("new")
    assert other.text == TEXTS["nl"]("no-workspace")


async def test_without_a_persona_it_says_how_to_make_one(stage: Stage) -> None:
    me = await _at_demo(stage)
    async with stage.database.work() as work:
        entries = work.within(1).entries
        for entry in await entries.all("persona"):
            await entries.withdraw(entry, 1)
    await me.commands("new")
    assert "/personas" in me.text
    assert await _flow(stage, me) is None
