"""What durable jobs are tested with: a model that is paid for, and the engine's file as its first start leaves it,
since making one takes longer than most tests."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.jobs import engine
from bot.jobs.alone import Alone
from bot.jobs.calls import DurableCalls
from bot.jobs.engine import Pace
from bot.jobs.flows import Flows
from bot.jobs.paying import Paying
from bot.jobs.serial import Json
from tests.fakes.jobs import Model


@pytest.fixture(scope="session")
def engine_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """To be copied, not to be used."""
    file = tmp_path_factory.mktemp("engine") / "engine.db"

    async def start() -> None:
        place = Alone(file)
        async with engine.running(place, Pace(), Json(), Flows()):
            pass

    asyncio.run(start())
    return file


@pytest.fixture
def model() -> Model:
    return Model()


@pytest.fixture
def paying() -> Paying:
    """What is paid for."""
    return Paying()


@pytest.fixture
def call(paying: Paying, model: Model) -> DurableCalls:
    """The model, as a handler asks it."""
    return DurableCalls(paying, model)
