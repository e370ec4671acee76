"""The fake Telegram gets slow, breaks and refuses, and a library notices: pace, faults, lost answers."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter

from tests.fakes.telegram import BotApi, Delay, Drop, Fail, Group, Pace, Person
from tests.fakes.telegram.talker import bot_at, polling, talking

FAST = Pace(on=False)


@pytest.fixture(autouse=True)
def _new_retry_after(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library warns about its old form of retry_after otherwise."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


async def test_the_pace_of_a_chat_and_a_call_into_the_block() -> None:
    moment = [0.0]
    async with BotApi(clock=lambda: moment[0], check=False) as api, bot_at(api) as bot:
        ada = api.user("Ada", started=True)
        for _ in range(4):
            await bot.send_message(ada.id, "x")
        assert await _wait_of(bot, ada) == 1
        assert api.violations == []
        moment[0] = 0.9
        with pytest.raises(RetryAfter):
            await bot.edit_message_text("y", ada.id, ada.last.id)
        assert api.violations == [f"editMessageText for chat {ada.id} while told to wait (chat)"]
        moment[0] = 1.0
        await bot.send_message(ada.id, "x")
        assert await _wait_of(bot, ada) == 1
        assert len(api.violations) == 1


async def test_the_pace_of_a_group() -> None:
    moment = [0.0]
    async with BotApi(pace=Pace(chat_burst=100), clock=lambda: moment[0]) as api, bot_at(api) as bot:
        ada = api.user("Ada", started=True)
        team = api.group("Team", ada)
        team.adds_bot(ada)
        for _ in range(20):
            await bot.send_message(team.id, "x")
        assert await _wait_of(bot, team) == 3
        await bot.send_message(ada.id, "a private chat goes on")
        moment[0] = 3.0
        await bot.send_message(team.id, "x")


async def test_the_pace_of_all_chats_together() -> None:
    moment = [0.0]
    async with BotApi(clock=lambda: moment[0]) as api, bot_at(api) as bot:
        people = [api.user(f"U{number}", started=True) for number in range(31)]
        for person in people[:30]:
            await bot.send_message(person.id, "x")
        assert await _wait_of(bot, people[30]) == 1
        await bot.send_chat_action(people[30].id, "typing")
        moment[0] = 1.0
        await bot.send_message(people[30].id, "x")
        assert api.refused_by_pace == 1


async def _wait_of(bot: Bot, where: Person | Group) -> float:
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(where.id, "x")
    assert isinstance(caught.value.retry_after, timedelta)
    return caught.value.retry_after.total_seconds()


async def test_the_pace_can_be_scaled() -> None:
    async with BotApi(pace=Pace(scale=100)) as api, bot_at(api) as bot:
        ada = api.user("Ada", started=True)
        for _ in range(50):
            await bot.send_message(ada.id, "x")
        assert api.refused_by_pace == 0


async def test_faults_on_the_way() -> None:
    async with BotApi(pace=FAST, check=False) as api, bot_at(api) as bot:
        ada = api.user("Ada", started=True)
        api.fault("sendMessage", Drop())
        with pytest.raises(NetworkError):
            await bot.send_message(ada.id, "never sent")
        api.fault("sendMessage", Drop(after=True))
        with pytest.raises(NetworkError):
            await bot.send_message(ada.id, "sent, answer lost")
        api.fault("sendMessage", Fail(502), times=2)
        for _ in range(2):
            with pytest.raises(NetworkError, match="Bad Gateway"):
                await bot.send_message(ada.id, "x")
        api.fault("sendMessage", Delay(0.3))
        with pytest.raises(NetworkError, match="Timed out"):
            await bot.send_message(ada.id, "late", read_timeout=0.1)
        api.fault("editMessageText", Fail(400, "Bad Request: message can't be edited", after=True))
        with pytest.raises(BadRequest, match="can't be edited"):
            await bot.edit_message_text("edited all the same", ada.id, ada.last.id)
        assert api.faults_left == 0
        assert [message.text for message in ada.messages] == ["sent, answer lost", "edited all the same"]


async def test_a_scripted_429_is_a_block() -> None:
    async with BotApi(pace=FAST, check=False) as api, bot_at(api) as bot:
        ada, ben = api.user("Ada", started=True), api.user("Ben", started=True)
        api.fault("sendMessage", Fail(429, retry_after=7))
        assert await _wait_of(bot, ada) == 7
        await bot.send_message(ben.id, "x")
        assert api.violations == []
        assert await _wait_of(bot, ada) == 7
        assert len(api.violations) == 1


async def test_updates_whose_answer_is_lost_are_delivered_again() -> None:
    async with BotApi(pace=FAST) as api:
        ada = api.user("Ada")
        app = talking(api)
        api.fault("getUpdates", Drop(after=True))
        ada.says("hoi")
        async with polling(app):
            await ada.sees("hoi")
            await api.settled()

    assert [call.status for call in api.calls if call.method == "getUpdates"][:2] == [0, 200]
    assert [message.text for message in ada.messages] == ["hoi", "hoi"]


async def test_a_late_call_is_handled_even_if_nobody_waits_any_more() -> None:
    async with BotApi(pace=FAST) as api, bot_at(api) as bot:
        ada = api.user("Ada", started=True)
        api.fault("sendMessage", Delay(0.15, before=True))
        with pytest.raises(NetworkError, match="Timed out"):
            await bot.send_message(ada.id, "late", read_timeout=0.05)
        assert ada.messages == []
        assert (await ada.sees("late")).by_bot


async def test_an_update_is_not_spent_on_a_poll_whose_client_is_gone() -> None:
    async with BotApi(pace=FAST) as api, bot_at(api) as bot:
        ada = api.user("Ada")
        told = ada.says("one")
        (update,) = await bot.get_updates()
        offset = update.update_id + 1
        with pytest.raises(NetworkError, match="Timed out"):
            await bot.get_updates(offset=offset, timeout=1, read_timeout=-0.9)
        await asyncio.sleep(0.05)  # until the server has seen that the connection is closed
        api.again(told)
        assert [again.update_id for again in await bot.get_updates(offset=offset)] == [told.update_id]
        assert await bot.get_updates(offset=offset) == ()
