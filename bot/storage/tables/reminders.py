"""Who was reminded of what, and what each no longer wants to hear."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ForeignKey, Index, String, Table

from bot.storage.columns import Id, UtcTime
from bot.storage.tables.base import index_where, metadata, workspace_id


def _person() -> Column[Any]:
    """Whose private chat it is; empty for a group."""
    return Column("person_id", Id, ForeignKey("people.id", ondelete="CASCADE"))


reminded = Table(
    "reminded",
    metadata,
    workspace_id(primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("subject", Id, primary_key=True),  # a post, an entry; 0 for what somebody was making
    Column("stage", String(40), primary_key=True),
    Column("front", String(32), primary_key=True),
    Column("chat", String(64), primary_key=True),
    _person(),
    Column("sent_at", UtcTime, nullable=False),
    Column("again_at", UtcTime),  # put off until then
    Index(None, "front", "chat"),
    index_where("again_at", "again_at IS NOT NULL"),
    sqlite_with_rowid=False,
)

muted = Table(
    "muted",
    metadata,
    workspace_id(primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("front", String(32), primary_key=True),
    Column("chat", String(64), primary_key=True),
    _person(),
    sqlite_with_rowid=False,
)
