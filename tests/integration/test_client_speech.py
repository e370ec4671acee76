"""What a model client hears of a recording, over real HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bot.domain.errors import ModelFailedError, QuotaError
from bot.domain.pack import Usage
from bot.domain.speech import Recording
from bot.generation.client import Transcriber
from bot.generation.problems import EndpointFailedError
from tests.fakes.asking import Setup, at
from tests.fakes.model_server import Fail, ModelServer, Write
from tests.fakes.speech import OGG, RECORDINGS

VOICE = Recording(OGG, "voice.ogg")


@asynccontextmanager
async def hearing(
    setup: Setup, server: ModelServer, price: float | None = None, **more: str
) -> AsyncIterator[Transcriber]:
    """A client of this server that does not really wait."""

    async def pause(seconds: float) -> None:
        setup.pauses.append(seconds)

    client = Transcriber(at(server, model="ears", **more), price, setup.patience, sleep=pause)
    try:
        yield client
    finally:
        await client.aclose()


def ears(*script: Write | Fail) -> ModelServer:
    """A server with a model for speech."""
    return ModelServer(script, models=("ears",))


@pytest.mark.parametrize("ending", RECORDINGS)
async def test_every_kind_of_recording_is_sent_whole(setup: Setup, ending: str) -> None:
    recording = Recording(RECORDINGS[ending], f"voice.{ending}")
    async with ears(Write({"text": " Goedemorgen. "})) as server, hearing(setup, server) as client:
        heard = await client(recording)
    assert heard.text == "Goedemorgen."
    assert [(asked.model, asked.name, asked.content) for asked in server.heard] == [
        ("ears", recording.name, recording.content)
    ]


@pytest.mark.parametrize(
    ("told", "price", "usage"),
    [
        (None, 0.6, Usage(calls=1)),
        ({"type": "duration", "seconds": 90}, 0.5, Usage(calls=1, cost=0.75)),
        ({"type": "duration", "seconds": 90}, None, Usage(calls=1)),
        (
            {"type": "tokens", "input_tokens": 14, "output_tokens": 45, "total_tokens": 59},
            0.6,
            Usage(calls=1, prompt_tokens=14, completion_tokens=45),
        ),
        ({"type": "tokens", "input_tokens": "many"}, 0.6, Usage(calls=1)),
        ("nothing", None, Usage(calls=1)),
    ],
)
async def test_what_it_took_is_counted_as_far_as_it_is_told(
    setup: Setup, told: object, price: float | None, usage: Usage
) -> None:
    body = {"text": "ja"} if told is None else {"text": "ja", "usage": told}
    async with ears(Write(body)) as server, hearing(setup, server, price) as client:
        assert (await client(VOICE)).usage == usage


async def test_silence_is_an_answer(setup: Setup) -> None:
    async with ears(Write({"text": ""})) as server, hearing(setup, server) as client:
        assert (await client(VOICE)).text == ""


async def test_what_nobody_should_get_to_see_is_taken_out(setup: Setup) -> None:
    async with ears(Write({"text": "een\u202e twee\x00 drie"})) as server, hearing(setup, server) as client:
        assert (await client(VOICE)).text == "een twee drie"


async def test_what_may_go_better_is_tried_again(setup: Setup) -> None:
    script = (Fail(429, headers={"retry-after": "2"}), Fail(500), Write({"text": "ja", "usage": {"seconds": 60}}))
    async with ears(*script) as server, hearing(setup, server, 1.0) as client:
        heard = await client(VOICE)
    assert (heard.text, heard.usage.cost, len(setup.pauses)) == ("ja", 1.0, 2)
    assert 2 <= setup.pauses[0] <= 3


@pytest.mark.parametrize("body", ["no json", [], {}, {"text": None}, {"text": 7}])
async def test_an_answer_without_a_text_is_none(setup: Setup, body: object) -> None:
    async with ears(*[Write(body)] * 3) as server, hearing(setup, server) as client:
        with pytest.raises(EndpointFailedError, match=r"cannot be read\. Tried 3 times") as caught:
            await client(VOICE)
    assert caught.value.usage is not None
    assert caught.value.usage.calls == 3


async def test_what_takes_too_long_is_given_up_and_counted(setup: Setup) -> None:
    setup.patience = replace(setup.patience, tasks={"hear": 0.01}, attempts=2)
    async with ModelServer(models=("ears",), first_token=0.3) as server, hearing(setup, server) as client:
        with pytest.raises(EndpointFailedError, match=r"longer than 0\.01 s\. Tried 2 times") as caught:
            await client(VOICE)
    assert caught.value.usage == Usage(calls=2, broken_off=2)


@pytest.mark.parametrize(
    ("fail", "kind", "words"),
    [
        (Fail(429, "You exceeded your current quota.", "insufficient_quota"), QuotaError, "no credit left"),
        (Fail(401, "Incorrect API key."), EndpointFailedError, "does not accept the key"),
        (Fail(404, "No such model."), EndpointFailedError, "does not know `ears`"),
        (Fail(413, "Maximum content size limit (26214400) exceeded."), ModelFailedError, "shorter pieces"),
        (Fail(400, "Audio file is too short."), ModelFailedError, "too short"),
    ],
)
async def test_what_is_refused_is_not_tried_again(
    setup: Setup, fail: Fail, kind: type[ModelFailedError], words: str
) -> None:
    async with ears(fail) as server, hearing(setup, server) as client:
        with pytest.raises(kind, match=words) as caught:
            await client(VOICE)
    assert (setup.pauses, caught.value.usage) == ([], Usage())


async def test_an_endpoint_that_is_not_there(setup: Setup) -> None:
    async with ears() as server:
        pass
    async with hearing(setup, server) as client:
        with pytest.raises(EndpointFailedError, match="cannot be reached"):
            await client(VOICE)


async def test_the_key_of_another_goes_nowhere(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "right key")
    async with ears() as server, hearing(setup, server, api_key=None) as client:
        with pytest.raises(EndpointFailedError, match="does not accept the key"):
            await client(VOICE)
