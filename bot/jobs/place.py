"""Where the engine keeps what it has: a file that one process has to itself, or Postgres, which many share."""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from dbos import DBOSConfig

GIVE_BACK = (
    "UPDATE {table} SET status = 'ENQUEUED', owner_xid = NULL, started_at_epoch_ms = NULL "
    "WHERE status = 'PENDING' AND executor_id {whose} {mark}"
)
"""What an executor has in hand waits again, in its old turn, as where the engine recovers. Whoever still works on
it may not store what becomes of it: https://docs.dbos.dev/production/workflow-recovery."""
_SCHEME = re.compile(r"^postgres(?:ql)?(?:\+\w+)?://", re.IGNORECASE)


class Place(Protocol):
    """A place as the process sees that has taken it. `name` is what this start of the process goes by in it."""

    @property
    def name(self) -> str:
        """Two that share one would both think that a job is theirs."""
        ...

    def take(self) -> None:
        """Makes it ours. Raises StorageError."""
        ...

    def config(self) -> DBOSConfig:
        """What the engine has to know of it."""
        ...

    def take_over(self) -> None:
        """What was in the hands of a process that is gone waits again."""
        ...

    def give_back(self) -> None:
        """What is in our own hands waits again, for whoever comes."""
        ...

    def mine(self) -> set[str]:
        """The workflows in our hands, by the account of the engine."""
        ...

    def drop(self, flows: Collection[str]) -> None:
        """These wait again, which are in our hands and nowhere else."""
        ...

    def claiming(self, queue: str) -> AbstractContextManager[None]:
        """While the engine takes work from this queue. Called from its threads, one each queue."""
        ...

    def close(self) -> None:
        """Lets go of it."""
        ...


def place_for(where: Path | str) -> Place:
    """A file for the engine, or the URL of a Postgres database. Raises StorageError without the driver."""
    if isinstance(where, Path):
        from bot.jobs.alone import Alone

        return Alone(where)
    from bot.jobs.seat import Seat

    return Seat(plain(where))


def plain(url: str) -> str:
    """The URL without the name of a driver, as Postgres itself knows it."""
    return _SCHEME.sub("postgresql://", url)
