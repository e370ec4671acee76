"""Two processes with one Postgres database, as far as Postgres can tell: each has a pool of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.storage.database import Database
from tests.integration.storage.filling import Clock


@pytest.fixture
def clock() -> Clock:
    """Nine in the morning."""
    return Clock()


@pytest.fixture
async def db(url: str, clock: Clock) -> AsyncIterator[Database]:
    """An empty database."""
    made = Database(url, clock)
    yield made
    await made.close()


@pytest.fixture
async def second(url: str, clock: Clock) -> AsyncIterator[Database]:
    """Another process with the same database."""
    made = Database(url, clock)
    yield made
    await made.close()
