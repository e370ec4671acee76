"""What is stored in the columns that may be sealed, as it is: for those who go through all of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    LargeBinary,
    Row,
    Select,
    Table,
    Text,
    func,
    literal,
    select,
    tuple_,
    type_coerce,
)

from bot.storage.columns import Content, is_sealed
from bot.storage.tables import metadata

BATCH = 100
"""Rows of one transaction: whoever writes meanwhile waits no longer than for these."""
Key = tuple[Any, ...]


def sealed_columns(table: Table) -> list[Column[Any]]:
    """The columns of a table that hold what people wrote."""
    return [column for column in table.columns if is_sealed(column)]


def sealed_tables() -> list[Table]:
    """The tables that have such columns."""
    return [table for table in metadata.sorted_tables if sealed_columns(table)]


def raw(column: Column[Any]) -> ColumnElement[Any]:
    """What is stored in such a column."""
    return type_coerce(column, LargeBinary() if isinstance(column.type, Content) else Text()).label(column.name)


def begins(column: Column[Any], head: str) -> ColumnElement[bool]:
    """Whether what is stored begins like this; not LIKE, which does not know capitals apart on SQLite."""
    stored = raw(column)
    start = func.substr(stored, 1, len(head), type_=stored.type)
    return start == literal(head.encode() if isinstance(stored.type, LargeBinary) else head, stored.type)


def page(table: Table, where: ColumnElement[bool], after: Key | None) -> Select[Any]:
    """The next rows for which something holds, as they are stored, in the order of their keys."""
    keys = list(table.primary_key)
    found = select(*keys, *(raw(column) for column in sealed_columns(table))).where(where)
    if after is not None:
        found = found.where(beyond(keys, after))
    return found.order_by(*keys).limit(BATCH)


def beyond(keys: Sequence[Column[Any]], after: Key) -> ColumnElement[bool]:
    """The rows that come after one, in the order of these keys."""
    return tuple_(*keys) > tuple_(*after) if len(keys) > 1 else keys[0] > after[0]


def key_of(table: Table, row: Row[Any]) -> Key:
    """The primary key of a row."""
    return tuple(getattr(row, key.name) for key in table.primary_key)


def place(table: Table, row: Row[Any], column: Column[Any]) -> str:
    """Where something stands, for whoever has to look at it."""
    return f"{table.name} {', '.join(map(str, key_of(table, row)))}: {column.name}"
