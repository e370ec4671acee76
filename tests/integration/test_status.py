"""kernbot status: what it says, what it does not, and when it asks for somebody."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text, update

from bot.cli import run
from bot.domain.figures import Crowd, Ended, Found, Live, Place, Queue, Recent
from bot.domain.pack import Usage
from bot.domain.records import SpentToday
from bot.jobs.seat import Seat
from bot.storage.database import Database, Work
from bot.storage.figures import figures
from bot.storage.tables.working import jobs
from bot.wiring import Services, load_settings
from bot.wiring.chat import DATABASE, database_of
from bot.wiring.ops import overseen
from bot.wiring.standing import FAILED, LATE, ROOM, SILENT, Advice, Process, Standing, Task, advice, span, standing
from tests.integration.storage.filling import Filled, fill

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def services(folder: Path, **environ: str) -> Services:
    """The settings of an installation in a folder."""
    given = {"DATA_DIR": str(folder), **environ}
    return Services(load_settings(None, given, folder), given)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))


def done(folder: Path, deed: Callable[[Work, Filled], Awaitable[object]] | None = None, **environ: str) -> Filled:
    """A brand with one of everything, its job over, and then something more."""

    async def doing() -> Filled:
        database = database_of(services(folder, **environ))
        await database.upgrade()
        async with database.work() as work:
            made = await fill(work)
            await work.within(made.workspace).jobs.end(made.job.id, "done")
        if deed is not None:
            async with database.work() as work:
                await deed(work, made)
        await database.close()
        return made

    return asyncio.run(doing())


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Exit code and what was printed."""
    code = run(["status", *arguments])
    return code, capsys.readouterr().out


def test_all_is_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done(tmp_path)
    code, out = said(capsys)
    assert code == 0
    assert "\nNothing needs attention.\n" in out
    for line in (
        "Jobs          0 waiting, 0 running, 1 done\n",
        "To be shown   0 messages\n",
        "People        2 people, 1 brand, 0 brands to try out\n",
        "Posts         1 approved\n",
        "Decisions     in 7 days: 1 approve, 1 reported, 1 submit\n",
        "Went wrong    in 24 hours: nothing\n",
        "Findings      in the latest post: none\n",
    ):
        assert line in out
    assert out.startswith("Kernbot ")
    assert "\nDatabase      SQLite, " in out


def test_it_names_no_team_no_person_and_no_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done(tmp_path)
    for arguments in ((), ("--json",)):
        _, out = said(capsys, *arguments)
        assert [word for word in ("Waterkant", "Anna", "Bram", "kelder", str(tmp_path)) if word in out] == []


def test_json_says_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done(tmp_path)
    code, out = said(capsys, "--json")
    data = json.loads(out)
    assert (code, data["attention"]) == (0, [])
    assert data["database"]["kind"] == "sqlite"
    assert data["database"]["current"] is True
    assert data["live"]["jobs"] == {"done": 1}
    assert data["live"]["waiting"] == {"many": 0, "seconds": 0.0}
    assert data["recent"]["looked"] == 1
    assert data["processes"] is None


def test_without_a_database_it_makes_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = said(capsys)
    assert (code, "no database yet" in out) == (1, True)
    assert list(tmp_path.iterdir()) == []
    assert json.loads(said(capsys, "--json")[1])["attention"][0]["do"].startswith("`kernbot chat`")


@pytest.mark.parametrize(("revision", "do"), [("0001", "kernbot db upgrade"), ("9999", "Update Kernbot")])
def test_tables_of_another_release(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], revision: str, do: str
) -> None:
    async def older(work: Work, made: Filled) -> None:
        await work.link.execute(text("UPDATE alembic_version SET version_num = :number"), {"number": revision})

    done(tmp_path, older)
    code, out = said(capsys)
    assert code == 1
    assert do in out
    assert "Jobs" not in out


def test_a_file_that_is_no_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / DATABASE).write_text("Beste Anna, " * 200, encoding="utf-8")
    code, out = said(capsys)
    assert code == 1
    assert "Needs attention" in out
    assert "Anna" not in out


def test_a_job_that_waits_asks_for_somebody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async def waits(work: Work, made: Filled) -> None:
        then = work.now - timedelta(hours=3)
        await work.link.execute(update(jobs).values(state="waiting", changed_at=then))

    done(tmp_path, waits)
    code, out = said(capsys)
    assert code == 1
    assert "1 waiting (the first for 3 hours)" in out
    assert "!!  A job waits for 3 hours. See that `kernbot run` is at work" in out


def test_what_a_job_left_behind_steers_no_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async def fails(work: Work, made: Filled) -> None:
        await work.link.execute(update(jobs).values(state="failed", error="\x1b[2Jfine\u202e"))

    done(tmp_path, fails)
    _, out = said(capsys)
    assert "[2Jfine" in out
    assert "\x1b" not in out
    assert "\u202e" not in out


# -- the process on this machine ----------------------------------------------------------------------


async def test_the_process_on_this_machine_tells_what_it_asked_a_model_for(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    token = "long-enough-token-for-metrics"
    built = services(tmp_path, KERNBOT__OPS__PORT=port, KERNBOT__OPS__HOST="0.0.0.0", KERNBOT_METRICS_TOKEN=token)
    other = services(tmp_path, KERNBOT__OPS__PORT=port)

    async def missing() -> str | None:
        return "not yet"

    assert built.measures is not None
    async with overseen(built, {"webhook": missing}):
        with built.measures.call("topics") as became:
            became("gpt-example", Usage(calls=1, prompt_tokens=900, completion_tokens=100, cost=0.5), "done")
        with built.measures.call("topics") as became:
            became("", None, "ModelFailedError")
        seen = await asyncio.to_thread(asyncio.run, standing(built))
        without = await asyncio.to_thread(asyncio.run, standing(other))
    address = f"127.0.0.1:{port}"
    tasks = {"topics": Task(calls=2, failed=1, tokens=1000, cost=0.5)}
    assert seen.process == Process(address, {"webhook": "not yet"}, tasks)
    assert f"The process at {address} is not ready: webhook, not yet." in [one.what for one in advice(seen)]
    assert without.process == Process(address, {"webhook": "not yet"}, None), "it lacks the token"
    assert (await standing(built)).process is None, "nobody answers any more"


async def test_a_process_that_says_nothing_is_said_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.wiring.standing.PATIENCE", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        seen = await standing(services(tmp_path, KERNBOT__OPS__PORT=str(port)))
    assert seen.process == Process(f"127.0.0.1:{port}", {"answer": "none in 0.05 s"}, None)


@pytest.mark.parametrize(
    "page", [b"HTTP/1.1 200 OK\r\n\r\n[1]", b"HTTP/1.1 200 OK\r\n\r\nkernbot{", b"220 mail\r\n"]
)
async def test_somebody_else_on_that_port_breaks_nothing(tmp_path: Path, page: bytes) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(page.encode())
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        built = services(tmp_path, KERNBOT__OPS__PORT=str(port))
        seen = await asyncio.to_thread(asyncio.run, standing(built))
    assert seen.process is None or not seen.process.tasks


# -- what asks for somebody ---------------------------------------------------------------------------


def live(**changed: Any) -> Live:
    """Nothing to do."""
    calm = Live({}, Queue(), Queue(), Queue(), {}, {}, 0, Crowd(1, 1, 0))
    return calm._replace(**changed)


def recent(*ended: Ended) -> Recent:
    """What ended badly, and nothing else."""
    return Recent(ended, SpentToday(0, 0, 0.0), SpentToday(0, 0, 0.0), {}, Found(0, {}))


def since(ago: timedelta) -> Queue:
    """One that has waited for so long."""
    return Queue(1, NOW - ago)


SECOND = timedelta(seconds=1)
SILENT_MODEL = ("UnavailableError", "BusyError")
CALM = Standing(NOW, Place("sqlite", "0005", "0005", 1), live(), recent(), None, ROOM)


@pytest.mark.parametrize(
    "seen",
    [
        CALM,
        CALM._replace(live=live(waiting=since(LATE), running=since(SILENT), unshown=since(LATE))),
        CALM._replace(live=live(waiting=since(-LATE))),
        CALM._replace(recent=recent(Ended("pack", "failed", "ModelFailedError", FAILED - 1))),
        CALM._replace(recent=recent(Ended("pack", "failed", "RefusedError", 99))),
        CALM._replace(process=Process("127.0.0.1:9108", {}, None)),
        Standing(NOW),
    ],
)
def test_what_is_usual_asks_for_nobody(seen: Standing) -> None:
    assert advice(seen) == ()


@pytest.mark.parametrize(
    ("changed", "what", "do"),
    [
        ({"room": ROOM - 1}, "499 MB left", "Make room"),
        ({"live": live(waiting=since(LATE + SECOND))}, "waits for 5 minutes", "`kernbot run` is at work"),
        ({"live": live(waiting=since(LATE + SECOND)), "processes": 0}, "waits", "start `kernbot run`"),
        ({"live": live(waiting=since(LATE + SECOND)), "processes": 2}, "waits", "more workers"),
        ({"live": live(running=since(SILENT + SECOND))}, "said nothing for 30 minutes", "log"),
        ({"live": live(unshown=since(LATE + SECOND))}, "to be shown", "reaches Telegram"),
        ({"recent": recent(Ended("pack", "failed", "unexpected", 1))}, "fault of Kernbot", "log"),
        ({"recent": recent(Ended("pack", "failed", "QuotaError", 1))}, "no credit", "backup"),
        ({"recent": recent(Ended("pack", "failed", "AccessError", 1))}, "were refused", "kernbot doctor"),
        ({"recent": recent(Ended("a", "failed", "ModelFailedError", FAILED))}, "no answer", "kernbot doctor"),
        ({"recent": recent(*(Ended("a", "failed", one, 3) for one in SILENT_MODEL))}, "6 jobs", "kernbot doctor"),
        ({"problem": Advice("It is gone.", "Look.")}, "It is gone.", "Look."),
    ],
)
def test_what_asks_for_somebody_says_what_to_do(changed: dict[str, Any], what: str, do: str) -> None:
    (one,) = advice(CALM._replace(**changed))
    assert what in one.what
    assert do in one.do


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0 s"), (59.9, "59 s"), (60, "1 minute"), (7199, "1 hour"), (90000 * 2, "2 days")]
)
def test_a_time_is_said_in_its_largest_unit(seconds: float, words: str) -> None:
    assert span(seconds) == words


# -- Postgres -----------------------------------------------------------------------------------------


@pytest.mark.postgres
def test_on_postgres(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    done(tmp_path, DATABASE_URL=url)
    monkeypatch.setenv("DATABASE_URL", url)
    code, out = said(capsys)
    assert code == 0
    assert "\nDatabase      Postgres, " in out
    assert "\nProcesses     0 at the jobs of this database\n" in out
    assert url.rpartition("@")[0].rpartition(":")[2] not in out, "the password"


@pytest.mark.postgres
async def test_processes_at_the_jobs_are_counted(url: str) -> None:
    database, seats = Database(url), [Seat(url), Seat(url)]
    for seat in seats:
        seat.sit()
    async with figures(database) as seen:
        assert await seen.processes() == 2
    for seat in seats:
        seat.close()
    await database.close()
