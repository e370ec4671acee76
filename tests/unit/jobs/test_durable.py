"""Durable jobs: what goes on in the next process, and which calls are paid for."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import AsyncMock, Mock

import pytest
from dbos import DBOS

from bot.domain.errors import QuotaError, StorageError
from bot.domain.pack import Usage
from bot.domain.records import Job
from bot.jobs import engine, paying
from bot.jobs.alone import Alone, connected
from bot.jobs.calls import DurableCalls
from bot.jobs.doing import INTERRUPTED
from bot.jobs.durable import DurableJobs
from bot.jobs.flows import Flows
from bot.jobs.paying import Paying
from bot.jobs.port import Cancelled, Failed, Finished, Happened, Started, Tell
from bot.jobs.serial import Json, StoredError
from tests.fakes.jobs import Model, World, request, until


def asking(world: World, call: DurableCalls, *prompts: str) -> None:
    """The handler of `ask` makes these calls beside each other, then one more, and returns what it got."""

    async def ask(job: Job, tell: Tell) -> str:
        beside = await asyncio.gather(*(call(request(prompt)) for prompt in prompts))
        last = await call(request("last"))
        got = {prompt: reply.text for prompt, reply in zip(prompts, beside, strict=True)}
        return json.dumps({**got, "last": last.text}, sort_keys=True)

    world.handlers = {**world.handlers, "ask": ask}
    world.jobs = world.new()


async def interrupted_and_taken_up(world: World, call: DurableCalls, model: Model) -> Job:
    """The process ends when two calls are paid and a third is in flight; the next asks in another order."""
    model.held["last"] = asyncio.Event()
    asking(world, call, "a", "b")
    async with world.jobs:
        job = await world.takes("ask")
        await until(lambda: "last" in model.paid)
    model.held.clear()
    asking(world, call, "b", "a")
    async with world.jobs:
        await world.settled()
    return job


RIGHT = Finished('{"a": "to a", "b": "to b", "last": "to last"}')


async def test_a_job_goes_on_and_no_finished_call_is_paid_again(
    durable_world: World, call: DurableCalls, model: Model
) -> None:
    job = await interrupted_and_taken_up(durable_world, call, model)
    assert durable_world.of(job)[-1] == RIGHT
    assert sorted(model.paid) == ["a", "b", "last", "last"], "only the one that was in flight"
    assert await durable_world.state(job) == "done"


async def test_that_would_swap_the_answers_if_calls_were_known_by_their_turn(
    durable_world: World, call: DurableCalls, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paying, "digest", lambda asked: "turn")
    job = await interrupted_and_taken_up(durable_world, call, model)
    assert durable_world.of(job)[-1] == Finished('{"a": "to b", "b": "to a", "last": "to last"}')


async def test_the_same_request_twice_is_two_calls_and_another_attempt_makes_its_own(
    durable_world: World, call: DurableCalls, model: Model
) -> None:
    world = durable_world
    model.failing["last"] = QuotaError("No credit.", "Pay.")
    asking(world, call, "a", "a")
    async with world.jobs:
        job = await world.takes("ask")
        await world.settled()
        assert world.of(job)[-1] == Failed("QuotaError", "No credit. Pay.")
        assert model.paid == ["a", "a", "last"]
        model.failing.clear()
        await world.again(job)
        await world.settled()
    assert model.paid == ["a", "a", "last"] * 2
    assert await world.state(job) == "done"


async def test_what_a_failed_call_took_is_known_and_text_is_heard(
    durable_world: World, call: DurableCalls, model: Model
) -> None:
    world, heard, took = durable_world, list[str](), list[Usage | None]()
    failure = QuotaError("No credit.", "Pay.")
    failure.usage = Usage(calls=1, prompt_tokens=9)
    model.failing["fails"] = failure

    async def ask(job: Job, tell: Tell) -> str:
        await call(request("a"), heard.append)
        try:
            await call(request("fails"))
        except QuotaError as error:
            took.append(error.usage)
        return "0"

    world.handlers = {"ask": ask}
    world.jobs = world.new()
    async with world.jobs:
        await world.takes("ask")
        await world.settled()
    assert heard == ["to ", "to a"]
    assert took == [Usage(calls=1, prompt_tokens=9)]


async def test_a_call_that_was_stopped_here_and_goes_on_elsewhere_is_not_looked_for_without_a_pause(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks = 0

    async def found(**_: object) -> list[SimpleNamespace]:
        nonlocal looks
        looks += 1
        return [SimpleNamespace(status="PENDING")]

    monkeypatch.setattr(engine, "DBOS", SimpleNamespace(list_workflows_async=found))
    ended = asyncio.Event()
    ended.set()  # it ended here: another process has it now
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await engine.result("llm-1-1", ended, {})
    assert looks == 2


async def test_all_that_wait_for_other_processes_are_looked_for_with_one_question() -> None:
    asked: list[list[str]] = []

    async def going(flows: list[str]) -> set[str]:
        asked.append(flows)
        return {flows[0]}

    async def enqueue(*_: object, turn: int) -> None:
        """Some other process takes it."""

    async def result(flow: str, ended: asyncio.Event, here: dict[str, object]) -> dict[str, str]:
        await ended.wait()
        return {"flow": flow}

    pays = Paying()
    pays.knows("call", AsyncMock())
    pays.register(
        SimpleNamespace(  # type: ignore[arg-type]
            MODEL="llm", apart=engine.apart, enqueue=enqueue, result=result, going=going, workflow=Mock()
        ),
        Flows(),
    )
    async with asyncio.TaskGroup() as group:
        with paying.run_of("1-1"):
            waiting = [group.create_task(pays.buy("call", {"number": number})) for number in range(3)]
        await asyncio.sleep(0.01)
        await pays.look()
        done, _ = await asyncio.wait(waiting, timeout=0.1)
        assert len(asked) == 1
        assert {task.result()["flow"] for task in done} == set(asked[0][1:])
        await pays.look()
        assert asked[1] == asked[0][:1]
        waiting[0].cancel()


async def test_outside_a_job_it_is_the_bare_call(model: Model) -> None:
    assert (await DurableCalls(Paying(), model)(request("a"))).text == "to a"


async def test_cancelling_ends_the_call_in_flight_too(
    durable_world: World, call: DurableCalls, model: Model
) -> None:
    world = durable_world
    model.held["last"] = asyncio.Event()
    asking(world, call, "a")
    async with world.jobs:
        job = await world.takes("ask")
        await until(lambda: "last" in model.writing)
        assert await world.jobs.cancel(job)
        await until(lambda: not model.writing)
        await world.settled()
        assert not await engine.active("llm-")
    assert world.of(job) == [Started(), Cancelled()]


async def test_replies_are_kept_for_the_limit_of_a_minute_and_the_rest_until_it_is_time(
    durable_world: World, call: DurableCalls, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking(durable_world, call, "a")
    async with durable_world.jobs as runs:
        assert isinstance(runs, DurableJobs)
        job = await durable_world.takes("ask")
        await runs.settled()
        await runs._sweep()
        assert len(await engine.flows("llm-")) == 2
        monkeypatch.setattr(engine, "PERIOD_SECONDS", -60)
        await runs._sweep()
        assert await engine.flows("llm-", "job-") == [(f"job-{job.id}-1", False)]
        assert await runs.prune(datetime(2020, 1, 1, tzinfo=UTC)) == 0
        assert await runs.prune(datetime(2200, 1, 1, tzinfo=UTC)) == 1
        assert await engine.flows("job-") == []


async def test_the_replies_of_a_job_that_goes_on_are_kept(
    durable_world: World, call: DurableCalls, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PERIOD_SECONDS", -60)
    model.held["last"] = asyncio.Event()
    asking(durable_world, call, "a")
    async with durable_world.jobs as runs:
        assert isinstance(runs, DurableJobs)
        await durable_world.takes("ask")
        await until(lambda: "last" in model.paid)
        await runs._sweep()
        assert len(await engine.flows("llm-")) == 2


async def test_erasing_a_job_leaves_nothing_of_it_and_others_alone(
    durable_world: World, call: DurableCalls, model: Model
) -> None:
    model.held["last"] = asyncio.Event()
    asking(durable_world, call, "a")
    async with durable_world.jobs as runs:
        assert isinstance(runs, DurableJobs)
        gone, stays = await durable_world.takes("ask"), await durable_world.takes("ask")
        await until(lambda: model.paid.count("last") == 2)
        await runs.forget([gone.id])
        assert {int(flow.split("-")[1]) for flow, _ in await engine.flows("llm-", "job-")} == {stays.id}
        await until(lambda: len(runs._flows.ids("llm-")) == 1)


async def test_what_became_of_it_is_told_once_more_when_that_failed(durable_world: World) -> None:
    world, failures = durable_world, [StorageError("Busy.")]
    report = world.report

    async def failing(job: Job, happened: Happened) -> None:
        if isinstance(happened, Finished) and failures:
            raise failures.pop()
        await report(job, happened)

    world.report = failing
    world.jobs = world.new()
    async with world.jobs:
        job = await world.takes("tell")
        await world.settled()
    assert world.of(job)[-1] == Finished("1")


async def test_a_job_that_nobody_woke_is_found(durable_world: World) -> None:
    job = await durable_world.stored("tell")
    await durable_world.jobs.wake(job)
    async with durable_world.jobs:
        await durable_world.settled()
    assert await durable_world.state(job) == "done"


async def test_a_job_that_the_engine_does_not_know_was_interrupted(durable_world: World) -> None:
    job = await durable_world.stored("tell")
    async with durable_world.database.work() as work:
        assert await work.within(1).jobs.start(job.id)
    async with durable_world.jobs:
        await durable_world.settled()
    assert durable_world.of(job) == [Failed(INTERRUPTED, "")]
    assert await durable_world.state(job) == "interrupted"


async def test_one_process_has_the_engine(durable_world: World) -> None:
    async with durable_world.jobs:
        with pytest.raises(StorageError, match="Another process"):
            Alone(_file(durable_world)).take()
        job = await durable_world.takes("tell")
        await durable_world.settled()
    assert await durable_world.state(job) == "done", "the one that was there is none the worse"


def _file(world: World) -> Path:
    assert isinstance(world.jobs, DurableJobs)
    assert isinstance(world.jobs._place, Alone)
    return world.jobs._place.file


async def test_jobs_are_of_a_shape_and_not_of_a_release(durable_world: World) -> None:
    """What waits is taken up by the release that is installed next: only a change of what workflows mean may give
    them another version, and then those of the old one need somebody who still does them."""
    async with durable_world.jobs:
        await durable_world.takes("tell")
        await durable_world.settled()
    with closing(connected(_file(durable_world))) as link:
        assert link.execute("SELECT DISTINCT application_version FROM workflow_status").fetchall() == [("1",)]


async def test_no_two_starts_go_by_the_same_name(durable_world: World) -> None:
    names = set[str]()
    for _ in range(2):
        async with engine.running(Alone(_file(durable_world)), engine.Pace(), Json(), Flows()):
            names.add(DBOS.executor_id)
    assert len(names) == 2


def test_the_file_is_quick_and_its_clock_goes_by_parts_of_a_second(tmp_path: Path) -> None:
    link = connected(tmp_path / "engine.db")
    try:
        assert link.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert link.execute("PRAGMA synchronous").fetchone() == (1,)
        assert isinstance(link.execute("SELECT unixepoch('subsec')").fetchone()[0], float)
    finally:
        link.close()


def test_the_same_request_has_the_same_name_whatever_the_order_of_its_keys() -> None:
    assert paying.digest({"a": 1, "b": {"c": "é", "d": 2}}) == paying.digest({"b": {"d": 2, "c": "é"}, "a": 1})
    assert paying.digest({"a": 1}) != paying.digest({"a": 2})


def test_what_is_stored_is_json_without_the_words_of_an_error() -> None:
    json_of = Json()
    assert json_of.deserialize(json_of.serialize({"a": ["é", None, 1.5]})) == {"a": ["é", None, 1.5]}
    stored = json_of.serialize(ValueError("a customer's words"))
    assert stored == '{"error":"ValueError"}'
    assert isinstance(json_of.deserialize(stored), StoredError)
    with pytest.raises(TypeError):
        json_of.serialize({"a": sqlite3})
