"""Column types: times that are aware and in UTC, pydantic values as JSON text, sets of roles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

from bot.domain.team import ROLES, Role

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


class Json(TypeDecorator[T]):
    """A value that pydantic knows, as JSON text. Text, not the database's own JSON: it comes back sign for sign,
    and a NUL in a text is no problem on Postgres."""

    impl = Text
    cache_ok = True

    def __init__(self, of: Any) -> None:
        super().__init__()
        self.of = of

    @cached_property
    def adapter(self) -> TypeAdapter[T]:
        """Made when first used: building validators takes time."""
        return TypeAdapter(self.of)

    def process_bind_param(self, value: T | None, dialect: Dialect) -> str | None:
        """JSON, with the names that the files have."""
        return None if value is None else self.adapter.dump_json(value, by_alias=True).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> T | None:
        """The value again, validated."""
        return None if value is None else self.adapter.validate_json(value)


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
