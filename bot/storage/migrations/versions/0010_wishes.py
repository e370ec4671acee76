"""Which card a message will show that does not stand yet, and which jobs somebody wants stopped."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds a column to each."""
    op.add_column("outbox", sa.Column("card", sa.String(64), nullable=False, server_default=""))
    op.add_column("jobs", sa.Column("stopping", sa.Boolean(), nullable=False, server_default=sa.false()))
