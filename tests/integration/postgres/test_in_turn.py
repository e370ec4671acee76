"""Effects of a chat stand in their order, whichever processes show them."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.conversation.effects import Edit, Kept, Lasting, Screen, Send, Span
from bot.conversation.events import Chat, MessageRef
from bot.conversation.in_turn import LONGEST, in_turn
from bot.storage.database import Database
from bot.storage.outbox import Parcel
from tests.integration.storage.filling import START

pytestmark = pytest.mark.postgres
SCREEN = Screen((Span("hallo"),))


async def kept(db: Database, *chats: str) -> list[Lasting]:
    """Effects that are to be shown in these chats."""
    made: list[Lasting] = []
    async with db.work() as work:
        for chat in chats:
            number = await work.outbox.add(Parcel("telegram", chat, "[]"), START + timedelta(seconds=10))
            made.append(Send(Chat("telegram", chat), SCREEN, kept=Kept(number)))
    return made


async def test_who_comes_later_waits_for_another_process_and_for_nobody_else(
    db: Database, second: Database
) -> None:
    first, other, then = await kept(db, "5", "6", "5")
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 3:
            async with db.work() as work:
                await work.outbox.strike([first.kept.number])

    await in_turn(second, first, frozenset(), sleep)
    await in_turn(second, other, frozenset(), sleep)
    await in_turn(db, then, {first.kept.number}, sleep)
    assert not slept, "what a process shows itself it keeps in order itself"
    await in_turn(second, then, frozenset(), sleep)
    assert len(slept) == 3


async def test_a_process_that_is_gone_holds_nobody_up_for_long(second: Database) -> None:
    _, then = await kept(second, "5", "5")
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    change = Edit(MessageRef("telegram", "5", "7"), SCREEN, kept=then.kept)
    await in_turn(second, change, frozenset(), sleep)
    assert LONGEST <= sum(slept) < LONGEST + 1
    assert asyncio.all_tasks() == {asyncio.current_task()}
