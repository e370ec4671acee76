"""What is kept about a person or a workspace, and its removal. It goes by the tables themselves: one that is added
later is covered without a change here."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from pydantic_core import from_json
from sqlalchemy import Column, ColumnElement, Row, Table, delete, or_, select, type_coerce, update

from bot.storage.columns import Json, RoleSet, Words
from bot.storage.tables import everyone, metadata, record, team, working

if TYPE_CHECKING:
    from bot.storage.link import Link

_SECRET = ("secret_hash",)
_NEVER_TEXT = ("state", "kind")
"""Words of ours, not of the workspace."""


async def export_person(link: Link, person: int) -> dict[str, Any]:
    """Every row that names the person, by table. Of a workspace they no longer belong to only ids, states and
    times: its texts are not theirs to take along."""
    home = select(team.memberships.c.workspace_id).where(team.memberships.c.person_id == person)
    homes = set((await link.execute(home)).scalars())
    exported: dict[str, Any] = {}
    for table in metadata.sorted_tables:
        about = _about_people(table)
        if not about:
            continue
        columns = [_as_stored(column) for column in table.columns if column.name not in _SECRET]
        rows = await link.execute(select(*columns).where(or_(*(column == person for column in about))))
        found = [_plain(table, row, homes) for row in rows]
        if found:
            exported[table.name] = found
    return exported


async def erase_person(link: Link, person: int) -> None:
    """Their account, name, flows, jobs and copies of cards go; the references of the tables see to the rest, and
    leave what belongs to a workspace with nobody's name."""
    people, accounts = everyone.people, everyone.accounts
    name = (await link.execute(select(people.c.name).where(people.c.id == person))).scalar()
    if name is None:
        return
    own = (
        await link.execute(select(accounts.c.front, accounts.c.account).where(accounts.c.person_id == person))
    ).all()
    for row in own:  # a private chat has the id of the account
        for table in (working.cards, working.outbox):
            await link.execute(delete(table).where(table.c.front == row.front, table.c.chat == row.account))
    await _unname(link, person, name)
    await link.execute(delete(people).where(people.c.id == person))


async def _unname(link: Link, person: int, name: str) -> None:
    decisions, workspaces, memberships = record.decisions, team.workspaces, team.memberships
    await link.execute(update(decisions).where(decisions.c.person_id == person).values(person_name=""))
    homes = select(memberships.c.workspace_id).where(memberships.c.person_id == person)
    for table, where in ((workspaces, workspaces.c.id), (decisions, decisions.c.workspace_id)):
        named = select(table.c.id, table.c.responsible).where(where.in_(homes), table.c.responsible.is_not(None))
        for row in (await link.execute(named)).all():  # compared here: in the database it may be encrypted
            if row.responsible == name:
                await link.execute(update(table).where(table.c.id == row.id).values(responsible=None))


async def jobs_of(link: Link, whose: ColumnElement[bool]) -> list[int]:
    """The ids of jobs."""
    return list((await link.execute(select(working.jobs.c.id).where(whose))).scalars())


async def erase_workspace(link: Link, workspace: int) -> None:
    """Every row of a workspace, and what its members were in the middle of: that may hold its texts."""
    people, flows = everyone.people, everyone.flows
    members = select(team.memberships.c.person_id).where(team.memberships.c.workspace_id == workspace)
    await link.execute(delete(flows).where(flows.c.person_id.in_(members)))
    await link.execute(update(people).where(people.c.current_id == workspace).values(current_id=None))
    await link.execute(delete(working.outbox).where(working.outbox.c.workspace == workspace))
    for table in reversed(metadata.sorted_tables):
        if "workspace_id" in table.c:
            await link.execute(delete(table).where(table.c.workspace_id == workspace))
    await link.execute(delete(team.workspaces).where(team.workspaces.c.id == workspace))


def _about_people(table: Table) -> list[Column[Any]]:
    """The columns of a table that name a person."""
    people = everyone.people
    if table is people:
        return [people.c.id]
    return [column for column in table.columns if any(key.column is people.c.id for key in column.foreign_keys)]


def _as_stored(column: Column[Any]) -> ColumnElement[Any]:
    """JSON as the text that it is: an export must not fail on a row that no model accepts any more."""
    return type_coerce(column, Words).label(column.name) if isinstance(column.type, Json) else column


def _plain(table: Table, row: Row[Any], homes: set[int]) -> dict[str, Any]:
    values = dict(row._mapping)
    foreign = "workspace_id" in values and values["workspace_id"] not in homes
    plain: dict[str, Any] = {}
    for name, value in values.items():
        column = table.c[name]
        if foreign and isinstance(value, str) and name not in _NEVER_TEXT:
            continue
        plain[name] = _value(column, value)
    return plain


def _value(column: Column[Any], value: Any) -> Any:
    if isinstance(column.type, RoleSet) and value is not None:
        return sorted(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, str) and (isinstance(column.type, Json) or column.info.get("json")):
        return from_json(value)
    return value
