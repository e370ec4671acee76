"""HTTP/1.1 with next to nothing in it, so that the server of a benchmark is never what is measured."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import cast
from urllib.parse import parse_qsl

import orjson

Values = dict[str, object]
Respond = Callable[[bytes], None]
Answer = Callable[[str, Values, Respond], None]
"""Gets the path, what was sent along, and what to call with the JSON of the answer, now or later."""

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_FORM = re.compile(rb"\r\ncontent-type: *application/x-www-form-urlencoded", re.IGNORECASE)


class Connection(asyncio.Protocol):
    """One connection that is kept open: a request, its answer, the next request."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._got = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keeps what answers are written to."""
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Answers go nowhere any more."""
        self._transport = None

    def data_received(self, data: bytes) -> None:
        """Hands on every request that is complete."""
        self._got += data
        while (end := self._got.find(b"\r\n\r\n")) >= 0:
            head = self._got[:end]
            length = _LENGTH.search(head)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(self._got) < whole:
                return
            body, self._got = self._got[end + 4 : whole], self._got[whole:]
            path = head.split(b" ", 2)[1].decode()
            self._answer(path, _values(head, body), self._respond)

    def _respond(self, body: bytes) -> None:
        if self._transport is not None:
            self._transport.write(
                b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%b"
                % (len(body), body)
            )


def _values(head: bytes, body: bytes) -> Values:
    if not body:
        return {}
    if _FORM.search(head):
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    values: Values = orjson.loads(body)
    return values
