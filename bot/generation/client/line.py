"""A line to one endpoint: how it is opened, what its errors mean, and how often it is tried."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import NamedTuple, TypeVar

import openai
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    stop_after_attempt,
    wait_exponential_jitter,
    wait_random,
)

from bot.domain.errors import ModelFailedError
from bot.generation.endpoints import Endpoint
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

AnswerT = TypeVar("AnswerT")
Sleep = Callable[[float], Awaitable[None]]


class TryAgainError(EndpointFailedError):
    """May go better next time. `wait` is the pause that the endpoint asks for, in seconds."""

    def __init__(self, what: str, wait: float | None = None, about: About = "answer") -> None:
        super().__init__(what, "Try again in a while.", about)
        self.wait = wait


class DeclinedError(Exception):
    """The endpoint answered with an error that is about this request."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Line(NamedTuple):
    """An endpoint, the library's client for it, and room for as many calls as it takes at once."""

    endpoint: Endpoint
    client: openai.AsyncOpenAI
    slots: asyncio.Semaphore


def opened(endpoint: Endpoint) -> Line:
    """A line to an endpoint; its client has to be closed."""
    client = openai.AsyncOpenAI(
        base_url=endpoint.address,
        # Never None: the library would then take OPENAI_API_KEY and send it to whoever listens at that address.
        api_key=endpoint.api_key or "none",
        max_retries=0,
        # An answer comes in a thousand pieces; each takes half as long this way as with the usual client.
        http_client=openai.DefaultAioHttpClient(),
    )
    if endpoint.base_url:  # nor OPENAI_ORG_ID and OPENAI_PROJECT_ID
        client.organization = client.project = None
    return Line(endpoint, client, asyncio.Semaphore(endpoint.max_concurrent or 1000))


def _pause(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, TryAgainError) and error.wait is not None:
        return error.wait + _SPREAD(state)  # calls that were sent away together must not come back together
    return _BACKOFF(state)


async def tried(call: Callable[[], Awaitable[AnswerT]], attempts: int, sleep: Sleep) -> AnswerT:
    """The answer of a call that is made again while that may go better, with pauses in between.

    Raises EndpointFailedError when it never did, and whatever else the call raises.
    """
    tries = AsyncRetrying(
        sleep=sleep,
        stop=stop_after_attempt(attempts),
        wait=_pause,
        retry=retry_if_exception_type(TryAgainError),
        reraise=True,
    )
    try:
        answer: AnswerT = await tries(call)
    except TryAgainError as error:
        times = f" Tried {attempts} times." if attempts > 1 else ""
        raise EndpointFailedError(f"{error.what}{times}", error.next_step, error.about) from error
    return answer


def failure(error: openai.APIError, endpoint: Endpoint) -> EndpointFailedError | DeclinedError:
    """What an error of the library means for this call."""
    if isinstance(error, openai.APIConnectionError):
        reason = f"{error.__cause__ or error}".rstrip(".") or type(error.__cause__).__name__
        return TryAgainError(
            f"{endpoint.name} cannot be reached at {endpoint.place}: {reason}.", about="reachable"
        )
    told = problem(getattr(error, "status_code", None), error.body or error.message, endpoint.api_key)
    if told.kind != "again":
        return DeclinedError(told)
    wait = retry_after(error.response.headers) if isinstance(error, openai.APIStatusError) else None
    what = (
        f"{endpoint.name} failed with {f'status {told.status}' if told.status else 'an error'} (`{told.message}`)."
    )
    if wait is not None and wait > LONGEST_WAIT:
        return EndpointFailedError(f"{what} It asks to wait {wait:.0f} s.", "Try again after that.")
    return TryAgainError(what, wait)


def shown(error: EndpointFailedError | DeclinedError, endpoint: Endpoint) -> ModelFailedError:
    """The error as a person gets to see it."""
    if isinstance(error, EndpointFailedError):
        return error
    return explain(error.problem, endpoint.name, endpoint.model)
