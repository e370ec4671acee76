"""The transport: what it sends, and which errors the library gets to see."""

from __future__ import annotations

import pytest
from telegram import Bot, InputFile
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut

from bot.telegram_ui.transport import AiohttpRequest, Patience
from tests.fakes.telegram import TOKEN, BotApi, Delay, Drop, Fail, Pace

FAST = Pace(scale=1000)


def made(api: BotApi, patience: Patience | None = None) -> Bot:
    """A bot with the transport."""
    requests = [AiohttpRequest(4, patience) for _ in range(2)]
    return Bot(TOKEN, api.base_url, api.base_file_url, *requests)


async def test_text_and_structures_arrive_as_they_are() -> None:
    async with BotApi(pace=FAST) as api, made(api) as bot:
        ada = api.user("Ada", started=True)
        buttons = {"reply_markup": {"inline_keyboard": [[{"text": "één", "callback_data": "1~a"}]]}}
        await bot.send_message(ada.id, "Eén 🙂 <b>", api_kwargs=buttons)
        assert (ada.last.text, ada.last.labels) == ("Eén 🙂 <b>", ["één"])


async def test_a_large_file_arrives_under_its_own_name() -> None:
    async with BotApi(pace=FAST) as api, made(api) as bot:
        ada = api.user("Ada", started=True)
        await bot.send_document(ada.id, InputFile(b"x" * (2 << 20), filename="één pakket.md"), caption="één")
        file = ada.last.file
        assert file is not None
        assert (file.name, file.size, ada.last.text) == ("één pakket.md", 2 << 20, "één")


async def test_a_silent_server_is_a_timeout_and_a_broken_connection_a_network_error() -> None:
    async with BotApi(pace=FAST) as api, made(api, Patience(1, 1, 1, 1, read=0.2)) as bot:
        api.fault("getMe", Delay(2))
        with pytest.raises(TimedOut):
            await bot.get_me()
        api.fault("getMe", Drop())
        with pytest.raises(NetworkError) as broken:
            await bot.get_me()
        assert TOKEN not in repr(broken.value)
        await bot.get_me()
    with pytest.raises(NetworkError):
        await bot.get_me()


async def test_refusals_keep_their_words() -> None:
    async with BotApi(pace=FAST) as api, made(api) as bot:
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(404, "x")
        api.fault("getMe", Fail(502))
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await bot.get_me()


def test_what_orjson_refuses_is_read_the_other_way() -> None:
    half = AiohttpRequest.parse_json_payload(b'{"result": "\\ud83d"}')
    assert half == {"result": "\ud83d"}
    with pytest.raises(TelegramError):
        AiohttpRequest.parse_json_payload(b"<html>")
