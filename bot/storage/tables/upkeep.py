"""What the database knows of itself."""

from __future__ import annotations

from sqlalchemy import Column, String, Table

from bot.storage.columns import UtcTime
from bot.storage.tables.base import metadata

seals = Table(
    "seals",
    metadata,
    Column("key", String(8), primary_key=True),  # the name of a key that something may be encrypted with
    Column("added_at", UtcTime, nullable=False),
    sqlite_with_rowid=False,
)
