"""Updates brought to a webhook: with the secret, in order within a chat, again and again until it says 2xx."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from urllib.parse import urlsplit

import aiohttp

from tests.fakes.telegram.receiving import LOOPBACK
from tests.fakes.telegram.updates import Entry
from tests.fakes.telegram.world import Webhook, World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_ANSWER_WITHIN = 60.0
_LONGEST_PAUSE = 5.0


class Delivery:
    """Brings updates while a webhook is set. `via` replaces scheme, host and port of its URL, so that a bot that
    names a public address is found on loopback; `pause` is the first wait after a refusal, in seconds, doubled at
    each further one."""

    def __init__(self, world: World, via: str, pause: float) -> None:
        self._world = world
        self._via = via
        self._pause = pause
        self._busy: set[int] = set()
        self._flying = 0
        self.most_at_once = 0

    async def run(self) -> None:
        """Delivers until it is cancelled."""
        timeout = aiohttp.ClientTimeout(total=_ANSWER_WITHIN)
        async with aiohttp.ClientSession(timeout=timeout) as session, asyncio.TaskGroup() as group:
            while True:
                for entry in self._due():
                    self._busy.add(entry.lane)
                    self._flying += 1
                    self.most_at_once = max(self.most_at_once, self._flying)
                    group.create_task(self._deliver(session, entry))
                await self._world.change()

    def _due(self) -> Iterator[Entry]:
        for entry in list(self._world.updates.pending):
            if not self._world.webhook.url or self._flying >= self._world.webhook.max_connections:
                return
            if entry.lane not in self._busy:
                yield entry

    async def _deliver(self, session: aiohttp.ClientSession, entry: Entry) -> None:
        webhook = self._world.webhook
        entry.delivered += 1
        try:
            refusal = await self._post(session, webhook, entry)
        finally:
            self._flying -= 1
        if refusal:
            webhook.last_error, webhook.last_error_date = refusal, self._world.today()
            self._world.wake()  # the connection is free for other chats
            await asyncio.sleep(min(self._pause * 2 ** (entry.delivered - 1), _LONGEST_PAUSE))
        elif webhook is self._world.webhook:
            self._world.updates.confirm(entry)
        self._busy.discard(entry.lane)
        self._world.wake()

    async def _post(self, session: aiohttp.ClientSession, webhook: Webhook, entry: Entry) -> str:
        """Why it was refused, empty if it was taken."""
        headers = {SECRET_HEADER: webhook.secret} if webhook.secret else {}
        address = self._address(webhook.url)
        if urlsplit(address).hostname not in LOOPBACK:
            return "Failed to resolve host: Name or service not known"
        try:
            async with session.post(address, json=entry.update, headers=headers) as response:
                body = await response.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            return "Connection refused" if isinstance(error, aiohttp.ClientConnectorError) else "Connection closed"
        if not 200 <= response.status < 300:
            return f"Wrong response from the webhook: {response.status} {response.reason}"
        if b'"method"' in body:
            self._world.complain("a method in the answer to a webhook is not performed here")
        return ""

    def _address(self, url: str) -> str:
        if not self._via:
            return url
        path = url.split("://", 1)[-1].partition("/")[2]
        return f"{self._via.rstrip('/')}/{path}"
