"""What the work itself needs: copies of cards, jobs, what is still to be shown, and what was used."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Float, Index, Integer, String, Table, false

from bot.storage.columns import Content, Id, UtcTime, Words
from bot.storage.tables.base import metadata, own_id, person_id, workspace_id

cards = Table(
    "cards",
    metadata,
    Column("front", String(32), primary_key=True),
    Column("chat", String(64), primary_key=True),
    Column("message", String(64), primary_key=True),  # a message shows one card at a time
    workspace_id(),
    Column("card", String(64), nullable=False),
    Column("shown_at", UtcTime, nullable=False),
    Index(None, "workspace_id", "card"),
    sqlite_with_rowid=False,
)

jobs = Table(
    "jobs",
    metadata,
    own_id(),
    workspace_id(),
    person_id(),
    Column("kind", String(40), nullable=False),
    Column("key", String(160), nullable=False, unique=True),  # with the workspace in front
    Column("request", Words, nullable=False, info={"json": True}),
    Column("state", String(16), nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("error", Words, nullable=False),
    Column("result", Words, info={"json": True}),  # set with the last thing its handler stores
    Column("stopping", Boolean, nullable=False, server_default=false()),  # its person wants that
    Column("submitted_at", UtcTime, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Index(None, "workspace_id", "person_id"),
    Index(None, "state", "changed_at"),
    sqlite_autoincrement=True,
)

told = Table(
    "told",
    metadata,
    Column("job_id", Id, primary_key=True),  # goes when the job is forgotten
    Column("key", String(80), primary_key=True),  # which of the things that a job reports
    workspace_id(),  # last: SQLite 3.40 takes a table whose key stands further on for damaged
    sqlite_with_rowid=False,
)

outbox = Table(
    "outbox",
    metadata,
    own_id(),
    Column("front", String(32), nullable=False),
    Column("chat", String(64), nullable=False),
    Column("workspace", Id),  # no reference: that a workspace is erased is said after it is gone
    Column("card", String(64), nullable=False, server_default=""),  # what a new message will show
    Column("body", Words, nullable=False, info={"json": True}),
    Column("file", Content),
    Column("parts", Integer, nullable=False, server_default="0"),  # messages of it that stand already
    Column("held_until", UtcTime, nullable=False),  # the process that shows it has it until then
    Column("made_at", UtcTime, nullable=False),
    Index(None, "front", "held_until"),
    Index(None, "front", "chat"),
    sqlite_autoincrement=True,
)

usage = Table(
    "usage",
    metadata,
    workspace_id(primary_key=True),
    person_id(primary_key=True),
    Column("day", Date, primary_key=True),
    Column("generations", Integer, nullable=False),
    Column("tokens", Id, nullable=False),
    Column("cost", Float, nullable=False),
    Index(None, "person_id", "day"),
    sqlite_with_rowid=False,
)
