"""What the pieces of a job have cost, and which posts they stand as."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "pieces",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("job_id", ID, nullable=False),
        sa.Column("piece", sa.String(length=80), nullable=False),
        sa.Column("usage", sa.Text(), nullable=False),
        sa.Column("post_id", ID),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_pieces_workspace_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "post_id"],
            ["posts.workspace_id", "posts.id"],
            name=op.f("fk_pieces_workspace_id_post_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("job_id", "piece", name=op.f("pk_pieces")),
        sqlite_with_rowid=False,
    )
