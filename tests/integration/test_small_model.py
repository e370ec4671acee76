"""Calls to a real small model: whatever it says comes out valid and clean, or as an error that says what to do."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, Field

from bot.domain.errors import ModelFailedError
from bot.domain.model import ModelRequest
from bot.generation.ask import ask
from bot.generation.cleaning import clean
from bot.generation.client import ModelClient
from bot.generation.endpoints import Accepts, Capabilities, Endpoint, Format, Patience
from bot.generation.probe import probe
from tests.fakes.small_model import CONTEXT, NAME, small_model

pytestmark = pytest.mark.model

Line = Annotated[str, Field(min_length=3, max_length=60)]


class Idea(BaseModel):
    title: Line
    question: Line
    tags: Annotated[list[Annotated[str, Field(min_length=1, max_length=15)]], Field(min_length=1, max_length=3)]
    note: Annotated[str, Field(max_length=60)] | None


class Ideas(BaseModel):
    ideas: Annotated[list[Idea], Field(min_length=2, max_length=3)]


REQUEST = ModelRequest(
    task="topics",
    prefix="You write for a bakery that bakes at night and delivers before seven.\n",
    prompt="Give two ideas for posts, each with a title, the question it answers, and one to three tags.",
    schema=Ideas.model_json_schema(),
    max_tokens=400,
)


@pytest.fixture(scope="module")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with small_model(tmp_path_factory.mktemp("model")) as url:
        yield url


@pytest.fixture
def capabilities() -> Capabilities:
    return Capabilities(lambda: 1_800_000_000.0)


@pytest.fixture
def endpoint(base_url: str) -> Endpoint:
    return Endpoint("small", NAME, base_url, temperature=0.2, max_concurrent=2)


@pytest.fixture
async def client(endpoint: Endpoint, capabilities: Capabilities) -> AsyncIterator[ModelClient]:
    async with ModelClient([endpoint], capabilities, Patience(answer=100, attempts=1)) as client:
        yield client


def repair(request: ModelRequest, answer: str, offences: str) -> ModelRequest:
    return replace(
        request, prompt=f"{request.prompt}\nThis was not accepted:\n{answer[:1000]}\nbecause:\n{offences}"
    )


async def answered(client: ModelClient, seed: int) -> Ideas:
    seen: list[str] = []
    value, usage = await ask(client, replace(REQUEST, seed=seed), Ideas, repair, seen.append)
    assert usage.prompt_tokens > 20
    assert usage.completion_tokens > 20
    assert len(seen) > 10
    assert clean(value.model_dump()) == value.model_dump()
    return value


@pytest.mark.parametrize("seed", range(4))
async def test_a_bounded_schema_always_gives_a_value(
    client: ModelClient, capabilities: Capabilities, endpoint: Endpoint, seed: int
) -> None:
    assert isinstance(await answered(client, seed), Ideas)
    assert capabilities.of(endpoint) == Accepts()


@pytest.mark.parametrize("form", ["no_bounds", "json_object", "prompt"])
@pytest.mark.parametrize("seed", range(2))
async def test_plainer_forms_give_a_value_or_a_clean_failure(
    client: ModelClient, capabilities: Capabilities, endpoint: Endpoint, form: Format, seed: int
) -> None:
    capabilities.learn(endpoint, Accepts(form))

    try:
        found: Ideas | ModelFailedError = await answered(client, seed)
    except ModelFailedError as error:
        found = error

    if isinstance(found, ModelFailedError):
        assert found.what
        assert found.next_step
    assert capabilities.of(endpoint) == Accepts(form)


async def test_a_prompt_beyond_the_context_is_refused_and_teaches_nothing(
    client: ModelClient, capabilities: Capabilities, endpoint: Endpoint
) -> None:
    with pytest.raises(ModelFailedError, match="larger context"):
        await client(replace(REQUEST, prompt="word " * (CONTEXT + 100)))
    assert capabilities.of(endpoint) == Accepts()


async def test_the_doctor_finds_everything_in_order(endpoint: Endpoint, capabilities: Capabilities) -> None:
    found: dict[str, Any] = {one.subject: one for one in await probe(endpoint, capabilities)}

    assert [one.ok for one in found.values()] == [True] * 6
    assert found["format"].says == "strict schema with bounds"
