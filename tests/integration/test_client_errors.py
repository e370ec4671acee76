"""What the model client does not try again, and what the user hears instead."""

from __future__ import annotations

from typing import Any

import pytest
from llmock.pytest_plugin import LLMock
from llmock.scenarios import Reply

from bot.domain.errors import ModelFailedError, QuotaError, RefusedError
from bot.generation.endpoints import Accepts
from bot.generation.problems import EndpointFailedError
from tests.fakes.asking import REQUEST, Setup, at
from tests.fakes.model_server import KEY, Fail, ModelServer, Say


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


async def test_tool_calls_and_other_surprises_are_no_answer(setup: Setup, llmock: LLMock) -> None:
    llmock.add(Reply(text="", finish_reason="tool_calls", times=None))
    async with setup.client(at(llmock)) as client:
        with pytest.raises(EndpointFailedError, match="empty answer"):
            await client(REQUEST)
