"""The model client: asks endpoints for text."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace
from types import TracebackType
from typing import Any, Self

import openai

from bot.domain.errors import ModelFailedError, QuotaError, RefusedError
from bot.domain.model import ModelReply, ModelRequest, OnText
from bot.domain.pack import Usage
from bot.generation.cleaning import clean_text
from bot.generation.client.line import (
    CONNECT_SECONDS,
    DeclinedError,
    Line,
    OnShut,
    Sleep,
    TryAgainError,
    failure,
    opened,
    shown,
    tried,
    unheard,
)
from bot.generation.endpoints import DEFAULT_PATIENCE, Accepts, Capabilities, Endpoint, Patience, body
from bot.generation.heard import Heard
from bot.generation.problems import EndpointFailedError, UnavailableError

TRIES_BEFORE_THE_NEXT = 2
"""Tries at an endpoint when there is another one: a hiccup is not worth a change, more is not worth the wait."""


class ModelClient:
    """Asks the first endpoint that can answer. An `async with` block, or `aclose`, closes its connections.

    It serves one event loop. One that does not work is left alone for a while, then tried by a single call;
    `on_shut` hears of both. `sleep` waits between tries, `clock` gives seconds that never go back. `on_note`
    hears what the user should know although the answer came: that another endpoint had to be asked.
    """

    def __init__(
        self,
        endpoints: Sequence[Endpoint],
        capabilities: Capabilities,
        patience: Patience = DEFAULT_PATIENCE,
        *,
        sleep: Sleep = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
        on_note: Callable[[str], None] = lambda text: None,
        on_shut: OnShut = unheard,
    ) -> None:
        if not endpoints:
            raise ValueError("a model client needs an endpoint")
        self._lines = [opened(endpoint, patience, clock, on_shut) for endpoint in endpoints]
        self._capabilities = capabilities
        self._patience = patience
        self._sleep = sleep
        self._on_note = on_note
        self._noted = ""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Closes every connection."""
        for line in self._lines:
            await line.client.close()

    async def __call__(self, request: ModelRequest, on_text: OnText | None = None) -> ModelReply:
        """The answer of the first endpoint that gives one. `on_text` starts over when a stream broke.

        Raises QuotaError, RefusedError or another ModelFailedError; each says what to do and what it took.
        """
        spent: list[Usage] = []
        try:
            heard, model = await self._first_answer(request, on_text, spent)
        except ModelFailedError as error:
            error.usage = sum(spent, Usage())
            raise
        return ModelReply(text=heard.text, usage=sum(spent, Usage()), model=model)

    async def _first_answer(
        self, request: ModelRequest, on_text: OnText | None, spent: list[Usage]
    ) -> tuple[Heard, str]:
        """The answer and the model that gave it. `spent` gets what every call took, those that failed included."""
        failures: list[ModelFailedError] = []
        for line in self._lines:
            if failures:
                self._note(f"{failures[-1].what} Asking {line.endpoint.name} instead.")
            try:
                return await self._whole_answer(line, request, on_text, spent), line.endpoint.model
            except (EndpointFailedError, QuotaError) as error:
                failures.append(error)
        if len(failures) == 1:
            raise failures[0]
        raise _none_of(failures) from failures[0]

    def _note(self, text: str) -> None:
        if text != self._noted:  # call after call the same, while an endpoint is left alone
            self._noted = text
            self._on_note(text)

    async def models(self) -> tuple[str, ...]:
        """The names of the models that the first endpoint lists. Raises ModelFailedError when it does not tell."""
        endpoint, client, *_ = self._lines[0]
        try:
            page = await client.models.list(timeout=openai.Timeout(self._patience.answer, connect=CONNECT_SECONDS))
        except openai.APIError as error:
            raise shown(failure(error, endpoint), endpoint) from error
        return tuple(model.id for model in page.data or ())

    async def _whole_answer(
        self, line: Line, request: ModelRequest, on_text: OnText | None, spent: list[Usage]
    ) -> Heard:
        """The answer of one endpoint; one that is cut off is asked for once more with twice the room."""
        for room in (request.max_tokens, 2 * request.max_tokens):
            heard = await self._accepted_answer(line, replace(request, max_tokens=room), on_text, spent)
            if heard.finish != "length":
                return heard
        raise ModelFailedError(
            f"{line.endpoint.name}: the answer to `{request.task}` was cut off at {request.max_tokens} tokens,"
            f" and again at {2 * request.max_tokens}.",
            "Ask for less at a time, or raise `model.max_tokens`.",
        )

    async def _accepted_answer(
        self, line: Line, request: ModelRequest, on_text: OnText | None, spent: list[Usage]
    ) -> Heard:
        """Asks in the form the endpoint is known to take, and in plainer ones while that is refused.

        What was found out is remembered only once it has led to an answer.
        """
        accepts = self._capabilities.of(line.endpoint)
        while True:
            try:
                heard = await self._tried_answer(line, request, accepts, on_text, spent)
            except DeclinedError as error:
                plainer = accepts.after(error.problem)
                if plainer is None:
                    raise shown(error, line.endpoint) from error
                accepts = plainer
            else:
                self._capabilities.learn(line.endpoint, accepts)
                return heard

    async def _tried_answer(
        self, line: Line, request: ModelRequest, accepts: Accepts, on_text: OnText | None, spent: list[Usage]
    ) -> Heard:
        async def call() -> Heard:
            return await self._one_call(line, request, accepts, on_text, spent)

        last = line is self._lines[-1]
        attempts = self._patience.attempts if last else min(self._patience.attempts, TRIES_BEFORE_THE_NEXT)
        return await tried(call, line, attempts, self._sleep)

    async def _one_call(
        self, line: Line, request: ModelRequest, accepts: Accepts, on_text: OnText | None, spent: list[Usage]
    ) -> Heard:
        endpoint, heard = line.endpoint, Heard()
        parameters = body(endpoint, accepts, request)
        async with line.slots:
            with line.asking():
                try:
                    await self._listen(line, parameters, self._patience.for_task(request.task), heard, on_text)
                except openai.APIError as error:
                    raise failure(error, endpoint) from error
                finally:
                    spent.append(heard.spent(endpoint, request))
                _sound(heard, endpoint)
        return heard

    async def _listen(
        self, line: Line, parameters: dict[str, Any], seconds: float, heard: Heard, on_text: OnText | None
    ) -> None:
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        try:
            async with asyncio.timeout_at(end) as clock:
                # As `chat.completions.create`, which would make a tree of objects of every few letters: with many
                # answers at once that takes longer than all else together.
                stream = await line.client.post(
                    "/chat/completions",
                    cast_to=object,
                    body={**parameters, "stream": True},
                    options={"timeout": openai.Timeout(None, connect=CONNECT_SECONDS)},
                    stream=True,
                    stream_cls=openai.AsyncStream[object],
                )
                async with stream, aclosing(_chunks(stream, line.endpoint)) as chunks:
                    async for chunk in chunks:
                        if heard.take(chunk, line.endpoint) and on_text:
                            on_text(heard.text)
                        if heard.text:  # before it begins to write, a model may think as long as its task allows
                            clock.reschedule(min(end, loop.time() + self._patience.stall))
        except TimeoutError:
            heard.begun = True  # it may have read the prompt and thought about it all that time
            late = (
                f"took longer than {seconds:g} s"
                if loop.time() >= end
                else f"fell silent for {self._patience.stall:g} s"
            )
            raise TryAgainError(f"{line.endpoint.name} {late}.") from None


def _sound(heard: Heard, endpoint: Endpoint) -> None:
    """Raises RefusedError and TryAgainError for what is no answer."""
    if heard.refusal or heard.finish == "content_filter":
        words = clean_text(heard.refusal or heard.text).strip() or "no words"
        raise RefusedError(
            f"{endpoint.model} declined to write this: “{words}”.", "Reword the brief or the source."
        )
    if not heard.ended:
        raise TryAgainError(f"{endpoint.name} broke off its answer.")
    if heard.finish != "length" and not heard.text.strip():
        raise TryAgainError(f"{endpoint.name} gave an empty answer.", EndpointFailedError)


def _none_of(failures: Sequence[ModelFailedError]) -> ModelFailedError:
    """What a person hears when no endpoint answered: what all have in common, else that there is none now."""
    kinds = {type(failure) for failure in failures}
    kind = kinds.pop() if len(kinds) == 1 else UnavailableError
    return kind(" ".join(failure.what for failure in failures), failures[0].next_step)


async def _chunks(stream: openai.AsyncStream[object], endpoint: Endpoint) -> AsyncGenerator[object, None]:
    try:
        async for chunk in stream:
            yield chunk
    except ValueError as error:  # the library does not catch it when a chunk is no JSON or no UTF-8
        raise TryAgainError(f"{endpoint.name} sent a chunk that cannot be read.") from error
