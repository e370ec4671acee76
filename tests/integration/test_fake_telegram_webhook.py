"""The fake Telegram brings updates to a webhook, with python-telegram-bot behind it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from telegram import Update
from telegram.error import BadRequest

from tests.fakes.telegram import BotApi, Pace
from tests.fakes.telegram.talker import App, bot_at, talking

FAST = Pace(on=False)
SECRET = "s3cret-word_for-tests"


@asynccontextmanager
async def receiving(app: App, answers: list[int]) -> AsyncIterator[tuple[int, list[tuple[str, int]]]]:
    """A receiver as a bot has one. It answers with the given statuses first, then 200."""
    arrived: list[tuple[str, int]] = []

    async def take(request: web.Request) -> web.Response:
        body = await request.json()
        arrived.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""), body["update_id"]))
        status = answers.pop(0) if answers else 200
        if status == 200:
            await app.update_queue.put(Update.de_json(body, app.bot))
        return web.Response(status=status)

    receiver = web.Application()
    receiver.router.add_post("/hook", take)
    runner = web.AppRunner(receiver, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield runner.addresses[0][1], arrived
    await runner.cleanup()


async def test_a_conversation_by_webhook() -> None:
    async with BotApi(pace=FAST) as api:
        app = talking(api)
        ada = api.user("Ada")
        async with app, receiving(app, []) as (port, arrived):
            await app.start()
            await app.bot.set_webhook(
                f"http://127.0.0.1:{port}/hook",
                secret_token=SECRET,
                max_connections=5,
                allowed_updates=["message"],
            )
            ada.starts()
            welcome = await ada.sees("Welkom")
            ada.taps("Ga door", welcome)
            ada.says("dag")
            await ada.sees("dag")
            await api.settled()
            info = await app.bot.get_webhook_info()
            await app.bot.delete_webhook()
            await app.stop()
        ada.says("nobody listens")
        assert api.pending == 1

    assert [secret for secret, _ in arrived] == [SECRET, SECRET]
    assert (info.max_connections, info.allowed_updates) == (5, ("message",))


async def test_a_webhook_is_tried_again_in_order_within_the_chat() -> None:
    async with BotApi(pace=FAST, webhook_pause=0.02) as api:
        app = talking(api)
        ada, ben = api.user("Ada"), api.user("Ben")
        async with app, receiving(app, [500, 503]) as (port, arrived):
            await app.start()
            told = [ada.says("een"), ada.says("twee"), ben.says("hallo")]
            await app.bot.set_webhook(f"http://127.0.0.1:{port}/hook", max_connections=1)
            await ada.sees("twee", since=0)
            await api.settled()
            info = await app.bot.get_webhook_info()
            await app.stop()

    one, two, hers = (message.update_id for message in told)
    ids = [number for _, number in arrived]
    assert ids[:2] == [one, hers]  # while the first chat waits, the other has its turn
    assert [number for number in ids if number != hers] == [one, one, two]
    assert sorted(ids) == [one, one, two, hers, hers]
    assert info.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"
    assert api.webhook_most_at_once == 1


async def test_a_receiver_that_is_not_there() -> None:
    async with BotApi(pace=FAST) as api, bot_at(api) as bot:
        api.user("Ada").says("hoi")
        for url, error in (
            ("http://127.0.0.1:9/hook", "Connection refused"),
            ("https://bot.example/hook", "Failed to resolve host: Name or service not known"),
        ):
            await bot.set_webhook(url)
            await api.until(lambda: api.webhook.last_error)
            info = await bot.get_webhook_info()
            assert (info.last_error_message, info.pending_update_count) == (error, 1)


async def test_a_public_address_is_found_on_loopback() -> None:
    async with (
        BotApi(pace=FAST) as elsewhere,
        receiving(talking(elsewhere), []) as (port, arrived),
        BotApi(pace=FAST, webhook_via=f"http://127.0.0.1:{port}") as api,
        bot_at(api) as bot,
    ):
        await bot.set_webhook("https://bot.example/hook", secret_token=SECRET)
        api.user("Ada").says("hoi")
        await api.settled()

    assert [secret for secret, _ in arrived] == [SECRET]


@pytest.mark.parametrize(
    ("url", "secret", "words"),
    [
        ("http://bot.example/hook", "", "An HTTPS URL must be provided for webhook"),
        ("https://bot.example:5000/hook", "", "Webhook can be set up only on ports 80, 88, 443 or 8443"),
        ("https://bot.example/hook", "a b", "Secret token contains unallowed characters"),
        ("https://bot.example/hook", "x" * 257, "Secret token is too long"),
        ("https://", "", "Invalid webhook url specified"),
    ],
)
async def test_a_webhook_that_is_refused(url: str, secret: str, words: str) -> None:
    async with BotApi(pace=FAST) as api, bot_at(api) as bot:
        with pytest.raises(BadRequest, match=f"(?i){words}"):
            await bot.set_webhook(url, secret_token=secret or None)
        assert not api.webhook.url
