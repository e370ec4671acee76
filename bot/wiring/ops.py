"""How this process is doing, on a port of its own: health, readiness and metrics, put together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress

from bot.domain.errors import BadInputError
from bot.storage.database import Database
from bot.storage.figures import figures
from bot.web import app, health, listening, metrics
from bot.wiring import Services
from bot.wiring.chat import database_of

UPGRADE = "the tables are not those of this program: run `kernbot db upgrade`"


@asynccontextmanager
async def overseen(services: Services, asks: Mapping[str, health.Ask]) -> AsyncIterator[int | None]:
    """Within the block GET /healthz, /readyz and /metrics answer at `ops.host` and `ops.port`; the port is given.
    Nothing listens, and nothing is measured, where no port is set. `asks` say what makes the process ready.

    Raises BadInputError when the port cannot be had.
    """
    ops, measures = services.settings.ops, services.measures
    if ops.port is None or measures is None:
        yield None
        return
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


def database_ready(database: Database) -> health.Ask:
    """The database answers, and its tables are those of this program."""

    async def missing() -> str | None:
        async with figures(database) as asked:
            return None if await asked.current() else UPGRADE

    return missing


async def _opened(stack: AsyncExitStack, listener: AbstractAsyncContextManager[int]) -> int:
    try:
        return await stack.enter_async_context(listener)
    except BadInputError as error:
        ours = error.what.replace("webhook.host and webhook.port", "ops.host and ops.port")
        raise BadInputError(ours, error.next_step) from None
