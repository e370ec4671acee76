"""What stands around a bot under load: a lean Telegram, a model with the pace of a real one, and many people.

All of it runs in the process of the test. The strict servers of tests/fakes are for what is right; these have to
be faster than any bot.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

import aiohttp
import orjson

from bench.chat.api import SHOWS, Account, Api, Call, Json
from bench.chat.http import Connection, Respond, Values
from bench.chat.people import Chatter, Step
from bench.chat.streams import BY_MODEL
from bench.packs import BRIEF, FIRST_TOKEN, MODEL, PACE
from bench.processes import ROOT
from bench.written import Written
from tests.fakes.model_server import KEY, ModelServer
from tests.fakes.strict_requests import prompt_of
from tests.fakes.telegram import TOKEN

CHANNELS = ("linkedin", "instagram")
"""Of the four that the demo brand has, so that all posts of five hundred packs can be written at the same time."""
COMES: list[Step] = [*BY_MODEL[:-2], ["tap", "1~n.c:*:tiktok"], ["tap", "1~n.c:*:email"], *BY_MODEL[-2:]]
"""What a new person does until one tap is left: a brand, a model allowed to write, an order."""
ORDERS: list[Step] = BY_MODEL[BY_MODEL.index(["say", "/new"]) :]
"""The order alone, for the same channels as last time."""
FIRST_TOPIC = "K1x1"
"""Stands in the first topic, so that it is seen when that is shown first."""
TOGETHER = 6
"""Tokens that come in one piece, ten pieces a second: providers send several where they write fast, and a fake
model that sent each by itself to five hundred people would be what is measured."""
AT_ONCE = "1000"
"""Calls in flight: the most that can be set, and what five hundred chats need at most."""
PATIENCE = 900.0
"""Seconds after which what should have been shown never comes."""
SUBMIT = "1~r.sub:"
"""How the data of a button begins that stands below a new post, and names it."""
_SECRET = "X-Telegram-Bot-Api-Secret-Token"
_AGAIN_SECONDS = 0.5
_BROUGHT_AT_ONCE = 100


class Model(ModelServer):
    """Writes what the template writer would: answers have the length of real ones."""

    def __init__(self, written: Written, first_token: float = FIRST_TOKEN, pace: float = PACE) -> None:
        topics = json.loads(written.answers["topics"])
        first = topics["candidates"][0]
        first["title"] = f"{FIRST_TOPIC} {first['title']}"[:120]
        answers = {**written.answers, "topics": json.dumps(topics, ensure_ascii=False)}
        self.asked = 0

        def answer(request: Json) -> str:
            self.asked += 1
            self.requests.clear()  # nobody looks, and a long run has many
            return answers[written.task(prompt_of(request))]

        super().__init__(answer=answer, first_token=first_token, tokens_per_second=pace / TOGETHER, context=10**9)

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
            "KERNBOT__LIMITS__PERSON_GENERATIONS": AT_ONCE,
            "KERNBOT__LIMITS__WORKSPACE_GENERATIONS": AT_ONCE,
            "KERNBOT__CHAT__REGISTRATION": "open",
        }

    def _usage(self, request: Json, completion: int) -> Json:
        """Round figures: to compare each prompt with all others would hold up those who wait."""
        self.told.clear()
        return {"prompt_tokens": 2_000, "completion_tokens": completion, "total_tokens": 2_000 + completion}

    async def _paced(self, pieces: list[str]) -> AsyncIterator[str]:
        together = ["".join(pieces[at : at + TOGETHER]) for at in range(0, len(pieces), TOGETHER)]
        async for piece in super()._paced(together):
            yield piece


@dataclass
class Brought(Account):
    """A bot whose updates are brought to it, once it has said where."""

    url: str = ""
    secret: str = ""
    bring: Any = None

    def push(self, kind: str, content: Json) -> None:
        """A new update."""
        if not self.url:
            super().push(kind, content)
            return
        self.bring(self, orjson.dumps({"update_id": next(self.numbers), kind: content}))


class Telegram(Api):
    """The lean Bot API with one bot, which polls or has its updates brought."""

    def __init__(self, group: asyncio.TaskGroup, session: aiohttp.ClientSession) -> None:
        super().__init__()
        self._group = group
        self._session = session
        self.root = ""
        self.bot = Brought(TOKEN, self._numbers, bring=self._bring)

    def account(self, token: str) -> Account:
        """The bot, whatever it is called."""
        return self.bot

    def answer(self, path: str, values: Values, respond: Respond) -> None:
        """One call of the Bot API."""
        if path.endswith("/setWebhook"):
            self.bot.url, self.bot.secret = str(values["url"]), str(values["secret_token"])
        super().answer(path, values, respond)

    def _bring(self, bot: Brought, update: bytes) -> None:
        self._group.create_task(self._brought(bot, update))

    async def _brought(self, bot: Brought, update: bytes) -> None:
        """Until it is taken. Nobody here does two things at once, so that what is one chat's stays in order."""
        headers = {_SECRET: bot.secret, "content-type": "application/json"}
        while True:
            try:
                async with self._session.post(bot.url, data=update, headers=headers) as answer:
                    if answer.status == 200:
                        return
            except (aiohttp.ClientError, TimeoutError):
                pass
            await asyncio.sleep(_AGAIN_SECONDS)


@asynccontextmanager
async def telegram() -> AsyncIterator[Telegram]:
    """The Bot API while it runs."""
    connector = aiohttp.TCPConnector(limit=_BROUGHT_AT_ONCE)
    async with aiohttp.ClientSession(connector=connector) as session, asyncio.TaskGroup() as group:
        api = Telegram(group, session)
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Connection(api.answer), "127.0.0.1", 0, backlog=1000)
        api.root = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield api
        finally:
            server.close()


class Made(NamedTuple):
    """Seconds from the order of a pack to its first topic on the screen, and to its last post; messages that were
    sent on the way, and those of them that stood already."""

    topic: float
    whole: float
    messages: int
    doubled: int


class Maker(Chatter):
    """Somebody in a private chat who has packs made."""

    def __init__(self, account: Account, number: int) -> None:
        super().__init__(account, number, number)
        self._posts: dict[str, float] = {}
        self._sent: Counter[str] = Counter()
        self._wrong = ""

    def hears(self, call: Call) -> None:
        """The bot showed something."""
        super().hears(call)
        if call.method not in SHOWS:
            return
        self._sent[f"{call.values['text']}{call.values.get('reply_markup')}"] += call.method == "sendMessage"
        for data in self.buttons:
            if data.startswith(SUBMIT):
                self._posts.setdefault(data, call.at)
            elif data.startswith("1~i.r:"):  # to try again
                self._wrong = self._text
                self._news.set()

    async def makes(self) -> Made:
        """A pack of all the brand's channels; the first topic is picked as soon as it can be. Raises RuntimeError
        when it does not come about."""
        self.forget()
        self._posts.clear()
        self._sent.clear()
        began = asyncio.get_running_loop().time()
        await self.do([["tap", "1~n.go"], ["tap", "1~i.p"]])
        await self._until(lambda: len(self._posts) >= len(CHANNELS), "all posts")
        sent = self._sent.total()
        whole = max(self._posts.values()) - began
        return Made(self.seen[FIRST_TOPIC] - began, whole, sent, sent - sum(map(bool, self._sent.values())))

    def _button(self, wanted: str) -> str:
        """The data of a button that begins like this, and ends like what stands after a star."""
        begin, _, end = wanted.partition("*")
        return next((data for data in self.buttons if data.startswith(begin) and data.endswith(end)), "")

    async def _until(self, there: Any, what: str) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while not there():
                    if self._wrong:
                        raise RuntimeError(f"chat {self.chat} was told {self._wrong!r}")
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise TimeoutError(f"chat {self.chat} waited for {what}; it shows {self._text!r}") from None


@dataclass
class Crowd:
    """Many people at one bot."""

    api: Telegram
    people: list[Maker] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._by_chat: dict[int, Maker] = {}
        self.api.bot.on_call = self._hears

    async def comes(self, numbers: Iterable[int], steps: Sequence[Step] = COMES) -> list[Maker]:
        """New people with a brand each, about to order."""
        new = [Maker(self.api.bot, number) for number in numbers]
        self._by_chat.update((one.chat, one) for one in new)
        self.people += new
        await asyncio.gather(*(one.do(steps) for one in new))
        return new

    def _hears(self, call: Call) -> None:
        one = self._by_chat.get(call.chat)
        if one is not None:
            one.hears(call)
