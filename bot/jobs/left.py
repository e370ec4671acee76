"""What is in our hands by the account of the engine and does not run here: its task ended without being able to
store that, as on a disk that is full, or it was taken while a connection broke."""

from __future__ import annotations

import time

import structlog

from bot.jobs.flows import Flows
from bot.jobs.place import Place

LEFT_SECONDS = 5.0
"""How long something may be in our hands before it runs here."""

_log = structlog.get_logger(__name__)


class LeftLying:
    """Gives such work back, to be taken up again."""

    def __init__(self, place: Place, flows: Flows) -> None:
        self._place = place
        self._flows = flows
        self._left: dict[str, float] = {}

    def see(self, mine: set[str]) -> None:
        """What is in our hands now. To be called every few seconds, from a thread."""
        self._left = since(self._left, mine.difference(self._flows.coming(), self._flows.ids()))
        left = for_long(self._left, LEFT_SECONDS)
        if left:
            _log.warning("work_left_lying", count=len(left))
            self._place.drop(left)


def since(known: dict[str, float], seen: set[str]) -> dict[str, float]:
    """Since when (monotonic seconds) each of these was seen every time."""
    now = time.monotonic()
    return {name: known.get(name, now) for name in seen}


def for_long(since: dict[str, float], seconds: float) -> list[str]:
    """Those that were seen every time for so long."""
    now = time.monotonic()
    return [name for name, start in since.items() if now - start >= seconds]
