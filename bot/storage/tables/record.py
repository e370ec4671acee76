"""The record: who saw, ticked, approved and decided what."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, String, Table, Text, UniqueConstraint

from bot.domain.records import Outsider
from bot.domain.review import Tick
from bot.storage.columns import Id, Json, UtcTime, Words
from bot.storage.tables.base import by, metadata, own_id, person_id, within, workspace_id

openings = Table(
    "openings",
    metadata,
    workspace_id(primary_key=True),
    Column("version_id", Id, primary_key=True),
    person_id(primary_key=True),
    Column("opened_at", UtcTime, nullable=False),
    within("versions", "version_id"),
    sqlite_with_rowid=False,
)

approvals = Table(
    "approvals",
    metadata,
    own_id(),
    workspace_id(),
    Column("version_id", Id, nullable=False),
    by("person_id"),
    Column("level", Words),
    Column("hash", String(64), nullable=False),
    Column("approved_at", UtcTime, nullable=False),
    within("versions", "version_id"),
    UniqueConstraint("workspace_id", "version_id", "person_id"),
    sqlite_autoincrement=True,
)

decisions = Table(
    "decisions",
    metadata,
    own_id(),
    workspace_id(),
    Column("post_id", Id, nullable=False),
    Column("version_id", Id, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("kind", String(24), nullable=False),
    by("person_id"),
    Column("person_name", Words, nullable=False),  # empty for a former member
    Column("reason", Words, nullable=False),
    Column("level", Words),
    Column("ticks", Json(tuple[Tick, ...]), nullable=False),
    Column("self_approval", Boolean, nullable=False),
    Column("responsible", Words),
    Column("writer", Text, nullable=False),
    Column("outsider", Json(Outsider)),
    Column("opened_at", UtcTime),
    Column("decided_at", UtcTime, nullable=False),
    within("posts", "post_id"),
    within("versions", "version_id"),
    Index(None, "workspace_id", "decided_at"),
    Index(None, "workspace_id", "post_id"),
    sqlite_autoincrement=True,
)

ticks = Table(
    "ticks",
    metadata,
    own_id(),
    workspace_id(),
    Column("kind", String(16), nullable=False),
    Column("pack_id", Id),  # for `ticked`: good within one pack
    Column("version_id", Id),  # for `not_a_claim`: good for one version
    Column("sentence", Words, nullable=False),
    Column("carried_by", Words, nullable=False),
    by("person_id"),
    Column("ticked_at", UtcTime, nullable=False),
    within("packs", "pack_id"),
    within("versions", "version_id"),
    Index(None, "workspace_id", "kind", "pack_id", "version_id"),
    sqlite_autoincrement=True,
)
