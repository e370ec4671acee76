"""A paid call that counts what it took, also when it failed or was stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.domain.errors import ModelFailedError
from bot.domain.model import Call, ModelReply, ModelRequest, OnText
from bot.domain.pack import Usage
from bot.generation.endpoints import Endpoint

Estimate = Callable[[ModelRequest, str], Usage]
"""About what a call took that was stopped after this text."""
_UNPRICED = Endpoint("", "")


def tokens_alone(request: ModelRequest, text: str) -> Usage:
    """An estimate without cost."""
    return _UNPRICED.estimate(request, text)


class Metered:
    """Asks through `call`; `usage` is what has been spent so far."""

    def __init__(self, call: Call, estimate: Estimate) -> None:
        self._call = call
        self._estimate = estimate
        self.usage = Usage()

    async def __call__(self, request: ModelRequest, on_text: OnText | None = None) -> ModelReply:
        """The reply of the call. Raises what the call raises."""
        heard = ""

        def hear(text: str) -> None:
            nonlocal heard
            heard = text
            if on_text is not None:
                on_text(text)

        try:
            reply = await self._call(request, hear)
        except ModelFailedError as error:
            self.usage += error.usage or Usage()
            raise
        except asyncio.CancelledError:
            if heard:  # else it may never have been asked
                self.usage += self._estimate(request, heard)
            raise
        self.usage += reply.usage
        return reply
