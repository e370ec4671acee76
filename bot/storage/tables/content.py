"""What a team makes: entries, packs, and posts with their versions."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Index, Integer, String, Table, Text, UniqueConstraint, false

from bot.domain.brief import Brief
from bot.domain.pack import KeyMessage, Post, SourceFact, Topic, Usage
from bot.storage.columns import Id, Json, UtcTime, Words
from bot.storage.tables.base import by, index_where, metadata, own_id, within, workspace_id

entries = Table(
    "entries",
    metadata,
    own_id(),
    workspace_id(),
    Column("kind", String(16), nullable=False),
    Column("key", String(40), nullable=False),
    Column("data", Words, nullable=False, info={"json": True}),  # which model it is depends on `kind`
    Column("revision", Integer, nullable=False),
    Column("withdrawn", Boolean, nullable=False, server_default=false()),
    by("changed_by"),
    Column("changed_at", UtcTime, nullable=False),
    Column("until", Date),  # the last valid day of a proof point, which `data` has as well
    UniqueConstraint("workspace_id", "kind", "key"),
    index_where("until", "until IS NOT NULL"),
    sqlite_autoincrement=True,
)

packs = Table(
    "packs",
    metadata,
    own_id(),
    workspace_id(),
    Column("brief", Json(Brief), nullable=False),
    Column("language", String(8), nullable=False),
    Column("writer", Text, nullable=False),
    Column("templates", String(64), nullable=False),
    Column("topics", Json(tuple[Topic, ...]), nullable=False),
    Column("reserve", Json(tuple[Topic, ...]), nullable=False),
    Column("facts", Json(tuple[SourceFact, ...]), nullable=False),
    Column("key_message", Json(KeyMessage)),
    Column("usage", Json(Usage), nullable=False),
    Column("notes", Json(tuple[str, ...]), nullable=False),
    by("made_by"),
    Column("made_at", UtcTime, nullable=False),
    UniqueConstraint("workspace_id", "id"),
    sqlite_autoincrement=True,
)

posts = Table(
    "posts",
    metadata,
    own_id(),
    workspace_id(),
    Column("pack_id", Id, nullable=False),
    Column("channel", String(40), nullable=False),
    Column("topic", Words, nullable=False),
    Column("version", Integer, nullable=False),  # the number of the latest, whose state and author stand here too
    Column("state", String(24), nullable=False),
    by("author"),
    Column("slot", Date),
    Column("published_url", Words),
    Column("published_at", UtcTime),
    Column("published_same", Boolean),
    Column("check_again", Boolean, nullable=False, server_default=false()),
    Column("changed_at", UtcTime, nullable=False),
    within("packs", "pack_id"),
    UniqueConstraint("workspace_id", "id"),
    Index(None, "workspace_id", "state", "changed_at"),
    Index(None, "workspace_id", "pack_id"),
    index_where("changed_at", "state = 'in_review'"),
    index_where("slot", "slot IS NOT NULL"),
    sqlite_autoincrement=True,
)

versions = Table(
    "versions",
    metadata,
    own_id(),
    workspace_id(),
    Column("post_id", Id, nullable=False),
    Column("number", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("language", String(8), nullable=False),
    Column("content", Json(Post), nullable=False),
    Column("state", String(24), nullable=False),
    Column(
        "given", Integer, nullable=False, server_default="0"
    ),  # approvals; two at once must not both be the first
    Column("origin", String(16), nullable=False),
    Column("instruction", Words, nullable=False),
    Column("carried", Json(dict[str, str]), nullable=False),
    by("author"),
    Column("writer", Text, nullable=False),
    Column("templates", String(64), nullable=False),
    Column("usage", Json(Usage), nullable=False),
    Column("made_at", UtcTime, nullable=False),
    within("posts", "post_id"),
    UniqueConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "post_id", "number"),
    sqlite_autoincrement=True,
)
