"""What makes a process ready for its work, for whoever asks at /readyz."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.storage.database import Database
from bot.storage.figures import figures

UPGRADE = "the tables are not those of this program: run `kernbot db upgrade`"

Ask = Callable[[], Awaitable[str | None]]
"""As `bot.web.health.Ask`, which a process without a port does not load."""


class Steps:
    """What a process has to have done before it is ready, by name."""

    def __init__(self, *names: str) -> None:
        self._done = dict.fromkeys(names, False)

    def done(self, name: str, still: bool = True) -> None:
        """It is done, or it is no more. Raises KeyError for a step that nobody waits for."""
        if name not in self._done:
            raise KeyError(name)
        self._done[name] = still

    def asks(self, database: Database) -> Mapping[str, Ask]:
        """Each of the steps, and the database."""
        return {"database": _database(database), **{name: self._step(name) for name in self._done}}

    def _step(self, name: str) -> Ask:
        async def missing() -> str | None:
            return None if self._done[name] else "not yet"

        return missing


def _database(database: Database) -> Ask:
    """It answers, and its tables are those of this program."""

    async def missing() -> str | None:
        async with figures(database) as asked:
            return None if await asked.current() else UPGRADE

    return missing
