"""Fetching updates so that none is lost: Telegram is told to forget one only when it is handled and stored.

The library's own loop confirms a batch as soon as it has been fetched. This one is put in its place
(`application.updater`), so that `run_polling` and `updater.start_polling` work as always.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from itertools import count
from typing import Any

import structlog
from telegram import Bot, Update
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from telegram.ext import Updater

from bot.conversation.faults import Caught, described
from bot.telegram_ui.errors import wait_of
from bot.telegram_ui.ledger import Ledger

log = structlog.get_logger(__name__)

KINDS = (Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER)
"""The updates Kernbot asks for, by polling and by webhook."""
TOGETHER = 1.0
"""Seconds that a batch is waited for before more is fetched around what is slow."""
AROUND = 0.1
LEAVING = 5.0
"""Seconds that a stop waits for what is at work."""
PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0)
"""Seconds between tries while Telegram cannot be reached; the last one again and again."""

_UNREADABLE = (TypeError, KeyError, ValueError, AttributeError)

NewIds = Callable[[Sequence[str]], Awaitable[Sequence[str]]]


class Poller(Updater):
    """The library's Updater, whose polling confirms after storing; its webhook side is as it was."""

    def __init__(self, bot: Bot, update_queue: asyncio.Queue[object], ledger: Ledger, new_ids: NewIds) -> None:
        super().__init__(bot, update_queue)
        self._ledger = ledger
        self._new_ids = new_ids
        self._task: asyncio.Task[None] | None = None
        self._checked = False

    @property
    def ledger(self) -> Ledger:
        """The updates at work."""
        return self._ledger

    @property
    def running(self) -> bool:
        """Whether updates are being fetched or received."""
        return self._task is not None or super().running

    async def start_polling(
        self,
        poll_interval: float = 0.0,
        timeout: int | timedelta = 50,  # noqa: ASYNC109 - the library's name
        bootstrap_retries: int = 0,
        allowed_updates: Sequence[str] | None = None,
        drop_pending_updates: bool | None = None,
        error_callback: Callable[[TelegramError], None] | None = None,
    ) -> asyncio.Queue[object]:
        """As the library's. Raises RuntimeError when it runs already, TelegramError when a webhook stays."""
        if self.running:
            raise RuntimeError("Updates are being fetched already.")
        await self._without_webhook(bool(drop_pending_updates), bootstrap_retries)
        kinds = KINDS if allowed_updates is None else tuple(allowed_updates)
        work = self._poll(timeout, kinds, poll_interval, error_callback or _logged)
        self._task = asyncio.get_running_loop().create_task(work)
        return self.update_queue

    async def stop(self) -> None:
        """Stops fetching, waits for what is at work, and tells Telegram how far it got.

        Raises RuntimeError when nothing runs.
        """
        if self._task is None:
            await super().stop()
            return
        task, self._task = self._task, None
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await self._ledger.settled(LEAVING)
        if self._ledger.offset is not None:
            try:
                await self.bot.get_updates(offset=self._ledger.offset, limit=1, timeout=0)
            except TelegramError as error:
                log.warning("last-confirmation", **described(error))

    async def _without_webhook(self, drop: bool, retries: int) -> None:
        for attempt in count():
            try:
                await self.bot.delete_webhook(drop_pending_updates=drop)
            except NetworkError as error:
                if isinstance(error, BadRequest) or 0 <= retries <= attempt:
                    raise
                await asyncio.sleep(PAUSES[min(attempt, len(PAUSES) - 1)])
            else:
                return

    async def _poll(
        self,
        patience: int | timedelta,
        kinds: Sequence[str],
        interval: float,
        on_error: Callable[[TelegramError], None],
    ) -> None:
        failed = 0
        while True:
            with Caught() as caught:
                await self._round(patience, kinds)
            if caught.error is None:
                failed = 0
                await asyncio.sleep(interval)
            else:
                failed += 1
                await self._trouble(caught.error, failed, on_error)

    async def _round(self, patience: int | timedelta, kinds: Sequence[str]) -> None:
        """One batch, fetched and handed on. It returns when the batch is stored, or when the wait is too long."""
        busy = self._ledger.busy
        try:
            updates: Sequence[Update] = await self.bot.get_updates(
                offset=self._ledger.offset, timeout=0 if busy else patience, allowed_updates=kinds
            )
        except _UNREADABLE as error:
            log.error("unreadable-batch", **described(error))
            updates = await self._one_by_one(kinds)
        fresh = self._ledger.take(update.update_id for update in updates)
        if fresh:
            await self._hand_on(updates, fresh)
            await self._ledger.settled(TOGETHER, fresh)
        elif busy:
            await self._ledger.moved(AROUND)

    async def _one_by_one(self, kinds: Sequence[str]) -> list[Update]:
        """The batch once more, with an empty update for each that the library cannot read: it refuses the whole
        batch for one, for ever, such as a poll from a Bot API server older than itself."""
        # Telegram reads names of methods in any case; under its usual name the library warns of this way.
        raw: Any = await self.bot.do_api_request(
            "getupdates", api_kwargs={"offset": self._ledger.offset, "allowed_updates": list(kinds)}
        )
        updates: list[Update] = []
        for one in raw:
            update = Update(one["update_id"])
            with Caught() as caught:
                update = Update.de_json(one, self.bot)
            if caught.error is not None:
                log.error("unreadable", update=update.update_id, **described(caught.error))
            updates.append(update)
        return updates

    async def _hand_on(self, updates: Sequence[Update], fresh: Sequence[int]) -> None:
        wanted = set(fresh)
        if not self._checked:
            # What was handled but not confirmed when the program stopped comes first after a start. Later on an
            # update is known by the ledger, and in any case by the transaction that handles it.
            wanted = {int(one) for one in await self._new_ids([str(one) for one in fresh])}
            self._checked = True
        for update in updates:
            if update.update_id in wanted:
                self.update_queue.put_nowait(update)
        for seen in set(fresh) - wanted:
            self._ledger.done(seen)

    async def _trouble(self, error: Exception, failed: int, on_error: Callable[[TelegramError], None]) -> None:
        seconds = PAUSES[min(failed, len(PAUSES)) - 1]
        if isinstance(error, RetryAfter):
            seconds = wait_of(error)
        if isinstance(error, TelegramError):
            on_error(error)
        else:
            log.error("polling", **described(error))
        await asyncio.sleep(seconds)


def _logged(error: TelegramError) -> None:
    log.warning("polling", **described(error))
