"""Whether this process lives and can do its work: for whatever starts, watches and balances processes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.conversation.faults import Caught

HEALTHY = "/healthz"
READY = "/readyz"
PATIENCE = 2.0
"""Seconds that each thing has to say that it is ready."""

Ask = Callable[[], Awaitable[str | None]]
"""Says what is missing, in words of ours that tell nothing of places and secrets; None when nothing is."""


def routes(asks: Mapping[str, Ask]) -> list[Route]:
    """GET /healthz says that the event loop comes round, and asks nothing of anybody. GET /readyz says 200 when
    all of these are ready, else 503; its JSON names them, with what is missing."""

    async def ready(request: Request) -> Response:
        said = await asyncio.gather(*(_said(ask) for ask in asks.values()))
        missing = {name: words for name, words in zip(asks, said, strict=True) if words is not None}
        body = {"ready": not missing, "missing": missing, "asked": sorted(asks)}
        return JSONResponse(body, 503 if missing else 200, headers={"Cache-Control": "no-store"})

    return [
        Route(HEALTHY, healthy, methods=["GET"]),
        Route(READY, ready, methods=["GET"]),
    ]


async def healthy(request: Request) -> Response:
    """A sign of life."""
    return PlainTextResponse("ok\n")


async def _said(ask: Ask) -> str | None:
    """What is missing. An error tells only its type: what it says may name places."""
    words: str | None = None
    with Caught() as caught:
        async with asyncio.timeout(PATIENCE):
            words = await ask()
    if isinstance(caught.error, TimeoutError):
        return f"no answer in {PATIENCE:g} s"
    return words if caught.error is None else f"does not answer ({type(caught.error).__name__})"
