"""Runs migrations on the connection it is handed: by bot/storage/migrate.py, or by the alembic command with a URL
(`alembic -c bot/storage/alembic.ini -x url=sqlite:///new.db revision --autogenerate -m "..."`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from alembic import context
from sqlalchemy import Connection, create_engine
from sqlalchemy.types import TypeDecorator

from bot.storage.tables import metadata

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext


def plain_types(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """A migration names plain types: what ours are made of may change, what was stored then did not."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}" if not isinstance(item.impl, type) else f"sa.{item.impl.__name__}()"
    return False


def run(connection: Connection) -> None:
    """Everything that is missing, in one transaction, on SQLite too."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_item=plain_types,
        render_as_batch=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with create_engine(context.get_x_argument(as_dictionary=True)["url"]).begin() as opened:
        run(opened)
