"""The lean Bot API of the benchmarks: it may judge nothing, but what it hands on and counts has to be right."""

from __future__ import annotations

import asyncio
from itertools import count
from typing import Any, cast

import orjson

from bench.chat.api import Account, Api, Call, shown
from bench.chat.http import Connection, Respond, Values
from bench.chat.load import Load
from bench.chat.people import Chatter

TOKEN = "7:bench"


class Wire:
    """Keeps what is written."""

    def __init__(self) -> None:
        self.written = b""

    def write(self, data: bytes) -> None:
        """Keeps it."""
        self.written += data


def answered(api: Api, method: str, **values: object) -> Any:
    """The result of a call, which has to come at once."""
    bodies: list[bytes] = []
    api.answer(f"/bot{TOKEN}/{method}", values, bodies.append)
    return orjson.loads(bodies[0])["result"]


def test_requests_are_read_however_they_are_cut() -> None:
    heard: list[tuple[str, Values]] = []

    def answer(path: str, values: Values, respond: Respond) -> None:
        heard.append((path, values))
        respond(b"{}")

    kind = b"application/x-www-form-urlencoded"
    form = b"POST /b HTTP/1.1\r\nContent-Type: %b\r\nContent-Length: 9\r\n\r\ntext=a%%26" % kind
    sent = b'POST /a HTTP/1.1\r\ncontent-length: 10\r\n\r\n{"text":1}' + form + b"GET /c HTTP/1.1\r\n\r\n"
    for size in (1, 7, len(sent)):
        heard.clear()
        wire, line = Wire(), Connection(answer)
        line.connection_made(cast(asyncio.BaseTransport, wire))
        for start in range(0, len(sent), size):
            line.data_received(sent[start : start + size])
        assert heard == [("/a", {"text": 1}), ("/b", {"text": "a&"}), ("/c", {})]
        assert wire.written.count(b"HTTP/1.1 200 OK") == 3


async def test_an_update_comes_until_it_is_confirmed() -> None:
    api = Api()
    account = api.account(TOKEN)
    account.push("message", {"text": "one"})
    account.push("message", {"text": "two"})
    first, second = answered(api, "getUpdates")
    assert answered(api, "getUpdates", offset=second["update_id"]) == [second]
    assert first["update_id"] < second["update_id"]
    waiting: list[bytes] = []
    api.answer(f"/bot{TOKEN}/getUpdates", {"offset": second["update_id"] + 1, "timeout": 50}, waiting.append)
    assert not waiting
    account.push("message", {"text": "three"})
    await asyncio.sleep(0)
    assert b"three" in waiting[0]


def test_a_message_comes_back_with_its_entities() -> None:
    text = "<b>Hi 👋</b> &amp; <code>x</code>"
    message = answered(Api(), "sendMessage", chat_id=1, text=text, parse_mode="HTML")
    assert message["text"] == shown({"text": text, "parse_mode": "HTML"}) == "Hi 👋 & x"
    assert message["entities"] == [
        {"type": "bold", "offset": 0, "length": 5},
        {"type": "code", "offset": 8, "length": 1},
    ]


async def test_a_tap_is_answered_by_two_calls_and_a_text_by_one() -> None:
    account = Account(TOKEN, count(1))
    for update, methods in (
        ({"say": "hi"}, ["sendMessage"]),
        ({"tap": "x"}, ["answerCallbackQuery", "sendMessage"]),
    ):
        load = asyncio.ensure_future(Load(account, update, chats=1, count=2).run())
        for _ in range(2):
            await asyncio.sleep(0)
            for method in methods:
                assert not load.done()
                account.on_call(Call(method, 1, {}, 0.0, 1))
        figures = await load
        assert figures.rate > 0


def test_only_the_message_that_grows_counts_its_edits() -> None:
    chatter = Chatter(Account(TOKEN, count(1)), 5, 5)
    for method, number, text, at in (
        ("sendMessage", 1, "Working", 1.0),
        ("editMessageText", 1, "Done", 2.0),
        ("sendMessage", 2, "K3x1 a topic", 3.0),
        ("editMessageText", 2, "K3x1 a topic, K3x2 another", 4.0),
        ("editMessageText", 2, "K3x1, K3x2, K3x3", 5.0),
    ):
        chatter.hears(Call(method, 5, {"text": text}, at, number))
    assert chatter.edits == 2
    assert chatter.seen == {"K3x1": 3.0, "K3x2": 4.0, "K3x3": 5.0}
