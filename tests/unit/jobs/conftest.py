"""Both ways to run jobs: in this process, and on the durable engine."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.jobs.calls import DurableCalls
from bot.jobs.durable import DurableJobs, Setup
from bot.jobs.paying import Paying
from bot.jobs.port import Handlers, Report
from bot.storage.database import Database
from tests.fakes import jobs
from tests.fakes.durable import call, engine_file, model, paying
from tests.fakes.jobs import Make, World

__all__ = ["call", "durable", "durable_world", "engine_file", "model", "paying"]


@pytest.fixture
def durable(engine_file: Path, tmp_path: Path, paying: Paying, call: DurableCalls) -> Make:
    """Makes durable jobs, one after another on the same file. They stop without waiting."""
    file = tmp_path / "engine.db"
    shutil.copy(engine_file, file)

    def make(database: Database, handlers: Handlers, report: Report) -> DurableJobs:
        return DurableJobs(database, handlers, report, file, paying, Setup(grace_seconds=0))

    return make


@pytest.fixture
async def durable_world(durable: Make, tmp_path: Path) -> AsyncIterator[World]:
    async with jobs.world(tmp_path / "kernbot.db", durable) as made:
        yield made
