"""A process's seat among those that share an engine on Postgres.

It has a lock that lasts as long as its connection. Whose lock is free is dead, and what that one had in hand is
given to the others: https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS. The connection
must lead to the server itself: behind a pooler, locks of a session mean nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import structlog

from bot.domain.errors import StorageError
from bot.jobs.place import GIVE_BACK
from bot.storage.faults import unreached
from bot.storage.postgres import REACHING

if TYPE_CHECKING:
    from dbos import DBOSConfig
    from psycopg import Connection

SCHEMA = "kernbot_jobs"
POOL = 8
"""Connections that the engine itself may have, each process: a server takes 100 where nobody says otherwise."""
SILENT_SECONDS = 6
"""A seat that says nothing for so long is given up by the server: a process that is frozen, or a cable that is
out, ends no connection by itself."""
_READ_COMMITTED = r"-c default_transaction_isolation=read\ committed"
_SETTINGS = {
    "tcp_keepalives_idle": "2",
    "tcp_keepalives_interval": "1",
    "tcp_keepalives_count": "2",
}
_OF_14 = {"idle_session_timeout": f"{SILENT_SECONDS}s"}
_REACHING: dict[str, Any] = {
    "connect_timeout": 3,
    "keepalives": 1,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 2,
    "tcp_user_timeout": 4000,
}
CLAIM_SECONDS = 2
"""How long one process waits for another that takes work from the same queue, before it tries again later."""
_LOCK = f"(hashtext('kernbot {SCHEMA}'), hashtext(%s))"
_FLOWS = f"{SCHEMA}.workflow_status"
_TEXTS = f"{SCHEMA}.kernbot_texts"
# Two that make it at once would fail in spite of IF NOT EXISTS.
_MAKE_TEXTS = (
    f"DO $$ BEGIN PERFORM pg_advisory_xact_lock(hashtext('{_TEXTS}')); "
    f"CREATE UNLOGGED TABLE IF NOT EXISTS {_TEXTS} (call text PRIMARY KEY, said text NOT NULL); END $$"
)
_GIVE_BACK = GIVE_BACK.format(table=_FLOWS, whose="=", mark="%s")

_log = structlog.get_logger(__name__)


class Seat:
    """One process at the table. Not to be used by two threads at once but where psycopg allows it: each method is
    one statement, or several of which the order does not matter."""

    def __init__(self, url: str) -> None:
        try:
            import psycopg
        except ModuleNotFoundError as error:
            problem = "The driver for Postgres is missing."
            raise StorageError(problem, 'Install it: pip install "psycopg[binary]"') from error
        self.lost = (psycopg.OperationalError, psycopg.InterfaceError)
        """What is raised when the connection is gone, and the lock with it."""
        self._connect = psycopg.connect
        self._url = url
        theirs = psycopg.conninfo.conninfo_to_dict(url)
        self._options = f"{theirs['options']} {_READ_COMMITTED}" if "options" in theirs else _READ_COMMITTED
        self._reaching = {name: value for name, value in REACHING.items() if name not in theirs}
        self.name = uuid.uuid4().hex
        self._link: Connection[Any] | None = None
        self._claims: dict[str, Connection[Any]] = {}

    def take(self) -> None:
        """Raises StorageError when the database cannot be reached, or gives out no more connections."""
        try:
            self.sit()
        except self.lost as error:
            raise StorageError(*unreached(error)) from error

    def sit(self) -> None:
        """Connects, and has the lock. Raises one of `lost`."""
        self._leave()
        link = self._connected()
        link.execute(f"SELECT pg_advisory_lock{_LOCK}".encode(), (self.name,))
        self._link = link

    def config(self) -> DBOSConfig:
        """For the engine. Whatever the server is set to, its statements see what was stored before them."""
        return {
            "name": "kernbot",
            "system_database_url": self._url,
            "dbos_system_schema": SCHEMA,
            "sys_db_pool_size": POOL,
            "db_engine_kwargs": {
                "connect_args": {**self._reaching, "options": self._options},
                "pool_pre_ping": True,
            },
        }

    def take_over(self) -> None:
        """Makes the table through which processes hear each other. Who is dead is found out later."""
        try:
            self._do(_MAKE_TEXTS)
        except self.lost:  # the engine took so long to start that the server gave our seat up
            self.sit()
            self._do(_MAKE_TEXTS)

    def give_back(self) -> None:
        """For whoever is there. Without a connection nobody holds our lock, and the others find out themselves."""
        try:
            self._give_back(self.name)
        except self.lost as error:
            _log.warning("not_given_back", error=type(error).__name__)

    def free(self) -> set[str]:
        """Who has work in hand and no lock."""
        others = f"SELECT DISTINCT executor_id FROM {_FLOWS} WHERE status = 'PENDING' AND executor_id <> %s"
        names = [name for (name,) in self._ask(others, (self.name,))]
        return {name for name in names if self._locked(name, lambda name: None)}

    def bury(self, name: str) -> bool:
        """Gives back what a dead one had in hand; False if it lives, or another process is at it."""
        return self._locked(name, self._give_back)

    def mine(self) -> set[str]:
        """The workflows in our hands: not cancelled, and not taken by another."""
        ours = f"SELECT workflow_uuid FROM {_FLOWS} WHERE status = 'PENDING' AND executor_id = %s"
        return {flow for (flow,) in self._ask(ours, (self.name,))}

    def drop(self, flows: Collection[str]) -> None:
        """Gives back these, which are in our hands and nowhere else."""
        chosen = " AND workflow_uuid = ANY(%s)"
        self._do(_GIVE_BACK + chosen, (self.name, list(flows)))

    def say(self, texts: Mapping[str, str]) -> None:
        """What calls have said so far, for the processes that run their jobs."""
        put = f"INSERT INTO {_TEXTS} VALUES (%s, %s) ON CONFLICT (call) DO UPDATE SET said = excluded.said"
        for call, said in texts.items():
            self._do(put, (call, said))

    def hear(self, calls: Collection[str]) -> dict[str, str]:
        """What these calls have said so far, as far as they said it here."""
        return dict(self._ask(f"SELECT call, said FROM {_TEXTS} WHERE call = ANY(%s)", (list(calls),)))

    def hush(self) -> None:
        """What was said in calls that are over is not kept."""
        over = f"NOT EXISTS (SELECT FROM {_FLOWS} WHERE workflow_uuid = call AND status = 'PENDING')"
        self._do(f"DELETE FROM {_TEXTS} WHERE {over}")

    @contextmanager
    def claiming(self, queue: str) -> Iterator[None]:
        """One process at a time takes work from a queue. The engine lets several count what runs and take some
        more at the same moment: of rows of one millisecond each may take others, and together too many."""
        link = self._claims.get(queue)
        if link is None or link.closed:
            link = self._claims[queue] = self._connected()
            link.execute(b"SELECT set_config('lock_timeout', %s, false)", (f"{CLAIM_SECONDS}s",))
        lock = f"lock(hashtext('kernbot {SCHEMA} claim'), hashtext(%s))"
        link.execute(f"SELECT pg_advisory_{lock}".encode(), (queue,))
        try:
            yield
        finally:
            link.execute(f"SELECT pg_advisory_un{lock}".encode(), (queue,))

    def close(self) -> None:
        """Lets go of all locks."""
        self._leave()
        for link in self._claims.values():
            link.close()
        self._claims.clear()

    def _leave(self) -> None:
        if self._link is not None:
            self._link.close()
            self._link = None

    def _connected(self) -> Connection[Any]:
        link = self._connect(self._url, autocommit=True, options=self._options, **_REACHING)
        settings = _SETTINGS | (_OF_14 if link.info.server_version >= 140000 else {})
        for name, value in settings.items():
            link.execute(b"SELECT set_config(%s, %s, false)", (name, value))
        return link

    def _locked(self, name: str, then: Callable[[str], None]) -> bool:
        if not self._ask(f"SELECT pg_try_advisory_lock{_LOCK}", (name,))[0][0]:
            return False
        then(name)
        self._do(f"SELECT pg_advisory_unlock{_LOCK}", (name,))
        return True

    def _give_back(self, name: str) -> None:
        self._do(_GIVE_BACK, (name,))

    def _ask(self, statement: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        return self._seated().execute(statement.encode(), values).fetchall()

    def _do(self, statement: str, values: tuple[Any, ...] = ()) -> None:
        self._seated().execute(statement.encode(), values or None)

    def _seated(self) -> Connection[Any]:
        if self._link is None:
            raise self.lost[0]("There is no connection.")
        return self._link
