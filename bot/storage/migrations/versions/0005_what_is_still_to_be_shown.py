"""What is still to be shown, what a job has told, and what came of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the tables and the column."""
    op.add_column("jobs", sa.Column("result", sa.Text()))
    op.create_table(
        "told",
        sa.Column("job_id", ID, nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("workspace_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_told_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("job_id", "key", name=op.f("pk_told")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outbox",
        sa.Column("id", ID, nullable=False),
        sa.Column("front", sa.String(length=32), nullable=False),
        sa.Column("chat", sa.String(length=64), nullable=False),
        sa.Column("workspace", ID),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("file", sa.LargeBinary()),
        sa.Column("parts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("held_until", TIME, nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_outbox_front_held_until"), "outbox", ["front", "held_until"])
    op.create_index(op.f("ix_outbox_front_chat"), "outbox", ["front", "chat"])
