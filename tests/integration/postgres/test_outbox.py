"""Two processes that take over what is to be shown: each thing once, each chat in one hand."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.storage.database import Database
from bot.storage.outbox import TAKEN, Parcel
from tests.integration.storage.filling import START

pytestmark = pytest.mark.postgres
LATER = START + timedelta(seconds=10)
CHATS = 40


async def taken(db: Database) -> dict[int, str]:
    """What it got, by its id: the chat."""
    async with db.work() as work:
        parcels = await work.outbox.take(("telegram",), LATER)
        await asyncio.sleep(0.01)  # the other one comes in between
        return {parcel.id: parcel.chat for parcel in parcels}


async def test_of_a_pile_each_thing_is_taken_once_and_no_chat_by_two(db: Database, second: Database) -> None:
    async with db.work() as work:
        for number in range(TAKEN + 5 * CHATS):
            # The chats come one after another, so that the limit falls in the middle of one.
            chat = str(number * CHATS // (TAKEN + 5 * CHATS))
            await work.outbox.add(Parcel("telegram", chat, "[]"), START)
    one, other = await asyncio.gather(taken(db), taken(second))
    assert sorted([len(one), len(other)])[-1] == TAKEN
    assert not one.keys() & other.keys()
    assert not set(one.values()) & set(other.values())
    left = TAKEN + 5 * CHATS - len(one) - len(other)
    assert 0 < left < 700 / CHATS, "of one chat, of which the first has the beginning"


async def test_who_holds_on_and_who_takes_do_not_wait_for_each_other(db: Database, second: Database) -> None:
    async with db.work() as work:
        ids = [await work.outbox.add(Parcel("telegram", str(number), "[]"), START) for number in range(20)]

    async def holds() -> None:
        async with db.work() as work:
            await work.outbox.hold(ids[10:], LATER)
            await asyncio.sleep(0.02)
            await work.outbox.take(("telegram",), LATER)

    async with asyncio.timeout(5):
        _, got = await asyncio.gather(holds(), taken(second))
    assert set(got) <= set(ids)
