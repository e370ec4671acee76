"""The engine's file as its first start leaves it: making one takes longer than most tests."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.jobs import engine
from bot.jobs.alone import Alone
from bot.jobs.engine import Pace
from bot.jobs.serial import Json


@pytest.fixture(scope="session")
def engine_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """To be copied, not to be used."""
    file = tmp_path_factory.mktemp("engine") / "engine.db"

    async def start() -> None:
        place = Alone(file)
        async with engine.running(place, Pace(), Json()):
            pass

    asyncio.run(start())
    return file
