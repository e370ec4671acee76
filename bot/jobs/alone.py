"""The engine in a file of its own, for one process at a time."""

from __future__ import annotations

import sqlite3
import time
import uuid
from collections.abc import Collection
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.errors import StorageError
from bot.jobs.place import GIVE_BACK

if TYPE_CHECKING:
    from dbos import DBOSConfig

CACHE_KB = 256
"""Of pages that a connection keeps for itself. The engine has twenty connections, and SQLite would give each 2 MB,
which fill as the file grows; what they read is in the system's own cache as well."""
_GIVE_BACK_OWN, _GIVE_BACK_OTHERS = (
    GIVE_BACK.format(table="workflow_status", whose=whose, mark="?") for whose in ("=", "<>")
)


class Alone:
    """An SQLite file, kept from other processes; the system lets go of it when this process dies."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.name = uuid.uuid4().hex
        self._lock: sqlite3.Connection | None = None

    def take(self) -> None:
        """Raises StorageError while another process has it."""
        lock = sqlite3.connect(
            self.file.with_suffix(".lock"), timeout=0, isolation_level=None, check_same_thread=False
        )
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            lock.close()
            problem = f"Another process runs the jobs of {self.file.name}."
            raise StorageError(problem, "Stop that one first.") from error
        self._lock = lock

    def config(self) -> DBOSConfig:
        """For the engine."""
        return {
            "name": "kernbot",
            "system_database_url": f"sqlite:///{self.file}",
            "db_engine_kwargs": {"creator": lambda: connected(self.file)},
        }

    def take_over(self) -> None:
        """Nobody else has the file: what runs by its account ran in a process that is gone."""
        self._do(_GIVE_BACK_OTHERS)

    def give_back(self) -> None:
        """For the next start."""
        self._do(_GIVE_BACK_OWN)

    def mine(self) -> set[str]:
        """The workflows in our hands, by the account of the engine."""
        ours = "SELECT workflow_uuid FROM workflow_status WHERE status = 'PENDING' AND executor_id = ?"
        with closing(connected(self.file)) as link:
            return {flow for (flow,) in link.execute(ours, (self.name,))}

    def drop(self, flows: Collection[str]) -> None:
        """These wait again, which are in our hands and nowhere else."""
        with closing(connected(self.file)) as link, link:
            link.executemany(f"{_GIVE_BACK_OWN} AND workflow_uuid = ?", [(self.name, flow) for flow in flows])

    def claiming(self, queue: str) -> AbstractContextManager[None]:
        """Nobody else takes any."""
        return nullcontext()

    def close(self) -> None:
        """Another process may have it."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _do(self, statement: str) -> None:
        with closing(connected(self.file)) as link, link:
            link.execute(statement, (self.name,))


def connected(file: Path) -> sqlite3.Connection:
    """A connection to the engine's file, with the clock that the engine asks for: SQLite before 3.42 knows no
    parts of a second and gives NULL, and a newer Python than the SQLite beside it does not mend that."""
    link = sqlite3.connect(file, check_same_thread=False)
    link.execute("PRAGMA journal_mode=WAL")
    link.execute("PRAGMA synchronous=NORMAL")
    link.execute(f"PRAGMA cache_size=-{CACHE_KB}")
    link.create_function("unixepoch", 1, lambda _: time.time())
    return link
