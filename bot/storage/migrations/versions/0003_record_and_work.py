"""The record of review, and what the work itself needs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "openings",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("version_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_openings_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "version_id"],
            ["versions.workspace_id", "versions.id"],
            name=op.f("fk_openings_workspace_id_version_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_openings_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "version_id", "person_id", name=op.f("pk_openings")),
        sqlite_with_rowid=False,
    )

    op.create_table(
        "approvals",
        sa.Column("id", ID, nullable=False),
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("version_id", ID, nullable=False),
        sa.Column("person_id", ID),
        sa.Column("level", sa.Text()),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("approved_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_approvals_person_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "version_id"],
            ["versions.workspace_id", "versions.id"],
            name=op.f("fk_approvals_workspace_id_version_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_approvals_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals")),
        sa.UniqueConstraint(
            "workspace_id", "version_id", "person_id", name=op.f("uq_approvals_workspace_id_version_id_person_id")
        ),
        sqlite_autoincrement=True,
    )

    op.create_table(
        "decisions",
        sa.Column("id", ID, nullable=False),
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("post_id", ID, nullable=False),
        sa.Column("version_id", ID, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("person_id", ID),
        sa.Column("person_name", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("level", sa.Text()),
        sa.Column("ticks", sa.Text(), nullable=False),
        sa.Column("self_approval", sa.Boolean(), nullable=False),
        sa.Column("responsible", sa.Text()),
        sa.Column("writer", sa.Text(), nullable=False),
        sa.Column("outsider", sa.Text()),
        sa.Column("opened_at", TIME),
        sa.Column("decided_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_decisions_person_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "post_id"],
            ["posts.workspace_id", "posts.id"],
            name=op.f("fk_decisions_workspace_id_post_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "version_id"],
            ["versions.workspace_id", "versions.id"],
            name=op.f("fk_decisions_workspace_id_version_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_decisions_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_decisions_workspace_id_decided_at"), "decisions", ["workspace_id", "decided_at"])
    op.create_index(op.f("ix_decisions_workspace_id_post_id"), "decisions", ["workspace_id", "post_id"])

    op.create_table(
        "ticks",
        sa.Column("id", ID, nullable=False),
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("pack_id", ID),
        sa.Column("version_id", ID),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("carried_by", sa.Text(), nullable=False),
        sa.Column("person_id", ID),
        sa.Column("ticked_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_ticks_person_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "pack_id"],
            ["packs.workspace_id", "packs.id"],
            name=op.f("fk_ticks_workspace_id_pack_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "version_id"],
            ["versions.workspace_id", "versions.id"],
            name=op.f("fk_ticks_workspace_id_version_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_ticks_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticks")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_ticks_workspace_id_kind_pack_id_version_id"),
        "ticks",
        ["workspace_id", "kind", "pack_id", "version_id"],
    )

    op.create_table(
        "cards",
        sa.Column("front", sa.String(length=32), nullable=False),
        sa.Column("chat", sa.String(length=64), nullable=False),
        sa.Column("message", sa.String(length=64), nullable=False),
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("card", sa.String(length=64), nullable=False),
        sa.Column("shown_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_cards_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("front", "chat", "message", name=op.f("pk_cards")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_cards_workspace_id_card"), "cards", ["workspace_id", "card"])

    op.create_table(
        "jobs",
        sa.Column("id", ID, nullable=False),
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("submitted_at", TIME, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_jobs_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_jobs_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("key", name=op.f("uq_jobs_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_jobs_state_changed_at"), "jobs", ["state", "changed_at"])
    op.create_index(op.f("ix_jobs_workspace_id_person_id"), "jobs", ["workspace_id", "person_id"])

    op.create_table(
        "usage",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("generations", sa.Integer(), nullable=False),
        sa.Column("tokens", ID, nullable=False),
        sa.Column("cost", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_usage_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_usage_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", "day", name=op.f("pk_usage")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_usage_person_id_day"), "usage", ["person_id", "day"])
