"""Tables that belong to no workspace: people and how they come in, what was handled, who is in the middle of
what."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, String, Table, false

from bot.storage.columns import Id, UtcTime, Words
from bot.storage.tables.base import by, metadata, own_id, person_id

people = Table(
    "people",
    metadata,
    own_id(),
    Column("name", Words, nullable=False),
    Column("language", String(8)),
    Column(
        "current_id", Id
    ),  # no reference: people and workspaces would need each other; a membership is looked up
    Column("informed_at", UtcTime),
    Column("admin", Boolean, nullable=False, server_default=false()),
    Column("created_at", UtcTime, nullable=False),
    sqlite_autoincrement=True,
)

accounts = Table(
    "accounts",
    metadata,
    Column("front", String(32), primary_key=True),
    Column("account", String(64), primary_key=True),
    person_id(),
    Index(None, "person_id"),
    sqlite_with_rowid=False,
)

inbox = Table(
    "inbox",
    metadata,
    Column("front", String(32), primary_key=True),
    Column("update_id", String(64), primary_key=True),
    Column("seen_at", UtcTime, nullable=False),
    Index(None, "seen_at"),
    sqlite_with_rowid=False,
)

flows = Table(
    "flows",
    metadata,
    Column("front", String(32), primary_key=True),
    Column("chat", String(64), primary_key=True),
    person_id(primary_key=True),
    Column("data", Words, nullable=False, info={"json": True}),
    Column("touched_at", UtcTime, nullable=False),
    Index(None, "front", "touched_at"),
    sqlite_with_rowid=False,
)

admissions = Table(
    "admissions",
    metadata,
    own_id(),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("admin", Boolean, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    by("used_by"),
    Column("used_at", UtcTime),
    Column("revoked", Boolean, nullable=False, server_default=false()),
    Column("created_at", UtcTime, nullable=False),
    sqlite_autoincrement=True,
)
