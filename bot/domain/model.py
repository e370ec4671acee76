"""The port to a language model: one request, one reply, and the call that a use case is handed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from bot.domain.pack import Usage


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """One paid call. `schema` is the JSON Schema the answer has to obey; `prefix` is the part of the prompt
    that all calls of a pack share, `prompt` what follows it."""

    task: str
    prefix: str
    prompt: str
    schema: dict[str, Any]
    max_tokens: int
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class ModelReply:
    """The answer as text (JSON), and what it took. `model` is the name of the model that answered."""

    text: str
    usage: Usage
    model: str


OnText = Callable[[str], None]
"""Receives all text so far, each time more has arrived."""


class Call(Protocol):
    """Asks the model once. Raises `ModelFailedError` when no answer could be had."""

    async def __call__(self, request: ModelRequest, on_text: OnText | None = None) -> ModelReply: ...
