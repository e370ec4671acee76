"""What processes with the same bot tell each other about sending."""

from __future__ import annotations

from sqlalchemy import Column, String, Table

from bot.storage.columns import UtcTime
from bot.storage.tables.base import metadata

pace = Table(
    "pace",
    metadata,
    Column("bot", String(32), primary_key=True),  # a digest, as the name of the row: neither token nor chat
    Column("name", String(32), primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("free_at", UtcTime, nullable=False),  # when all that was taken will have been used
    Column("open_at", UtcTime, nullable=False),
    sqlite_with_rowid=False,
)
