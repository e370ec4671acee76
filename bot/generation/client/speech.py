"""The model client: has an endpoint write out speech."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

import openai

from bot.domain.errors import ModelFailedError
from bot.domain.pack import Usage
from bot.domain.speech import Recording, Transcript
from bot.generation.cleaning import clean_text
from bot.generation.client.line import (
    CONNECT_SECONDS,
    DeclinedError,
    OnShut,
    Sleep,
    TryAgainError,
    failure,
    opened,
    shown,
    tried,
    unheard,
)
from bot.generation.endpoints import DEFAULT_PATIENCE, Endpoint, Patience
from bot.generation.problems import EndpointFailedError

TASK = "hear"
"""Under which name `model.task_timeouts` knows this."""


class Transcriber:
    """Writes out recordings at one endpoint, whose `model` is one for speech; `price_minute` is the price of a
    minute of it. `aclose` closes its connections. It serves one event loop."""

    def __init__(
        self,
        endpoint: Endpoint,
        price_minute: float | None = None,
        patience: Patience = DEFAULT_PATIENCE,
        *,
        sleep: Sleep = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
        on_shut: OnShut = unheard,
    ) -> None:
        self._line = opened(endpoint, patience, clock, on_shut)
        self._price = price_minute
        self._patience = patience
        self._sleep = sleep

    async def aclose(self) -> None:
        """Closes every connection."""
        await self._line.client.close()

    async def __call__(self, recording: Recording) -> Transcript:
        """What was said. Raises ModelFailedError, which says what to do and what it took."""
        spent: list[Usage] = []

        async def call() -> str:
            return await self._once(recording, spent)

        try:
            text = await tried(call, self._line, self._patience.attempts, self._sleep)
        except DeclinedError as error:
            failed = self._explained(error)
            failed.usage = sum(spent, Usage())
            raise failed from error
        except ModelFailedError as error:
            error.usage = sum(spent, Usage())
            raise
        return Transcript(text, sum(spent, Usage()))

    async def _once(self, recording: Recording, spent: list[Usage]) -> str:
        async with self._line.slots:
            with self._line.asking():
                answer = await self._answer(recording, spent)
                spent.append(_usage(getattr(answer, "usage", None), self._price))
                text = getattr(answer, "text", None)
                if not isinstance(text, str):  # the library takes any answer
                    name = self._line.endpoint.name
                    raise TryAgainError(f"{name} sent an answer that cannot be read.", EndpointFailedError)
        return clean_text(text).strip()

    async def _answer(self, recording: Recording, spent: list[Usage]) -> object:
        endpoint, seconds = self._line.endpoint, self._patience.for_task(TASK)
        try:
            async with asyncio.timeout(seconds):
                answer: object = await self._line.client.audio.transcriptions.create(
                    file=(recording.name, recording.content),
                    model=endpoint.model,
                    response_format="json",
                    timeout=openai.Timeout(None, connect=CONNECT_SECONDS),
                )
        except TimeoutError:
            spent.append(Usage(calls=1, broken_off=1))  # it may have listened all that time
            raise TryAgainError(f"{endpoint.name} took longer than {seconds:g} s.") from None
        except openai.APIError as error:
            raise failure(error, endpoint) from error
        except ValueError:  # the library does not catch it when an answer is no JSON
            return None
        return answer

    def _explained(self, error: DeclinedError) -> ModelFailedError:
        if error.problem.kind == "too_long":
            name = self._line.endpoint.name
            return ModelFailedError(
                f"{name}: the recording is too large (`{error.problem.message}`).", "Send it in shorter pieces."
            )
        return shown(error, self._line.endpoint)


def _usage(told: Any, price_minute: float | None) -> Usage:
    """What the endpoint says that it took: tokens or seconds, whichever it charges. Many say nothing."""
    seconds = getattr(told, "seconds", None)
    cost = seconds / 60 * price_minute if isinstance(seconds, int | float) and price_minute is not None else None
    return Usage(
        calls=1,
        prompt_tokens=_count(getattr(told, "input_tokens", None)),
        completion_tokens=_count(getattr(told, "output_tokens", None)),
        cost=cost,
    )


def _count(told: object) -> int:
    return told if isinstance(told, int) else 0
