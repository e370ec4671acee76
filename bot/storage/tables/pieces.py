"""The pieces of a job: what each has cost, and which post it was stored as."""

from __future__ import annotations

from sqlalchemy import Column, String, Table

from bot.domain.pack import Usage
from bot.storage.columns import Id, Json
from bot.storage.tables.base import metadata, within, workspace_id

pieces = Table(
    "pieces",
    metadata,
    workspace_id(),
    Column("job_id", Id, primary_key=True),  # goes when the job is forgotten
    Column("piece", String(80), primary_key=True),
    Column("usage", Json(Usage), nullable=False),  # as far as it is counted
    Column("post_id", Id),
    within("posts", "post_id"),
    sqlite_with_rowid=False,
)
