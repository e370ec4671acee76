"""Figures of the whole installation, read without holding anybody up: counts, ages and sums, never a text.

What is asked is cheap on a big database as well: counts come from indexes, findings from the posts made last.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Table, TextClause, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.errors import StorageError
from bot.domain.figures import Crowd, Ended, Found, Live, Place, Queue, Recent
from bot.domain.records import JobState, SpentToday
from bot.storage.migrate import HEAD
from bot.storage.quota import SUMS, spent_today
from bot.storage.repository import Repository
from bot.storage.tables.content import posts, versions
from bot.storage.tables.everyone import people
from bot.storage.tables.record import decisions
from bot.storage.tables.team import workspaces
from bot.storage.tables.working import jobs, outbox, usage

if TYPE_CHECKING:
    from bot.storage.database import Database

LOOKED = 500
"""Posts whose findings are counted: reading more would take longer than anybody waits for a figure."""
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
_MANY = func.count().label("many")
_SQLITE_TABLE = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
_POSTGRES_TABLE = "SELECT count(*) FROM pg_tables WHERE tablename = 'alembic_version'"
_POSTGRES_SIZE = "SELECT pg_database_size(current_database())"
# The lock that each process at the engine of jobs holds for as long as it lives; see bot/jobs/seat.py.
_SEATS = (
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND granted "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
    "AND classid::bigint = (hashtext('kernbot kernbot_jobs')::bigint & 4294967295)"
)
BADLY: tuple[JobState, ...] = ("failed", "interrupted")


@asynccontextmanager
async def figures(database: Database) -> AsyncIterator[Figures]:
    """The figures of one moment. Raises StorageError for whatever a database can do wrong."""
    try:
        async with database.read() as work:
            yield Figures(work)
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise StorageError(f"The database does not answer ({type(error).__name__}).") from error


class Figures(Repository):
    """Questions about the whole installation, for whoever runs it: nothing a person asks comes here."""

    @property
    def now(self) -> datetime:
        """The time by which ages count."""
        return self._now

    async def revision(self) -> str | None:
        """The last migration that this database has had; None for an empty one."""
        here = self._link.dialect == "sqlite"
        if not await self._number(text(_SQLITE_TABLE if here else _POSTGRES_TABLE)):
            return None
        row = await self._row(text("SELECT version_num FROM alembic_version"))
        return None if row is None else str(row[0])

    async def current(self) -> bool:
        """Whether the tables are those of this program."""
        return await self.revision() == HEAD

    async def place(self) -> Place:
        """Which database this is, how far its tables are, and how big it is."""
        here = self._link.dialect == "sqlite"
        size = await self._file_size() if here else await self._number(text(_POSTGRES_SIZE))
        return Place(self._link.dialect, await self.revision(), HEAD, size)

    async def processes(self) -> int | None:
        """Processes that have a seat at the engine of jobs; None where the database cannot tell."""
        return None if self._link.dialect == "sqlite" else await self._number(text(_SEATS))

    async def live(self, after: int | None = 0) -> Live:
        """What changes from one minute to the next; decisions with an id above `after`, or none for None."""
        kinds, last = ({}, 0) if after is None else await self._decisions(decisions.c.id > after)
        return Live(
            jobs=await self._by(jobs, "state"),
            waiting=await self._queue(jobs, "changed_at", jobs.c.state == "waiting"),
            running=await self._queue(jobs, "changed_at", jobs.c.state == "running"),
            unshown=await self._queue(outbox, "made_at"),
            posts=await self._by(posts, "state"),
            decisions=kinds,
            last_decision=max(after or 0, last),
            crowd=await self._crowd(),
        )

    async def recent(self, now: datetime) -> Recent:
        """What happened lately. Days of use are calendar dates, here those of UTC."""
        kinds, _ = await self._decisions(decisions.c.decided_at >= now - WEEK)
        return Recent(
            ended=await self._ended(now - DAY),
            today=await self._used(now.date()),
            week=await self._used((now - WEEK + DAY).date()),
            decisions=kinds,
            found=await self._found(),
        )

    async def _queue(self, table: Table, since: str, *which: ColumnElement[bool]) -> Queue:
        first = func.min(table.c[since]).label("first")
        row = await self._row(select(_MANY, first).select_from(table).where(*which))
        return Queue(row.many, row.first) if row is not None else Queue()

    async def _by(self, table: Table, column: str) -> dict[Any, int]:
        value = table.c[column].label("value")
        return {row.value: row.many for row in await self._rows(select(value, _MANY).group_by(value))}

    async def _decisions(self, which: ColumnElement[bool]) -> tuple[dict[str, int], int]:
        counted = select(decisions.c.kind, _MANY, func.max(decisions.c.id).label("last"))
        rows = await self._rows(counted.where(which).group_by(decisions.c.kind))
        return {row.kind: row.many for row in rows}, max((row.last for row in rows), default=0)

    async def _crowd(self) -> Crowd:
        here = await self._by(workspaces, "demo")
        return Crowd((await self._queue(people, "created_at")).many, here.get(False, 0), here.get(True, 0))

    async def _ended(self, since: datetime) -> tuple[Ended, ...]:
        found = (
            select(jobs.c.kind, jobs.c.state, jobs.c.error, _MANY)
            .where(jobs.c.state.in_(BADLY), jobs.c.changed_at >= since)
            .group_by(jobs.c.kind, jobs.c.state, jobs.c.error)
            .order_by(_MANY.desc(), jobs.c.kind, jobs.c.error)
        )
        return tuple(Ended(row.kind, row.state, row.error, row.many) for row in await self._rows(found))

    async def _used(self, first: date) -> SpentToday:
        (row,) = await self._rows(select(*SUMS).where(usage.c.day >= first))
        return spent_today(row)

    async def _found(self) -> Found:
        same = (versions.c.workspace_id == posts.c.workspace_id, versions.c.post_id == posts.c.id)
        latest = select(versions.c.content).join_from(posts, versions, same[0] & same[1])
        latest = latest.where(versions.c.number == posts.c.version).order_by(posts.c.id.desc()).limit(LOOKED)
        rows = await self._rows(latest)
        found = (finding for row in rows for finding in row.content.findings)
        return Found(len(rows), Counter((finding.check, finding.severity) for finding in found))

    async def _file_size(self) -> int:
        """The file with the log beside it: what it takes on the disk."""
        row = await self._row(text("SELECT file FROM pragma_database_list WHERE name = 'main'"))
        file = Path(row[0]) if row is not None else Path()
        beside = (file.with_name(file.name + end) for end in ("", "-wal", "-shm"))
        return sum(each.stat().st_size for each in beside if each.is_file())

    async def _number(self, statement: TextClause) -> int:
        row = await self._row(statement)
        return 0 if row is None else int(row[0])
