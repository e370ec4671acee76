"""A line to one endpoint: how it is opened, what its errors mean, how often it is tried, when it is left alone."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple, TypeVar

import openai
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    stop_after_attempt,
    wait_exponential_jitter,
    wait_random,
)

from bot.domain.errors import ModelFailedError, RefusedError
from bot.generation.client.breaker import Breaker
from bot.generation.endpoints import Endpoint, Patience
from bot.generation.problems import (
    LONGEST_WAIT,
    About,
    BusyError,
    EndpointFailedError,
    Problem,
    UnavailableError,
    explain,
    problem,
    retry_after,
)

CONNECT_SECONDS = 10.0
_BACKOFF = wait_exponential_jitter(initial=1, max=30, jitter=1)
_SPREAD = wait_random(0, 1)

AnswerT = TypeVar("AnswerT")
Sleep = Callable[[float], Awaitable[None]]
OnShut = Callable[[Endpoint, ModelFailedError | None], None]
"""Hears once that an endpoint is left alone from now on, and why; and once that it works again (None)."""


def unheard(endpoint: Endpoint, why: ModelFailedError | None) -> None:
    """For who has nobody to tell."""


class TryAgainError(EndpointFailedError):
    """May go better next time; `kind` is what it is when that does not. `wait` is the pause that the endpoint asks
    for, in seconds."""

    def __init__(
        self,
        what: str,
        kind: type[EndpointFailedError] = UnavailableError,
        wait: float | None = None,
        about: About = "answer",
    ) -> None:
        super().__init__(what, "Try again in a while.", about)
        self.kind = kind
        self.wait = wait

    def given_up(self, attempts: int = 1) -> EndpointFailedError:
        """What a person hears of it after so many tries."""
        times = f" Tried {attempts} times." if attempts > 1 else ""
        return self.kind(f"{self.what}{times}", self.next_step, self.about)


class DeclinedError(Exception):
    """The endpoint answered with an error that is about this request."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Line(NamedTuple):
    """An endpoint, the library's client for it, room for as many calls as it takes at once, and what is known of
    how it works. `clock` gives seconds and never goes back."""

    endpoint: Endpoint
    client: openai.AsyncOpenAI
    slots: asyncio.Semaphore
    breaker: Breaker
    clock: Callable[[], float]
    on_shut: OnShut

    @contextmanager
    def asking(self) -> Iterator[None]:
        """A call is made inside, and what comes of it is remembered. Raises what the endpoint last failed with
        while it is left alone."""
        trial = self.breaker.enter(began := self.clock())
        try:
            yield
        except (EndpointFailedError, DeclinedError, RefusedError) as error:
            if self._told(error, trial, began):
                self.on_shut(self.endpoint, self.breaker.why)
            raise
        except BaseException:
            self.breaker.leave(trial)
            raise
        if self.breaker.works():
            self.on_shut(self.endpoint, None)

    def _told(self, error: Exception, trial: bool, began: float) -> bool:
        """Tells whether the endpoint is left alone from now on."""
        breaker, now = self.breaker, self.clock()
        if isinstance(error, TryAgainError) and error.wait is not None:
            breaker.block(error.wait, now)
        match error:
            case TryAgainError() if error.kind is UnavailableError:
                return breaker.failed(error.given_up(), trial, now - began, now)
            case BusyError(wait=float(wait)):
                return breaker.closed(error, now, wait)
            case DeclinedError() if error.problem.kind in ("quota", "key"):
                return breaker.closed(shown(error, self.endpoint), now)
        if breaker.works():  # whatever it said, it answered
            self.on_shut(self.endpoint, None)
        return False


def opened(
    endpoint: Endpoint,
    patience: Patience,
    clock: Callable[[], float] = time.monotonic,
    on_shut: OnShut = unheard,
) -> Line:
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
    slots = asyncio.Semaphore(endpoint.max_concurrent or 1000)
    return Line(endpoint, client, slots, Breaker(patience.rest), clock, on_shut)


async def tried(call: Callable[[], Awaitable[AnswerT]], line: Line, attempts: int, sleep: Sleep) -> AnswerT:
    """The answer of a call that is made again while that may go better, with pauses in between: at least as long
    as the endpoint asks of anybody, so that no call comes into its block.

    Raises EndpointFailedError when it never did, and whatever else the call raises.
    """

    def pause(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = line.breaker.wait(line.clock())
        if isinstance(error, TryAgainError) and error.wait is not None:
            asked = max(asked, error.wait)
        elif not asked:
            return _BACKOFF(state)
        return asked + _SPREAD(state)  # calls that were sent away together must not come back together

    def again(state: RetryCallState) -> bool:
        error = state.outcome.exception() if state.outcome else None
        return isinstance(error, TryAgainError) and not line.breaker.shut

    tries = AsyncRetrying(sleep=sleep, stop=stop_after_attempt(attempts), wait=pause, retry=again, reraise=True)
    blocked = line.breaker.wait(line.clock())
    if blocked:
        await sleep(blocked)
    try:
        answer: AnswerT = await tries(call)
    except TryAgainError as error:
        raise error.given_up(tries.statistics["attempt_number"]) from error
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
        return BusyError(f"{what} It asks to wait {wait:.0f} s.", "Try again after that.", wait=wait)
    return TryAgainError(what, BusyError if told.busy else UnavailableError, wait)


def shown(error: EndpointFailedError | DeclinedError, endpoint: Endpoint) -> ModelFailedError:
    """The error as a person gets to see it."""
    if isinstance(error, EndpointFailedError):
        return error
    return explain(error.problem, endpoint.name, endpoint.model)
