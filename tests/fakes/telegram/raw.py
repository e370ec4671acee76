"""A bare client: forms in, status and answer out. For tests of the server itself, and of a bot's own transport."""

from __future__ import annotations

import json
from types import TracebackType
from typing import Any, NamedTuple, Self

import aiohttp

from tests.fakes.telegram.api import BotApi
from tests.fakes.telegram.errors import Json


class Answer(NamedTuple):
    """What came back."""

    status: int
    body: Json

    @property
    def result(self) -> Any:
        """The result of a call that was taken."""
        assert self.status == 200, self.body
        return self.body["result"]

    @property
    def refusal(self) -> tuple[int, str]:
        """Status and description of one that was not."""
        assert not self.body["ok"], self.body
        return self.status, self.body["description"]


class Raw:
    """Calls methods with forms whose values are JSON where they are no text, as libraries send them."""

    def __init__(self, api: BotApi, token: str = "") -> None:
        self.url = f"{api.base_url}{token or api.token}/"

    async def __aenter__(self) -> Self:
        self.session = aiohttp.ClientSession()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.session.close()

    async def __call__(self, method: str, **params: object) -> Answer:
        """Calls the method."""
        form = {name: item if isinstance(item, str) else json.dumps(item) for name, item in params.items()}
        return await self.request("POST", method, data=form)

    async def request(self, verb: str, method: str, **more: Any) -> Answer:
        """Calls the method with what aiohttp takes."""
        async with self.session.request(verb, self.url + method, **more) as response:
            return Answer(response.status, await response.json())
