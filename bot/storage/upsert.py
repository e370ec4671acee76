"""Insert, or leave or change what is there: the one statement that SQLite and Postgres spell alike but SQLAlchemy
keeps in two places."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Insert, Table
from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def _insert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    if dialect != "postgresql":
        return sqlite.insert(table)
    # Imported here: it takes longer to load than all of our tables.
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)


@cache
def insert_or_skip(dialect: str, table: Table) -> Insert:
    """An insert that does nothing where the row exists; `rowcount` tells which it was."""
    statement = _insert(dialect, table)
    return statement.on_conflict_do_nothing().execution_options(preserve_rowcount=True)


@cache
def insert_or_change(dialect: str, table: Table, *columns: str) -> Insert:
    """An insert that sets these columns where a row with the same primary key exists."""
    key = [column.name for column in table.primary_key]
    statement = _insert(dialect, table)
    given = statement.excluded
    return statement.on_conflict_do_update(index_elements=key, set_={name: given[name] for name in columns})


@cache
def insert_or_add(dialect: str, table: Table, *columns: str) -> Insert:
    """An insert that adds to these columns where a row with the same primary key exists."""
    key = [column.name for column in table.primary_key]
    statement = _insert(dialect, table)
    sums = {name: table.c[name] + statement.excluded[name] for name in columns}
    return statement.on_conflict_do_update(index_elements=key, set_=sums)
