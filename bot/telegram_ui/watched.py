"""The transport with somebody who hears of every call: its name and its status, never what was in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.telegram_ui.transport import AiohttpRequest

FILE = "file"
"""The name of fetching a file, which is no method of the Bot API."""

OnCall = Callable[[str, int | None], None]
"""Hears the method, and the status of HTTP; None when no answer came."""


class WatchedRequest(AiohttpRequest):
    """As the transport, and `on_call` hears of it."""

    def __init__(self, on_call: OnCall, connections: int = 256) -> None:
        super().__init__(connections)
        self._on_call = on_call

    async def do_request(self, url: str, method: str, *given: Any, **named: Any) -> tuple[int, bytes]:
        """As the transport does."""
        status: int | None = None
        try:
            status, body = await super().do_request(url, method, *given, **named)
        finally:
            self._on_call(FILE if method == "GET" else url.rpartition("/")[2], status)
        return status, body
