"""How this process is doing, on a port of its own: health, readiness and metrics, put together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress

from bot.domain.errors import BadInputError
from bot.wiring import Services
from bot.wiring.chat import database_of
from bot.wiring.steps import Ask


@asynccontextmanager
async def overseen(services: Services, asks: Mapping[str, Ask]) -> AsyncIterator[int | None]:
    """Within the block GET /healthz, /readyz and /metrics answer at `ops.host` and `ops.port`; the port is given.
    Nothing listens, and nothing is measured, where no port is set. `asks` say what makes the process ready.

    Raises BadInputError when the port cannot be had.
    """
    ops, measures = services.settings.ops, services.measures
    if ops.port is None or measures is None:
        yield None
        return
    from bot.web import app, health, listening, metrics
    from bot.wiring.figures import Shared
    from bot.wiring.measuring import pulse

    shared = Shared(lambda: database_of(services))
    measures.add(shared)

    async def render() -> tuple[bytes, str]:
        await shared.ask()
        return measures.text()

    secret = services.settings.secrets.metrics_token
    token = secret.get_secret_value() if secret is not None else None
    pages = app(*health.routes(asks), *metrics.routes(render, token))
    async with AsyncExitStack() as stack:
        stack.callback(shared.close)
        port = await _opened(stack, listening(pages, ops.host, ops.port))
        beating = asyncio.get_running_loop().create_task(pulse(measures))
        try:
            yield port
        finally:
            beating.cancel()
            with suppress(asyncio.CancelledError):
                await beating


async def _opened(stack: AsyncExitStack, listener: AbstractAsyncContextManager[int]) -> int:
    try:
        return await stack.enter_async_context(listener)
    except BadInputError as error:
        ours = error.what.replace("webhook.host and webhook.port", "ops.host and ops.port")
        raise BadInputError(ours, error.next_step) from None
