"""Pages for somebody outside: the links, and what each asks about."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, String, Table, UniqueConstraint, false

from bot.storage.columns import Id, UtcTime
from bot.storage.tables.base import by, metadata, own_id, within, workspace_id

client_links = Table(
    "client_links",
    metadata,
    own_id(),
    workspace_id(),
    Column("pack_id", Id, nullable=False),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("language", String(8), nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    by("created_by"),
    Column("created_at", UtcTime, nullable=False),
    Column("revoked", Boolean, nullable=False, server_default=false()),
    within("packs", "pack_id"),
    UniqueConstraint("workspace_id", "id"),
    Index(None, "workspace_id", "pack_id"),
    sqlite_autoincrement=True,
)

client_asks = Table(
    "client_asks",
    metadata,
    workspace_id(primary_key=True),
    Column("link_id", Id, primary_key=True),
    Column("post_id", Id, primary_key=True),
    Column("version_id", Id, nullable=False),
    Column("verdict", String(16)),
    Column("answered_at", UtcTime),  # what makes it used
    within("client_links", "link_id"),
    within("posts", "post_id"),
    within("versions", "version_id"),
    sqlite_with_rowid=False,
)
