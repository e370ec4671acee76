"""What the fault tests measured: each says its figures, and `make chaos` writes them to docs/reliability.md."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from bot.storage.database import Database
from tests.fakes.postgres import Server, running

SQLITE, POSTGRES = "SQLite", "Postgres"
FIGURES = "KERNBOT_CHAOS_FIGURES"
"""Names the file that the figures are written to, a JSON list of [test, what, value]; a test that passed without
a figure stands there with two empty texts. Unset, the figures are only said."""
_KEY = pytest.StashKey[list[tuple[str, str, str]]]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is a fault test."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.chaos)


def pytest_configure(config: pytest.Config) -> None:
    """Begins with no figures."""
    config.stash[_KEY] = []


@pytest.fixture(scope="module")
def postgres() -> Iterator[Server]:
    """A Postgres server of its own."""
    with running() as made:
        yield made


@pytest.fixture
async def url(postgres: Server) -> AsyncIterator[str]:
    """A database with tables and nothing in them."""
    url = postgres.new()
    database = Database(url)
    await database.upgrade()
    await database.close()
    yield url
    postgres.drop(url)


@pytest.fixture(params=(SQLITE, POSTGRES))
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database with nothing in it, of each kind: the one that a bot in this folder makes by itself,
    and one on a server."""
    if request.param == SQLITE:
        return f"sqlite:///{tmp_path / 'data' / 'kernbot.db'}"
    server: Server = request.getfixturevalue("postgres")
    return server.new()


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Says what was measured: what it is, in words a reader of the page understands, and its value with unit."""

    def say(what: str, value: str) -> None:
        request.config.stash[_KEY].append((request.node.nodeid, what, value))

    return say


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Shows the figures, and keeps them where that was asked."""
    figures = config.stash[_KEY]
    for _, what, value in figures:
        terminalreporter.write_line(f"{what}: {value}")
    file = os.environ.get(FIGURES)
    if file:
        told = {test for test, _, _ in figures}
        passed = (report.nodeid for report in terminalreporter.stats.get("passed", []) if report.when == "call")
        silent = [(test, "", "") for test in passed if test not in told]
        Path(file).write_text(json.dumps([*figures, *silent], ensure_ascii=False, indent=1) + "\n", "utf-8")
