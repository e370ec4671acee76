from __future__ import annotations

import asyncio
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.telegram_ui.pace import ONCE, Limits, Pace

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


async def ask(
    pace: Pace, telegram: Telegram, chat: Any, tries: int | None = None, name: str = "sendMessage"
) -> Any:
    """One call through the pace."""
    return await pace.process_request(telegram.call, (str(chat),), {}, name, {"chat_id": chat}, tries)


async def test_a_refused_call_is_made_again_when_telegram_says_so() -> None:
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)
        pace._held.clear()

    pace, telegram = Pace(FREE, sleep), Telegram(2, 7)
    assert await ask(pace, telegram, 5)
    assert len(telegram.calls) == 3
    assert [round(seconds) for seconds in waited] == [7, 7]


async def test_it_ends_after_so_many_tries_or_when_the_wait_is_too_long() -> None:
    telegram = Telegram(9)
    with pytest.raises(RetryAfter):
        await ask(Pace(FREE._replace(attempts=3), lambda _: asyncio.sleep(0)), telegram, 5)
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
    assert pace.held("7") > 50


async def test_growing_texts_leave_half_of_the_pace_to_messages() -> None:
    pace = Pace(Limits(overall=20))
    assert [await pace.spare(str(chat)) for chat in range(20)].count(True) == 10
    group = Pace(Limits(overall=0, group=20, chat=0))
    assert [await group.spare("-7", edit=True) for _ in range(20)].count(True) == 12


async def test_a_chat_takes_one_message_a_second_after_the_first_few() -> None:
    pace, telegram = Pace(Limits(chat=50)), Telegram()
    started = asyncio.get_running_loop().time()
    for _ in range(8):
        await ask(pace, telegram, 5)
    assert asyncio.get_running_loop().time() - started >= 0.08


async def test_typing_counts_for_nothing() -> None:
    pace, telegram = Pace(Limits()), Telegram()
    async with asyncio.timeout(1):
        for _ in range(100):
            await ask(pace, telegram, -5, ONCE, "sendChatAction")
