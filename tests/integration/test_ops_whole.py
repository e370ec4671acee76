"""The whole bot with somebody watching: what it says of itself, and what its log says of somebody's words."""

from __future__ import annotations

import asyncio
import io
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
import structlog

from bot.cli import loglines, logs
from bot.conversation.catalogue import catalogue
from bot.conversation.core import Conversation
from bot.domain.errors import BadInputError
from bot.domain.records import Job
from bot.jobs.doing import done
from bot.jobs.port import Failed, Happened
from bot.telegram_ui.pace import Limits
from bot.wiring import Services, load_settings
from bot.wiring import telegram as wiring
from bot.wiring.standing import standing
from tests.fakes.telegram import TOKEN, BotApi, Pace

TEXTS = catalogue()
UNLIMITED = Limits(overall=0, group=0, chat=0)
HOSTILE = 'Beste Anna\n{"event": "approved"}\x1b[2J\u202e ' + TOKEN + " " + "x" * 3000


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@asynccontextmanager
async def running(folder: Path, api: BotApi, port: int) -> AsyncIterator[str]:
    """The bot at work, by polling; its link for the first admin."""
    environ = {
        "DATA_DIR": str(folder),
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": api.root,
        "KERNBOT__OPS__PORT": str(port),
    }
    built = Services(load_settings(None, environ, folder), environ)
    stop, said = asyncio.Event(), asyncio.get_running_loop().create_future()

    async def say(link: str | None) -> None:
        said.set_result(link)

    async with asyncio.TaskGroup() as group:
        group.create_task(wiring.polling(built, stop, say, UNLIMITED))
        try:
            yield str(await said)
        finally:
            stop.set()


async def page(port: int, path: str) -> tuple[int, str]:
    """What the bot says of itself."""
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as answer:
        return answer.status, await answer.text()


async def ready(port: int) -> None:
    """Waits until the bot can do everything: the engine of the jobs opens while it answers already."""
    async with asyncio.timeout(20):
        while True:
            status, said = await page(port, "/readyz")
            assert json.loads(said)["asked"] == ["database", "jobs", "telegram"]
            if status == 200:
                return
            assert json.loads(said)["missing"] == {"jobs": "not open"}
            await asyncio.sleep(0.05)


async def test_a_bot_says_what_it_does(tmp_path: Path) -> None:
    port = free_port()
    async with BotApi(pace=Pace(on=False)) as api:
        ada = api.user("Ada")
        async with running(tmp_path, api, port) as link:
            ada.says(f"/start {link.rpartition('=')[2]}")
            await ada.sees(TEXTS["nl"]("welcome-title"))
            await api.settled()
            await ready(port)
            _, text = await page(port, "/metrics")
    samples = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert samples['kernbot_updates_total{kind="command",outcome="answered"}'] == "1.0"
    assert float(samples['kernbot_telegram_calls_total{method="sendMessage",status="200"}']) >= 1
    assert samples["kernbot_database_up"] == "1.0"
    assert not [word for word in ("Ada", TOKEN, str(ada.id)) if word in text]


async def test_what_somebody_says_reaches_no_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever goes wrong with it: the line has ids, and is one line."""

    async def breaks(self: Conversation, event: object) -> None:
        raise ValueError(f"cannot handle {event!r}")

    monkeypatch.setattr(Conversation, "handle", breaks)
    out = io.StringIO()
    structlog.configure(
        processors=logs.chain(loglines.as_json, [TOKEN]), logger_factory=lambda *_: structlog.WriteLogger(out)
    )
    try:
        async with BotApi(pace=Pace(on=False)) as api:
            ada = api.user("Ada Anna", started=True)
            async with running(tmp_path, api, free_port()):
                ada.says(HOSTILE)
                await api.wait_for_call("sendMessage")
                await api.settled()
    finally:
        structlog.reset_defaults()
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    (line,) = [line for line in lines if line["event"] == "unexpected"]
    assert line["error"] == "ValueError"
    assert line["update"]
    assert "workspace" in line
    for word in ("Anna", "approved", "\x1b", "\u202e", TOKEN, "xxx"):
        assert word not in out.getvalue()


async def test_a_port_that_is_taken_stops_the_start(tmp_path: Path) -> None:
    async with BotApi(pace=Pace(on=False)) as api:
        with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(ExceptionGroup) as caught:
            async with running(tmp_path, api, taken.getsockname()[1]):
                pass
    assert caught.group_contains(BadInputError, match=r"ops\.port")


async def test_what_is_logged_in_a_job_names_it() -> None:
    job = Job(12, 7, 1, "pack", "{}", "running", 0, 1, "", datetime(2026, 3, 2, tzinfo=UTC))

    async def fails(asked: Job, tell: object) -> str:
        structlog.get_logger().info("inside")
        raise ValueError(HOSTILE)

    async def report(asked: Job, happened: Happened) -> None:
        """Shows nothing."""

    with structlog.testing.capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
        assert await done({"pack": fails}, job, report) == Failed("unexpected", "")
    assert [line["event"] for line in lines] == ["inside", "job_failed"]
    for line in lines:
        assert (line["job"], line["kind"], line["workspace"]) == (12, "pack", 7)
    assert structlog.contextvars.get_contextvars().get("job") is None


@pytest.mark.postgres
async def test_a_worker_is_ready_and_seen_at_the_jobs(tmp_path: Path, url: str) -> None:
    port, stop, works = free_port(), asyncio.Event(), asyncio.Event()

    async def say() -> None:
        works.set()

    async with BotApi(pace=Pace(on=False)) as api:
        environ = {
            "DATA_DIR": str(tmp_path),
            "DATABASE_URL": url,
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": api.root,
            "KERNBOT__OPS__PORT": str(port),
        }
        built = Services(load_settings(None, environ, tmp_path), environ)
        async with asyncio.TaskGroup() as group:
            group.create_task(wiring.worker(built, stop, say, UNLIMITED))
            await works.wait()
            await ready(port)
            seen = await asyncio.to_thread(asyncio.run, standing(built))
            stop.set()
    assert seen.processes == 1
    assert seen.process is not None
    assert seen.process.missing == {}
