"""An integration test reaches this machine and nothing else."""

from __future__ import annotations

import asyncio

import pytest
from pytest_socket import SocketConnectBlockedError

ELSEWHERE = "192.0.2.1"  # kept free for examples (RFC 5737)


async def test_loopback_is_open() -> None:
    server = await asyncio.start_server(lambda reader, writer: writer.close(), "127.0.0.1", 0)
    async with server:
        _, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.close()
        await writer.wait_closed()


async def test_the_rest_of_the_world_is_not() -> None:
    with pytest.raises((SocketConnectBlockedError, UserWarning), match=f'with host "{ELSEWHERE}"'):
        await asyncio.open_connection(ELSEWHERE, 80)
