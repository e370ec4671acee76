from __future__ import annotations

import asyncio
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.telegram_ui.pace import ONCE, Limits, Pace
from bot.telegram_ui.reservations import InMemory

FREE = Limits(overall=0, group=0, chat=0)


class Telegram:
    """Refuses the first calls, and remembers when it was called."""

    def __init__(self, refusals: int = 0, seconds: float = 0) -> None:
        self.refusals = refusals
        self.seconds = seconds
        self.calls: list[str] = []

    async def call(self, name: str) -> bool:
        self.calls.append(name)
        if len(self.calls) <= self.refusals:
            raise RetryAfter(int(self.seconds))
        return True


class Clock:
    """Stands still but for those who sleep."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def pace(self, limits: Limits) -> Pace:
        """One that goes by this clock."""
        return Pace(limits, self.sleep, InMemory(lambda: self.now))

    async def sleep(self, seconds: float) -> None:
        """Moves on."""
        self.slept.append(seconds)
        self.now += seconds


async def ask(
    pace: Pace, telegram: Telegram, chat: Any, tries: int | None = None, name: str = "sendMessage"
) -> Any:
    """One call through the pace."""
    return await pace.process_request(telegram.call, (str(chat),), {}, name, {"chat_id": chat}, tries)


async def test_a_refused_call_is_made_again_when_telegram_says_so() -> None:
    clock = Clock()
    pace, telegram = clock.pace(FREE), Telegram(2, 7)
    assert await ask(pace, telegram, 5)
    assert len(telegram.calls) == 3
    assert clock.slept == pytest.approx([7.1, 7.1])


async def test_it_ends_after_so_many_tries_or_when_the_wait_is_too_long() -> None:
    telegram = Telegram(9)
    with pytest.raises(RetryAfter):
        await ask(Clock().pace(FREE._replace(attempts=3)), telegram, 5)
    assert len(telegram.calls) == 3
    with pytest.raises(RetryAfter):
        await ask(Pace(FREE), Telegram(1, 9999), 5)


async def test_a_held_chat_holds_nobody_else_and_what_may_be_left_out_does_not_wait() -> None:
    pace = Pace(FREE)
    with pytest.raises(RetryAfter):
        await ask(pace, Telegram(1, 60), 5, ONCE)
    quiet = Telegram()
    with pytest.raises(RetryAfter):
        await ask(pace, quiet, 5, ONCE)
    assert not quiet.calls
    assert not await pace.spare("5")
    async with asyncio.timeout(1):
        assert await ask(pace, quiet, 6)
    assert await pace.spare("6")


async def test_two_held_chats_mean_that_the_bot_as_a_whole_is_too_fast() -> None:
    pace = Pace(FREE)
    for chat in (5, 6):
        with pytest.raises(RetryAfter):
            await ask(pace, Telegram(1, 60), chat, ONCE)
    assert await pace.held("7") > 50


async def test_growing_texts_leave_half_of_the_pace_to_messages() -> None:
    pace = Pace(Limits(overall=20))
    assert [await pace.spare(str(chat)) for chat in range(20)].count(True) == 10
    group = Pace(Limits(overall=0, group=20, chat=0))
    assert [await group.spare("-7", edit=True) for _ in range(20)].count(True) == 12


async def test_a_chat_takes_one_message_a_second_after_the_first_few() -> None:
    clock = Clock()
    pace = clock.pace(Limits())
    for _ in range(8):
        await ask(pace, Telegram(), 5)
    assert clock.slept == pytest.approx([1] * 5)
    assert await pace.spare("6", edit=True)
    assert not await pace.spare("5", edit=True)


async def test_a_group_takes_fifteen_at_once_and_then_one_in_three_seconds() -> None:
    clock = Clock()
    pace = clock.pace(Limits(chat=0))
    for name in ("editMessageText", "sendMessage"):
        for _ in range(8):
            await ask(pace, Telegram(), -5, ONCE, name)
    assert clock.slept == pytest.approx([3])


async def test_all_chats_together_keep_the_pace_in_the_order_in_which_they_came() -> None:
    clock, telegram, order = Clock(), Telegram(), list(range(75))
    pace = clock.pace(Limits())

    async def call(chat: int) -> bool:
        return await telegram.call(str(chat))

    async with asyncio.TaskGroup() as group:
        for chat in order:
            group.create_task(pace.process_request(call, (chat,), {}, "sendMessage", {"chat_id": chat}, None))
    assert clock.now == pytest.approx(2)
    assert telegram.calls == [str(chat) for chat in order]


async def test_nobody_calls_into_what_another_call_was_told_while_it_waited() -> None:
    clock, telegram = Clock(), Telegram()
    pace = clock.pace(Limits(overall=0))
    for _ in range(3):
        await ask(pace, telegram, 5)
    with pytest.raises(RetryAfter):
        await ask(pace, Telegram(1, 30), 5, ONCE)
    assert await ask(pace, telegram, 5)
    assert clock.now == pytest.approx(30.1)


async def test_typing_counts_for_nothing() -> None:
    pace, telegram = Pace(Limits()), Telegram()
    async with asyncio.timeout(1):
        for _ in range(100):
            await ask(pace, telegram, -5, ONCE, "sendChatAction")


async def test_looking_for_a_message_takes_no_place_among_those_of_its_chat() -> None:
    clock = Clock()
    pace = clock.pace(Limits())
    for _ in range(30):
        await ask(pace, Telegram(), 5, name="editMessageCaption")
    await ask(pace, Telegram(), 5)
    assert clock.now < 1
