"""Whoever is no member learns nothing, not even that an id exists: made from the tables of all buttons, commands,
steps and replies, so that a new one is tested or fails."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.callbacks import written
from bot.conversation.effects import Draft, Edit, Effects, Hand, Send, Typing
from bot.conversation.events import Command, File, MessageRef, Presence, Text
from bot.conversation.flow import Flow
from bot.jobs.port import Cancelled, Failed, Finished, Started
from tests.fakes.talking import FRONT, TEXTS, Chatter
from tests.fakes.whole import envelope, happens, tapped
from tests.fakes.whole_brands import alive, scene, template
from tests.fakes.whole_scene import (
    BRAND,
    COMMANDS,
    GROUP,
    ID_FIELDS,
    NO_GROUP,
    NOWHERE,
    OLD_GROUP,
    OUTSIDERS,
    REPLIES,
    REPORTS,
    STEPS,
    STRANGER,
    TAPS,
    Scene,
    alike,
    changed,
    elsewhere,
    held_by,
    leaked,
    steps,
)

KINDS = {kind.code: kind for kind in TAPS}
PARTS = {
    area: [kind for kind in TAPS if kind.code.startswith(f"{area}.")]
    for area in sorted({code.split(".")[0] for code in KINDS})
}
"""The kinds of buttons, by the letter of their area."""
KINDS_OF_STEP = {kind.kind: kind for kind in STEPS}
PASSING = ("inbox", "flows")
"""What an event always leaves behind: that it was seen, and what somebody is in the middle of."""
LONG = "Zo werkt dat bij ons, al jaren. " * 20


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Scene]:
    """Both brands, fresh."""
    async with scene(tmp_path, await asyncio.to_thread(template)) as made:
        yield made


def pointing(thing: Any) -> list[str]:
    """The fields that point at something of a brand."""
    return [name for name in held_by(thing) if name in ID_FIELDS]


def silent(effects: Effects, but: str = "") -> Effects:
    """Says that no secret word stands in them."""
    assert not leaked(effects, but), leaked(effects, but)
    return effects


async def same(who: Chatter, here: Scene, real: tuple[Flow | None, Any], dummy: tuple[Flow | None, Any]) -> None:
    """A tap in a step is answered as one that points nowhere."""
    answered = []
    for flow, button in (real, dummy):
        await here.waits(who, flow)
        answered.append(alike(silent(await tapped(who, written(button)))))
    if pointing(real[1]):
        assert answered[0] == answered[1], real
    await here.waits(who, None)


@pytest.mark.parametrize("area", PARTS)
async def test_a_button_of_another_brand_is_one_that_does_not_exist(here: Scene, area: str) -> None:
    home = here.brands.workspace
    for number, kind in enumerate(PARTS[area]):
        flow, button, _ = await asyncio.to_thread(alive, kind.code)
        before = here.rows(*PASSING), here.rows(of=home)
        for account in OUTSIDERS:
            for who in (here.who(account), here.who(account, GROUP)):
                for step in {None, flow}:
                    await same(who, here, (step, button), (step and elsewhere(step), elsewhere(button)))
        after = here.rows(*PASSING), here.rows(of=home)
        assert after[1] == before[1], button
        assert after[0] == before[0] or not pointing(button), button
        stranger = f"{STRANGER}{number}"
        for who in (here.who(stranger), here.who(stranger, GROUP)):
            await same(who, here, (None, button), (None, elsewhere(button)))
        assert here.rows(of=home) == before[1], button


@pytest.mark.parametrize("area", PARTS)
async def test_an_id_of_another_brand_is_not_found_in_ones_own(here: Scene, area: str) -> None:
    own, home = here.brands.own, here.brands.workspace
    olga, before = here.who("olga"), here.rows(of=home)
    for kind in PARTS[area]:
        if len(pointing(kind)) < 2:
            continue
        flow, button, _ = await asyncio.to_thread(alive, kind.code)
        mine, nowhere = (changed(one, workspace=own) for one in (button, elsewhere(button)))
        await same(olga, here, (None, mine), (None, nowhere))
        if flow is not None:
            await same(olga, here, (flow, mine), (elsewhere(flow), nowhere))
            inside, gone = (changed(one, workspace=own) for one in (flow, elsewhere(flow)))
            await same(olga, here, (inside, mine), (gone, nowhere))
    assert here.rows(of=home) == before


def arguments(here: Scene) -> Iterable[tuple[str, str]]:
    """What could stand behind a command, and the same pointing nowhere."""
    ids = here.brands.ids
    yield BRAND, "Nergensmerk"
    yield f"g-{here.brands.workspace}", f"g-{here.brands.workspace + NOWHERE}"
    yield "linkedin Kwartsmeer awareness", "linkedin Nergensmens awareness"
    for one in {ids[name][0] for name in ("workspace", "post", "entry", "job", "pack", "person", "invite")}:
        yield str(one), str(one + NOWHERE)


def plain(effects: Effects, word: str) -> str:
    """Effects as they would be with another word typed, or in another chat."""
    return re.sub(rf"\b{re.escape(word)}\b", "…", repr(alike(effects)))


@pytest.mark.parametrize("name", COMMANDS)
async def test_a_command_tells_no_stranger_anything(here: Scene, name: str) -> None:
    before = here.rows(of=here.brands.workspace)
    for account in (*OUTSIDERS, STRANGER):
        who = here.who(account)
        for given in (("", ""), *arguments(here)):
            answered = []
            for argument in given:
                effects = silent(await happens(here.stage, Command(envelope(who), name, argument)), argument)
                answered.append((alike(effects), plain(effects, argument or "-")))
                await here.waits(who, None)
            (raw, one), (also, other) = answered
            days = name == "audit" and given[0].isdecimal()  # any other number is another period
            assert raw == also or one == other or days, (account, given)
    assert here.rows(of=here.brands.workspace) == before


@pytest.mark.parametrize("name", COMMANDS)
async def test_a_command_in_the_group_of_a_team_is_as_in_any_group(here: Scene, name: str) -> None:
    before = here.rows(*PASSING)
    for account in OUTSIDERS:
        answered = []
        for group in (GROUP, NO_GROUP, OLD_GROUP):
            who = here.who(account, group)
            effects = silent(await happens(here.stage, Command(envelope(who), name)))
            answered.append(plain(effects, group))
        assert len(set(answered)) == 1, (account, answered)
    assert here.rows(*PASSING) == before


@pytest.mark.parametrize("name", KINDS_OF_STEP)
async def test_a_step_in_another_brand_takes_nothing(here: Scene, name: str) -> None:
    home = here.brands.workspace
    before = here.rows(of=home)
    for flow in steps(here.brands, KINDS_OF_STEP[name]):
        if "workspace" not in held_by(flow):
            continue
        for account in OUTSIDERS:
            who = here.who(account)
            for made in (Text(envelope(who), "Ja."), Text(envelope(who), LONG)):
                answered = []
                for step in (flow, elsewhere(flow)):
                    await here.waits(who, step)
                    event = made._replace(envelope=envelope(who))
                    answered.append(alike(silent(await happens(here.stage, event))))
                assert answered[0] == answered[1], (account, flow)
            await here.waits(who, flow)
            silent(await happens(here.stage, File(envelope(who), "plan.txt", "plan.txt", "text/plain", 10)))
            await here.waits(who, None)
    assert here.rows(of=home) == before


@pytest.mark.parametrize("word", REPLIES)
async def test_a_reply_to_a_card_of_another_brand_is_a_reply_to_nothing(here: Scene, word: str) -> None:
    before = here.rows(of=here.brands.workspace)
    cards = [ref for ref in here.stage.messages if ref.chat in ("inesmarijn", GROUP, "fons", OLD_GROUP)]
    assert cards
    for account in OUTSIDERS:
        for ref in cards:
            who = here.who(account, ref.chat if ref.chat.endswith("groep") else "")
            answered = []
            for message in (ref, MessageRef(FRONT, ref.chat, "nergens")):
                event = Text(envelope(who)._replace(reply_to=message), "Mijn woorden.")
                answered.append(alike(silent(await happens(here.stage, event))))
            assert answered[0] == answered[1], (account, ref)
    assert here.rows(of=here.brands.workspace) == before


@pytest.mark.parametrize("kind", REPORTS)
async def test_a_job_of_a_former_member_reports_to_nobody(here: Scene, kind: str) -> None:
    fons, home = here.brands.people["fons"], here.brands.workspace
    async with here.stage.database.work() as work:
        jobs = work.within(home).jobs
        (old,) = await jobs.of(fons, {"interrupted"})
        job, _ = await jobs.submit(kind, fons, old.request, f"report-{kind}")
    here.stage.performed.clear()
    for happened in (Started(), Finished("{}"), Failed("unexpected", ""), Cancelled()):
        await here.stage.conversation.report(job, happened)
    assert not here.stage.performed


@pytest.mark.parametrize("code", KINDS)
def test_what_a_member_does_is_shown_to_members_alone(code: str) -> None:
    shown = alive(code).shown
    assert shown
    for effect in shown:
        match effect:
            case (
                Edit(message=place) | Send(chat=place) | Hand(chat=place) | Draft(chat=place) | Typing(chat=place)
            ):
                where = place.chat if isinstance(place, MessageRef) else place.id
                assert where not in (*OUTSIDERS, OLD_GROUP), effect


async def test_a_group_that_gets_the_bot_hears_the_same_whoever_adds_it(here: Scene) -> None:
    before = here.rows(*PASSING)
    for account in OUTSIDERS:
        for group in (NO_GROUP, OLD_GROUP):
            (said,) = silent(await happens(here.stage, Presence(envelope(here.who(account, group)), present=True)))
            assert isinstance(said, Send)
            assert said.screen.text == TEXTS["nl"]("team-group-hello")
    assert here.rows(*PASSING) == before
