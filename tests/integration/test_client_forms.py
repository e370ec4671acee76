"""How the model client finds its way: plainer forms of request, another endpoint, a repaired answer."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.domain.errors import ModelFailedError
from bot.generation.ask import ask
from bot.generation.endpoints import DROPPABLE, Accepts, Capabilities, Price
from tests.fakes.asking import GOOD, REQUEST, Answer, Setup, at
from tests.fakes.model_server import Fail, ModelServer, Say

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


@pytest.mark.parametrize("name", [*DROPPABLE, "max_tokens"])
async def test_an_unknown_parameter_is_left_out_from_then_on(setup: Setup, name: str) -> None:
    request = replace(REQUEST, seed=1)
    async with ModelServer(refused=frozenset({name})) as server:
        async with setup.client(at(server, temperature=0.5, top_p=0.9)) as client:
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


async def test_calls_at_the_same_moment_learn_together(setup: Setup) -> None:
    server = ModelServer(refused=frozenset({"seed", "maxLength"}))
    async with server, setup.client(at(server)) as client:
        await asyncio.gather(client(replace(REQUEST, seed=1)), client(REQUEST))
        asked = len(server.requests)
        await client(replace(REQUEST, seed=1))
        assert len(server.requests) == asked + 1
    assert setup.capabilities.of(at(server)) == Accepts("no_string_bounds", frozenset({"seed"}))


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
        ([Fail(500)] * 2, 2),
        ([Fail(429, code="insufficient_quota")], 1),
        ([Fail(429, headers={"Retry-After": "600"})], 1),
        ([Fail(401)], 1),
        ([Say("x", finish=None)] * 2, 2),
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
