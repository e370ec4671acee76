"""Updates that Telegram brings: the app on a real port, the strict Bot API server in front of it."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot.conversation.catalogue import catalogue
from bot.conversation.effects import Effects
from bot.conversation.events import Event, Text
from bot.domain.errors import BadInputError
from bot.telegram_ui import build_application, webhook
from bot.telegram_ui.application import builder, serve
from bot.telegram_ui.pace import Limits
from bot.telegram_ui.polling import KINDS
from bot.telegram_ui.webhook import Webhook
from bot.web import PATH, app, hook, listening
from bot.web.telegram import HEADER
from bot.wiring import Services, load_settings
from bot.wiring import telegram as wiring
from bot.wiring.chat import DATABASE
from tests.fakes.telegram import TOKEN, BotApi, Delay, Drop, Fail, Pace
from tests.unit.telegram_ui.talking import Talking, say

FAST = Pace(on=False)
UNLIMITED = Limits(overall=0, group=0, chat=0)
SECRET = "s3cret-word_for-tests"
TEXTS = catalogue()


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


async def echo(event: Event) -> Effects:
    """Says what was said."""
    return (say(event, event.text),) if isinstance(event, Text) else ()


@asynccontextmanager
async def brought(api: BotApi, talking: Talking) -> AsyncIterator[str]:
    """The front at work, with updates brought to the address that is given."""
    application = build_application(builder(TOKEN, api.root), talking, UNLIMITED)
    incoming = Webhook(application)
    ready, stop = asyncio.Event(), asyncio.Event()
    address = ""

    @asynccontextmanager
    async def arriving() -> AsyncIterator[None]:
        nonlocal address
        async with listening(app(hook(incoming.take, SECRET)), "127.0.0.1", 0) as port:
            address = f"http://127.0.0.1:{port}{PATH}"
            await incoming.begin(address, SECRET, stop)
            ready.set()
            yield

    async with asyncio.TaskGroup() as group:
        group.create_task(serve(application, stop, arriving=arriving()))
        await ready.wait()
        try:
            yield address
        finally:
            stop.set()


async def posted(address: str, body: bytes, secret: str = SECRET) -> int:
    """The status that a request gets."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(address, data=body, headers={HEADER: secret}) as answer,
    ):
        assert await answer.read() == b""
        return answer.status


def gated(gate: asyncio.Event) -> Callable[[Event], Awaitable[Effects]]:
    """An echo that is held up at the word "slow"."""

    async def rule(event: Event) -> Effects:
        if isinstance(event, Text) and event.text == "slow":
            await gate.wait()
        return await echo(event)

    return rule


async def test_telegram_is_told_where_to_bring_what() -> None:
    async with BotApi(pace=FAST) as api, brought(api, Talking(echo)) as address:
        assert (api.webhook.url, api.webhook.secret) == (address, SECRET)
        assert api.webhook.max_connections == webhook.AT_ONCE
        assert set(api.webhook.allowed or ()) == set(KINDS)
        api.user("Ada").says("hallo")
        await api.user("Ada").sees("hallo")
        await api.settled()


async def test_an_update_is_confirmed_once_it_is_stored_in_order_and_nobody_waits_for_another() -> None:
    gate = asyncio.Event()
    talking = Talking(gated(gate))
    async with BotApi(pace=FAST) as api, brought(api, talking):
        ada, bo = api.user("Ada"), api.user("Bo")
        for text in ("slow", "second", "third"):
            ada.says(text)
        bo.says("quick")
        await bo.sees("quick")
        assert api.pending == 3, "nothing behind the slow one may be confirmed"
        gate.set()
        await ada.sees("third")
        await api.settled()
        assert [message.text for message in ada.messages if message.by_bot] == ["slow", "second", "third"]


async def test_telegram_does_not_wait_for_what_is_shown() -> None:
    async with BotApi(pace=FAST) as api, brought(api, Talking(echo)):
        api.fault("sendMessage", Delay(1))
        api.user("Ada").says("stored before it is shown")
        await api.settled(0.9)
        await api.user("Ada").sees("stored")


async def test_what_comes_again_is_handled_once() -> None:
    gate = asyncio.Event()
    talking = Talking(gated(gate))
    async with BotApi(pace=FAST) as api, brought(api, talking) as address:
        said = api.user("Ada").says("slow")
        await api.until(lambda: api.webhook_most_at_once)
        twins = [asyncio.ensure_future(posted(address, bare(said.update_id))) for _ in range(4)]
        await asyncio.sleep(0)
        gate.set()
        assert await asyncio.gather(*twins) == [200] * 4
        await api.user("Ada").sees("slow")
        api.again(said, 3)
        await api.settled()
        assert await posted(address, bare(said.update_id)) == 200
    assert [event.text for event in talking.events if isinstance(event, Text)] == ["slow"]


async def test_what_is_at_work_is_finished_when_the_bot_stops() -> None:
    gate = asyncio.Event()
    async with BotApi(pace=FAST) as api:
        async with brought(api, Talking(gated(gate))):
            api.user("Ada").says("slow")
            await api.until(lambda: api.webhook_most_at_once)
            asyncio.get_running_loop().call_later(0.2, gate.set)
        await api.user("Ada").sees("slow")
        assert api.pending == 0


def bare(number: int | None, **more: Any) -> bytes:
    """An update with hardly anything in it."""
    return json.dumps({"update_id": number, **more}).encode()


async def test_what_takes_too_long_comes_again_and_is_handled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "WAITING", 0.02)
    gate = asyncio.Event()
    talking = Talking(gated(gate))
    async with BotApi(pace=FAST, webhook_pause=0.02) as api, brought(api, talking):
        api.user("Ada").says("slow")
        await api.until(lambda: "503" in api.webhook.last_error)
        gate.set()
        await api.settled()
    assert len(talking.events) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no json",
        b"\xff\xfe",
        b"[]",
        b"1",
        b"{}",
        b'{"update_id": true}',
        b'{"update_id": "1"}',
        b'{"update_id": 1.5}',
        b'{"update_id": -1}',
        b'{"update_id": 1' + b"0" * 30 + b"}",
        b'{"update_id": 1' + b"0" * 5000 + b"}",
        b'{"update_id": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
    ids=str,
)
async def test_what_is_no_update_is_refused_and_harms_nothing(body: bytes) -> None:
    talking = Talking(echo)
    async with BotApi(pace=FAST) as api, brought(api, talking) as address:
        assert await posted(address, body) == 400
        api.user("Ada").says("still here")
        await api.user("Ada").sees("still here")
        await api.settled()
    assert len(talking.events) == 1


@pytest.mark.parametrize(
    "more",
    [
        {"message": {"text": "without a chat"}},
        {"message": 7},
        {"callback_query": {"id": []}},
        {"some_day": {"a": 1}},
    ],
)
async def test_what_the_library_cannot_read_is_taken_and_forgotten(more: dict[str, Any]) -> None:
    talking = Talking(echo)
    with capture_logs() as logs:
        async with BotApi(pace=FAST) as api, brought(api, talking) as address:
            assert await posted(address, bare(12, **more)) == 200
    assert talking.events == []
    assert "without a chat" not in str(logs)


async def test_half_a_surrogate_pair_is_no_reason_to_refuse() -> None:
    talking = Talking(echo)
    async with BotApi(pace=FAST) as api, brought(api, talking) as address:
        ada = api.user("Ada", started=True)
        who = {"id": ada.id, "is_bot": False, "first_name": "Ada"}
        chat = {"id": ada.id, "type": "private", "first_name": "Ada"}
        message = {"message_id": 900, "date": 1_780_000_000, "chat": chat, "from": who, "text": "half \ud83d pair"}
        assert await posted(address, bare(900, message=message)) == 200
        await ada.sees("half")


async def test_a_forged_update_reaches_nobody() -> None:
    talking = Talking(echo)
    async with BotApi(pace=FAST) as api, brought(api, talking) as address:
        said = api.user("Ada").says("mine")
        await api.settled()
        for secret in ("", "guess", SECRET[:-1], f"{SECRET}x"):
            assert await posted(address, bare(said.update_id), secret) == 403
    assert len(talking.events) == 1


async def test_beginning_is_tried_again_while_telegram_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "PAUSES", (0.001,))
    async with BotApi(pace=FAST) as api:
        api.fault("setWebhook", Drop(), 2)
        api.fault("setWebhook", Fail(502))
        async with brought(api, Talking(echo)):
            assert api.webhook.url
            assert api.faults_left == 0


async def test_a_stop_does_not_wait_for_telegram_to_come_back() -> None:
    async with BotApi(pace=FAST) as api:
        application = build_application(builder(TOKEN, api.root), Talking(echo), UNLIMITED)
        api.fault("setWebhook", Drop(), 100)
        stop = asyncio.Event()
        async with application:
            beginning = asyncio.ensure_future(Webhook(application).begin("http://127.0.0.1:9", SECRET, stop))
            await api.until(lambda: [call for call in api.calls if call.method == "setWebhook"])
            stop.set()
            await asyncio.wait_for(beginning, 5)


async def test_what_telegram_refuses_is_said_with_what_to_mend() -> None:
    async with BotApi(pace=FAST) as api:
        application = build_application(builder(TOKEN, api.root), Talking(echo), UNLIMITED)
        async with application:
            with pytest.raises(BadInputError, match="only on ports 80, 88, 443 or 8443") as refused:
                await Webhook(application).begin("https://bot.example:99/telegram", SECRET, asyncio.Event())
    assert "webhook.url" in refused.value.next_step


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", None), ("192.0.2.1", 0), ("no such host", 0)])
async def test_a_port_that_cannot_be_had_is_bad_input(host: str, port: int | None) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        wanted = int(taken.getsockname()[1]) if port is None else port
        with pytest.raises(BadInputError, match=r"webhook\.port"):
            async with listening(app(), host, wanted):
                raise AssertionError("somebody else listens there")


# -- put together by the wiring ---------------------------------------------------------------------------


def services(folder: Path, **environ: str) -> Services:
    """Services with only these settings."""
    environ = {"DATA_DIR": str(folder), "TELEGRAM_BOT_TOKEN": TOKEN, **environ}
    return Services(load_settings(None, environ, folder), environ)


def database_of(folder: Path) -> Path:
    """The file that the bot makes once it begins."""
    return folder / DATABASE


async def silent(link: str | None) -> None:
    """Says nothing."""


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({}, "webhook.url is not set"),
        ({"KERNBOT__WEBHOOK__URL": "http://bot.example"}, "no https address"),
        ({"KERNBOT__WEBHOOK__URL": "https://bot.example", "TELEGRAM_BOT_TOKEN": ""}, "TELEGRAM_BOT_TOKEN"),
    ],
)
async def test_what_is_missing_is_said_before_anything_begins(
    tmp_path: Path, environ: dict[str, str], words: str
) -> None:
    with pytest.raises(BadInputError, match=words):
        await wiring.webhook(services(tmp_path, **environ), asyncio.Event(), silent)
    assert not database_of(tmp_path).exists()


@asynccontextmanager
async def bot(built: Services, *, by_webhook: bool) -> AsyncIterator[str | None]:
    """The whole bot within this process, with the link for the first admin."""
    stop, said = asyncio.Event(), asyncio.get_running_loop().create_future()

    async def say(link: str | None) -> None:
        said.set_result(link)

    run = wiring.webhook if by_webhook else wiring.polling
    async with asyncio.TaskGroup() as group:
        group.create_task(run(built, stop, say, UNLIMITED))
        try:
            yield await said
        finally:
            stop.set()


@pytest.mark.parametrize("own", ["", "Own-Secret_0123456789"])
async def test_the_whole_bot_by_webhook_and_then_by_polling(tmp_path: Path, own: str) -> None:
    port = free_port()
    async with BotApi(pace=FAST) as api:
        environ = {
            "TELEGRAM_API_URL": api.root,
            "TELEGRAM_WEBHOOK_SECRET": own,
            "KERNBOT__WEBHOOK__URL": f"http://127.0.0.1:{port}/",
            "KERNBOT__WEBHOOK__PORT": str(port),
        }
        built = services(tmp_path, **environ)
        ada, eve, t = api.user("Ada"), api.user("Eve"), TEXTS["nl"]
        async with bot(built, by_webhook=True) as link:
            assert link
            ada.says(f"/start {link.partition('start=')[2]}")
            await ada.sees(t("welcome-title"))
            await api.settled()
            secret, address = api.webhook.secret, api.webhook.url
            assert address == f"http://127.0.0.1:{port}{PATH}"
            assert secret == own if own else len(secret) > 40
            assert await posted(address, bare(5), "forged") == 403
            said = eve.says("/start")
            await api.settled()
            assert await posted(address, bare(said.update_id), secret) == 200
        async with bot(built, by_webhook=False) as again:
            assert again is None
            ada.taps(t("welcome-agree"))
            await ada.sees(t("welcome-first"))
            await api.settled()
            assert not api.webhook.url
