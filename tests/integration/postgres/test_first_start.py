"""The very first start on an empty database, and one on a server that has no connection left."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine
from structlog.testing import capture_logs

from bot.domain.errors import StorageError
from bot.jobs import engine
from bot.jobs.engine import Pace
from bot.jobs.flows import Flows
from bot.jobs.seat import Seat
from bot.jobs.serial import Json
from bot.storage.database import Database
from bot.telegram_ui.pace import Limits
from bot.wiring import Services, load_settings
from bot.wiring import telegram as wiring
from tests.fakes.postgres import Server
from tests.fakes.telegram import TOKEN, BotApi
from tests.fakes.telegram import Pace as ApiPace
from tests.integration.test_webhook import free_port

pytestmark = pytest.mark.postgres
OPTIONS = ("TCP_KEEPIDLE", "TCP_KEEPINTVL", "TCP_KEEPCNT", "TCP_USER_TIMEOUT")
HOOKED = {"TELEGRAM_WEBHOOK_SECRET": "s3cret-word_for-tests"}


@pytest.fixture
def fresh(postgres: Server) -> Iterator[str]:
    """A database with nothing in it."""
    url = postgres.new()
    yield url
    postgres.drop(url)


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi(pace=ApiPace(on=False)) as made:
        yield made


def built(folder: Path, api: BotApi, url: str, **more: str) -> Services:
    """A bot on this database, to be run."""
    environ = {
        "DATA_DIR": str(folder),
        "DATABASE_URL": url,
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": api.root,
        **more,
    }
    return Services(load_settings(None, environ, folder), environ)


@pytest.mark.parametrize("how", ["webhook", "polling", "worker"])
async def test_the_pace_is_not_asked_for_before_its_table_is_there(
    how: str, fresh: str, api: BotApi, tmp_path: Path
) -> None:
    stop = asyncio.Event()

    async def say(*_: object) -> None:
        stop.set()

    port = free_port()
    public = {"KERNBOT__WEBHOOK__URL": f"http://127.0.0.1:{port}", "KERNBOT__WEBHOOK__PORT": str(port)}
    services = built(tmp_path, api, fresh, **HOOKED, **(public if how == "webhook" else {}))
    runs: dict[str, Callable[..., Awaitable[None]]] = {
        "webhook": wiring.webhook,
        "polling": wiring.polling,
        "worker": wiring.worker,
    }
    with capture_logs() as said:
        async with asyncio.timeout(30):
            await runs[how](services, stop, say, Limits())
    assert [line for line in said if line["event"] == "pace-alone"] == []
    assert "getMe" in [call.method for call in api.calls]


async def test_a_start_that_ends_before_anything_was_opened_leaves_no_connection(
    fresh: str, api: BotApi, tmp_path: Path
) -> None:
    async with wiring.Telegram(built(tmp_path, api, fresh)).tables():
        pass  # as where Telegram refuses the token
    async with await psycopg.AsyncConnection.connect(fresh) as link:
        others = (
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert await (await link.execute(others)).fetchone() == (0,)
        assert await (await link.execute("SELECT count(*) FROM pace")).fetchone() == (0,)


@contextmanager
def crowded(url: str, left: int) -> Iterator[None]:
    """The server has so many connections left, and no more."""
    held: list[psycopg.Connection[tuple[object, ...]]] = []
    try:
        while True:
            try:
                held.append(psycopg.connect(url))
            except psycopg.OperationalError:
                break
        for link in held[:left]:
            link.close()
        yield
    finally:
        for link in held:
            link.close()


async def launched(url: str) -> None:
    """The engine of the jobs runs."""
    async with engine.running(Seat(url), Pace(), Json(), Flows()):
        pass


async def upgraded(url: str) -> None:
    """The tables are there."""
    database = Database(url)
    try:
        await database.upgrade()
    finally:
        await database.close()


async def seated(url: str) -> None:
    """This process has a seat among those at the engine."""
    seat = Seat(url)
    try:
        await asyncio.to_thread(seat.take)
    finally:
        seat.close()


@pytest.mark.parametrize(("start", "left"), [(upgraded, 0), (seated, 0), (launched, 1)])
async def test_a_server_that_has_no_connection_left_is_said_to_be_just_that(
    start: Callable[[str], Awaitable[None]], left: int, fresh: str, capfd: pytest.CaptureFixture[str]
) -> None:
    await upgraded(fresh)
    with crowded(fresh, left), pytest.raises(StorageError, match="no more connections") as said:
        await start(fresh)
    assert "Raise max_connections" in said.value.next_step
    assert "Traceback" not in capfd.readouterr().err, "the engine would print pages"


@pytest.mark.skipif("sys.platform != 'linux'", reason="others name what can be set differently")
@pytest.mark.parametrize(
    ("said", "told"), [("", [30, 10, 3, 30_000]), ("?keepalives_idle=60", [60, 10, 3, 30_000])]
)
async def test_the_engine_notices_a_cable_that_is_out_as_everything_else_does(
    said: str, told: list[int], fresh: str
) -> None:
    made = create_engine(
        fresh.replace("postgresql", "postgresql+psycopg") + said, **Seat(fresh + said).config()["db_engine_kwargs"]
    )
    with made.connect() as connection:
        link = connection.connection.driver_connection
        assert isinstance(link, psycopg.Connection)
        with socket.fromfd(link.fileno(), socket.AF_INET, socket.SOCK_STREAM) as line:
            assert [line.getsockopt(socket.IPPROTO_TCP, getattr(socket, option)) for option in OPTIONS] == told
    made.dispose()
