"""The model client: the one place that talks to model endpoints, and the only importer of openai and tenacity.

Import it only when a model is used: the library costs more than a second.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace
from types import TracebackType
from typing import Any, NamedTuple, Self

import openai
from openai.types.chat import ChatCompletionChunk
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    stop_after_attempt,
    wait_exponential_jitter,
    wait_random,
)

from bot.domain.errors import ModelFailedError, QuotaError, RefusedError
from bot.domain.model import ModelReply, ModelRequest, OnText
from bot.domain.pack import Usage
from bot.generation.cleaning import clean_text
from bot.generation.endpoints import DEFAULT_PATIENCE, Accepts, Capabilities, Endpoint, Patience, body
from bot.generation.heard import Heard
from bot.generation.problems import (
    LONGEST_WAIT,
    About,
    EndpointFailedError,
    Problem,
    explain,
    problem,
    retry_after,
)

CONNECT_SECONDS = 10.0
_BACKOFF = wait_exponential_jitter(initial=1, max=30, jitter=1)
_SPREAD = wait_random(0, 1)


class _TryAgainError(EndpointFailedError):
    """May go better next time. `wait` is the pause that the endpoint asks for, in seconds."""

    def __init__(self, what: str, wait: float | None = None, about: About = "answer") -> None:
        super().__init__(what, "Try again in a while.", about)
        self.wait = wait


class _DeclinedError(Exception):
    """The endpoint answered with an error that is about this request."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Line(NamedTuple):
    endpoint: Endpoint
    client: openai.AsyncOpenAI
    slots: asyncio.Semaphore


class ModelClient:
    """Asks the first endpoint that can answer. An `async with` block, or `aclose`, closes its connections.

    It serves one event loop. `sleep` waits between tries; `on_note` hears what the user should know although the
    answer came: that another endpoint had to be asked.
    """

    def __init__(
        self,
        endpoints: Sequence[Endpoint],
        capabilities: Capabilities,
        patience: Patience = DEFAULT_PATIENCE,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        on_note: Callable[[str], None] = lambda text: None,
    ) -> None:
        if not endpoints:
            raise ValueError("a model client needs an endpoint")
        self._lines = [_line(endpoint) for endpoint in endpoints]
        self._capabilities = capabilities
        self._patience = patience
        self._sleep = sleep
        self._on_note = on_note

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
                self._on_note(f"{failures[-1].what} Asking {line.endpoint.name} instead.")
            try:
                return await self._whole_answer(line, request, on_text, spent), line.endpoint.model
            except (EndpointFailedError, QuotaError) as error:
                failures.append(error)
        if len(failures) == 1:
            raise failures[0]
        raise ModelFailedError(
            " ".join(failure.what for failure in failures), failures[0].next_step
        ) from failures[0]

    async def models(self) -> tuple[str, ...]:
        """The names of the models that the first endpoint lists. Raises ModelFailedError when it does not tell."""
        endpoint, client, _ = self._lines[0]
        try:
            page = await client.models.list(timeout=openai.Timeout(self._patience.answer, connect=CONNECT_SECONDS))
        except openai.APIError as error:
            raise _shown(_failure(error, endpoint), endpoint) from error
        return tuple(model.id for model in page.data or ())

    async def _whole_answer(
        self, line: _Line, request: ModelRequest, on_text: OnText | None, spent: list[Usage]
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
        self, line: _Line, request: ModelRequest, on_text: OnText | None, spent: list[Usage]
    ) -> Heard:
        """Asks in the form the endpoint is known to take, and in plainer ones while that is refused.

        What was found out is remembered only once it has led to an answer.
        """
        accepts = self._capabilities.of(line.endpoint)
        while True:
            try:
                heard = await self._tried_answer(line, request, accepts, on_text, spent)
            except _DeclinedError as error:
                plainer = accepts.after(error.problem)
                if plainer is None:
                    raise _shown(error, line.endpoint) from error
                accepts = plainer
            else:
                self._capabilities.learn(line.endpoint, accepts)
                return heard

    async def _tried_answer(
        self, line: _Line, request: ModelRequest, accepts: Accepts, on_text: OnText | None, spent: list[Usage]
    ) -> Heard:
        tries = AsyncRetrying(
            sleep=self._sleep,
            stop=stop_after_attempt(self._patience.attempts),
            wait=_pause,
            retry=retry_if_exception_type(_TryAgainError),
            reraise=True,
        )
        try:
            heard: Heard = await tries(self._one_call, line, request, accepts, on_text, spent)
        except _TryAgainError as error:
            times = f" Tried {self._patience.attempts} times." if self._patience.attempts > 1 else ""
            raise EndpointFailedError(f"{error.what}{times}", error.next_step, error.about) from error
        return heard

    async def _one_call(
        self, line: _Line, request: ModelRequest, accepts: Accepts, on_text: OnText | None, spent: list[Usage]
    ) -> Heard:
        endpoint = line.endpoint
        parameters = body(endpoint, accepts, request)
        heard = Heard()
        async with line.slots:
            try:
                await self._listen(line, parameters, self._patience.for_task(request.task), heard, on_text)
            except openai.APIError as error:
                raise _failure(error, endpoint) from error
            finally:
                spent.append(heard.spent)
        if heard.refusal or heard.finish == "content_filter":
            words = clean_text(heard.refusal or heard.text).strip() or "no words"
            raise RefusedError(
                f"{endpoint.model} declined to write this: “{words}”.", "Reword the brief or the source."
            )
        if not heard.ended:
            raise _TryAgainError(f"{endpoint.name} broke off its answer.")
        if heard.finish != "length" and not heard.text.strip():
            raise _TryAgainError(f"{endpoint.name} gave an empty answer.")
        return heard

    async def _listen(
        self, line: _Line, parameters: dict[str, Any], seconds: float, heard: Heard, on_text: OnText | None
    ) -> None:
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        try:
            async with asyncio.timeout_at(end) as clock:
                stream: openai.AsyncStream[ChatCompletionChunk] = await line.client.chat.completions.create(
                    stream=True, timeout=openai.Timeout(None, connect=CONNECT_SECONDS), **parameters
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
            raise _TryAgainError(f"{line.endpoint.name} {late}.") from None


def _line(endpoint: Endpoint) -> _Line:
    client = openai.AsyncOpenAI(
        base_url=endpoint.address,
        # Never None: the library would then take OPENAI_API_KEY and send it to whoever listens at that address.
        api_key=endpoint.api_key or "none",
        max_retries=0,
    )
    if endpoint.base_url:  # nor OPENAI_ORG_ID and OPENAI_PROJECT_ID
        client.organization = client.project = None
    return _Line(endpoint, client, asyncio.Semaphore(endpoint.max_concurrent or 1000))


def _pause(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, _TryAgainError) and error.wait is not None:
        return error.wait + _SPREAD(state)  # calls that were sent away together must not come back together
    return _BACKOFF(state)


async def _chunks(
    stream: openai.AsyncStream[ChatCompletionChunk], endpoint: Endpoint
) -> AsyncGenerator[ChatCompletionChunk, None]:
    try:
        async for chunk in stream:
            yield chunk
    except ValueError as error:  # the library does not catch it when a chunk is no JSON or no UTF-8
        raise _TryAgainError(f"{endpoint.name} sent a chunk that cannot be read.") from error


def _failure(error: openai.APIError, endpoint: Endpoint) -> EndpointFailedError | _DeclinedError:
    """What an error of the library means for this call."""
    if isinstance(error, openai.APIConnectionError):
        reason = f"{error.__cause__ or error}".rstrip(".") or type(error.__cause__).__name__
        return _TryAgainError(
            f"{endpoint.name} cannot be reached at {endpoint.place}: {reason}.", about="reachable"
        )
    told = problem(getattr(error, "status_code", None), error.body or error.message, endpoint.api_key)
    if told.kind != "again":
        return _DeclinedError(told)
    wait = retry_after(error.response.headers) if isinstance(error, openai.APIStatusError) else None
    what = (
        f"{endpoint.name} failed with {f'status {told.status}' if told.status else 'an error'} (`{told.message}`)."
    )
    if wait is not None and wait > LONGEST_WAIT:
        return EndpointFailedError(f"{what} It asks to wait {wait:.0f} s.", "Try again after that.")
    return _TryAgainError(what, wait)


def _shown(error: EndpointFailedError | _DeclinedError, endpoint: Endpoint) -> ModelFailedError:
    if isinstance(error, EndpointFailedError):
        return error
    return explain(error.problem, endpoint.name, endpoint.model)
