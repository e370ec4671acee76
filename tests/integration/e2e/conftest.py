"""One bot for all talks of this package: people and brands are new in each, so none sees another."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.fakes.model_server import ModelServer
from tests.fakes.running import MARK, House, running
from tests.integration.e2e.model import answer, environ


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here talks to a whole bot."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.e2e)


@pytest_asyncio.fixture(scope="package", loop_scope="package", params=["polling"])
async def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """An installation. A test that is to be run in each way asks for it with `WAYS` as indirect parameters."""
    async with running(tmp_path_factory.mktemp("house"), request.param) as made:
        yield made


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def server() -> AsyncIterator[ModelServer]:
    """A model that takes two seconds for topics."""
    async with ModelServer(answer=answer, tokens_per_second=400) as made:
        yield made


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def modelled(server: ModelServer, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """An installation with a model."""
    async with running(tmp_path_factory.mktemp("modelled"), environ=environ(server)) as made:
        yield made


@pytest.fixture(autouse=True)
def _nothing_to_complain_about(request: pytest.FixtureRequest) -> Iterator[None]:
    """After each talk Telegram has nothing to complain about, and what people typed stands in no log."""
    yield
    for name in {"house", "modelled"} & set(request.fixturenames):
        house: House = request.getfixturevalue(name)
        assert house.api.violations == []
        assert MARK not in house.bot.said
