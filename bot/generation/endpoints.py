"""Model endpoints: where they are, what they cost, what they turned out to accept, what is sent to them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from pydantic import ValidationError

from bot.domain.base import Model
from bot.domain.model import ModelRequest
from bot.domain.pack import Usage
from bot.generation import schema as schemas
from bot.generation.problems import Problem

Format = Literal["bounded", "no_string_bounds", "no_bounds", "json_object", "prompt"]
FORMATS: tuple[Format, ...] = get_args(Format)
"""Ways to ask for JSON, from the surest to the one that every endpoint takes.

`bounded`: strict schema with all bounds · `no_string_bounds`: without lengths and formats of strings ·
`no_bounds`: without any bound · `json_object`: any JSON object, shape in the prompt · `prompt`: the prompt alone.
"""
OPENAI = "https://api.openai.com/v1"
LETTERS_PER_TOKEN = 3.5
"""About 4 in English and 3 in Dutch, with the vocabularies of today."""
KEEP_SECONDS = 30 * 24 * 3600
DROPPABLE = ("temperature", "top_p", "seed", "stream_options", "prompt_cache_key")
"""Parameters that an answer can do without."""
LIMITS = ("max_tokens", "max_completion_tokens")
"""Names of the limit on an answer, the old one first: every server knows it, and some ignore the new one."""


@dataclass(frozen=True, slots=True)
class Price:
    """Money per million tokens; `cached` is the price of prompt tokens read from the cache (None: as `prompt`)."""

    prompt: float
    completion: float
    cached: float | None = None

    def cost(self, prompt: int, cached: int, completion: int) -> float:
        """What so many tokens cost; `prompt` includes the cached ones."""
        from_cache = self.prompt if self.cached is None else self.cached
        return ((prompt - cached) * self.prompt + cached * from_cache + completion * self.completion) / 1_000_000


def price(prompt: float | None, cached: float | None, completion: float | None) -> Price | None:
    """The price, or None where the settings leave out one that is needed."""
    return None if prompt is None or completion is None else Price(prompt, completion, cached)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One model at one address. `name` is what messages call it; `base_url` None means OpenAI itself."""

    name: str
    model: str
    base_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    max_concurrent: int | None = None
    price: Price | None = None
    temperature: float | None = None
    top_p: float | None = None

    @property
    def address(self) -> str:
        """Where requests go."""
        return self.base_url or OPENAI

    @property
    def place(self) -> str:
        """The address as it may be shown and kept: without user, password or query."""
        url = urlsplit(self.address)
        return f"{url.scheme}://{url.netloc.rpartition('@')[2]}{url.path.rstrip('/')}"

    @property
    def identity(self) -> str:
        """Address and model: what an endpoint accepts depends on both."""
        return f"{self.place} {self.model}"

    def usage(self, prompt: int, cached: int, completion: int) -> Usage:
        """The usage of one call for which the endpoint reported these tokens."""
        cost = self.price.cost(prompt, cached, completion) if self.price else None
        return Usage(calls=1, prompt_tokens=prompt, cached_tokens=cached, completion_tokens=completion, cost=cost)

    def estimate(self, request: ModelRequest, text: str) -> Usage:
        """About what a call took that broke off after this text, of which the endpoint said nothing: what a model
        thought before it began to write is not in it."""
        read, written = len(request.prefix) + len(request.prompt), len(text)
        usage = self.usage(round(read / LETTERS_PER_TOKEN), 0, round(written / LETTERS_PER_TOKEN))
        return usage.model_copy(update={"broken_off": 1})


@dataclass(frozen=True, slots=True)
class Patience:
    """How long and how often: seconds for a whole answer (`tasks` overrules it for a task or for all tasks that
    begin with `<key>_`), seconds without a sign of life once it has begun, tries when an endpoint fails, and the
    seconds for which one that seems dead is left alone at first."""

    answer: float = 120.0
    stall: float = 30.0
    attempts: int = 4
    tasks: Mapping[str, float] = field(default_factory=dict)
    rest: float = 15.0

    def for_task(self, task: str) -> float:
        """Seconds for a whole answer to this task."""
        fitting = [key for key in self.tasks if task == key or task.startswith(f"{key}_")]
        return self.tasks[max(fitting, key=len)] if fitting else self.answer


DEFAULT_PATIENCE = Patience()


@dataclass(frozen=True, slots=True)
class Accepts:
    """What an endpoint takes, as far as it is known; everything, until it refuses."""

    format: Format = "bounded"
    dropped: frozenset[str] = frozenset()

    @property
    def limit(self) -> str:
        """The name under which it takes the limit on an answer."""
        return LIMITS[1] if LIMITS[0] in self.dropped else LIMITS[0]

    def after(self, problem: Problem) -> Accepts | None:
        """What to try next when a request in this form was refused; None when the error teaches nothing."""
        name = problem.parameter((*DROPPABLE, *LIMITS))
        if name in DROPPABLE:
            return None if name in self.dropped else Accepts(self.format, self.dropped | {name})
        if name in LIMITS:
            return Accepts(self.format, self.dropped | {name}) if name == self.limit == LIMITS[0] else None
        if problem.about_format and self.format != FORMATS[-1]:
            return Accepts(FORMATS[FORMATS.index(self.format) + 1], self.dropped)
        return None

    def joined(self, other: Accepts) -> Accepts:
        """What both take: calls at the same moment may each have learnt something."""
        further = max(self.format, other.format, key=FORMATS.index)
        return Accepts(further, self.dropped | other.dropped)


def body(endpoint: Endpoint, accepts: Accepts, request: ModelRequest) -> dict[str, Any]:
    """The parameters of one chat completion, in the form that the endpoint takes.

    All goes into a single user message, prefix first. So the pack's prefix is the same from the first byte on,
    which is what prompt caches look at; what a user typed never gets the authority of a system message; and it
    suits the chat templates that know no system message or no two messages of one role.
    """
    wanted = {
        "temperature": endpoint.temperature,
        "top_p": endpoint.top_p,
        "seed": request.seed,
        "stream_options": {"include_usage": True},
        "prompt_cache_key": _cache_key(request.prefix),
    }
    return {
        "model": endpoint.model,
        "messages": [{"role": "user", "content": _content(request, accepts.format)}],
        accepts.limit: request.max_tokens,
        **_response_format(request, accepts.format),
        **{key: value for key, value in wanted.items() if value is not None and key not in accepts.dropped},
    }


def _content(request: ModelRequest, form: Format) -> str:
    parts = [request.prefix, request.prompt]
    if form in ("json_object", "prompt"):
        parts.append(
            "Answer with one JSON object of this shape, complete, with nothing before or after it:\n"
            + schemas.in_words(schemas.strict(request.schema))
        )
    # Lone surrogates, which JSON files can hold, would not survive the way to the endpoint.
    return "\n".join(part for part in parts if part).encode(errors="replace").decode()


def _response_format(request: ModelRequest, form: Format) -> dict[str, Any]:
    if form == "prompt":
        return {}
    if form == "json_object":
        return {"response_format": {"type": "json_object"}}
    schema = schemas.strict(request.schema)
    if form != "bounded":
        schema = schemas.without_bounds(
            schema, schemas.STRING_BOUNDS if form == "no_string_bounds" else schemas.BOUNDS
        )
    # One name for all tasks: endpoints put name and schema before the prompt, where caches look first.
    return {
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "answer", "strict": True, "schema": schema},
        }
    }


def _cache_key(prefix: str) -> str | None:
    return hashlib.sha256(prefix.encode(errors="replace")).hexdigest()[:32] if prefix else None


class Lesson(Model):
    """What was learnt of one endpoint, and when (seconds since 1970)."""

    format: Format
    dropped: tuple[str, ...] = ()
    learnt: float

    @property
    def accepts(self) -> Accepts:
        """The lesson as it is used."""
        return Accepts(self.format, frozenset(self.dropped))


class Lessons(Model):
    """The file in which lessons are kept between runs (`kernbot.endpoints/1`), by identity."""

    endpoints: dict[str, Lesson] = {}


class Capabilities:
    """Remembers what each endpoint accepts, for 30 days: providers change, and then it is found out again.

    With a path it outlives the process. A file that cannot be read or written is done without: it only saves
    the requests that would be refused once more. `now` gives seconds since 1970.
    """

    def __init__(self, now: Callable[[], float], path: Path | None = None) -> None:
        self._now = now
        self._path = path
        self._lessons = self._read()

    def of(self, endpoint: Endpoint) -> Accepts:
        """What the endpoint is known to take."""
        lesson = self._lessons.get(endpoint.identity)
        if lesson is None or abs(self._now() - lesson.learnt) > KEEP_SECONDS:
            return Accepts()
        return lesson.accepts

    def learn(self, endpoint: Endpoint, accepts: Accepts) -> None:
        """Remembers a form of request that was answered, if it differs from what is known."""
        known = self.of(endpoint)
        joined = known.joined(accepts)
        if joined == known:
            return
        lesson = Lesson(format=joined.format, dropped=tuple(sorted(joined.dropped)), learnt=self._now())
        self._lessons = {**self._lessons, **self._read(), endpoint.identity: lesson}
        self._write()

    def _read(self) -> dict[str, Lesson]:
        if self._path is None:
            return {}
        try:
            return Lessons.model_validate_json(self._path.read_bytes()).endpoints
        except (OSError, ValidationError):
            return {}

    def _write(self) -> None:
        if self._path is None:
            return
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._path.with_name(f"{self._path.name}.{os.getpid()}")
            fresh.write_text(Lessons(endpoints=self._lessons).model_dump_json(indent=1), encoding="utf-8")
            fresh.replace(self._path)
