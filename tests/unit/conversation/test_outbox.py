"""What is decided to be shown is shown, whatever process ends in between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.conversation.effects import (
    NOWHERE,
    Answer,
    Button,
    Edit,
    Effect,
    Effects,
    Hand,
    Kept,
    Lasting,
    Screen,
    Send,
    Span,
)
from bot.conversation.events import Chat, MessageRef
from bot.conversation.outbox import HOLD, Outbox
from bot.domain.errors import StorageError
from bot.services import workspaces
from bot.storage.database import Database
from bot.storage.outbox import Parcel
from tests.fakes.talking import NOW, demo

PIA = Chat("telegram", "7")
PLACE = MessageRef("telegram", "7", "12")
SCREEN = Screen(
    (Span("Dag "), Span("Pia", "bold")), ((Button("Door", data="g~x"), Button("Kopie", copy="k")),), "?"
)


class World:
    """A database, a clock that can be put forward, and what a front was brought."""

    def __init__(self, folder: Path) -> None:
        self.now = NOW
        self.database = Database(f"sqlite:///{folder / 'kernbot.db'}", lambda: self.now)
        self.brought: list[Lasting] = []
        self.news = asyncio.Event()

    def clock(self) -> datetime:
        return self.now

    async def bring(self, effects: Effects) -> None:
        self.brought += [effect for effect in effects if isinstance(effect, Lasting)]
        self.news.set()

    def process(self, *, alone: bool = True, front: str = "telegram") -> Outbox:
        return Outbox(self.database, {front: self.bring}, self.clock, alone=alone)

    async def decided(self, outbox: Outbox, *effects: Effect) -> list[Lasting]:
        async with self.database.work() as work:
            kept = await outbox.keep(work, effects, "telegram")
        return [effect for effect in outbox.begun(kept) if isinstance(effect, Lasting)]

    async def waiting(self) -> int:
        async with self.database.read() as work:
            return await work.outbox.waiting()


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    world = World(tmp_path)
    await world.database.upgrade()
    yield world
    await world.database.close()


def gone() -> None:
    """In the place of a transaction."""
    raise StorageError("The database cannot be reached.")


ALL = (
    Send(PIA, SCREEN, "", MessageRef("telegram", "7", "3")),
    Edit(PLACE, SCREEN, "", or_send=PIA),
    Hand(PIA, "posts.docx", b"PK\0\xff", "Je posts"),
)


async def test_what_a_process_left_is_brought_at_the_next_start_as_it_was(world: World) -> None:
    await world.decided(world.process(), *ALL, Answer("t1"))
    assert await world.waiting() == len(ALL)
    async with world.process():
        await world.news.wait()
    assert [effect._replace(kept=NOWHERE) for effect in world.brought] == list(ALL)


async def test_what_stands_is_not_brought_again(world: World) -> None:
    first = world.process()
    for effect in await world.decided(first, *ALL):
        await first.shown(effect)
    assert await world.waiting() == 0
    async with world.process():
        pass
    assert world.brought == []


async def test_messages_that_stand_are_struck_off_together_and_at_the_end_at_once(world: World) -> None:
    async with world.process() as outbox:
        for effect in await world.decided(outbox, *ALL):
            await outbox.shown(effect)
        assert await world.waiting() == len(ALL)
    assert await world.waiting() == 0


async def test_a_card_stands_and_is_struck_off_in_one_go(world: World) -> None:
    async with world.database.work() as work:
        person = await work.people.who("telegram", "7", "Pia")
        await workspaces.try_out(work, demo("nl"), person.id)
        home = (await work.workspaces.of(person.id))[0].workspace
    outbox = world.process()
    (card,) = await world.decided(outbox, Send(PIA, SCREEN, f"{home}/post:2"))
    await outbox.shown(card, PLACE)
    async with world.database.read() as work:
        assert await work.within(home).cards.at(PLACE) == f"{home}/post:2"
        assert await work.outbox.waiting() == 0


async def test_how_much_of_a_long_message_stands_is_known_afterwards(world: World) -> None:
    first = world.process()
    (effect,) = await world.decided(first, ALL[0])
    assert isinstance(effect, Send)
    await first.part(effect, 2)
    async with world.process():
        await world.news.wait()
    assert [one.kept for one in world.brought] == [Kept(effect.kept.number, 2)]


async def test_a_database_that_is_busy_for_long_makes_nobody_take_what_it_shows_itself(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.conversation.outbox.LOOK_SECONDS", 0.01)
    async with world.process() as outbox:
        await world.decided(outbox, ALL[0])
        async with world.database.work():
            await asyncio.sleep(0.1)  # by now it waits to look
            world.now += 2 * HOLD
        await asyncio.sleep(0.1)
        assert world.brought == []


async def test_another_process_takes_what_nobody_holds_any_more(world: World) -> None:
    await world.decided(world.process(alone=False), ALL[0])
    async with world.process(alone=False):
        assert world.brought == []
    world.now += HOLD
    async with world.process(alone=False):
        await world.news.wait()
    assert len(world.brought) == 1


async def test_what_is_being_shown_is_held_on(world: World) -> None:
    first = world.process(alone=False)
    await world.decided(first, ALL[0])
    world.now += HOLD - timedelta(seconds=1)
    async with first:
        pass  # one look
    world.now += timedelta(seconds=2)
    async with world.process(alone=False):
        pass
    assert world.brought == []


async def test_what_is_for_another_front_goes_to_whoever_has_that(world: World) -> None:
    kept = await world.decided(world.process(), Send(Chat("console", "ada"), SCREEN), ALL[0])
    assert [effect.chat.front for effect in kept if isinstance(effect, Send)] == ["telegram"]
    async with world.process(alone=False, front="console"):
        await world.news.wait()
    assert [effect.chat.front for effect in world.brought if isinstance(effect, Send)] == ["console"]


async def test_what_could_not_be_shown_comes_again_unless_something_newer_stands_there(world: World) -> None:
    async with world.process() as outbox:
        old, other = await world.decided(outbox, Edit(PLACE, SCREEN), ALL[0])
        outbox.later(old)
        outbox.later(other)
        (new,) = await world.decided(outbox, Edit(PLACE, SCREEN))
        await outbox.shown(new, PLACE)
    world.now += HOLD
    async with world.process(alone=False):
        await world.news.wait()
    assert [type(effect) for effect in world.brought] == [Send]


async def test_what_is_taken_up_again_is_not_shown_over_something_newer(world: World) -> None:
    outbox = world.process()
    old, new = await world.decided(outbox, Edit(PLACE, SCREEN), Edit(PLACE, SCREEN))
    outbox.later(old)
    outbox.begun((old,))  # it came again, and stands in the row behind the newer one
    assert await outbox.turn(old)
    assert await outbox.turn(new)
    await outbox.shown(new, PLACE)
    assert not await outbox.turn(old)


async def test_what_a_report_shows_is_shown_although_its_job_is_stopped(world: World) -> None:
    began, go_on = asyncio.Event(), asyncio.Event()
    shown: list[Effect] = []

    async def slowly(effects: Effects) -> None:
        began.set()
        await go_on.wait()
        shown.extend(effects)

    async with world.process() as outbox:
        effects = tuple(await world.decided(outbox, ALL[0]))
        async with asyncio.TaskGroup() as group:
            job = group.create_task(outbox.bring(slowly, effects))
            await began.wait()
            job.cancel()
        assert job.cancelled()
        go_on.set()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert shown == list(effects)


async def test_what_a_front_fails_to_show_is_not_held_for_ever(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.conversation.outbox.LOOK_SECONDS", 0.01)

    async def fails(effects: Effects) -> None:
        raise RuntimeError("a fault of ours")

    async with world.process() as outbox:
        await outbox.bring(fails, tuple(await world.decided(outbox, ALL[0])))
        world.now += HOLD
        await asyncio.wait_for(world.news.wait(), 5)
    assert len(world.brought) == 1


async def test_after_a_database_was_away_nobody_takes_what_others_could_not_hold(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.conversation.outbox.LOOK_SECONDS", 0.02)
    monkeypatch.setattr("bot.conversation.outbox.GAP_SECONDS", 0.3)
    async with world.process(alone=False):
        await world.decided(world.process(alone=False), ALL[0])
        with monkeypatch.context() as away:
            away.setattr(world.database, "work", gone)
            await asyncio.sleep(0.4)
            world.now += 2 * HOLD
        await asyncio.sleep(0.1)
        assert world.brought == []
    async with world.process(alone=False):
        await asyncio.wait_for(world.news.wait(), 5)


async def test_a_card_that_could_not_be_stored_is_stored_when_the_database_is_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.conversation.outbox.LOOK_SECONDS", 0.01)
    async with world.database.work() as work:
        person = await work.people.who("telegram", "7", "Pia")
        await workspaces.try_out(work, demo("nl"), person.id)
        home = (await work.workspaces.of(person.id))[0].workspace
    async with world.process() as outbox:
        (card,) = await world.decided(outbox, Send(PIA, SCREEN, f"{home}/post:2"))
        assert isinstance(card, Send)
        with monkeypatch.context() as away:
            away.setattr(world.database, "work", gone)
            await outbox.part(card, 1)
            await outbox.shown(card, PLACE)
            await asyncio.sleep(0.1)
        assert await world.waiting() == 1
        for _ in range(100):
            await asyncio.sleep(0.01)
            if not await world.waiting():
                break
        async with world.database.read() as work:
            assert await work.within(home).cards.at(PLACE) == f"{home}/post:2"
            assert await work.outbox.waiting() == 0
    assert world.brought == []


async def test_what_is_for_a_front_that_is_not_here_is_free_for_others_at_once(world: World) -> None:
    outbox = Outbox(world.database, {}, world.clock, alone=False)
    async with world.database.work() as work:
        await outbox.keep(work, ALL, "telegram")
    async with world.process(alone=False):
        await asyncio.wait_for(world.news.wait(), 5)
    assert len(world.brought) == len(ALL)


async def test_a_row_that_cannot_be_read_goes(world: World) -> None:
    first = world.process()
    await world.decided(first, ALL[0])
    async with world.database.work() as work:
        await work.outbox.add(Parcel("telegram", "7", '["shout","x"]'), NOW)
    async with world.process():
        await world.news.wait()
    assert len(world.brought) == 1
    assert await world.waiting() == 1


class Place(NamedTuple):
    """A brand of Pia's, and the name of a card of it."""

    home: int
    card: str

    @classmethod
    async def of(cls, world: World) -> Place:
        async with world.database.work() as work:
            person = await work.people.who("telegram", "7", "Pia")
            await workspaces.try_out(work, demo("nl"), person.id)
            home = (await work.workspaces.of(person.id))[0].workspace
        return cls(home, f"{home}/job:1")

    async def changes(self, world: World, outbox: Outbox) -> list[Lasting]:
        """Every message that shows the card, or will show it, is to say something else."""
        async with world.database.work() as work:
            copies = await work.within(self.home).cards.copies(self.card)
            edits = [Edit(MessageRef(*copy), DONE, self.card) for copy in copies]
            kept = await outbox.keep(work, edits, "telegram")
        return [effect for effect in outbox.begun(kept) if isinstance(effect, Lasting)]


DONE = Screen((Span("Klaar"),))


async def test_a_card_that_is_still_to_come_is_brought_up_to_date_once_it_stands(world: World) -> None:
    place, outbox = await Place.of(world), world.process()
    (card,) = await world.decided(outbox, Send(PIA, SCREEN, place.card))
    (edit,) = await place.changes(world, outbox)
    assert isinstance(edit, Edit)
    assert edit.coming
    await outbox.shown(card, PLACE)
    aimed = await outbox.turn(edit)
    assert isinstance(aimed, Edit)
    assert (aimed.message, aimed.screen) == (PLACE, DONE)
    await outbox.shown(aimed, PLACE)
    assert await world.waiting() == 0


async def test_what_changes_a_card_that_is_put_off_is_put_off_as_well(world: World) -> None:
    place, outbox = await Place.of(world), world.process()
    (card,) = await world.decided(outbox, Send(PIA, SCREEN, place.card))
    (edit,) = await place.changes(world, outbox)
    outbox.later(card)
    assert await outbox.turn(edit) is None
    assert await world.waiting() == 2
    world.now += HOLD
    async with world.process(alone=False):
        await world.news.wait()
    assert [type(effect) for effect in world.brought] == [Send, Edit]


async def test_what_changes_a_card_that_never_came_is_struck_off(world: World) -> None:
    place, outbox = await Place.of(world), world.process()
    (card,) = await world.decided(outbox, Send(PIA, SCREEN, place.card))
    (edit,) = await place.changes(world, outbox)
    await outbox.shown(card)
    assert await outbox.turn(edit) is None
    assert await world.waiting() == 0


async def test_a_card_that_is_to_come_in_another_chat_is_another_one(world: World) -> None:
    place, outbox = await Place.of(world), world.process()
    ours, theirs = await world.decided(
        outbox, Send(PIA, SCREEN, place.card), Send(Chat("telegram", "8"), SCREEN, place.card)
    )
    edits = {edit.message.chat: edit for edit in await place.changes(world, outbox) if isinstance(edit, Edit)}
    await outbox.shown(theirs, MessageRef("telegram", "8", "44"))
    await outbox.shown(ours, PLACE)
    found = [await outbox.turn(edits[chat]) for chat in ("7", "8")]
    assert [edit.message.id for edit in found if isinstance(edit, Edit)] == ["12", "44"]


async def test_a_card_whose_place_cannot_be_stored_yet_is_known_all_the_same(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, outbox = await Place.of(world), world.process()
    (card,) = await world.decided(outbox, Send(PIA, SCREEN, place.card))
    (edit,) = await place.changes(world, outbox)
    with monkeypatch.context() as broken:
        broken.setattr(world.database, "work", gone)
        await outbox.shown(card, PLACE)
    aimed = await outbox.turn(edit)
    assert isinstance(aimed, Edit)
    assert aimed.message == PLACE
