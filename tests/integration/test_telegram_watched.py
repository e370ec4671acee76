"""Calls to Telegram, as whoever counts them hears of them."""

from __future__ import annotations

import pytest
from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.telegram_ui.watched import FILE, WatchedRequest
from tests.fakes.telegram import TOKEN, BotApi, Drop, Fail, Pace


async def test_every_call_is_heard_of_by_name_and_status(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # the library warns without
    heard: list[tuple[str, int | None]] = []

    def hear(method: str, status: int | None) -> None:
        heard.append((method, status))

    async with BotApi(pace=Pace(scale=1000)) as api:
        requests = [WatchedRequest(hear, connections=4) for _ in range(2)]
        async with Bot(TOKEN, api.base_url, api.base_file_url, *requests) as bot:
            ada = api.user("Ada", started=True)
            await bot.send_message(ada.id, "Beste Anna")
            with pytest.raises(BadRequest):
                await bot.send_message(404, "x")
            api.fault("sendMessage", Fail(429, retry_after=1))
            with pytest.raises(RetryAfter):
                await bot.send_message(ada.id, "x")
            api.fault("getMe", Drop())
            with pytest.raises(NetworkError):
                await bot.get_me()
            with pytest.raises(TelegramError):
                await requests[1].retrieve(f"{api.base_file_url}{TOKEN}/documents/secret-name.pdf")
    sent = [("sendMessage", status) for status in (200, 400, 429)]
    assert heard == [("getMe", 200), *sent, ("getMe", None), (FILE, 404)]
