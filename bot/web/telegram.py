"""Where Telegram brings updates: one fixed address, opened by the secret that Telegram sends along.

Whoever comes without it learns nothing, not even whether what they sent could be read: it is not looked at.
"""

from __future__ import annotations

import asyncio
import hmac
from typing import Protocol

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

log = structlog.get_logger(__name__)

PATH = "/telegram"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
"""core.telegram.org/bots/api#setwebhook"""
MOST_BYTES = 1 << 20
"""Of an update. The largest that Telegram makes, long texts full of markup in reply to each other, is a tenth."""
READING = 10.0
"""Seconds in which an update has to be here."""


class Takes(Protocol):
    """Takes an update in."""

    async def __call__(self, body: bytes) -> bool:
        """Whether it is handled and stored now; else Telegram has to bring it again. Raises ValueError for what is
        no update."""
        ...


def hook(takes: Takes, secret: str) -> Route:
    """The address for Telegram. It says 200 once an update is handled and stored, 503 when that takes too long,
    403 to whoever does not know the secret, 400 and 413 for what is no update or too large for one."""

    async def answer(request: Request) -> Response:
        status = await _status(request, takes, secret.encode())
        if status != 200:
            log.warning("webhook", status=status)
        return Response(status_code=status)

    return Route(PATH, answer, methods=["POST"])


async def _status(request: Request, takes: Takes, secret: bytes) -> int:
    told = request.headers.get(HEADER, "").encode("latin-1")
    if not hmac.compare_digest(told, secret):
        return 403
    try:
        async with asyncio.timeout(READING):
            body = await _body(request)
    except (TimeoutError, ClientDisconnect):
        return 408
    if body is None:
        return 413
    try:
        return 200 if await takes(body) else 503
    except ValueError:
        return 400


async def _body(request: Request) -> bytes | None:
    """What was sent; None as soon as it is too much."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return None
    return bytes(body)
