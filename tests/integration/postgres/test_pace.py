"""The pace of one bot kept by several processes: each has connections of its own, as processes have."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs
from telegram.error import RetryAfter

from bot.domain.errors import StorageError
from bot.domain.pace import Row
from bot.storage import pace as stored
from bot.storage.database import Database
from bot.storage.pace import SharedPace
from bot.telegram_ui.pace import ONCE, Limits, Pace
from bot.telegram_ui.reservations import Sheltered
from tests.fakes.postgres import Server

pytestmark = pytest.mark.postgres
TOKEN = "424242:a-token"
CHAT = Row("chat:5", 100, 3)
ALL = Row("all", 60.0, 2.0)


@pytest.fixture(autouse=True)
def _times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def shared(url: str) -> AsyncIterator[list[SharedPace]]:
    """Four processes with the same bot."""
    made = [SharedPace(url, TOKEN) for _ in range(4)]
    yield made
    for one in made:
        await one.aclose()


async def test_processes_take_places_one_after_the_other(shared: list[SharedPace]) -> None:
    taken = await asyncio.gather(*(shared[number % 4].take([], ALL) for number in range(12)))
    waits = sorted(place.wait for place in taken)
    # Two at once, then one a minute.
    assert waits == pytest.approx([max(0.0, 60.0 * (number - 1)) for number in range(12)], abs=3)
    assert {(place.taken, place.closed) for place in taken} == {(True, False)}


async def test_of_many_at_once_only_as_many_get_a_place_as_there_are(shared: list[SharedPace]) -> None:
    await shared[0].take([CHAT])
    places = await asyncio.gather(*(shared[number % 4].take([CHAT], ALL) for number in range(12)))
    taken = [place for place in places if place.taken]
    assert [place.wait for place in taken] == pytest.approx([0, 0], abs=0.1)
    assert [place.wait for place in places if not place.taken] == pytest.approx([100] * 10, abs=3)
    # Who got none took none of the others either.
    assert (await shared[1].take([], ALL)).wait == pytest.approx(60, abs=3)


async def test_another_bot_and_another_chat_have_rows_of_their_own(shared: list[SharedPace], url: str) -> None:
    for _ in range(4):
        await shared[0].take([CHAT])
    other = SharedPace(url, "434343:another")
    assert not (await shared[1].take([CHAT])).taken
    assert (await other.take([CHAT])).taken
    assert (await shared[1].take([CHAT._replace(name="chat:6")])).taken
    await other.aclose()


async def test_a_place_is_taken_in_all_rows_or_in_none(shared: list[SharedPace]) -> None:
    first, second = shared[:2]
    rows = [CHAT, Row("half", 60.0, 2)]
    assert [(await one.take(rows)).taken for one in (first, second, first)] == [True, True, False]
    assert (await second.take([CHAT])).taken
    assert not (await first.take([CHAT])).taken


async def test_what_one_process_was_told_the_others_know(shared: list[SharedPace]) -> None:
    first, second, third, _ = shared
    await first.close("chat:5", 30, "all")
    assert await second.closed(["chat:5", "all"]) == pytest.approx(30, abs=2)
    for place in (await third.take([CHAT]), await third.take([], ALL, ["chat:5"])):
        assert (place.taken, place.closed) == (False, True)
        assert place.wait == pytest.approx(30, abs=2)
    assert await second.closed(["chat:6", "all"]) <= 0
    await second.close("chat:6", 50, "all")
    assert await third.closed(["chat:7", "all"]) == pytest.approx(50, abs=2)
    await third.close("chat:6", 5, "all")
    assert await first.closed(["chat:6"]) == pytest.approx(50, abs=2)


async def test_neither_token_nor_chat_is_stored(shared: list[SharedPace], db: Database) -> None:
    await shared[0].take([Row("chat:5550001", 1.0, 1)], ALL)
    await shared[0].close("chat:5550001", 1, "all")
    async with db.work() as work:
        rows = (await work.link.execute(text("SELECT pace::text AS line FROM pace"))).all()
    lines = " ".join(row.line for row in rows)
    assert len(rows) == 2
    assert not {word for word in ("5550001", "424242", "a-token") if word in lines}


async def test_rows_in_which_nobody_waits_go(url: str, db: Database, shared: list[SharedPace]) -> None:
    await shared[0].take([], ALL)
    async with db.work() as work:
        await work.link.execute(text("UPDATE pace SET free_at = now() - interval '2 hours', open_at = free_at"))
        await work.link.execute(text("UPDATE pace SET open_at = free_at"))
    now = [0.0]
    sweeping = SharedPace(url, TOKEN, lambda: now[0])
    await sweeping.take([CHAT])
    now[0] += stored.SWEEP
    await sweeping.take([CHAT])
    async with db.read() as work:
        assert (await work.link.execute(text("SELECT count(*) FROM pace"))).scalar() == 1
    await sweeping.aclose()


async def test_four_processes_together_keep_to_thirty_a_second(shared: list[SharedPace]) -> None:
    limits, sent = Limits(overall=60, chat=0), []
    paces = [Pace(limits, reservations=Sheltered(one)) for one in shared]
    loop = asyncio.get_running_loop()

    async def call() -> bool:
        sent.append(loop.time())
        return True

    async def ask(number: int) -> None:
        await paces[number % 4].process_request(call, (), {}, "sendMessage", {"chat_id": number}, None)

    started = loop.time()
    await asyncio.gather(*(ask(number) for number in range(90)))
    # Thirty at once, and one each sixtieth of a second from then on.
    assert loop.time() - started >= 0.98
    for start in sent:
        assert sum(start <= one < start + 0.5 for one in sent) <= 30 + 30 + 1


async def test_a_call_waits_for_what_another_process_was_told(shared: list[SharedPace]) -> None:
    first, second = (Pace(Limits(overall=0, group=0, chat=0), reservations=Sheltered(one)) for one in shared[:2])
    calls: list[str] = []

    async def refused() -> bool:
        calls.append("refused")
        raise RetryAfter(1)

    async def call() -> bool:
        calls.append("called")
        return True

    request = ("sendMessage", {"chat_id": 5})
    with pytest.raises(RetryAfter):
        await first.process_request(refused, (), {}, *request, ONCE)
    with pytest.raises(RetryAfter):
        await second.process_request(call, (), {}, *request, ONCE)
    started = asyncio.get_running_loop().time()
    await second.process_request(call, (), {}, *request, None)
    assert calls == ["refused", "called"]
    assert asyncio.get_running_loop().time() - started > 0.8


async def test_connections_that_the_server_closed_are_made_anew(shared: list[SharedPace], db: Database) -> None:
    await shared[0].take([], ALL)
    async with db.work() as work:
        await work.link.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        )
    assert (await shared[0].take([], ALL)).taken


async def test_a_database_that_is_not_there_is_said(postgres: Server) -> None:
    gone = SharedPace(postgres.url("nowhere"), TOKEN)
    with pytest.raises(StorageError):
        await gone.take([], ALL)
    await gone.aclose()


async def test_without_its_database_a_message_goes_all_the_same(postgres: Server) -> None:
    gone = SharedPace(postgres.url("nowhere"), TOKEN)
    pace, sent = Pace(Limits(), reservations=Sheltered(gone)), []

    async def call(number: int) -> bool:
        sent.append(number)
        return True

    with capture_logs() as logs:
        for number in range(3):
            await pace.process_request(call, (number,), {}, "sendMessage", {"chat_id": 5}, None)
    assert sent == [0, 1, 2]
    assert [(entry["event"], entry["cause"]) for entry in logs] == [("pace-alone", "OperationalError")]
    await gone.aclose()
