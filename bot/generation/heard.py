"""What has come of one streamed answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.domain.model import ModelRequest
from bot.domain.pack import Usage
from bot.generation.endpoints import Endpoint


@dataclass(slots=True)
class Heard:
    """Text, refusal, reason to finish and usage so far. `usage` stays None when the endpoint does not tell.

    `begun`: the endpoint has worked on an answer, and may charge for that, whatever came of it.
    """

    text: str = ""
    refusal: str = ""
    finish: str | None = None
    usage: Usage | None = None
    begun: bool = False

    @property
    def ended(self) -> bool:
        """Whether the endpoint said that this is all."""
        return bool(self.refusal) or self.finish not in (None, "error")

    def spent(self, endpoint: Endpoint, request: ModelRequest) -> Usage:
        """What the call took: what the endpoint said, else for a call that broke off an estimate. An endpoint that
        never says what a whole answer took is not guessed at."""
        if self.usage:
            return self.usage
        if not self.begun:
            return Usage()
        return Usage(calls=1) if self.ended else endpoint.estimate(request, self.text)

    def take(self, chunk: object, endpoint: Endpoint) -> bool:
        """Takes in one chunk of a chat completion, as JSON; tells whether there is new text.

        Lenient: servers that are compatible with OpenAI leave out fields that OpenAI always sends.
        """
        self.begun = True
        usage = _part(chunk, "usage")
        if usage:
            details = _part(usage, "prompt_tokens_details")
            self.usage = endpoint.usage(
                _part(usage, "prompt_tokens") or 0,
                _part(details, "cached_tokens") or 0,
                _part(usage, "completion_tokens") or 0,
            )
        known = len(self.text)
        for choice in _part(chunk, "choices") or ():
            delta = _part(choice, "delta")
            self.text += _part(delta, "content") or ""
            self.refusal += _part(delta, "refusal") or ""
            self.finish = _part(choice, "finish_reason") or self.finish
        return len(self.text) > known


def _part(value: object, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None
