"""How a process is doing, on a real port and a real database: health, readiness and metrics."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import threading
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families
from structlog.testing import capture_logs

from bot.domain.errors import BadInputError
from bot.storage.database import Database
from bot.wiring import Services, load_settings
from bot.wiring import figures as shared
from bot.wiring.chat import DATABASE, database_of
from bot.wiring.figures import Shared
from bot.wiring.ops import overseen
from bot.wiring.steps import Steps
from tests.integration.storage.filling import fill
from tests.unit.test_containers import healthcheck

TOKEN = "long-enough-token-for-metrics"


def services(folder: Path, **environ: str) -> Services:
    """A process with a port for whoever watches it."""
    given = {"DATA_DIR": str(folder), "KERNBOT__OPS__PORT": "0", **environ}
    return Services(load_settings(None, given, folder), given)


@asynccontextmanager
async def watched(built: Services, database: Database | None = None) -> AsyncIterator[Page]:
    """What is answered there; its steps are those of a process with jobs."""
    steps = Steps("jobs")
    async with (
        overseen(built, {} if database is None else steps.asks(database)) as port,
        aiohttp.ClientSession() as session,
    ):
        yield Page(session, f"http://127.0.0.1:{port}", steps)


class Page:
    """The pages of one process."""

    def __init__(self, session: aiohttp.ClientSession, root: str, steps: Steps) -> None:
        self._session = session
        self._root = root
        self.steps = steps

    async def get(self, path: str, token: str = "") -> tuple[int, str]:
        """Status and text."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with self._session.get(self._root + path, headers=headers) as answer:
            return answer.status, await answer.text()

    async def samples(self) -> Mapping[str, float]:
        """What is measured, by name and labels."""
        status, text = await self.get("/metrics")
        assert status == 200
        families = text_string_to_metric_families(text)
        return {
            ":".join([sample.name, *(sample.labels[name] for name in sorted(sample.labels))]): sample.value
            for family in families
            for sample in family.samples
        }


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """The database of these settings, with a brand in it."""
    made = database_of(services(tmp_path))
    await made.upgrade()
    async with made.work() as work:
        await fill(work)
    yield made
    await made.close()


async def test_a_process_says_how_it_is(tmp_path: Path, database: Database) -> None:
    built = services(tmp_path)
    async with watched(built, database) as page:
        assert await page.get("/healthz") == (200, "ok\n")
        status, text = await page.get("/readyz")
        assert (status, '"missing":{"jobs":"not yet"}' in text) == (503, True)
        page.steps.done("jobs")
        assert (await page.get("/readyz"))[0] == 200
        assert built.measures is not None
        built.measures.job_ended(1, "pack", "done")
        found = await page.samples()
        assert found["kernbot_jobs_ended_total:pack:done"] == 1
        assert found["kernbot_database_up"] == 1
        assert found["kernbot_jobs:waiting"] == 1
        assert found["kernbot_jobs:failed"] == 0
        assert found["kernbot_job_waiting_seconds"] > 0
        assert found["kernbot_posts:approved"] == 1
        assert found["kernbot_decisions_total:approve"] == 1
        assert (found["kernbot_people"], found["kernbot_brands"]) == (2, 1)
        assert found["process_open_fds"] > 0
        assert (await page.get("/"))[0] == 404
        assert (await page.get("/telegram"))[0] == 404


async def test_steps_can_be_undone_and_only_known_ones_done(tmp_path: Path, database: Database) -> None:
    async with watched(services(tmp_path), database) as page:
        page.steps.done("jobs")
        page.steps.done("jobs", still=False)
        assert (await page.get("/readyz"))[0] == 503
        with pytest.raises(KeyError):
            page.steps.done("coffee")


async def test_no_team_person_or_text_stands_in_what_is_measured(tmp_path: Path, database: Database) -> None:
    async with watched(services(tmp_path)) as page:
        _, text = await page.get("/metrics")
    for word in ("Waterkant", "Anna", "Bram", "kelder", "telegram-", "1-a", str(tmp_path)):
        assert word not in text


async def test_without_a_port_nothing_listens_and_nothing_is_measured(tmp_path: Path) -> None:
    built = services(tmp_path, KERNBOT__OPS__PORT="null")
    assert built.measures is None
    async with overseen(built, {}) as port:
        assert port is None


async def test_a_port_that_is_taken_is_named_by_its_setting(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        built = services(tmp_path, KERNBOT__OPS__PORT=str(taken.getsockname()[1]))
        with pytest.raises(BadInputError, match=r"ops\.host and ops\.port"):
            async with overseen(built, {}):
                pass


async def test_an_error_of_the_process_goes_through_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="mine"):
        async with overseen(services(tmp_path), {}):
            raise BadInputError("mine")


async def test_a_token_shuts_metrics_and_nothing_else(tmp_path: Path, database: Database) -> None:
    async with watched(services(tmp_path, KERNBOT_METRICS_TOKEN=TOKEN), database) as page:
        assert (await page.get("/metrics"))[0] == 401
        assert (await page.get("/metrics", TOKEN))[0] == 200
        assert (await page.get("/healthz"))[0] == 200


@pytest.mark.parametrize("token", ["geheim12", "with space in it it", "é" * 20, "a" * 257])
def test_a_token_that_cannot_serve_is_refused_without_being_shown(tmp_path: Path, token: str) -> None:
    with pytest.raises(BadInputError, match="KERNBOT_METRICS_TOKEN") as caught:
        services(tmp_path, KERNBOT_METRICS_TOKEN=token)
    assert token not in str(caught.value)


async def test_the_health_check_of_the_image_sees_the_difference(tmp_path: Path) -> None:
    _, code = healthcheck()

    async def healthy(port: int) -> bool:
        given = {"KERNBOT__OPS__PORT": str(port), "PATH": os.defpath, "http_proxy": "http://127.0.0.1:9"}
        looking = await asyncio.create_subprocess_exec(
            sys.executable, "-c", code, env=given, stderr=asyncio.subprocess.DEVNULL
        )
        return await looking.wait() == 0

    async with overseen(services(tmp_path), {}) as port:
        assert port is not None
        assert await healthy(port)
    assert not await healthy(port)


# -- a database that does not do as it should ---------------------------------------------------------


async def test_a_broken_database_breaks_no_scrape(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_text("Beste Anna, " * 200, encoding="utf-8")
    broken = database_of(services(tmp_path))
    async with watched(services(tmp_path), broken) as page:
        with capture_logs() as lines:
            found = await page.samples()
            again = await page.samples()
        assert found["kernbot_database_up"] == again["kernbot_database_up"] == 0
        assert "kernbot_jobs:waiting" not in found
        assert [line["event"] for line in lines] == ["figures"]
        status, text = await page.get("/readyz")
        assert (status, "does not answer (StorageError)" in text) == (503, True)
        assert "Anna" not in text
    await broken.close()


async def test_tables_of_another_release_are_not_ready(tmp_path: Path, database: Database) -> None:
    from sqlalchemy import text as sql

    async with database.work() as work:
        await work.link.execute(sql("UPDATE alembic_version SET version_num = '0001'"))
    async with watched(services(tmp_path), database) as page:
        page.steps.done("jobs")
        status, text = await page.get("/readyz")
        assert (status, "kernbot db upgrade" in text) == (503, True)
        assert (await page.samples())["kernbot_database_up"] == 0


async def test_figures_are_asked_once_in_a_while(tmp_path: Path, database: Database) -> None:
    opened = 0
    now = 0.0

    def opening() -> Database:
        nonlocal opened
        opened += 1
        return database_of(services(tmp_path))

    asked = Shared(opening, lambda: now)
    await asyncio.gather(*(asked.ask() for _ in range(5)))
    await asked.ask()
    assert opened == 1
    now = shared.CACHED
    async with database.work() as work:
        await fill(work, "Duinzicht", "2")
    await asked.ask()
    assert opened == 2
    (decisions,) = [family for family in asked.collect() if family.name == "kernbot_decisions"]
    assert {sample.labels["kind"]: sample.value for sample in decisions.samples} == {
        "approve": 2,
        "reported": 2,
        "submit": 2,
    }
    asked.close()


async def test_a_slow_database_is_not_waited_for_and_not_asked_twice(
    tmp_path: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "PATIENCE", 0.02)
    go, opened = threading.Event(), 0

    def opening() -> Database:
        nonlocal opened
        opened += 1
        go.wait(10)
        return database_of(services(tmp_path))

    def up() -> float:
        return next(iter(asked.collect())).samples[0].value

    asked = Shared(opening)
    for _ in range(3):
        await asked.ask()
        assert up() == 0
    assert opened == 1
    monkeypatch.setattr(shared, "PATIENCE", 5.0)
    go.set()
    await asked.ask()
    assert (opened, up()) == (1, 1)
    asked.close()


@pytest.mark.postgres
async def test_on_postgres_too_and_with_its_pool_used_up(tmp_path: Path, url: str) -> None:
    built = services(tmp_path, DATABASE_URL=url)
    database = database_of(built)
    async with database.work() as work:
        await fill(work)
    async with watched(built, database) as page:
        page.steps.done("jobs")
        assert (await page.get("/readyz"))[0] == 200
        held: list[Any] = []
        try:
            for _ in range(15):  # all that the pool has
                held.append(database.read())
                await held[-1].__aenter__()
            found = await page.samples()
            assert (found["kernbot_database_up"], found["kernbot_jobs:waiting"]) == (1, 1)
            status, text = await page.get("/readyz")
            assert (status, "no answer in 2 s" in text) == (503, True)
        finally:
            for each in held:
                await each.__aexit__(None, None, None)
    await database.close()


@pytest.mark.postgres
async def test_a_postgres_that_is_not_there(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    built = services(tmp_path, DATABASE_URL=f"postgresql://kern:g3heim@127.0.0.1:{port}/kernbot")
    database = database_of(built)
    async with watched(built, database) as page:
        assert (await page.samples())["kernbot_database_up"] == 0
        status, text = await page.get("/readyz")
        assert status == 503
        assert not [word for word in ("g3heim", "kern:", str(port)) if word in text]
    await database.close()
