"""How fast messages go out, where several processes send with the same bot."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the table. What is in it is old within a minute: Postgres need not write it to disk twice, and may
    forget it in a crash."""
    unlogged = ["UNLOGGED"] if op.get_bind().dialect.name == "postgresql" else []
    op.create_table(
        "pace",
        sa.Column("bot", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("free_at", TIME, nullable=False),
        sa.Column("open_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("bot", "name", name=op.f("pk_pace")),
        prefixes=unlogged,
        sqlite_with_rowid=False,
    )
