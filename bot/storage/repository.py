"""What every repository is made of."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import ColumnElement, CursorResult, Executable, Row, Table, func, select

from bot.storage.tables.team import workspaces

if TYPE_CHECKING:
    from bot.storage.link import Link, Values


class Transaction(Protocol):
    """What a repository needs of the open `Work`."""

    link: Link
    now: datetime
    erased: bool
    gone: list[int]


class Repository:
    """A set of questions and changes about one noun."""

    def __init__(self, work: Transaction) -> None:
        self._work = work
        self._link = work.link
        self._now = work.now

    async def _run(self, statement: Executable, values: Values = None) -> CursorResult[Any]:
        return await self._link.execute(statement, values)

    async def _rows(self, statement: Executable, values: Values = None) -> list[Row[Any]]:
        return list(await self._link.execute(statement, values))

    async def _row(self, statement: Executable, values: Values = None) -> Row[Any] | None:
        return (await self._link.execute(statement, values)).first()

    async def _changed(self, statement: Executable, values: Values = None) -> int:
        return (await self._link.execute(statement, values)).rowcount

    async def _alone_with(self, *name: str) -> None:
        """Whoever else comes with this name waits until this transaction ends; on SQLite each is alone anyway."""
        if self._link.dialect == "postgresql":
            key = func.hashtextextended("\n".join(name), 0)
            await self._run(select(func.pg_advisory_xact_lock(key)))

    async def _new_id(self, statement: Executable) -> int:
        key = (await self._link.execute(statement)).inserted_primary_key
        if key is None:
            raise TypeError("Only an insert gives a new id.")
        return int(key[0])


class Scoped(Repository):
    """A repository of one workspace: `_here` stands in every statement, so another's row does not exist for it."""

    def __init__(self, work: Transaction, workspace: int) -> None:
        super().__init__(work)
        self._workspace = workspace

    async def _alone_here(self) -> None:
        """Whoever else asks this of the workspace waits until this transaction ends: for what is looked up first
        and stored by what was found. SQLite needs no lock, and is asked for none."""
        if self._link.dialect == "postgresql":
            one = select(workspaces.c.id).where(workspaces.c.id == self._workspace)
            # Not the strongest lock: rows that refer to the workspace go on being stored.
            await self._run(one.with_for_update(key_share=True))

    def _here(self, table: Table) -> ColumnElement[bool]:
        return table.c.workspace_id == self._workspace
