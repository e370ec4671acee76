"""Telegram's way in: what is answered to whom, before and after anything is read."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest

from bot.web import PATH, app, hook
from bot.web.telegram import HEADER, MOST_BYTES

SECRET = "s3cret-word_for-tests"
RIGHT = {HEADER: SECRET}


class Inbox:
    """Takes everything in, or answers by a rule."""

    def __init__(self, rule: Callable[[bytes], Awaitable[bool]] | None = None) -> None:
        self.taken: list[bytes] = []
        self._rule = rule

    async def __call__(self, body: bytes) -> bool:
        self.taken.append(body)
        return await self._rule(body) if self._rule else True


async def asked(inbox: Inbox, method: str = "POST", path: str = PATH, **more: Any) -> httpx.Response:
    """The answer to one request."""
    transport = httpx.ASGITransport(app(hook(inbox, SECRET)))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot.example") as client:
        return await client.request(method, path, **more)


async def test_what_telegram_brings_is_handed_on_as_it_came() -> None:
    inbox = Inbox()
    answer = await asked(inbox, headers=RIGHT, content=b'{"update_id": 1}')
    assert (answer.status_code, answer.content) == (200, b"")
    assert inbox.taken == [b'{"update_id": 1}']


@pytest.mark.parametrize("body", [b'{"update_id": 1}', b"no json", b"", b"x" * (MOST_BYTES + 1)])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {HEADER: ""},
        {HEADER: SECRET[:-1]},
        {HEADER: SECRET + "x"},
        {HEADER: SECRET.upper()},
        {HEADER: "é".encode()},
        {"Authorization": SECRET},
    ],
)
async def test_whoever_lacks_the_secret_learns_nothing(headers: dict[str, str | bytes], body: bytes) -> None:
    inbox = Inbox()
    answer = await asked(inbox, headers=headers, content=body)
    assert (answer.status_code, answer.content, dict(answer.headers)) == (403, b"", {"content-length": "0"})
    assert inbox.taken == []


async def test_what_is_no_update_is_said_to_be_none() -> None:
    async def refuse(body: bytes) -> bool:
        raise ValueError

    assert (await asked(Inbox(refuse), headers=RIGHT, content=b"{}")).status_code == 400


async def test_what_is_not_stored_in_time_has_to_come_again() -> None:
    async def late(body: bytes) -> bool:
        return False

    assert (await asked(Inbox(late), headers=RIGHT, content=b"{}")).status_code == 503


async def in_pieces(count: int, sent: list[int]) -> AsyncIterator[bytes]:
    """A body of so many kilobytes whose length nobody announces."""
    for number in range(count):
        sent.append(number)
        yield b"x" * 1024


async def test_too_much_is_not_read_to_the_end() -> None:
    inbox = Inbox()
    sent: list[int] = []
    flowing = await asked(inbox, headers=RIGHT, content=in_pieces(9999, sent))
    fits = await asked(inbox, headers=RIGHT, content=in_pieces(1024, []))
    assert (flowing.status_code, fits.status_code) == (413, 200)
    assert len(sent) == 1025
    assert [len(body) for body in inbox.taken] == [MOST_BYTES]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", PATH, 405),
        ("POST", PATH + "/", 404),
        ("POST", "/", 404),
        ("POST", "/healthz", 405),
        ("GET", "/docs", 404),
    ],
)
async def test_nothing_else_is_there(method: str, path: str, status: int) -> None:
    inbox = Inbox()
    assert (await asked(inbox, method, path, headers=RIGHT)).status_code == status
    assert inbox.taken == []


async def test_a_sign_of_life_for_anybody() -> None:
    answer = await asked(Inbox(), "GET", "/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")
