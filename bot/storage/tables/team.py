"""Workspaces, who belongs to them, and how one gets in."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, String, Table, false

from bot.domain.brief import Brand
from bot.domain.review import Rules
from bot.storage.columns import Json, RoleSet, UtcTime, Words
from bot.storage.tables.base import by, metadata, own_id, person_id, workspace_id

workspaces = Table(
    "workspaces",
    metadata,
    own_id(),
    Column("name", Words, nullable=False),  # the brand's, so that a list of brands reads no brand whole
    Column("brand", Json(Brand), nullable=False),
    Column("language", String(8), nullable=False),
    Column("journey", String(40), nullable=False),
    Column("channels", Json(tuple[str, ...]), nullable=False),
    Column("rules", Json(Rules), nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("responsible", Words),
    Column("models", Boolean, nullable=False),
    by("models_by"),
    Column("models_at", UtcTime),
    Column("demo", Boolean, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    sqlite_autoincrement=True,
)

memberships = Table(
    "memberships",
    metadata,
    workspace_id(primary_key=True),
    person_id(primary_key=True),
    Column("roles", RoleSet, nullable=False),
    Column("joined_at", UtcTime, nullable=False),
    Index(None, "person_id"),
    sqlite_with_rowid=False,
)

chats = Table(
    "chats",
    metadata,
    Column("front", String(32), primary_key=True),
    Column("chat", String(64), primary_key=True),
    workspace_id(),
    by("linked_by"),
    Column("linked_at", UtcTime, nullable=False),
    Index(None, "workspace_id"),
    sqlite_with_rowid=False,
)

invites = Table(
    "invites",
    metadata,
    own_id(),
    workspace_id(),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("roles", RoleSet, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    by("created_by"),
    Column("created_at", UtcTime, nullable=False),
    by("used_by"),
    Column("used_at", UtcTime),  # what makes it used: `used_by` empties when that person's account is erased
    Column("revoked", Boolean, nullable=False, server_default=false()),
    Index(None, "workspace_id"),
    sqlite_autoincrement=True,
)
