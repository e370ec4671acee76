"""Column types: times that are aware and in UTC, what people wrote, pydantic values as JSON text, sets of roles.

What people wrote (`Words`, `Json`, `Content`) is sealed where the database has a key (bot/storage/cipher.py), so
nothing can be searched, compared or sorted by it in a statement; such a column refuses to try.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import BigInteger, Column, ColumnElement, DateTime, Dialect, Integer, LargeBinary, Text
from sqlalchemy.sql import operators
from sqlalchemy.types import TypeDecorator

from bot.domain.team import ROLES, Role
from bot.storage import cipher

T = TypeVar("T")

Id = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite counts ids by itself only in a column that is called INTEGER."""


class UtcTime(TypeDecorator[datetime]):
    """An aware time, stored in UTC. A naive one is a ValueError: nobody would know what it means."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """In UTC; SQLite keeps no zone, so the text there is plain UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone.")
        there = value.astimezone(UTC)
        return there.replace(tzinfo=None) if dialect.name == "sqlite" else there

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class _Unsearchable(TypeDecorator.Comparator[Any]):
    """Of a column that may be sealed a statement can ask only whether there is something in it."""

    def operate(self, op: operators.OperatorType, *other: Any, **options: Any) -> ColumnElement[Any]:
        if op not in (operators.is_, operators.is_not):
            raise TypeError(f"{self.expr} may be encrypted: compare what was read, not what is stored.")
        return super().operate(op, *other, **options)


class Words(TypeDecorator[str]):
    """What somebody wrote, or a machine wrote for them; also JSON that no one model describes."""

    impl = Text
    cache_ok = True
    comparator_factory = _Unsearchable

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Sealed, where there is a key."""
        return None if value is None else cipher.of(dialect).seal(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], str | None]:
        """As it was written. Raises StorageError without its key. Asked for once a statement, not once a value."""
        unseal = cipher.of(dialect).unseal
        return lambda value: None if value is None else unseal(value)


class Json(TypeDecorator[T]):
    """A value that pydantic knows, as JSON text, sealed where there is a key. Text, not the database's own JSON:
    it comes back sign for sign, and a NUL in a text is no problem on Postgres."""

    impl = Text
    cache_ok = True
    comparator_factory = _Unsearchable

    def __init__(self, of: Any) -> None:
        super().__init__()
        self.of = of

    @cached_property
    def adapter(self) -> TypeAdapter[T]:
        """Made when first used: building validators takes time."""
        return TypeAdapter(self.of)

    def process_bind_param(self, value: T | None, dialect: Dialect) -> str | None:
        """JSON, with the names that the files have."""
        if value is None:
            return None
        return cipher.of(dialect).seal(self.adapter.dump_json(value, by_alias=True).decode())

    def process_result_value(self, value: str | None, dialect: Dialect) -> T | None:
        """The value again, validated. Raises StorageError without its key."""
        return None if value is None else self.adapter.validate_json(cipher.of(dialect).unseal(value))


class Content(TypeDecorator[bytes]):
    """A file, sealed where there is a key."""

    impl = LargeBinary
    cache_ok = True
    comparator_factory = _Unsearchable

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Sealed, where there is a key."""
        return None if value is None else cipher.of(dialect).seal_bytes(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """As it was. Raises StorageError without its key."""
        return None if value is None else cipher.of(dialect).unseal_bytes(value)


def is_sealed(column: Column[Any]) -> bool:
    """Whether what is in a column is sealed where there is a key."""
    return isinstance(column.type, Words | Json | Content)


class RoleSet(TypeDecorator[frozenset[Role]]):
    """Roles as words with commas, from least to most."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Iterable[Role] | None, dialect: Dialect) -> str | None:
        """Always in the same order."""
        return None if value is None else ",".join(role for role in ROLES if role in value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> frozenset[Role] | None:
        """What is no role any more is left out."""
        if value is None:
            return None
        return roles(value)


def roles(words: str) -> frozenset[Role]:
    """The roles in words with commas."""
    return frozenset(role for role in ROLES if role in words.split(","))
