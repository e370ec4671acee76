"""What stands around a bot under load: a lean Telegram, a model with the pace of a real one, and many people.

All of it runs in the process of the test. The strict servers of tests/fakes are for what is right; these have to be
faster than any bot.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

import aiohttp
import orjson

from bench.chat.api import SHOWS, Account, Api, Call, Json, Respond
from bench.chat.http import Connection, Values
from bench.chat.people import Chatter
from bench.packs import BRIEF, CHANNELS, FIRST_TOKEN, PACE
from bench.processes import ROOT
from bench.written import Written
from tests.fakes.model_server import KEY, ModelServer
from tests.fakes.strict_requests import prompt_of
from tests.fakes.telegram import TOKEN

MODEL = "small"
FIRST_TOPIC = "K1x1"
"""Stands in the first topic, so that it is seen when that is shown first."""
TOGETHER = 6
"""Tokens that come in one piece, ten pieces a second: providers send several where they write fast, and a fake model
that sent each by itself to five hundred people would be what is measured."""
AT_ONCE = "10000"
PATIENCE = 900.0
"""Seconds after which what should have been shown never comes."""
_SECRET = "X-Telegram-Bot-Api-Secret-Token"
_AGAIN_SECONDS = 0.5
_BROUGHT_AT_ONCE = 100
SUBMIT = "1~r.sub:"
"""How the data of a button begins that stands below a new post, and names it."""


class Model(ModelServer):
    """Writes what the template writer would: answers have the length of real ones."""

    def __init__(self, written: Written, first_token: float = FIRST_TOKEN, pace: float = PACE) -> None:
        topics = json.loads(written.answers["topics"])
        first = topics["candidates"][0]
        first["title"] = f"{FIRST_TOPIC} {first['title']}"[:120]
        self._answers = {**written.answers, "topics": json.dumps(topics, ensure_ascii=False)}
        self.asked = 0

        def answer(request: Json) -> str:
            self.asked += 1
            self.requests.clear()  # nobody looks, and a long run has many
            return self._answers[written.task(prompt_of(request))]

        super().__init__(
            answer=answer, first_token=first_token, tokens_per_second=pace / TOGETHER, models=(MODEL,), context=10**9
        )
        self._seconds = lambda text: first_token + len(text) / _SIGNS / pace

    @classmethod
    async def made(cls, **more: Any) -> Self:
        """With what the template writer finds for the demo brand."""
        return cls(await Written.for_brief(ROOT / BRIEF, CHANNELS), **more)

    @property
    def environ(self) -> dict[str, str]:
        """What makes Kernbot write with this model, for everybody at once."""
        return {
            "OPENAI_API_KEY": KEY,
            "OPENAI_BASE_URL": self.base_url,
            "KERNBOT__MODEL__NAME": MODEL,
            "KERNBOT__MODEL__CONCURRENT": AT_ONCE,
            "KERNBOT__JOBS__CALLS_AT_ONCE": AT_ONCE,
        }

    def _usage(self, request: Json, completion: int) -> Json:
        """Round figures: to compare each prompt with all others would hold up those who wait."""
        self.told.clear()
        return {"prompt_tokens": 2_000, "completion_tokens": completion, "total_tokens": 2_000 + completion}

    async def _paced(self, pieces: list[str]) -> AsyncIterator[str]:
        together = ["".join(pieces[at : at + TOGETHER]) for at in range(0, len(pieces), TOGETHER)]
        async for piece in super()._paced(together):
            yield piece
