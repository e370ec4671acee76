"""What is to be shown is taken over a few hundred at a time, and a chat is never in two hands."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.storage.database import Database
from bot.storage.outbox import TAKEN, Parcel

NOW = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(seconds=10)
FRONTS = ("telegram",)


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    made = Database(f"sqlite:///{tmp_path / 'kernbot.db'}", lambda: NOW)
    await made.upgrade()
    yield made
    await made.close()


async def stored(db: Database, *chats: str, until: datetime = NOW) -> list[int]:
    """Something to be shown in each of these chats, held until then; the ids."""
    async with db.work() as work:
        return [await work.outbox.add(Parcel("telegram", chat, "[]"), until) for chat in chats]


async def taken(db: Database, *, held: bool = False) -> list[int]:
    """The ids of what is free."""
    async with db.work() as work:
        return [parcel.id for parcel in await work.outbox.take(FRONTS, LATER, held=held)]


@pytest.mark.parametrize("held", [False, True])
async def test_the_oldest_come_first_and_the_rest_next_time(db: Database, held: bool) -> None:
    ids = await stored(db, *(str(number % 7) for number in range(TAKEN + 20)))
    assert await taken(db, held=held) == ids[:TAKEN]
    assert await taken(db) == [], "the chats of the rest are still being shown"
    async with db.work() as work:
        await work.outbox.strike(ids[:TAKEN])
    assert await taken(db) == ids[TAKEN:]


async def test_what_comes_after_something_held_in_its_chat_is_left_and_the_others_are_not(db: Database) -> None:
    (first,) = await stored(db, "5")
    (shown,) = await stored(db, "5", until=LATER)
    after, other = await stored(db, "5", "6")
    assert await taken(db) == [first, other]
    async with db.work() as work:
        await work.outbox.strike([first, shown])
    assert await taken(db) == [after]


async def test_a_full_chat_keeps_no_other_from_its_turn(db: Database) -> None:
    await stored(db, "5", until=LATER)
    await stored(db, *["5"] * (TAKEN + 1))
    (other,) = await stored(db, "6")
    assert await taken(db) == [other]
