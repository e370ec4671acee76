"""Who was reminded of what, what each no longer wants to hear, and what finds it quickly."""

from __future__ import annotations

import json
from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the tables, the column and the indexes."""
    op.create_table(
        "reminded",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject", ID, nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        *_reader("reminded"),
        sa.Column("sent_at", TIME, nullable=False),
        sa.Column("again_at", TIME),
        sa.PrimaryKeyConstraint(
            "workspace_id", "kind", "subject", "stage", "front", "chat", name=op.f("pk_reminded")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_reminded_front_chat"), "reminded", ["front", "chat"])
    _index("reminded", "again_at", "again_at IS NOT NULL")
    op.create_table(
        "muted",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        *_reader("muted"),
        sa.PrimaryKeyConstraint("workspace_id", "kind", "front", "chat", name=op.f("pk_muted")),
        sqlite_with_rowid=False,
    )
    op.add_column("entries", sa.Column("until", sa.Date()))
    _fill_until()
    _index("entries", "until", "until IS NOT NULL")
    _index("posts", "changed_at", "state = 'in_review'")
    _index("posts", "slot", "slot IS NOT NULL")
    op.create_index(op.f("ix_flows_front_touched_at"), "flows", ["front", "touched_at"])


def _reader(table: str) -> list[sa.Column[object] | sa.ForeignKeyConstraint]:
    return [
        sa.Column("front", sa.String(length=32), nullable=False),
        sa.Column("chat", sa.String(length=64), nullable=False),
        sa.Column("person_id", ID),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f(f"fk_{table}_workspace_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f(f"fk_{table}_person_id"), ondelete="CASCADE"
        ),
    ]


def _index(table: str, column: str, where: str) -> None:
    only = sa.text(where)
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column], sqlite_where=only, postgresql_where=only)


def _fill_until() -> None:
    """The last valid day of the proof that is there."""
    entries = sa.table(
        "entries",
        sa.column("id", ID),
        sa.column("kind", sa.String()),
        sa.column("data", sa.Text()),
        sa.column("until", sa.Date()),
    )
    bind = op.get_bind()
    for row in bind.execute(sa.select(entries.c.id, entries.c.data).where(entries.c.kind == "proof")).all():
        until = json.loads(row.data).get("valid_until")
        if until is not None:
            day = date.fromisoformat(until)
            bind.execute(sa.update(entries).where(entries.c.id == row.id).values(until=day))
