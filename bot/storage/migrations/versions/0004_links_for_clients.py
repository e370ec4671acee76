"""Links for somebody outside, and what each asks about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "client_links",
        sa.Column("id", ID, nullable=False),
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("pack_id", ID, nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("created_by", ID),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("revoked", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["people.id"], name=op.f("fk_client_links_created_by"), ondelete="SET NULL"
        ),
        _within("client_links", "packs", "pack_id"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_client_links_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_links")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_client_links_secret_hash")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_client_links_workspace_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_client_links_workspace_id_pack_id"), "client_links", ["workspace_id", "pack_id"])

    op.create_table(
        "client_asks",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("link_id", ID, nullable=False),
        sa.Column("post_id", ID, nullable=False),
        sa.Column("version_id", ID, nullable=False),
        sa.Column("verdict", sa.String(length=16)),
        sa.Column("answered_at", TIME),
        _within("client_asks", "client_links", "link_id"),
        _within("client_asks", "posts", "post_id"),
        _within("client_asks", "versions", "version_id"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_client_asks_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "link_id", "post_id", name=op.f("pk_client_asks")),
        sqlite_with_rowid=False,
    )


def _within(table: str, to: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", column],
        [f"{to}.workspace_id", f"{to}.id"],
        name=op.f(f"fk_{table}_workspace_id_{column}"),
        ondelete="CASCADE",
    )
