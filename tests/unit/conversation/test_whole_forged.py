"""Data that nobody was given: forged and broken buttons, links that were used, and ten taps at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.areas.ideas_buttons import PickTopic
from bot.conversation.callbacks import MAX_NUMBER, Buttons, written
from bot.conversation.effects import Answer, Effects, Send
from bot.conversation.events import Command, Event, Tap
from bot.domain.records import Invite
from bot.services import team
from bot.services.team import Gate
from bot.storage.work import Work
from tests.fakes.talking import DESK, NOW, TEXTS, Chatter
from tests.fakes.whole import envelope, happens, tapped
from tests.fakes.whole_brands import alive, scene, template
from tests.fakes.whole_scene import TAPS, Scene

BUTTONS = Buttons(TAPS)
CODES = [kind.code for kind in TAPS]
OLD = TEXTS["nl"]("old-card")
AT_ONCE = 10
SHUT = DESK._replace(gate=Gate("invite"))


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Scene]:
    """Both brands, fresh."""
    async with scene(tmp_path, await asyncio.to_thread(template)) as made:
        yield made


async def sound(here: Scene) -> None:
    """What is stored agrees with itself."""
    assert not [problem async for problem in here.stage.database.verify()]


# -- the data alone -----------------------------------------------------------------------------------------

numbers = st.one_of(st.integers(0, 40), st.integers(0, MAX_NUMBER), st.just(MAX_NUMBER))
keys = st.one_of(
    st.sampled_from(
        ["", "t1", "P1", "linkedin", "persona", "who", "core", "yes", "source", "shorter", "need", "md"]
    ),
    st.from_regex(r"[A-Za-z0-9_.-]{0,12}", fullmatch=True),
)


@st.composite
def pressed(draw: st.DrawFn, ids: bool = False) -> Any:
    """A button that the bot might have made; with `ids` one that points into the secret brand where it can."""
    kind = draw(st.sampled_from(list(TAPS)))
    hints, held = get_type_hints(kind), {}
    brands = template()[1]
    for field in fields(kind):
        usual = brands.ids.get(field.name, ()) if ids else ()
        anything = numbers if hints[field.name] is int else keys
        held[field.name] = draw(st.one_of(st.sampled_from(usual), anything) if usual else anything)
    return kind(**held)


def data_of(button: Any) -> str:
    """What stands behind a button, however long."""
    values = [getattr(button, field.name) for field in fields(button)]
    return f"1~{':'.join([button.code, *(_digits(one) if isinstance(one, int) else one for one in values)])}"


def _digits(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return (_digits(number // 36) if number >= 36 else "") + digits[number % 36]


@given(pressed())
def test_what_is_written_is_read_again(button: Any) -> None:
    assert BUTTONS.read(data_of(button)) == button
    if len(data_of(button)) <= 64:
        assert written(button) == data_of(button)


BROKEN: dict[str, Callable[[str], str]] = {
    "another version": lambda data: f"2{data[1:]}",
    "no version": lambda data: data[2:],
    "unknown code": lambda data: data.replace("~", "~q", 1),
    "cut off": lambda data: data.rpartition(":")[0] if ":" in data else data[:-1],
    "one more": lambda data: f"{data}:1",
    "something behind": lambda data: f"{data}\n",
    "negative": lambda data: f"{data[:4]}{data[4:].replace(':', ':-', 1)}" if ":" in data else f"-{data}",
    "capitals": lambda data: data.upper(),
    "other digits": lambda data: data.translate({ord("1"): "١", ord("2"): "２", ord("3"): "³"}),
    "zeros in front": lambda data: data.replace(":", ":0", 1) if ":" in data else f"0{data}",
    "huge": lambda data: data.replace(":", ":zzzzzzzzzzzzz", 1) if ":" in data else f"{data}z",
    "twice": lambda data: data + data,
    "nothing": lambda data: "",
    "spaces": lambda data: f" {data} ",
}


@settings(max_examples=300)
@given(pressed(), st.sampled_from(sorted(BROKEN)))
def test_broken_data_is_nothing_or_another_honest_button(button: Any, how: str) -> None:
    data = BROKEN[how](data_of(button))
    found = BUTTONS.read(data)
    assert found is None or data_of(found) == data


@given(st.one_of(st.text(max_size=80), st.binary(max_size=64).map(lambda raw: raw.decode("latin-1"))))
def test_any_text_at_all_is_read_or_not(data: str) -> None:
    found = BUTTONS.read(data)
    assert found is None or data_of(found) == data


# -- tapped -------------------------------------------------------------------------------------------------


def run(what: Callable[[Scene], Awaitable[None]]) -> None:
    """Does something with both brands, fresh."""

    async def doing() -> None:
        with TemporaryDirectory() as folder:
            async with scene(Path(folder), await asyncio.to_thread(template)) as here:
                await what(here)

    asyncio.run(doing())


@pytest.mark.parametrize("how", sorted(BROKEN))
async def test_a_broken_button_says_that_the_card_is_old_and_does_nothing(here: Scene, how: str) -> None:
    owner, before = here.who("inesmarijn"), here.rows("inbox")
    for code in CODES:
        button = (await asyncio.to_thread(alive, code)).button
        data = BROKEN[how](written(button))
        if BUTTONS.read(data) is None:
            (answer,) = await tapped(owner, data)
            assert isinstance(answer, Answer)
            assert (answer.text, answer.alert) == (OLD, True)
    assert here.rows("inbox") == before


@settings(max_examples=12, deadline=None, derandomize=True)
@given(st.lists(pressed(ids=True), min_size=30, max_size=60))
def test_no_number_behind_a_button_is_too_strange_for_an_owner(several: list[Any]) -> None:
    async def taps(here: Scene) -> None:
        owner = here.who("inesmarijn")
        for button in several:
            await tapped(owner, data_of(button))
        await sound(here)

    run(taps)


@pytest.mark.parametrize("code", CODES)
async def test_every_number_of_the_brand_behind_every_button_gets_an_answer(here: Scene, code: str) -> None:
    button = (await asyncio.to_thread(alive, code)).button
    ids, owner = template()[1].ids, here.who("inesmarijn")
    for field in fields(button):
        for other in (0, *ids.get(field.name, ())):
            if get_type_hints(type(button))[field.name] is int:
                await tapped(owner, written(replace(button, **{field.name: other})))
    await sound(here)


# -- ten at once --------------------------------------------------------------------------------------------


async def at_once(here: Scene, events: list[Event]) -> list[Effects]:
    """All of these at the same moment."""
    here.stage.taps.update(event.tap for event in events if isinstance(event, Tap))
    answered = await asyncio.gather(*(here.stage.conversation.handle(event) for event in events))
    for effects in answered:
        await here.stage.perform(effects)
    await here.stage.jobs.settled()
    return list(answered)


def tap(who: Chatter, button: Any) -> Tap:
    """A tap of its own."""
    event = envelope(who)
    return Tap(event, written(button), f"tap-{event.id}")


@pytest.mark.parametrize("area", sorted({code.partition(".")[0] for code in CODES}))
async def test_a_tap_that_is_delivered_ten_times_is_done_once(here: Scene, area: str) -> None:
    owner, copy = here.who("inesmarijn"), here.copied()
    for code in (code for code in CODES if code.startswith(f"{area}.")):
        flow, button, _ = await asyncio.to_thread(alive, code)
        counts = []
        for times in (1, AT_ONCE):
            await here.waits(owner, flow)
            answered = await at_once(here, [tap(owner, button)] * times)
            assert sum(map(bool, answered)) == 1, button
            counts.append({name: len(rows) for name, rows in here.rows("cards").items()})
            here.restore(copy)
        assert counts[0] == counts[1], button
    copy.close()


@pytest.mark.parametrize("area", sorted({code.partition(".")[0] for code in CODES}))
async def test_ten_impatient_taps_break_nothing(here: Scene, area: str) -> None:
    owner, copy = here.who("inesmarijn"), here.copied()
    for code in (code for code in CODES if code.startswith(f"{area}.")):
        flow, button, _ = await asyncio.to_thread(alive, code)
        await here.waits(owner, flow)
        answered = await at_once(here, [tap(owner, button) for _ in range(AT_ONCE)])
        for effects in answered:
            assert sum(isinstance(effect, Answer) for effect in effects) == 1, button
        await sound(here)
        here.restore(copy)
    copy.close()


MOVES = ("r.sub", "r.wd", "r.ok", "p.slot", "p.unpl", "p.same")


@pytest.mark.parametrize("code", MOVES)
async def test_of_ten_decisions_at_once_one_is_on_record(here: Scene, code: str) -> None:
    flow, button, _ = await asyncio.to_thread(alive, code)
    before = len(here.rows()["decisions"])
    people = [here.who("inesmarijn"), here.who("thaddeus")]
    for who in people:
        await here.waits(who, flow)
    await at_once(here, [tap(people[number % 2], button) for number in range(AT_ONCE)])
    # Another date for what is planned is a decision of its own.
    assert len(here.rows()["decisions"]) - before == (AT_ONCE if code == "p.slot" else 1)


async def test_an_idea_that_is_picked_ten_times_at_once_gives_one_post_a_channel(here: Scene) -> None:
    home, pack, owner = here.brands.workspace, here.brands.ids["pack"][0], here.who("inesmarijn")
    await at_once(here, [tap(owner, PickTopic(home, pack, "t2")) for _ in range(AT_ONCE)])
    async with here.stage.database.read() as work:
        made = [one.channel for one in await work.within(home).posts.of_pack(pack) if one.topic == "t2"]
    assert sorted(made) == ["linkedin", "tiktok"]


# -- links --------------------------------------------------------------------------------------------------

GIVEN = "g" * 32


async def _fresh(work: Work, here: Scene, days: int = 7) -> Invite:
    owner = here.brands.people["inesmarijn"]
    return await work.invites.create(here.brands.workspace, {"editor"}, GIVEN, NOW + timedelta(days=days), owner)


async def _used(work: Work, here: Scene) -> None:
    await _fresh(work, here)
    await team.enter(work, here.brands.people["zed"], GIVEN)


async def _revoked(work: Work, here: Scene) -> None:
    await work.invites.revoke(here.brands.workspace, (await _fresh(work, here)).id)


async def _expired(work: Work, here: Scene) -> None:
    await _fresh(work, here, days=-1)


async def _unknown(work: Work, here: Scene) -> None:
    pass


async def _used_admission(work: Work, here: Scene) -> None:
    await work.admissions.create(GIVEN, NOW + timedelta(days=1))
    await team.enter(work, here.brands.people["zed"], GIVEN)


async def _used_by_admin(work: Work, here: Scene) -> None:
    await work.admissions.create(GIVEN, NOW + timedelta(days=1), admin=True)
    await team.enter(work, here.brands.people["zed"], GIVEN)


async def _replaced(work: Work, here: Scene) -> None:
    await work.admissions.create(GIVEN, NOW + timedelta(days=1), admin=True)
    await team.first_admin_link(work)


async def _expired_admission(work: Work, here: Scene) -> None:
    await work.admissions.create(GIVEN, NOW - timedelta(days=1), admin=True)


DEAD = [
    _unknown,
    _used,
    _revoked,
    _expired,
    _used_admission,
    _used_by_admin,
    _replaced,
    _expired_admission,
]


@pytest.mark.parametrize("state", DEAD, ids=lambda state: state.__name__.strip("_"))
@pytest.mark.parametrize("account", ["zed", "olga", "fons"])
async def test_a_dead_link_opens_nothing_whatever_became_of_it(here: Scene, state: Any, account: str) -> None:
    async with here.stage.database.work() as work:
        await state(work, here)
    who, before = here.who(account), here.rows("inbox")
    for secret in (GIVEN, f"{GIVEN}x", GIVEN[:-1], GIVEN.upper()):
        (said,) = await happens(here.stage, Command(envelope(who), "start", secret))
        assert isinstance(said, Send)
        assert said.screen.text == TEXTS["nl"]("welcome-link-used")
    assert here.rows("inbox") == before


@pytest.mark.parametrize("state", DEAD, ids=lambda state: state.__name__.strip("_"))
async def test_a_dead_link_lets_nobody_through_the_door(tmp_path: Path, state: Any) -> None:
    async with scene(tmp_path, await asyncio.to_thread(template), SHUT) as here:
        async with here.stage.database.work() as work:
            await state(work, here)
        who, before = here.who("nobody"), here.rows("inbox")
        (said,) = await happens(here.stage, Command(envelope(who), "start", GIVEN))
        assert isinstance(said, Send)
        assert said.screen.text == TEXTS["nl"]("welcome-link-used")
        assert here.rows("inbox") == before


@pytest.mark.parametrize("one", [True, False], ids=["one person", "ten people"])
async def test_a_link_that_is_opened_ten_times_at_once_lets_one_person_in_once(tmp_path: Path, one: bool) -> None:
    async with scene(tmp_path, await asyncio.to_thread(template), SHUT) as here:
        async with here.stage.database.work() as work:
            await _fresh(work, here)
        before = here.rows()
        people = [here.who("nobody" if one else f"nobody{number}") for number in range(AT_ONCE)]
        await at_once(here, [Command(envelope(who), "start", GIVEN) for who in people])
        after = here.rows()
        for table in ("memberships", "people", "accounts"):
            assert len(after[table]) - len(before[table]) == 1, table
