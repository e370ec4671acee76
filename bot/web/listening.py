"""The web app on a port of this machine, beside everything else that the process does."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette

from bot.domain.errors import BadInputError

LEAVING = 5
"""Seconds that a stop waits for requests that are being answered."""
KEPT_OPEN = 75
"""Seconds that a connection is kept for the next request: longer than the proxies in front keep theirs, so that
none of them sends one into a connection that is just being closed."""


class _Server(uvicorn.Server):
    """uvicorn, with the signals left to whoever runs the process."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Takes none."""
        yield


@asynccontextmanager
async def listening(app: Starlette, host: str, port: int) -> AsyncIterator[int]:
    """The app answers on this host and port within the block, which is given the port (a free one for 0); leaving
    it lets requests that came in get their answer. Raises BadInputError when the port cannot be had."""
    listener = _listener(host, port)
    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level=logging.CRITICAL + 1,  # its lines quote what was sent
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=KEPT_OPEN,
        timeout_graceful_shutdown=LEAVING,
    )
    server = _Server(config)
    serving = asyncio.get_running_loop().create_task(server.serve(sockets=[listener]))
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        await serving


def _listener(host: str, port: int) -> socket.socket:
    """It takes connections from now on, and keeps them waiting until the app runs."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    both = host == "::" and socket.has_dualstack_ipv6()
    try:
        return socket.create_server((host, port), family=family, backlog=2048, dualstack_ipv6=both)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise BadInputError(
            f"webhook.host and webhook.port: cannot listen on {host}, port {port} ({reason}).",
            "Name an address of this machine and a port that is free.",
        ) from None
