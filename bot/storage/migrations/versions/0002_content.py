"""What teams make: entries, packs, posts and their versions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "entries",
        sa.Column("id", ID, nullable=False),
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("changed_by", ID),
        sa.Column("changed_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["people.id"], name=op.f("fk_entries_changed_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_entries_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
        sa.UniqueConstraint("workspace_id", "kind", "key", name=op.f("uq_entries_workspace_id_kind_key")),
        sqlite_autoincrement=True,
    )

    op.create_table(
        "packs",
        sa.Column("id", ID, nullable=False),
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("brief", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("writer", sa.Text(), nullable=False),
        sa.Column("templates", sa.String(length=64), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("reserve", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("key_message", sa.Text()),
        sa.Column("usage", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("made_by", ID),
        sa.Column("made_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_packs_made_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_packs_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packs")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_packs_workspace_id_id")),
        sqlite_autoincrement=True,
    )

    op.create_table(
        "posts",
        sa.Column("id", ID, nullable=False),
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("pack_id", ID, nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("author", ID),
        sa.Column("slot", sa.Date()),
        sa.Column("published_url", sa.Text()),
        sa.Column("published_at", TIME),
        sa.Column("published_same", sa.Boolean()),
        sa.Column("check_again", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["author"], ["people.id"], name=op.f("fk_posts_author"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "pack_id"],
            ["packs.workspace_id", "packs.id"],
            name=op.f("fk_posts_workspace_id_pack_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_posts_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posts")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_posts_workspace_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_posts_workspace_id_pack_id"), "posts", ["workspace_id", "pack_id"])
    op.create_index(
        op.f("ix_posts_workspace_id_state_changed_at"), "posts", ["workspace_id", "state", "changed_at"]
    )

    op.create_table(
        "versions",
        sa.Column("id", ID, nullable=False),
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("post_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("given", sa.Integer(), server_default="0", nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("instruction", sa.Text(), nullable=False),
        sa.Column("carried", sa.Text(), nullable=False),
        sa.Column("author", ID),
        sa.Column("writer", sa.Text(), nullable=False),
        sa.Column("templates", sa.String(length=64), nullable=False),
        sa.Column("usage", sa.Text(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["author"], ["people.id"], name=op.f("fk_versions_author"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "post_id"],
            ["posts.workspace_id", "posts.id"],
            name=op.f("fk_versions_workspace_id_post_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_versions_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versions")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_versions_workspace_id_id")),
        sa.UniqueConstraint(
            "workspace_id", "post_id", "number", name=op.f("uq_versions_workspace_id_post_id_number")
        ),
        sqlite_autoincrement=True,
    )
