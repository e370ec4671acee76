"""Fixtures of the integration tests."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from bot.storage.database import Database
from tests.fakes.asking import Setup
from tests.fakes.postgres import Server, running


@pytest.fixture
def setup() -> Setup:
    """A model client to be, and what it leaves behind."""
    return Setup()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A Postgres server of its own."""
    with running() as server:
        yield server


@pytest.fixture(scope="session")
def template(postgres: Server) -> str:
    """The name of a Postgres database with tables and nothing in them, made once."""
    url = postgres.new()

    async def upgrade() -> None:
        database = Database(url)
        await database.upgrade()
        await database.close()

    asyncio.run(upgrade())
    return url.rpartition("/")[2]


@pytest.fixture
def url(postgres: Server, template: str) -> Iterator[str]:
    """A Postgres database with the tables in it, for this test alone."""
    url = postgres.new(template)
    yield url
    postgres.drop(url)
