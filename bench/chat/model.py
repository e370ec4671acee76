"""A model that streams topics at the pace of a real one, and knows when the first topic of each answer was out."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from itertools import count
from typing import Any, Self

from bench.chat.people import MARK
from bench.packs import BRIEF, CHANNELS, FIRST_TOKEN, MODEL, PACE
from bench.processes import ROOT
from bench.written import Written
from tests.fakes.model_server import KEY, ModelServer

Json = dict[str, Any]


class Topics(ModelServer):
    """Each answer has topics of its own, marked `K17x1`: the first one of the 17th answer. `complete` is when that
    topic was sent, to its last sign, by the machine's clock."""

    def __init__(self, topics: list[Json]) -> None:
        numbers = count(1)

        def answer(request: Json) -> str:
            number = next(numbers)
            marked = [
                topic | {"title": f"K{number}x{place} {topic['title']}"[:120]}
                for place, topic in enumerate(topics, start=1)
            ]
            return json.dumps({"candidates": marked}, ensure_ascii=False)

        super().__init__(answer=answer, first_token=FIRST_TOKEN, tokens_per_second=PACE, models=(MODEL,))
        self.complete: dict[str, float] = {}

    @classmethod
    async def made(cls) -> Self:
        """With the topics that the template writer finds for the demo brand."""
        written = await Written.for_brief(ROOT / BRIEF, CHANNELS)
        return cls(json.loads(written.answers["topics"])["candidates"])

    @property
    def environ(self) -> dict[str, str]:
        """What makes Kernbot write with this model, for everybody at once."""
        return {
            "OPENAI_API_KEY": KEY,
            "OPENAI_BASE_URL": self.base_url,
            "KERNBOT__MODEL__NAME": MODEL,
            "KERNBOT__MODEL__CONCURRENT": "1000",
            "KERNBOT__JOBS__CALLS_AT_ONCE": "1000",
        }

    def _usage(self, request: Json, completion: int) -> Json:
        """Round figures: to compare each prompt with all others would hold up those who are still reading."""
        return {"prompt_tokens": 2_000, "completion_tokens": completion, "total_tokens": 2_000 + completion}

    async def _paced(self, pieces: list[str]) -> AsyncIterator[str]:
        text = "".join(pieces)
        mark = MARK.search(text)
        left = text.find("}, {") + 1
        async for piece in super()._paced(pieces):
            if 0 < left <= len(piece) and mark:
                self.complete[mark[0]] = time.monotonic()
            left -= len(piece)
            yield piece
