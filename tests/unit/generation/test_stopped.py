"""What a call took that somebody stopped: an estimate from what had arrived, nothing where nothing had."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain.model import ModelReply, ModelRequest, OnText
from bot.domain.pack import Usage
from bot.generation.endpoints import Endpoint, Price
from bot.generation.model_writer import ModelWriter
from bot.generation.prompts import Prompts
from tests.fakes.composing import KNOWLEDGE

PRICED = Endpoint("main", "small", price=Price(1.0, 2.0))


class Writing:
    """Says something, and then nothing more."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.begun = asyncio.Event()

    async def __call__(self, request: ModelRequest, on_text: OnText | None = None) -> ModelReply:
        """Never."""
        if on_text is not None and self._text:
            on_text(self._text)
        self.begun.set()
        await asyncio.Event().wait()
        raise AssertionError("nobody ends this")


@pytest.mark.parametrize("text", ["", '{"facts": [' * 20])
async def test_what_a_stopped_call_took(text: str) -> None:
    call = Writing(text)
    writer = ModelWriter(call, "small", Prompts(KNOWLEDGE), KNOWLEDGE, 1000, PRICED.estimate)
    phases = KNOWLEDGE.journey("canvas7").phases
    async with asyncio.TaskGroup() as group:
        task = group.create_task(writer.read_source("nl", "", "Een trap hoeft niet te kraken.", phases))
        await call.begun.wait()
        task.cancel()
    if not text:
        assert writer.usage == Usage()
        return
    usage = writer.usage
    assert (usage.calls, usage.broken_off) == (1, 1)
    assert usage.completion_tokens == round(len(text) / 3.5)
    assert usage.prompt_tokens > 100
    assert usage.cost == pytest.approx((usage.prompt_tokens + 2 * usage.completion_tokens) / 1e6)
