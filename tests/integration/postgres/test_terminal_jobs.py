"""A terminal at a shared database has an engine of its own: what another process erased goes at its next start."""

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
from tests.fakes.jobs import World
from tests.unit.jobs.test_erased import (
    test_no_text_of_it_is_left_in_the_file,
    test_the_next_start_forgets_what_was_erased_and_leaves_the_rest,
)

__all__ = [
    "call",
    "engine_file",
    "model",
    "paying",
    "test_no_text_of_it_is_left_in_the_file",
    "test_the_next_start_forgets_what_was_erased_and_leaves_the_rest",
]
pytestmark = pytest.mark.postgres


@pytest.fixture
async def durable_world(
    url: str, engine_file: Path, tmp_path: Path, paying: Paying, call: DurableCalls
) -> AsyncIterator[World]:
    file = tmp_path / "engine.db"
    shutil.copy(engine_file, file)

    def make(database: Database, handlers: Handlers, report: Report) -> DurableJobs:
        return DurableJobs(database, handlers, report, file, paying, Setup(grace_seconds=0))

    async with jobs.peopled(Database(url, lambda: jobs.NOW), make) as made:
        yield made
