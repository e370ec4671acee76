"""What the tests of the model client have in common: a question, and a client that does not really wait."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from llmock.pytest_plugin import LLMock
from pydantic import BaseModel, Field

from bot.domain.errors import ModelFailedError
from bot.domain.model import ModelRequest
from bot.generation.client import ModelClient
from bot.generation.endpoints import Capabilities, Endpoint, Patience
from tests.fakes.model_server import KEY, ModelServer


class Answer(BaseModel):
    title: str = Field(min_length=3, max_length=40)
    tags: list[str] = Field(default=[], min_length=2, max_length=4)


REQUEST = ModelRequest("topics", "Rules. " * 800, "Give a title.", Answer.model_json_schema(), max_tokens=200)
GOOD = '{"title": "Bread of today", "tags": ["a", "b"]}'
PATIENCE = Patience(answer=20, stall=10, attempts=3)


@dataclass
class Setup:
    """What a test sees beside the answer: pauses between tries, which pass at once, notes, which endpoints were
    left alone and came back, and what was learnt. `now` is the time in seconds."""

    pauses: list[float] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    shut: list[tuple[str, str]] = field(default_factory=list)
    now: float = 0.0
    capabilities: Capabilities = field(default_factory=lambda: Capabilities(lambda: 1_800_000_000.0))
    patience: Patience = PATIENCE

    @asynccontextmanager
    async def client(self, *endpoints: Endpoint) -> AsyncIterator[ModelClient]:
        async with ModelClient(
            endpoints,
            self.capabilities,
            self.patience,
            sleep=self.pause,
            clock=lambda: self.now,
            on_note=self.notes.append,
            on_shut=self.heard,
        ) as client:
            yield client

    async def pause(self, seconds: float) -> None:
        """Waits, on the clock of the test."""
        self.pauses.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)

    def heard(self, endpoint: Endpoint, why: ModelFailedError | None) -> None:
        """An endpoint is left alone from now on, or is back."""
        self.shut.append((endpoint.name, type(why).__name__ if why else "back"))


def at(server: ModelServer | LLMock, **more: Any) -> Endpoint:
    """The server as an endpoint, with other values where given."""
    base_url = server.base_url if isinstance(server, ModelServer) else server.base_url("openai")
    return replace(Endpoint("main", "small", base_url, KEY), **more)
