"""What has come of one streamed answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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

    @property
    def spent(self) -> Usage:
        """What the call took. What nobody reported is not guessed at: a call that broke off is only counted."""
        if self.usage:
            return self.usage
        return Usage(calls=1, broken_off=0 if self.ended else 1) if self.begun else Usage()

    def take(self, chunk: Any, endpoint: Endpoint) -> bool:
        """Takes in one chunk of a chat completion; tells whether there is new text.

        Lenient: servers that are compatible with OpenAI leave out fields that OpenAI always sends.
        """
        self.begun = True
        usage = getattr(chunk, "usage", None)
        if usage:
            details = getattr(usage, "prompt_tokens_details", None)
            self.usage = endpoint.usage(
                getattr(usage, "prompt_tokens", None) or 0,
                getattr(details, "cached_tokens", None) or 0,
                getattr(usage, "completion_tokens", None) or 0,
            )
        known = len(self.text)
        for choice in getattr(chunk, "choices", None) or ():
            delta = getattr(choice, "delta", None)
            self.text += getattr(delta, "content", None) or ""
            self.refusal += getattr(delta, "refusal", None) or ""
            self.finish = getattr(choice, "finish_reason", None) or self.finish
        return len(self.text) > known
