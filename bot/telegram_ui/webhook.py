"""Updates that Telegram brings, instead of being asked for them: in the same order, and none handled twice.

They go where fetched ones go, so that everything behind it is the same. What carries them in is the web app's.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from itertools import chain, repeat
from typing import Any

import structlog
from telegram import Update
from telegram.error import BadRequest, Conflict, NetworkError, RetryAfter

from bot.conversation.faults import Caught, described
from bot.domain.errors import BadInputError
from bot.telegram_ui.application import Ready
from bot.telegram_ui.polling import KINDS, PAUSES, Poller

log = structlog.get_logger(__name__)

AT_ONCE = 100
"""Updates that Telegram may bring at the same time: the most it does. It brings those of a chat one by one."""
WAITING = 25.0
"""Seconds that an update is waited for; Telegram itself gives up after about a minute, and comes again."""


class Webhook:
    """The way in for updates that are brought to one application."""

    def __init__(self, application: Ready) -> None:
        """Raises ValueError for an application that was built without an updater: it keeps what is at work."""
        updater = application.updater
        if not isinstance(updater, Poller):
            raise ValueError("A webhook needs an application with its updater.")
        self._bot = application.bot
        self._queue = application.update_queue
        self._ledger = updater.ledger

    async def begin(self, url: str, secret: str, stop: asyncio.Event) -> None:
        """Tells Telegram where to bring updates, and keeps trying while it cannot be reached or another process
        says the same at this moment, until `stop` is set.

        Raises BadInputError when Telegram refuses. What waited there comes now; a later start that polls takes the
        webhook away again.
        """
        for seconds in chain(PAUSES, repeat(PAUSES[-1])):
            try:
                await self._bot.set_webhook(
                    url, secret_token=secret, allowed_updates=KINDS, max_connections=AT_ONCE
                )
            except (NetworkError, Conflict, RetryAfter) as error:
                if isinstance(error, BadRequest):
                    what = f"Telegram: {error.message.rstrip('.')}."
                    raise BadInputError(what, "Mend `webhook.url`.") from None
                log.warning("webhook", **described(error))
            else:
                return
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await stop.wait()
                    return

    async def take(self, body: bytes) -> bool:
        """Whether the update is handled and stored; False if that takes too long: Telegram then brings it again,
        and it is still handled once. Raises ValueError for what is no update."""
        told = _read(body)
        number: int = told["update_id"]
        if self._ledger.take((number,)):
            update = Update(number)
            with Caught() as caught:
                update = Update.de_json(told, self._bot)
            if caught.error is not None:
                # Refusing it would have Telegram bring it for a day.
                log.error("unreadable", update=number, **described(caught.error))
            self._queue.put_nowait(update)
        return await self._ledger.settled(WAITING, (number,))


def _read(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except RecursionError:
        raise ValueError("nested too deep") from None
    number = told.get("update_id") if isinstance(told, dict) else None
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < 1 << 63:
        raise ValueError("no update")
    return dict(told)
