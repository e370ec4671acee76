"""What the engine keeps is sealed, opened and gone through with the rest."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from dbos._schemas.system_database import SystemSchema
from sqlalchemy import text

from bot.domain.errors import StorageError
from bot.jobs import seat
from bot.jobs.serial import Json
from bot.storage import beside
from bot.storage.cipher import OPEN, Cipher, keys_from, new_key
from bot.storage.database import Database
from bot.storage.postgres import SCHEMA
from bot.storage.rotate import Done
from tests.integration.storage.filling import Clock

FIRST, SECOND = new_key(), new_key()
ONE, BOTH, TWO = (Cipher(keys_from(words)) for words in (FIRST, f"{SECOND} {FIRST}", SECOND))
SECRET = '{"text":"Onvindbare Kademuur"}'
TABLES = (
    "CREATE TABLE {0}workflow_status "
    "(workflow_uuid text, inputs text, output text, error text, serialization text)",
    "CREATE TABLE {0}operation_outputs (workflow_uuid text, output text, error text, serialization text)",
    "CREATE TABLE {0}workflow_output (workflow_uuid text, output text, error text)",
    "CREATE TABLE {0}workflow_events (workflow_uuid text, key text, value text, serialization text)",
    "CREATE TABLE {0}queues (name text)",
)
ROWS = (
    "INSERT INTO {0}workflow_status VALUES ('a', :secret, NULL, :secret, 'kernbot_json')",
    "INSERT INTO {0}workflow_status VALUES ('b', 'gASV', 'gASV', NULL, 'py_pickle')",
    "INSERT INTO {0}operation_outputs VALUES ('a', :secret, NULL, 'kernbot_json')",
    "INSERT INTO {0}operation_outputs VALUES ('b', 'gASV', NULL, 'py_pickle')",
    "INSERT INTO {0}workflow_output VALUES ('a', :secret, NULL)",
    "INSERT INTO {0}workflow_output VALUES ('b', 'gASV', NULL)",
    "INSERT INTO {0}workflow_events VALUES ('a', 'progress', :secret, 'kernbot_json')",
)


@pytest.fixture
async def sqlite_file(file: Path, empty: Path) -> Path:
    """The file of the engine, beside that of the database."""
    beside_it = file.with_name("kernbot.telegram-jobs.db")
    with closing(sqlite3.connect(beside_it)) as made:
        for statement in TABLES:
            made.execute(statement.format(""))
        for statement in ROWS:
            made.execute(statement.format(""), {"secret": SECRET})
        made.commit()
    return beside_it


def values(file: Path) -> list[str]:
    """Every value of the engine."""
    asked = (
        "SELECT inputs FROM workflow_status UNION ALL SELECT output FROM workflow_status "
        "UNION ALL SELECT error FROM workflow_status UNION ALL SELECT output FROM operation_outputs "
        "UNION ALL SELECT output FROM workflow_output UNION ALL SELECT value FROM workflow_events"
    )
    with closing(sqlite3.connect(file)) as opened:
        return [value for (value,) in opened.execute(asked) if value is not None]


async def run(going: AsyncIterator[Done]) -> list[Done]:
    """Goes through with it."""
    return [one async for one in going]


async def test_the_engine_is_gone_through_with_the_rest(sqlite_file: Path, file: Path) -> None:
    for cipher, head in ((ONE, ONE.head), (BOTH, TWO.head)):
        db = Database(f"sqlite:///{file}", Clock(), cipher=cipher)
        steps = await run(db.encrypt())
        assert steps[-1] == (5, 5)
        found = values(sqlite_file)
        assert sorted(value for value in found if not value.startswith(head)) == ["gASV"] * 4
        assert {cipher.unseal(value) for value in found} == {SECRET, "gASV"}
        assert b"Kademuur" not in b"".join(part.read_bytes() for part in file.parent.iterdir())
        assert (await run(db.encrypt()))[-1] == (0, 0)
        await db.close()
    db = Database(f"sqlite:///{file}", Clock(), cipher=TWO)
    await run(db.decrypt())
    assert set(values(sqlite_file)) == {SECRET, "gASV"}
    await db.close()


@pytest.mark.postgres
async def test_the_engine_on_postgres(url: str) -> None:
    db = Database(url, Clock())
    async with db.work() as work:
        await work.link.execute(text(f"CREATE SCHEMA {SCHEMA}"))
        for statement in (*TABLES, *ROWS):
            await work.link.execute(text(statement.format(f"{SCHEMA}.")), {"secret": SECRET})
    await db.close()
    asked = text(f"SELECT output FROM {SCHEMA}.operation_outputs ORDER BY workflow_uuid")
    for cipher, target in ((ONE, ONE), (BOTH, TWO), (TWO, OPEN)):
        db = Database(url, Clock(), cipher=cipher)
        steps = await run(db.encrypt() if target.ids else db.decrypt())
        assert steps[-1] == (5, 5)
        async with db.read() as work:
            ours, other = (await work.link.execute(asked)).scalars()
        assert (ours.startswith("$k1$"), other) == (bool(target.ids), "gASV")
        assert target.unseal(ours) == SECRET
        await db.close()


async def test_a_key_that_only_the_engine_still_needs_is_kept(sqlite_file: Path, file: Path) -> None:
    with closing(sqlite3.connect(sqlite_file)) as made:
        made.execute("UPDATE operation_outputs SET output = ? WHERE workflow_uuid = 'a'", (ONE.seal(SECRET),))
        made.commit()
    db = Database(f"sqlite:///{file}", Clock(), cipher=TWO)
    with pytest.raises(StorageError, match=ONE.ids[0]):
        await run(db.encrypt())
    await db.close()


def test_these_are_the_names_that_the_engine_has() -> None:
    assert SCHEMA == seat.SCHEMA
    assert Json().name() == beside.WRITTEN_BY_US
    with_values = {
        table.name: {column.name for column in table.c} & set(beside._VALUES)
        for table in SystemSchema.metadata_obj.tables.values()
        if "workflow_uuid" in table.c or "serialization" in table.c
    }
    assert {name for name, columns in with_values.items() if columns} == {
        "workflow_status",
        "workflow_input",
        "workflow_output",
        "operation_outputs",
        "notifications",
        "workflow_events",
        "workflow_events_history",
        "streams",
    }
    assert "serialization" in SystemSchema.workflow_status.c
