"""The model client against real servers on loopback: our own strict one, and llmock for what breaks on the way."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import pairwise

import pytest
from llmock.pytest_plugin import LLMock

from bot.domain.errors import ModelFailedError
from bot.generation.client import ModelClient
from bot.generation.endpoints import Capabilities, Patience, Price
from bot.generation.problems import EndpointFailedError
from tests.fakes.asking import GOOD, PATIENCE, REQUEST, Setup, at
from tests.fakes.model_server import Fail, ModelServer, Say

# What goes well


async def test_text_streams_in_as_it_arrives(setup: Setup) -> None:
    seen: list[str] = []
    async with ModelServer([Say(GOOD)]) as server, setup.client(at(server)) as client:
        reply = await client(REQUEST, seen.append)

    assert reply.text == seen[-1] == GOOD
    assert reply.model == "small"
    assert len(seen) > 5
    assert all(GOOD.startswith(text) for text in seen)
    assert setup.pauses == []


async def test_usage_and_cost_are_what_the_endpoint_says(setup: Setup) -> None:
    price = Price(prompt=1.0, cached=0.1, completion=4.0)
    async with ModelServer([Say(GOOD)] * 2) as server, setup.client(at(server, price=price)) as client:
        first = await client(REQUEST)
        second = await client(replace(REQUEST, prompt="Give another."))

    assert (first.usage.calls, first.usage.cached_tokens) == (1, 0)
    assert second.usage.cached_tokens == 1280
    assert second.usage.prompt_tokens == 1404
    tokens = second.usage
    assert tokens.cost == pytest.approx((124 * 1.0 + 1280 * 0.1 + tokens.completion_tokens * 4.0) / 1e6)
    total = first.usage + second.usage
    assert first.usage.cost is not None
    assert tokens.cost is not None
    assert total.cost == pytest.approx(first.usage.cost + tokens.cost)


async def test_an_endpoint_that_tells_no_usage_gets_no_cost(setup: Setup) -> None:
    price = Price(1.0, 1.0)
    async with ModelServer([Say(GOOD, usage=None)]) as server, setup.client(at(server, price=price)) as client:
        reply = await client(REQUEST)

    assert (reply.usage.calls, reply.usage.prompt_tokens, reply.usage.cost) == (1, 0, None)


async def test_the_prefix_of_a_pack_is_sent_byte_for_byte_the_same(setup: Setup) -> None:
    async with ModelServer() as server, setup.client(at(server)) as client:
        await asyncio.gather(*(client(replace(REQUEST, task=f"post_{n}", prompt=f"Post {n}.")) for n in range(3)))
        prompts = [request["messages"][0]["content"] for request in server.requests]

    assert sorted(prompt.removeprefix(REQUEST.prefix) for prompt in prompts) == [f"\nPost {n}." for n in range(3)]
    assert len({request["prompt_cache_key"] for request in server.requests}) == 1


async def test_no_more_calls_at_once_than_the_endpoint_may_have(setup: Setup) -> None:
    server = ModelServer(first_token=0.05)
    async with server, setup.client(at(server, max_concurrent=1)) as client:
        begin = asyncio.get_running_loop().time()
        await asyncio.gather(*(client(REQUEST) for _ in range(3)))

    assert asyncio.get_running_loop().time() - begin >= 0.15


# What is worth another try


async def test_a_rate_limit_is_waited_for_as_long_as_the_endpoint_asks(setup: Setup, llmock: LLMock) -> None:
    llmock.rate_limit(times=2, retry_after=7).reply(GOOD)
    async with setup.client(at(llmock)) as client:
        reply = await client(REQUEST)

    assert reply.text == GOOD
    assert len(setup.pauses) == 2
    assert all(7 <= pause <= 8 for pause in setup.pauses)


async def test_llmock_finds_nothing_to_say_about_real_pauses(llmock: LLMock) -> None:
    llmock.rate_limit(times=1, retry_after=0.05).truncate(after_chunks=2).reply(GOOD, times=None)
    capabilities = Capabilities(lambda: 0.0)
    async with ModelClient([at(llmock)], capabilities, Patience(attempts=3), sleep=_at_most_a_moment) as client:
        assert (await client(REQUEST)).text == GOOD

    llmock.assert_resilient(strict=True)


async def _at_most_a_moment(seconds: float) -> None:
    await asyncio.sleep(min(seconds, 0.1))


async def test_without_retry_after_the_pauses_grow(setup: Setup) -> None:
    setup.patience = replace(PATIENCE, attempts=4)
    steps = [Fail(429, "Slow down.", "rate_limit_exceeded")] * 3
    async with ModelServer([*steps, Say(GOOD)]) as server, setup.client(at(server)) as client:
        assert (await client(REQUEST)).text == GOOD

    one, two, three = setup.pauses
    assert 1 <= one <= 2 <= two <= 3 < 4 <= three <= 5


@pytest.mark.parametrize("status", [408, 409, 500, 502, 529])
async def test_a_passing_failure_is_tried_again(setup: Setup, llmock: LLMock, status: int) -> None:
    llmock.fail(status).reply(GOOD)
    async with setup.client(at(llmock)) as client:
        assert (await client(REQUEST)).text == GOOD
    assert len(llmock.requests) == 2


async def test_tries_come_to_an_end(setup: Setup, llmock: LLMock) -> None:
    llmock.outage(status=500)
    async with setup.client(at(llmock)) as client:
        with pytest.raises(EndpointFailedError, match=r"main failed with status 500 .* Tried 3 times\."):
            await client(REQUEST)
    assert len(llmock.requests) == 3


@pytest.mark.parametrize("fault", ["disconnect", "truncate", "corrupt"])
async def test_a_broken_stream_starts_over(setup: Setup, llmock: LLMock, fault: str) -> None:
    seen: list[str] = []
    getattr(llmock, fault)(after_chunks=3)
    llmock.reply(GOOD, times=None)
    async with setup.client(at(llmock)) as client:
        reply = await client(REQUEST, seen.append)

    assert reply.text == GOOD
    assert len(llmock.requests) == 2
    assert any(len(later) < len(earlier) for earlier, later in pairwise(seen))
    llmock.assert_resilient()


RUNNING = {"prompt_tokens": 900, "completion_tokens": 3, "total_tokens": 903}


async def test_what_a_broken_call_reported_is_counted(setup: Setup) -> None:
    broken = Say(GOOD[:20], finish=None, running=RUNNING)
    endpoint = {"price": Price(prompt=0.0, completion=1.0)}
    async with ModelServer([broken, Say(GOOD)]) as server, setup.client(at(server, **endpoint)) as client:
        usage = (await client(REQUEST)).usage

    assert (usage.calls, usage.broken_off, usage.completion_tokens) == (2, 0, 3 + 11)
    assert usage.cost == pytest.approx(14 / 1e6)


async def test_what_a_broken_call_took_is_estimated_where_nobody_tells(setup: Setup) -> None:
    """Within a third of what the endpoint would have said, and counted apart."""
    broken, price = Say(GOOD, finish=None), Price(1.0, 1.0)
    async with ModelServer([broken, broken, Say(GOOD)]) as server:
        async with setup.client(at(server, price=price)) as client:
            usage = (await client(REQUEST)).usage
        async with setup.client(at(server, price=price)) as client:
            alone = (await client(REQUEST)).usage

    assert (usage.calls, usage.broken_off, alone.broken_off) == (3, 2, 0)
    assert usage.cost is not None
    assert alone.cost is not None
    assert usage.prompt_tokens == pytest.approx(3 * alone.prompt_tokens, rel=0.33)
    assert usage.completion_tokens == pytest.approx(3 * 11, rel=0.33)
    assert usage.cost == pytest.approx((usage.prompt_tokens + usage.completion_tokens) / 1e6)


async def test_what_the_first_endpoint_took_is_counted_when_the_second_answers(setup: Setup) -> None:
    first, second = ModelServer([Say("x", finish=None)] * 2), ModelServer([Say(GOOD)])
    async with first, second, setup.client(at(first), at(second, name="backup")) as client:
        usage = (await client(REQUEST)).usage

    assert (usage.calls, usage.broken_off, usage.completion_tokens) == (3, 2, 11)


async def test_a_call_that_fails_in_the_end_says_what_it_took(setup: Setup) -> None:
    refusal = Say(refusal="I would rather not.")
    async with ModelServer([Say("x", finish=None), refusal]) as server, setup.client(at(server)) as client:
        with pytest.raises(ModelFailedError, match="I would rather not") as caught:
            await client(REQUEST)

    usage = caught.value.usage
    assert usage is not None
    assert (usage.calls, usage.broken_off) == (2, 1)
    assert usage.prompt_tokens > 0


async def test_a_request_that_was_turned_away_took_nothing(setup: Setup) -> None:
    steps = [Fail(500), Fail(429), Say(GOOD)]
    async with ModelServer(steps) as server, setup.client(at(server)) as client:
        usage = (await client(REQUEST)).usage

    assert (usage.calls, usage.broken_off) == (1, 0)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Say(GOOD[:20], finish=None), "broke off its answer"),
        (Say(GOOD[:20], error={"message": "Provider gone.", "code": 502}), "Provider gone"),
        (Say(""), "empty answer"),
        (Say(" \n"), "empty answer"),
    ],
)
async def test_half_an_answer_is_no_answer(setup: Setup, step: Say, words: str) -> None:
    async with ModelServer([step] * 3) as server, setup.client(at(server)) as client:
        with pytest.raises(EndpointFailedError, match=words):
            await client(REQUEST)
        assert len(server.requests) == 3


async def test_a_stream_that_falls_silent_is_not_waited_for(setup: Setup, llmock: LLMock) -> None:
    setup.patience = replace(PATIENCE, stall=0.2)
    llmock.stall(after_chunks=2, seconds=1).reply(GOOD, times=None)
    async with setup.client(at(llmock)) as client:
        assert (await client(REQUEST)).text == GOOD
    assert len(llmock.requests) == 2


async def test_an_answer_may_take_its_time_to_begin_but_not_longer_than_its_task(setup: Setup) -> None:
    setup.patience = Patience(answer=0.05, stall=0.3, attempts=1, tasks={"topics": 20})
    async with ModelServer(first_token=0.5) as server, setup.client(at(server)) as client:
        assert (await client(REQUEST)).text
        with pytest.raises(EndpointFailedError, match=r"took longer than 0\.05 s") as caught:
            await client(replace(REQUEST, task="key_message"))
    assert caught.value.usage == at(server).estimate(REQUEST, "")
    assert caught.value.usage.prompt_tokens > 0


async def test_a_call_can_be_cancelled(setup: Setup) -> None:
    writing = asyncio.Event()
    async with ModelServer(tokens_per_second=20) as server, setup.client(at(server)) as client:
        async with asyncio.TaskGroup() as group:
            task = group.create_task(client(REQUEST, lambda text: writing.set()))
            await writing.wait()
            task.cancel()
        assert task.cancelled()
        assert (len(server.requests), setup.pauses) == (1, [])


async def test_a_place_where_nobody_listens(setup: Setup) -> None:
    async with ModelServer() as server:
        gone = at(server)
    async with setup.client(gone) as client:
        with pytest.raises(EndpointFailedError, match=r"cannot be reached at http://127.0.0.1:\d+/v1") as caught:
            await client(REQUEST)
    assert caught.value.about == "reachable"


# An answer that is too long


async def test_an_answer_that_is_cut_off_gets_twice_the_room(setup: Setup) -> None:
    price = Price(0.0, 1.0)
    async with ModelServer([Say(GOOD)] * 2) as server, setup.client(at(server, price=price)) as client:
        reply = await client(replace(REQUEST, max_tokens=6))

    assert [request["max_tokens"] for request in server.requests] == [6, 12]
    assert reply.text == GOOD
    assert reply.usage.calls == 2
    assert reply.usage.completion_tokens == 6 + 11
    assert reply.usage.cost == pytest.approx(17 / 1e6)


async def test_an_answer_that_is_cut_off_twice_is_given_up(setup: Setup) -> None:
    async with ModelServer([Say(GOOD)] * 3) as server, setup.client(at(server)) as client:
        with pytest.raises(ModelFailedError, match=r"cut off at 3 tokens, and again at 6\."):
            await client(replace(REQUEST, max_tokens=3))
        assert len(server.requests) == 2
