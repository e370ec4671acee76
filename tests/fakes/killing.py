"""A process that dies at a commit or at a paid call, for tests of what jobs do when they run once more.

What dies does nothing any more: from then on every transaction and every call of that process ends it again. Paid
replies outlive it, as with the durable engine: they are found by request, and how often that was asked in a run.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

from sqlalchemy import Connection

from bot.domain.errors import ModelFailedError
from bot.domain.model import ModelReply, ModelRequest, OnText
from bot.domain.pack import Usage
from bot.domain.progress import Event as Progress
from bot.domain.speech import Recording, Transcript
from bot.jobs.port import Handlers
from bot.storage.backend import Backend, backend_for
from bot.storage.cipher import Cipher
from bot.storage.database import Database
from bot.storage.link import Link
from tests.fakes.calls import KEY_MESSAGE, topics
from tests.fakes.strict_requests import sample
from tests.fakes.talking import NOW

T = TypeVar("T")
At = Literal["before commit", "after commit", "before call", "after call", "stopped in call"]


class Killed(BaseException):
    """As good as SIGKILL: no handler catches it."""


class Place(NamedTuple):
    """Where a process dies: at the n-th commit or paid call, from 1. One that is stopped ends in good order, and
    may still store something."""

    at: At
    number: int


NOWHERE = Place("after commit", 10**6)


@dataclass
class Life:
    """A process, up to its death."""

    place: Place = NOWHERE
    commits: int = 0
    calls: int = 0
    dead: bool = False

    def lives(self) -> None:
        """Raises Killed for one that has died."""
        if self.dead:
            raise Killed

    def reaches(self, at: At, number: int) -> None:
        """It dies here if this is the place."""
        if (at, number) == self.place:
            self.dead = True
            raise Killed
        if at == "before call" and ("stopped in call", number) == self.place:
            raise asyncio.CancelledError


class Mortal:
    """A database in a process that may die."""

    def __init__(self, backend: Backend, life: Life) -> None:
        self._backend = backend
        self._life = life

    @property
    def file(self) -> Path | None:
        return self._backend.file

    @property
    def cipher(self) -> Cipher:
        return self._backend.cipher

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Link]:
        self._life.lives()
        async with self._backend.write() as link:
            yield link
            self._life.lives()
            self._life.commits += 1
            number = self._life.commits
            self._life.reaches("before commit", number)
        self._life.reaches("after commit", number)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Link]:
        self._life.lives()
        async with self._backend.read() as link:
            yield link

    def apart(self, work: Callable[[Connection], T]) -> Any:
        return self._backend.apart(work)

    async def scrub(self) -> None:
        await self._backend.scrub()

    async def rewrite(self) -> None:
        await self._backend.rewrite()

    async def close(self) -> None:
        await self._backend.close()


@dataclass
class Till:
    """Pays a model and keeps its replies, which outlive every process. `failing`: tasks that come to nothing."""

    failing: frozenset[str] = frozenset()
    paid: Counter[str] = field(default_factory=Counter)
    heard: int = 0
    _kept: dict[str, ModelReply | ModelFailedError] = field(default_factory=dict)
    _asked: Counter[str] = field(default_factory=Counter)
    life: Life = field(default_factory=Life)

    def begin(self, life: Life) -> None:
        """A run of the handler begins, in this process."""
        self.life = life
        self._asked.clear()

    async def __call__(self, request: ModelRequest, on_text: OnText | None = None) -> ModelReply:
        self.life.lives()
        asked = json.dumps(asdict(request), sort_keys=True)
        self._asked[asked] += 1
        key = f"{self._asked[asked]} {request.task} {asked}"
        if key not in self._kept:
            self.life.calls += 1
            number = self.life.calls
            self.life.reaches("before call", number)
            self.paid[key] += 1
            self._kept[key] = self._answer(request)
            self.life.reaches("after call", number)
        kept = self._kept[key]
        if isinstance(kept, ModelFailedError):
            raise kept
        if on_text is not None:
            on_text(kept.text)
        return kept

    async def hear(self, recording: Recording) -> Transcript:
        """Writes out speech, which no engine remembers."""
        self.life.lives()
        self.life.calls += 1
        number = self.life.calls
        self.life.reaches("before call", number)
        self.heard += 1
        self.life.reaches("after call", number)
        return Transcript("Zo ging dat bij ons.", Usage(calls=1, prompt_tokens=14, completion_tokens=6, cost=0.25))

    def _answer(self, request: ModelRequest) -> ModelReply | ModelFailedError:
        usage = Usage(calls=1, prompt_tokens=10 + len(request.prompt) % 89, completion_tokens=7, cost=0.5)
        if request.task in self.failing:
            error = ModelFailedError("Nobody answered.")
            error.usage = usage
            return error
        known: dict[str, Any] = {"topics": topics(12), "key_message": KEY_MESSAGE}
        answer = known.get(request.task) or sample(request.schema, request.schema.get("$defs", {}))
        if "hashtags" in answer.get("parts", {}):
            answer["parts"]["hashtags"] = ["#trap", "#wonen", "#stilte"]
        return ModelReply(json.dumps(answer, ensure_ascii=False), usage, "scripted")


class Ran(NamedTuple):
    """What a run came to; None where the process died in it. `told` is what it told until then."""

    result: str | None
    told: tuple[Progress, ...]
    life: Life


Serve = Callable[[Database, Till], Handlers]


def opened(url: str, life: Life | None = None) -> Database:
    """The database at a URL, in this process."""
    return Database("", lambda: NOW, Mortal(backend_for(url), life or Life()))


async def run(url: str, job: int, serve: Serve, till: Till, place: Place | None = None) -> Ran:
    """Runs a job's handler from its start in a process of its own, and ends the job as the engine does."""
    life, told = Life(place or NOWHERE), list[Progress]()
    database = opened(url, life)
    till.begin(life)
    result = None
    try:
        async with database.read() as work:
            stored = await work.jobs.get(job)
        assert stored is not None
        result = await serve(database, till)[stored.kind](stored, told.append)
        life.place = NOWHERE
        async with database.work() as work:
            assert await work.within(stored.workspace or 0).jobs.end(job, "done")
    except Killed:
        assert life.dead
    except asyncio.CancelledError:
        assert life.place.at == "stopped in call"
    finally:
        await database.close()
    return Ran(result, tuple(told), life)


def places(life: Life) -> Iterable[Place]:
    """Everywhere that a process can die which lived like this; the last commit is that of the engine."""
    for number in range(1, life.commits):
        yield Place("before commit", number)
        yield Place("after commit", number)
    for number in range(1, life.calls + 1):
        yield Place("before call", number)
        yield Place("after call", number)
