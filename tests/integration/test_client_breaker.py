"""An endpoint that does not work is left alone, the next one asked instead, and the first again once it works."""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress
from dataclasses import replace

import pytest

from bot.domain.errors import ModelFailedError, QuotaError
from bot.domain.speech import Recording
from bot.generation.client import Transcriber
from bot.generation.client.breaker import CLOSED, FAILURES
from bot.generation.endpoints import DEFAULT_PATIENCE
from bot.generation.problems import AccessError, BusyError, EndpointFailedError, UnavailableError
from tests.fakes.asking import GOOD, PATIENCE, REQUEST, Setup, at
from tests.fakes.model_server import Break, Fail, ModelServer, Say, Step
from tests.fakes.speech import OGG

REST = DEFAULT_PATIENCE.rest
SLOW = Fail(429, "Slow down.", "rate_limit_exceeded", headers={"Retry-After": "7"})
NO_CREDIT = Fail(429, "You exceeded your current quota.", "insufficient_quota")


async def test_a_dead_provider_costs_the_first_calls_seconds_and_the_others_nothing(setup: Setup) -> None:
    setup.patience = DEFAULT_PATIENCE
    async with ModelServer(answer=lambda request: GOOD) as server, setup.client(at(server)) as client:
        async with server.gone():
            with pytest.raises(UnavailableError, match=r"cannot be reached .* Tried 4 times\."):
                await client(REQUEST)
            assert 7 <= sum(setup.pauses) <= 10
            with pytest.raises(UnavailableError, match="cannot be reached"):
                await client(REQUEST)
            waited = len(setup.pauses)
            for _ in range(50):
                with pytest.raises(UnavailableError, match=r"cannot be reached .* left alone for a while\."):
                    await client(REQUEST)
            assert len(setup.pauses) == waited == 3
        setup.now += REST
        assert (await client(REQUEST)).text == GOOD
    assert setup.shut == [("main", "UnavailableError"), ("main", "back")]


async def test_calls_go_to_the_second_endpoint_at_once_and_come_back(setup: Setup) -> None:
    first, second = ModelServer([Fail(500)] * FAILURES), ModelServer()
    async with first, second, setup.client(at(first), at(second, name="backup", model="small")) as client:
        for _ in range(10):
            await client(REQUEST)
        assert (len(first.requests), len(second.requests)) == (FAILURES, 10)
        assert len(setup.pauses) == 2, "between the two tries of the first two calls"
        setup.now += REST
        for _ in range(3):
            await client(REQUEST)
        assert (len(first.requests), len(second.requests)) == (FAILURES + 3, 10)
    assert setup.shut == [("main", "UnavailableError"), ("main", "back")]
    assert len(setup.notes) == 3, "the same is not said for each call"


async def test_one_call_tries_what_was_dead_while_the_others_go_on(setup: Setup) -> None:
    first, second = ModelServer([Fail(500)] * (FAILURES + 1)), ModelServer()
    async with first, second, setup.client(at(first), at(second, name="backup")) as client:
        for _ in range(3):
            await client(REQUEST)
        setup.now += REST
        await asyncio.gather(*(client(REQUEST) for _ in range(6)))
        assert (len(first.requests), len(second.requests)) == (FAILURES + 1, 9)
        setup.now += REST
        await client(REQUEST)
        assert len(first.requests) == FAILURES + 1, "it failed again, and rests twice as long"
        setup.now += REST
        await client(REQUEST)
        assert len(first.requests) == FAILURES + 2


async def test_calls_beside_each_other_do_not_each_wait_for_a_silent_provider(setup: Setup) -> None:
    """Two fall silent at once; those that wait for their turn, and every further try, cost nothing."""
    setup.patience = replace(PATIENCE, stall=0.2)

    def half_a_minute(text: str) -> None:
        setup.now = 30.0

    async with ModelServer([Break("{", "silence")] * 20) as server:
        async with setup.client(at(server, max_concurrent=2)) as client:
            results = await asyncio.gather(
                *(client(REQUEST, half_a_minute) for _ in range(20)), return_exceptions=True
            )
        assert len(server.requests) <= 4, "the two, and who took a place between the one failure and the other"
    assert [type(result) for result in results] == [UnavailableError] * 20
    assert len(setup.pauses) <= 1, "the one who failed first may have begun one"


@pytest.mark.parametrize(
    ("fail", "error"), [(NO_CREDIT, QuotaError), (Fail(401, "Incorrect API key."), AccessError)]
)
async def test_what_only_a_person_can_mend_is_asked_once_and_told_once(
    setup: Setup, fail: Fail, error: type[ModelFailedError]
) -> None:
    async with ModelServer([fail, fail]) as server, setup.client(at(server)) as client:
        for _ in range(3):
            with pytest.raises(error):
                await client(REQUEST)
        assert len(server.requests) == 1
        setup.now += CLOSED * REST
        with pytest.raises(error):
            await client(REQUEST)
        assert len(server.requests) == 2
        setup.now += CLOSED * REST
        await client(REQUEST)
    assert setup.shut == [("main", error.__name__), ("main", "back")]
    assert setup.pauses == []


async def test_a_rate_limit_is_kept_to_by_every_call_and_is_no_death(setup: Setup) -> None:
    """Never a call into the block, and however often it comes the endpoint is not left alone for it."""
    times: list[float] = []

    def answer(request: object) -> str:
        times.append(setup.now)
        return GOOD

    async with ModelServer([SLOW] * 2 * FAILURES, answer) as server, setup.client(at(server)) as client:
        for _ in range(3):
            with pytest.raises(BusyError, match=r"Slow down.* Tried 3 times"):
                await client(REQUEST)
        end = setup.now + 7
        assert (await client(REQUEST)).text == GOOD
        assert times[0] >= end
    assert setup.shut == []
    assert all(pause >= 6.9 for pause in setup.pauses)


async def test_a_pause_that_nobody_waits_for_is_kept_to_as_well(setup: Setup) -> None:
    fail = Fail(429, "Come back tomorrow.", headers={"Retry-After": "300"})
    async with ModelServer([fail]) as first, ModelServer() as second:
        async with setup.client(at(first)) as client:
            for _ in range(3):
                with pytest.raises(BusyError, match=r"asks to wait 300 s"):
                    await client(REQUEST)
            assert (len(first.requests), setup.pauses) == (1, [])
            setup.now += 300
            await client(REQUEST)
            first.script.append(fail)
        async with setup.client(at(first), at(second, name="backup")) as client:
            for _ in range(3):
                await client(REQUEST)
        assert (len(first.requests), len(second.requests)) == (3, 3)


async def test_errors_by_chance_are_lived_through(setup: Setup) -> None:
    """One answer in five goes wrong: one call in 625 fails four times, and no endpoint counts as dead for it."""
    chance = random.Random(3)
    setup.patience = DEFAULT_PATIENCE
    faults = [Fail(500), Fail(503), Break(GOOD[:9]), Break(GOOD[:9], "garbage"), Say(GOOD[:9], finish=None)]
    script: list[Step] = [chance.choice(faults) if chance.random() < 0.2 else Say(GOOD) for _ in range(150)]
    async with ModelServer(script) as server, setup.client(at(server)) as client:
        replies = [await client(REQUEST) for _ in range(60)]
        failed = len(server.requests) - 60
    assert {reply.text for reply in replies} == {GOOD}
    assert failed > 8
    assert sum(reply.usage.calls - reply.usage.broken_off for reply in replies) == 60
    assert setup.shut == []


async def test_a_trial_that_somebody_stops_shuts_nobody_out(setup: Setup) -> None:
    script: list[Step] = [*[Fail(500)] * FAILURES, Break("{", "silence")]
    async with ModelServer(script) as server, setup.client(at(server)) as client:
        for _ in range(2):
            with suppress(EndpointFailedError):
                await client(REQUEST)
        setup.now += REST
        writing = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            trial = group.create_task(client(REQUEST, lambda text: writing.set()))
            await writing.wait()
            trial.cancel()
        assert trial.cancelled()
        await client(REQUEST)
    assert setup.shut[-1] == ("main", "back")


async def test_an_empty_answer_and_a_refusal_are_signs_of_life(setup: Setup) -> None:
    script = [step for _ in range(FAILURES) for step in (Say(""), Say(refusal="No."))]
    async with ModelServer(script) as server, setup.client(at(server)) as client:
        for _ in range(FAILURES):
            with suppress(ModelFailedError):
                await client(REQUEST)
        assert len(server.requests) == 2 * FAILURES
    assert setup.shut == []


@pytest.mark.parametrize(("second", "error"), [(NO_CREDIT, QuotaError), (Fail(503), UnavailableError)])
async def test_two_that_fail_alike_are_told_as_one_and_otherwise_as_gone(
    setup: Setup, second: Fail, error: type[ModelFailedError]
) -> None:
    async with (
        ModelServer([NO_CREDIT]) as main,
        ModelServer([second] * 3) as backup,
        setup.client(at(main), at(backup, name="backup")) as client,
    ):
        with pytest.raises(ModelFailedError, match=r"main: .*backup") as caught:
            await client(REQUEST)
    assert caught.type is error


async def test_who_listens_is_left_alone_as_well(setup: Setup) -> None:
    async with ModelServer(models=("ears",)) as server:
        endpoint = at(server, model="ears")
    client = Transcriber(
        endpoint, None, DEFAULT_PATIENCE, sleep=setup.pause, clock=lambda: setup.now, on_shut=setup.heard
    )
    for _ in range(10):
        with pytest.raises(UnavailableError, match="cannot be reached"):
            await client(Recording(OGG, "voice.ogg"))
    await client.aclose()
    assert len(setup.pauses) == 3
    assert setup.shut == [("main", "UnavailableError")]
