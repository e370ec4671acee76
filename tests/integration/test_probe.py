"""What `kernbot doctor` finds out about an endpoint, and at what cost."""

from __future__ import annotations

from typing import Any

import pytest

from bot.generation.endpoints import Accepts, Capabilities, Endpoint
from bot.generation.probe import Probed, probe
from tests.fakes.model_server import KEY, Fail, ModelServer, Say


async def looked_at(server: ModelServer, **more: Any) -> tuple[dict[str, Probed], Capabilities, Endpoint]:
    capabilities = Capabilities(lambda: 1_800_000_000.0)
    endpoint = Endpoint("main", more.get("model", "small"), server.base_url, more.get("api_key", KEY))
    return {found.subject: found for found in await probe(endpoint, capabilities)}, capabilities, endpoint


async def test_a_good_endpoint_costs_one_tiny_answer() -> None:
    async with ModelServer() as server:
        found, _, _ = await looked_at(server)
        assert len(server.requests) == 1
        assert server.requests[0]["max_tokens"] <= 500

    assert list(found) == ["reachable", "key", "model", "format", "streaming", "usage"]
    assert all(one.ok and not one.fix for one in found.values())
    assert found["format"].says == "strict schema with bounds"


async def test_what_the_endpoint_does_not_take_is_found_out_and_remembered() -> None:
    async with ModelServer(formats=("json_object",), answer=lambda request: '{"word": "ready"}') as server:
        found, capabilities, endpoint = await looked_at(server)

    assert found["format"].says == "JSON mode without a schema"
    assert capabilities.of(endpoint) == Accepts("json_object")


async def test_an_endpoint_that_takes_no_json_mode_is_said_to_need_repairs() -> None:
    async with ModelServer(formats=()) as server:
        found, _, _ = await looked_at(server)

    assert found["format"].ok is None
    assert "repairs" in found["format"].fix


@pytest.mark.parametrize(
    ("step", "subject", "fix"),
    [
        (Say('{"word":', usage=None), "usage", "Cost cannot be shown"),
        (Say("{}"), "streaming", "all at once"),
    ],
)
async def test_what_is_missing_is_named_with_its_consequence(step: Say, subject: str, fix: str) -> None:
    async with ModelServer([step]) as server:
        found, _, _ = await looked_at(server)

    assert found[subject].ok is None
    assert fix in found[subject].fix


async def test_an_endpoint_that_is_not_there() -> None:
    async with ModelServer() as server:
        pass
    found, _, _ = await looked_at(server)

    assert list(found) == ["reachable"]
    assert not found["reachable"].ok
    assert "whether the server runs" in found["reachable"].fix


async def test_a_wrong_key_costs_nothing() -> None:
    async with ModelServer() as server:
        found, _, _ = await looked_at(server, api_key="wrong")
        assert server.requests == []

    assert [(one.subject, one.ok) for one in found.values()] == [("reachable", True), ("key", False)]
    assert "environment" in found["key"].fix


async def test_an_unknown_model_is_answered_with_the_known_ones() -> None:
    async with ModelServer(models=("large", "larger")) as server:
        found, _, _ = await looked_at(server, model="huge")

    assert found["model"].ok is False
    assert "Listed: large, larger." in found["model"].fix


async def test_a_server_that_answers_to_any_name_is_seen_through() -> None:
    async with ModelServer(models=("small", "large")) as server:
        found, _, _ = await looked_at(server)
        assert found["model"].ok
        server.listed = ("file.gguf",)
        found, _, _ = await looked_at(server)

    assert found["model"].ok is None
    assert "Listed: file.gguf." in found["model"].fix


async def test_another_failure_is_shown_as_the_endpoint_words_it() -> None:
    async with ModelServer([Fail(500, "Out of memory.")]) as server:
        found, _, _ = await looked_at(server)
        assert len(server.requests) == 1

    assert found["format"].ok is False
    assert "Out of memory." in found["format"].says
