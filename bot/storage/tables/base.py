"""What all tables share: names of constraints, and the columns that come back everywhere."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Index, MetaData, text

from bot.storage.columns import Id

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def own_id() -> Column[Any]:
    """The id of a row. With `sqlite_autoincrement` on the table it is never given out twice, so that an old
    button or a level of approval cannot come to mean somebody else."""
    return Column("id", Id, primary_key=True)


def workspace_id(primary_key: bool = False) -> Column[Any]:
    """The workspace a row belongs to, and goes with."""
    reference = ForeignKey("workspaces.id", ondelete="CASCADE")
    return Column("workspace_id", Id, reference, nullable=False, primary_key=primary_key)


def by(name: str) -> Column[Any]:
    """Who did it; empty once that person's account is erased."""
    return Column(name, Id, ForeignKey("people.id", ondelete="SET NULL"))


def person_id(primary_key: bool = False) -> Column[Any]:
    """The person a row is about, and goes with."""
    reference = ForeignKey("people.id", ondelete="CASCADE")
    return Column("person_id", Id, reference, nullable=False, primary_key=primary_key)


def within(table: str, column: str) -> ForeignKeyConstraint:
    """A reference that cannot cross workspaces: the database itself refuses it."""
    there = [f"{table}.workspace_id", f"{table}.id"]
    return ForeignKeyConstraint(["workspace_id", column], there, ondelete="CASCADE")


def index_where(column: str, where: str) -> Index:
    """An index of these rows alone. SQLite uses it only where a statement says so in the same words."""
    only = text(where)
    return Index(None, column, sqlite_where=only, postgresql_where=only)
