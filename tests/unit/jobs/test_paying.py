"""What is paid for in a job: recordings too, and what becomes of it when the process stops."""

from __future__ import annotations

import asyncio
import hashlib
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.errors import ModelFailedError, StorageError
from bot.domain.pack import Usage
from bot.domain.records import Job
from bot.domain.speech import Recording, Transcript
from bot.jobs import attempts
from bot.jobs.calls import DurableCalls, DurableHearing
from bot.jobs.durable import DurableJobs, Setup
from bot.jobs.paying import TURN_SECONDS, Paying, turn
from bot.jobs.port import Failed, Finished, Handlers, Report, Tell
from bot.storage.database import Database
from tests.fakes.jobs import Model, World, request, until

SOUND = b"OggS and what somebody says"
SOURCE = ("telegram", "file-7")
WORDS = "What somebody says."


class Ears:
    """Writes out what it hears, fetches what it is asked for, and notes both."""

    def __init__(self) -> None:
        self.heard: list[Recording] = []
        self.fetched: list[tuple[str, str]] = []
        self.gone = False

    async def __call__(self, recording: Recording) -> Transcript:
        self.heard.append(recording)
        return Transcript(WORDS, Usage(calls=1))

    async def fetch(self, front: str, ref: str) -> bytes:
        self.fetched.append((front, ref))
        if self.gone:
            raise OSError
        return SOUND


@pytest.fixture
def ears() -> Ears:
    return Ears()


@pytest.fixture
def hearing(paying: Paying, ears: Ears) -> DurableHearing:
    return DurableHearing(paying, ears, ears.fetch)


def listening(world: World, hearing: DurableHearing, call: DurableCalls, source: tuple[str, str] | None) -> None:
    """The handler of `hear` has a recording written out, then asks the model, and returns both."""

    async def hear(job: Job, tell: Tell) -> str:
        transcript = await hearing(Recording(SOUND, "voice.ogg", source))
        await call(request("last"))
        return f"{transcript.text} {transcript.usage.calls}"

    world.handlers = {"hear": hear}
    world.jobs = world.new()


async def test_a_recording_is_written_out_once_and_its_sound_is_not_kept(
    durable_world: World, hearing: DurableHearing, ears: Ears, call: DurableCalls, model: Model, tmp_path: Path
) -> None:
    model.held["last"] = asyncio.Event()
    listening(durable_world, hearing, call, SOURCE)
    async with durable_world.jobs:
        job = await durable_world.takes("hear")
        await until(lambda: "last" in model.paid)
    with closing(sqlite3.connect(tmp_path / "engine.db")) as link:
        stored = "\n".join(link.iterdump())
    assert "what somebody says" not in stored
    assert hashlib.sha256(SOUND).hexdigest() in stored
    model.held.clear()
    listening(durable_world, hearing, call, SOURCE)
    async with durable_world.jobs:
        await durable_world.settled()
    assert durable_world.of(job)[-1] == Finished(f"{WORDS} 1")
    assert len(ears.heard) == 1
    assert ears.fetched == []


async def test_another_process_fetches_the_recording(hearing: DurableHearing, ears: Ears) -> None:
    kept = await hearing._paid({"sound": "other", "name": "voice.ogg", "source": list(SOURCE)}, lambda text: None)
    assert kept["text"] == WORDS
    assert ears.fetched == [SOURCE]
    assert ears.heard == [Recording(SOUND, "voice.ogg")]


async def test_a_recording_that_is_gone_by_then_says_so(hearing: DurableHearing, ears: Ears) -> None:
    ears.gone = True
    kept = await hearing._paid({"sound": "other", "name": "voice.ogg", "source": list(SOURCE)}, lambda text: None)
    assert kept["failed"] == ModelFailedError.__name__
    assert ears.heard == []


async def test_a_recording_from_nowhere_is_written_out_as_ever(
    durable_world: World, hearing: DurableHearing, ears: Ears, call: DurableCalls
) -> None:
    listening(durable_world, hearing, call, None)
    async with durable_world.jobs:
        job = await durable_world.takes("hear")
        await durable_world.settled()
    assert durable_world.of(job)[-1] == Finished(f"{WORDS} 1")
    assert (await hearing(Recording(SOUND, "voice.ogg", SOURCE))).text == WORDS, "nor is one outside a job kept"


async def test_what_is_sealed_cannot_be_read_in_the_file(
    durable_world: World, paying: Paying, call: DurableCalls, tmp_path: Path
) -> None:
    file = tmp_path / "engine.db"

    def make(database: Database, handlers: Handlers, report: Report) -> DurableJobs:
        sealing = Setup(grace_seconds=0, seal=lambda text: text[::-1], unseal=lambda text: text[::-1])
        return DurableJobs(database, handlers, report, file, paying, sealing)

    async def ask(job: Job, tell: Tell) -> str:
        return (await call(request("a secret"))).text

    jobs = make(durable_world.database, {"ask": ask}, durable_world.report)
    durable_world.jobs = jobs
    async with jobs:
        job = await durable_world.takes("ask")
        await durable_world.settled()
    assert durable_world.of(job)[-1] == Finished("to a secret")
    with closing(sqlite3.connect(file)) as link:
        stored = "\n".join(link.iterdump())
    assert "a secret" not in stored
    assert "a secret"[::-1] in stored


def patient(world: World, paying: Paying, file: Path, seconds: float) -> DurableJobs:
    """Jobs that wait so long for what runs when they stop."""
    jobs = DurableJobs(world.database, world.handlers, world.report, file, paying, Setup(grace_seconds=seconds))
    world.jobs = jobs
    return jobs


async def test_a_stop_waits_for_the_call_in_flight_and_begins_no_other(
    durable_world: World, paying: Paying, call: DurableCalls, model: Model, tmp_path: Path
) -> None:
    model.held["a"] = asyncio.Event()

    async def ask(job: Job, tell: Tell) -> str:
        return "".join([(await call(request(prompt))).text for prompt in ("a", "last")])

    durable_world.handlers = {"ask": ask, "wait": durable_world.wait}
    async with patient(durable_world, paying, tmp_path / "engine.db", 20):
        job = await durable_world.takes("ask")
        await until(lambda: "a" in model.writing)
        asyncio.get_running_loop().call_later(0.1, model.held["a"].set)
    assert model.paid == ["a"]
    assert await durable_world.state(job) == "running"
    async with patient(durable_world, paying, tmp_path / "engine.db", 20):
        await durable_world.settled()
    assert model.paid == ["a", "last"], "its reply was kept"
    assert durable_world.of(job)[-1] == Finished("to ato last")


async def test_a_job_without_calls_may_end_while_it_stops(
    durable_world: World, paying: Paying, tmp_path: Path
) -> None:
    async with patient(durable_world, paying, tmp_path / "engine.db", 20):
        job = await durable_world.takes("wait")
        await until(lambda: job.id in durable_world.running)
        asyncio.get_running_loop().call_later(0.1, durable_world.gates[job.id].set)
    assert await durable_world.state(job) == "done"


async def test_a_database_that_is_away_for_a_moment_is_no_failure_of_the_job(
    durable_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    class LostError(Exception):
        connection_invalidated = True

    troubles: list[Exception] = [StorageError("Away."), LostError(), ExceptionGroup("several", [LostError()])]

    async def reads(job: Job, tell: Tell) -> str:
        if troubles:
            raise troubles.pop()
        return "read"

    monkeypatch.setattr(attempts, "AWAY_SECONDS", (0, 0, 0))
    durable_world.handlers = {"read": reads}
    durable_world.jobs = durable_world.new()
    async with durable_world.jobs:
        job = await durable_world.takes("read")
        await durable_world.settled()
        assert durable_world.of(job)[-1] == Finished("read")
        troubles += [StorageError("Away.") for _ in range(4)]
        job = await durable_world.takes("read", workspace=2)
        await durable_world.settled()
    assert durable_world.of(job)[-1] == Failed("StorageError", "Away.")


async def test_what_goes_wrong_in_a_call_by_our_own_fault_is_logged_without_its_words(
    durable_world: World, call: DurableCalls, model: Model, capfd: pytest.CaptureFixture[str]
) -> None:
    model.failing["a"] = ValueError("a customer's words")

    async def ask(job: Job, tell: Tell) -> str:
        return (await call(request("a"))).text

    durable_world.handlers = {"ask": ask}
    durable_world.jobs = durable_world.new()
    async with durable_world.jobs:
        job = await durable_world.takes("ask")
        await durable_world.settled()
    assert durable_world.of(job)[-1] == Failed("unexpected", "")
    logged = "".join(capfd.readouterr())
    assert "ValueError" in logged
    assert "customer" not in logged


def test_somebody_elses_first_call_goes_before_the_second_of_a_pack_and_not_for_ever() -> None:
    now = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
    soon, later = (
        now + timedelta(seconds=TURN_SECONDS - 1),
        now + timedelta(seconds=TURN_SECONDS + 1),
    )
    assert turn(now, 0) < turn(soon, 0) < turn(now, 1) < turn(later, 0)


@pytest.mark.parametrize("year", [1970, 2026, 2090])
def test_a_turn_is_what_the_engine_takes(year: int) -> None:
    assert 1 <= turn(datetime(year, 1, 1, tzinfo=UTC), 20) < 2**31
