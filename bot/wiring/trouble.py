"""A model that does not work any more: said in the log, and to the admins where only a person can mend it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, NamedTuple

import structlog

from bot.domain.errors import KernbotError, ModelFailedError

if TYPE_CHECKING:
    from bot.generation.endpoints import Endpoint

FOR_A_PERSON = frozenset({"QuotaError", "AccessError"})
_log = structlog.get_logger(__name__)


class Shut(NamedTuple):
    """An endpoint is left alone: the model at a place, and the kind of error."""

    model: str
    place: str
    reason: str


Say = Callable[[Shut], Awaitable[None]]


class Trouble:
    """Hears what becomes of endpoints (`heard`), and says it to the admins while it runs."""

    def __init__(self) -> None:
        self._news: asyncio.Queue[Shut] = asyncio.Queue()

    def heard(self, endpoint: Endpoint, why: ModelFailedError | None) -> None:
        """An endpoint is left alone from now on, or works again (None)."""
        if why is None:
            _log.info("endpoint_works", endpoint=endpoint.name, model=endpoint.model)
            return
        reason = type(why).__name__
        _log.warning("endpoint_left_alone", endpoint=endpoint.name, model=endpoint.model, reason=reason)
        if reason in FOR_A_PERSON:
            self._news.put_nowait(Shut(endpoint.model, endpoint.place, reason))

    async def run(self, say: Say) -> None:
        """Until it is cancelled."""
        while True:
            shut = await self._news.get()
            try:
                await say(shut)
            except KernbotError as error:
                _log.error("admins_untold", error=type(error).__name__)
