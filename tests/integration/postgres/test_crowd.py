"""A crowd at once in one process: everybody waits for a turn, nobody is turned away, the pool stays as it is."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator

import psycopg
import pytest
from sqlalchemy import event, make_url

from bot.domain.errors import StorageError
from bot.storage import postgres
from bot.storage.database import Database
from bot.storage.postgres import AT_ONCE, MORE, NEWCOMERS, POOL, Pooled, pooled
from tests.fakes.jobs import until
from tests.integration.storage.filling import Clock

pytestmark = pytest.mark.postgres
CROWD = 300
NESTED = 60
OPTIONS = ("TCP_KEEPIDLE", "TCP_KEEPINTVL", "TCP_KEEPCNT", "TCP_USER_TIMEOUT")


class Watched:
    """How many connections of a pool are out, and how many were at most."""

    def __init__(self, backend: Pooled) -> None:
        self.out = self.most = 0
        event.listen(backend._engine.sync_engine, "checkout", self._taken)
        event.listen(backend._engine.sync_engine, "checkin", self._back)

    def _taken(self, *_: object) -> None:
        self.out += 1
        self.most = max(self.most, self.out)

    def _back(self, *_: object) -> None:
        self.out -= 1


@pytest.fixture
async def crowded(url: str, clock: Clock) -> AsyncIterator[tuple[Database, Watched]]:
    """A database of which the pool is watched."""
    backend = pooled(make_url(url))
    made = Database(url, clock, backend)
    yield made, Watched(backend)
    await made.close()


async def test_a_crowd_at_once_all_have_their_turn(crowded: tuple[Database, Watched]) -> None:
    db, watched = crowded

    async def order(number: int) -> int:
        async with db.work() as work:
            assert await work.inbox.first_time("telegram", str(number))
        async with db.read() as work:  # as whoever was let in once more looks something up
            return len(await work.inbox.seen("telegram", [str(number)]))

    async with asyncio.timeout(20):
        assert await asyncio.gather(*(order(number) for number in range(CROWD))) == [1] * CROWD
    assert NEWCOMERS <= watched.most <= AT_ONCE
    assert watched.out == 0


async def test_one_within_another_does_not_wait_for_itself(crowded: tuple[Database, Watched]) -> None:
    db, watched = crowded

    full = asyncio.Barrier(NEWCOMERS)

    async def order(number: int) -> None:
        async with db.work() as work:
            await work.inbox.first_time("telegram", str(number))
            if number < NEWCOMERS:
                await full.wait()
            async with db.read() as other:
                assert not await other.inbox.seen("telegram", [str(number)]), "it is not stored yet"

    async with asyncio.timeout(20):
        await asyncio.gather(*(order(number) for number in range(NESTED)))
    assert NEWCOMERS < watched.most <= POOL + MORE


async def test_what_has_begun_goes_before_those_who_come_new(crowded: tuple[Database, Watched]) -> None:
    db, _ = crowded
    went: list[str] = []
    go = asyncio.Event()

    async def held() -> None:
        async with db.read():
            await go.wait()

    async def begun() -> None:
        async with db.read():
            pass
        waiting.set()
        await full.wait()
        async with db.read():
            went.append("begun")

    waiting, full = asyncio.Event(), asyncio.Event()

    async def new() -> None:
        async with db.read():
            went.append("new")

    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        group.create_task(begun())
        await waiting.wait()
        for _ in range(NEWCOMERS):
            group.create_task(held())
        for _ in range(CROWD):
            group.create_task(new())
        await asyncio.sleep(0)
        full.set()
        await until(lambda: bool(went))
        assert went == ["begun"], "though hundreds came before"
        go.set()
    assert went.count("new") == CROWD


async def test_who_never_has_a_turn_hears_so(
    crowded: tuple[Database, Watched], monkeypatch: pytest.MonkeyPatch
) -> None:
    db, watched = crowded
    monkeypatch.setattr(postgres, "IN_A_ROW", 0.05)
    go = asyncio.Event()

    async def held() -> None:
        async with db.read():
            await go.wait()

    async def waits() -> None:
        async with db.read():
            pytest.fail("there was room")

    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        for _ in range(NEWCOMERS):
            group.create_task(held())
        await until(lambda: watched.out == NEWCOMERS)
        said = (await asyncio.gather(waits(), return_exceptions=True))[0]
        go.set()
    assert isinstance(said, StorageError)
    assert "in use" in said.what
    async with db.read():
        assert watched.out == 1, "nobody's place is lost by that"


@pytest.mark.skipif("sys.platform != 'linux'", reason="others name what can be set differently")
async def test_a_cable_that_is_out_is_noticed_unless_the_url_says_otherwise(url: str) -> None:
    for said, told in (("", [30, 10, 3, 30_000]), ("?keepalives_idle=60&tcp_user_timeout=0", [60, 10, 3, 0])):
        backend = pooled(make_url(url + said))
        async with backend._engine.connect() as connection:
            link = (await connection.get_raw_connection()).driver_connection
            assert isinstance(link, psycopg.AsyncConnection)
            with socket.fromfd(link.fileno(), socket.AF_INET, socket.SOCK_STREAM) as line:
                assert line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
                assert [line.getsockopt(socket.IPPROTO_TCP, getattr(socket, option)) for option in OPTIONS] == told
            assert link.info.get_parameters()["connect_timeout"] == "10"
        await backend.close()
