"""The model client against real servers on loopback: our own strict one, and llmock for what breaks on the way."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from llmock.pytest_plugin import LLMock
from llmock.scenarios import Reply
from pydantic import BaseModel, Field

from bot.domain.errors import ModelFailedError, QuotaError, RefusedError
from bot.domain.model import ModelRequest
from bot.generation.ask import ask
from bot.generation.client import ModelClient
from bot.generation.endpoints import Accepts, Capabilities, Endpoint, Patience, Price
from bot.generation.problems import EndpointFailedError
from tests.fakes.model_server import KEY, Fail, ModelServer, Say


class Answer(BaseModel):
    title: str = Field(min_length=3, max_length=40)
    tags: list[str] = Field(default=[], min_length=2, max_length=4)


REQUEST = ModelRequest("topics", "Rules. " * 800, "Give a title.", Answer.model_json_schema(), max_tokens=200)
GOOD = '{"title": "Bread of today", "tags": ["a", "b"]}'
IMPATIENT = Patience(answer=5, stall=0.2, attempts=3)


@dataclass
class Setup:
    """What a test sees beside the answer: pauses between tries, notes, and what was learnt."""

    pauses: list[float] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    capabilities: Capabilities = field(default_factory=lambda: Capabilities(lambda: 1_800_000_000.0))
    patience: Patience = IMPATIENT

    @asynccontextmanager
    async def client(self, *endpoints: Endpoint) -> AsyncIterator[ModelClient]:
        async def pause(seconds: float) -> None:
            self.pauses.append(seconds)

        async with ModelClient(
            endpoints, self.capabilities, self.patience, sleep=pause, on_note=self.notes.append
        ) as client:
            yield client


@pytest.fixture
def setup() -> Setup:
    return Setup()


def at(server: ModelServer | LLMock, **more: Any) -> Endpoint:
    base_url = server.base_url if isinstance(server, ModelServer) else server.base_url("openai")
    return replace(Endpoint("main", "small", base_url, KEY), **more)


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
    setup.patience = replace(IMPATIENT, attempts=4)
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
    llmock.stall(after_chunks=2, seconds=1).reply(GOOD, times=None)
    async with setup.client(at(llmock)) as client:
        assert (await client(REQUEST)).text == GOOD
    assert len(llmock.requests) == 2


async def test_an_answer_may_take_its_time_to_begin_but_not_longer_than_its_task(setup: Setup) -> None:
    setup.patience = Patience(answer=0.05, stall=0.05, attempts=1, tasks={"topics": 2.0})
    async with ModelServer(first_token=0.3) as server, setup.client(at(server)) as client:
        assert (await client(REQUEST)).text
        with pytest.raises(EndpointFailedError, match=r"took longer than 0\.05 s"):
            await client(replace(REQUEST, task="key_message"))


async def test_a_place_where_nobody_listens(setup: Setup) -> None:
    async with ModelServer() as server:
        gone = at(server)
    async with setup.client(gone) as client:
        with pytest.raises(EndpointFailedError, match=r"cannot be reached at http://127.0.0.1:\d+/v1") as caught:
            await client(REQUEST)
    assert caught.value.about == "reachable"


# What is not


async def test_a_long_pause_is_not_waited_for(setup: Setup, llmock: LLMock) -> None:
    llmock.rate_limit(retry_after=121)
    async with setup.client(at(llmock)) as client:
        with pytest.raises(EndpointFailedError, match=r"asks to wait 121 s"):
            await client(REQUEST)
    assert (setup.pauses, len(llmock.requests)) == ([], 1)


async def test_an_empty_account_is_not_asked_again(setup: Setup, llmock: LLMock) -> None:
    llmock.fail(429, code="insufficient_quota", message="You exceeded your current quota.", retry_after=1)
    async with setup.client(at(llmock)) as client:
        with pytest.raises(QuotaError, match="no credit left"):
            await client(REQUEST)
    assert (setup.pauses, len(llmock.requests)) == ([], 1)


@pytest.mark.parametrize(
    ("status", "about", "words"),
    [(401, "key", "right key"), (403, "key", "access"), (404, "model", "ends in /v1")],
)
async def test_a_wrong_setting_is_said_at_once(
    setup: Setup, llmock: LLMock, status: int, about: str, words: str
) -> None:
    llmock.fail(status)
    async with setup.client(at(llmock)) as client:
        with pytest.raises(EndpointFailedError, match=words) as caught:
            await client(REQUEST)
    assert caught.value.about == about
    assert (setup.pauses, len(llmock.requests)) == ([], 1)


async def test_a_wrong_key_and_an_unknown_model(setup: Setup) -> None:
    async with ModelServer() as server:
        async with setup.client(at(server, api_key="wrong key")) as client:
            with pytest.raises(EndpointFailedError, match=r"does not accept the key"):
                await client(REQUEST)
        async with setup.client(at(server, model="large")) as client:
            with pytest.raises(EndpointFailedError, match=r"does not know `large`"):
                await client(REQUEST)


async def test_an_endpoint_without_a_key_does_not_get_the_key_of_another(
    setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    async with ModelServer() as server, setup.client(at(server, api_key=None)) as client:
        with pytest.raises(EndpointFailedError, match=r"does not accept the key"):
            await client(REQUEST)


@pytest.mark.parametrize(
    "step",
    [
        Say(refusal="I cannot help with that."),
        Say("I cannot help with that.", finish="content_filter"),
        Fail(400, "I cannot help with that.", "content_filter"),
    ],
)
async def test_a_refusal_is_shown_and_nobody_else_is_asked(setup: Setup, step: Say | Fail) -> None:
    async with ModelServer([step]) as server, ModelServer() as second:
        async with setup.client(at(server), at(second)) as client:
            with pytest.raises(RefusedError, match=r"I cannot help with that\."):
                await client(REQUEST)
        assert (len(server.requests), len(second.requests)) == (1, 0)


@pytest.mark.parametrize(
    "error",
    [
        {"message": "This model's maximum context length is 8192 tokens.", "code": "context_length_exceeded"},
        {
            "code": 400,
            "message": "request exceeds the available context size",
            "type": "exceed_context_size_error",
        },
    ],
)
async def test_a_prompt_that_is_too_long_teaches_nothing(setup: Setup, error: dict[str, Any]) -> None:
    async with ModelServer([Fail(400, body={"error": error})]) as server:
        endpoint = at(server)
        async with setup.client(endpoint) as client:
            with pytest.raises(ModelFailedError, match="larger context"):
                await client(REQUEST)
        assert len(server.requests) == 1
    assert setup.capabilities.of(endpoint) == Accepts()


async def test_a_mistake_in_on_text_is_no_failure_of_the_endpoint(setup: Setup) -> None:
    def broken(text: str) -> None:
        raise ValueError("mine")

    async with ModelServer() as server, setup.client(at(server)) as client:
        with pytest.raises(ValueError, match="mine"):
            await client(REQUEST, broken)
        assert len(server.requests) == 1


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


# What an endpoint accepts is found out once


@pytest.mark.parametrize(
    ("options", "learnt", "refusals"),
    [
        ({"refused": frozenset({"minLength", "maxLength"})}, "no_string_bounds", 1),
        ({"refused": frozenset({"maxLength", "minItems"})}, "no_bounds", 2),
        ({"formats": ("json_object",)}, "json_object", 3),
        ({"formats": ()}, "prompt", 4),
    ],
)
async def test_each_step_down_is_learnt_and_not_asked_again(
    tmp_path: Path, options: dict[str, Any], learnt: str, refusals: int
) -> None:
    def clock() -> float:
        return 1_800_000_000.0

    path = tmp_path / "endpoints.json"
    async with ModelServer(answer=lambda request: GOOD, **options) as server:
        endpoint = at(server)
        async with Setup(capabilities=Capabilities(clock, path)).client(endpoint) as client:
            assert (await client(REQUEST)).text == GOOD
            assert len(server.requests) == refusals + 1
            await client(REQUEST)
            assert len(server.requests) == refusals + 2
        another_process = Setup(capabilities=Capabilities(clock, path))
        async with another_process.client(endpoint) as client:
            await client(REQUEST)
        assert len(server.requests) == refusals + 3
        assert another_process.capabilities.of(endpoint).format == learnt


@pytest.mark.parametrize("name", ["temperature", "seed", "stream_options", "prompt_cache_key", "max_tokens"])
async def test_an_unknown_parameter_is_left_out_from_then_on(setup: Setup, name: str) -> None:
    request = replace(REQUEST, seed=1)
    async with ModelServer(refused=frozenset({name})) as server:
        async with setup.client(at(server, temperature=0.5)) as client:
            await client(request)
            await client(request)
        sent = [sorted(request) for request in server.requests]

    assert name in sent[0]
    assert name not in sent[1]
    assert sent[1] == sent[2]
    assert ("max_completion_tokens" in sent[1]) is (name == "max_tokens")
    assert setup.pauses == []


async def test_several_refusals_are_learnt_in_one_go(setup: Setup) -> None:
    server = ModelServer(refused=frozenset({"seed", "max_tokens", "prompt_cache_key"}), formats=("json_object",))
    async with server, setup.client(at(server)) as client:
        await client(replace(REQUEST, seed=1))
        assert len(server.requests) == 7
    found = setup.capabilities.of(at(server))
    assert found == Accepts("json_object", frozenset({"seed", "max_tokens", "prompt_cache_key"}))


async def test_what_did_not_help_is_not_learnt(setup: Setup) -> None:
    script = [Fail(400, "response_format: something is wrong with the schema.")] * 5
    async with ModelServer(script) as server, setup.client(at(server)) as client:
        with pytest.raises(ModelFailedError, match="something is wrong"):
            await client(REQUEST)
        assert len(server.requests) == 5
    assert setup.capabilities.of(at(server)) == Accepts()


# Two endpoints


@pytest.mark.parametrize(
    ("steps", "asked"),
    [
        ([Fail(500)] * 3, 3),
        ([Fail(429, code="insufficient_quota")], 1),
        ([Fail(429, headers={"Retry-After": "600"})], 1),
        ([Fail(401)], 1),
        ([Say("x", finish=None)] * 3, 3),
    ],
)
async def test_the_second_endpoint_answers_when_the_first_cannot(
    setup: Setup, steps: list[Say | Fail], asked: int
) -> None:
    async with ModelServer(steps) as first, ModelServer([Say(GOOD)], models=("large",)) as second:
        endpoints = at(first), at(second, name="backup", model="large", price=Price(0.0, 1.0))
        async with setup.client(*endpoints) as client:
            reply = await client(REQUEST)
        assert (len(first.requests), len(second.requests)) == (asked, 1)

    assert (reply.text, reply.model) == (GOOD, "large")
    assert reply.usage.cost == pytest.approx(11 / 1e6)
    [note] = setup.notes
    assert note.startswith("main")
    assert note.endswith("Asking backup instead.")


async def test_when_nobody_answers_both_are_named(setup: Setup) -> None:
    first, second = ModelServer([Fail(503)] * 3), ModelServer([Fail(401, "Who are you?")])
    async with first, second, setup.client(at(first), at(second, name="backup")) as client:
        with pytest.raises(ModelFailedError, match=r"main failed with status 503.*backup does not accept the key"):
            await client(REQUEST)


# From question to value


async def test_a_value_that_breaks_bounds_the_endpoint_did_not_know_is_repaired(setup: Setup) -> None:
    script = [
        Say('```json\n{"title": "No", "tags": null}\n```'),
        Say(json.dumps({"title": "Yes<br>", "tags": None})),
    ]
    async with ModelServer(script, formats=()) as server, setup.client(at(server)) as client:
        value, usage = await ask(
            client,
            REQUEST,
            Answer,
            lambda request, answer, offences: replace(request, prompt=f"{request.prompt}\n{offences}"),
        )
        last = server.requests[-1]["messages"][0]["content"]

    assert value == Answer(title="Yes\n")
    assert usage.calls == 2
    assert "title: String should have at least 3 characters" in last
    assert '"tags": ["text", ... (2 to 4 items)] or null' in last


async def test_tool_calls_and_other_surprises_are_no_answer(setup: Setup, llmock: LLMock) -> None:
    llmock.add(Reply(text="", finish_reason="tool_calls", times=None))
    async with setup.client(at(llmock)) as client:
        with pytest.raises(EndpointFailedError, match="empty answer"):
            await client(REQUEST)
