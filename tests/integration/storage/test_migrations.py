"""From every schema there ever was to the one of now, with rows in it: nothing is lost on the way."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    func,
    insert,
    select,
)

from bot.domain.brief import Persona
from bot.storage.backend import Backend, backend_for
from bot.storage.cipher import Cipher, keys_from, new_key
from bot.storage.database import Database
from bot.storage.migrate import HEAD, MIGRATIONS
from bot.storage.tables import metadata
from tests.fakes.postgres import Server
from tests.integration.storage.filling import START, Clock, fill

SCRIPTS = ScriptDirectory(str(MIGRATIONS))
REVISIONS = sorted(one.revision for one in SCRIPTS.walk_revisions() if one.revision != HEAD)
RELEASED = sorted((Path(__file__).parents[2] / "data" / "released").glob("*.sql"))
"""Databases that released versions filled, by the last migration they had."""
ROWS = 3

Stored = dict[str, list[dict[str, Any]]]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database with nothing in it, not even tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/kernbot.db"
        return
    server: Server = request.getfixturevalue("postgres")
    url = server.new()
    yield url
    server.drop(url)


@pytest.fixture
async def backend(place: str) -> AsyncIterator[Backend]:
    """That database."""
    made = backend_for(place)
    yield made
    await made.close()


def made_with(revision: str) -> Callable[[Connection], Stored]:
    """Makes the tables as they were then, and some rows in each; gives what is stored."""

    def make(connection: Connection) -> Stored:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        then = reflected(connection)
        for table in then.sorted_tables:
            rows = [{column.name: value(column, number) for column in table.c} for number in range(1, ROWS + 1)]
            connection.execute(insert(table), rows)
            if "id" in table.c and connection.dialect.name == "postgresql":
                connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), ROWS)))
        return stored(connection, then)

    return make


def reflected(connection: Connection) -> MetaData:
    """The tables that are there, without those that are about the database itself."""
    found = MetaData()
    found.reflect(connection, only=lambda name, _: name not in ("alembic_version", "seals"))
    return found


def value(column: Column[Any], number: int) -> Any:
    """Row `number` has that number in every reference, so that all of them lead somewhere."""
    for kind, made in (
        (Boolean, number % 2 == 0),
        (Integer, number),
        (Float, number / 4),
        (DateTime, START if getattr(column.type, "timezone", False) else START.replace(tzinfo=None)),
        (Date, date(2026, 3, number)),
        (LargeBinary, bytes(range(256))),
    ):
        if isinstance(column.type, kind):
            return made
    return f"{number}" if getattr(column.type, "length", None) else f'{{"{number}": "é\U0001f469 \u2028 ""}}'


def stored(connection: Connection, then: MetaData) -> Stored:
    """All rows, as far as the tables of then go."""
    found: Stored = {}
    for table in then.sorted_tables:
        rows = connection.execute(select(table).order_by(*table.primary_key)).mappings()
        found[table.name] = [dict(row) for row in rows]
    return found


@pytest.mark.parametrize("revision", REVISIONS)
async def test_every_row_of_an_older_schema_is_there_afterwards(backend: Backend, revision: str) -> None:
    before = await backend.apart(made_with(revision))
    assert before
    assert all(len(rows) == ROWS for rows in before.values())
    database = Database("", Clock(), backend)
    await database.upgrade()

    def look(connection: Connection) -> tuple[Stored, list[Any]]:
        differences = list(compare_metadata(MigrationContext.configure(connection), metadata))
        return stored(connection, reflected(connection)), differences

    after, differences = await backend.apart(look)
    for name, rows in before.items():
        assert [{column: row[column] for column in rows[0]} for row in after[name]] == rows
    assert differences == []
    async with database.work() as work:
        assert (await fill(work)).workspace == ROWS + 1


@pytest.fixture(params=RELEASED, ids=lambda file: file.stem)
def released(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A database as a released version left it."""
    file = tmp_path / "released.db"
    script: Path = request.param
    with closing(sqlite3.connect(file)) as old:
        old.executescript(script.read_text(encoding="utf-8"))
    return file


async def test_what_a_released_version_stored_is_read_as_it_was(released: Path) -> None:
    database = Database(f"sqlite:///{released}", Clock())
    await database.upgrade()
    await as_it_was(database)
    async with database.work() as work:
        await fill(work, "Nieuw", "3")
    assert [problem async for problem in database.verify()] == []
    await database.close()


async def as_it_was(database: Database) -> None:
    """What is in those databases: two brands, one with a second version and an entry of each kind."""
    assert [problem async for problem in database.verify()] == []
    async with database.read() as work:
        assert [(one.workspace, one.brand) for one in await work.workspaces.of(1)] == [(1, "Waterkant")]
        here = work.within(1)
        first, second = await here.posts.versions(1)
        assert (first.state, [one.person for one in first.approvals]) == ("approved", [2])
        assert second.content.text == "Regel\u2028 \u202e \U0001f469\u200d\U0001f52c é \"'<b>\0"
        assert [line.kind for line in await here.reviews.of_post(1)] == ["submit", "approve", "reported", "submit"]
        assert (await here.entries.all("persona"))[0].data == Persona(
            id="P1", name="Starter", need="Een droge kelder"
        )
        assert {len(await here.entries.all(kind)) for kind in ("proposition", "asset", "source", "topic")} == {1}
        assert [job.state for job in await work.jobs.live()] == ["waiting", "waiting"]
        assert await work.flows.get("telegram", "1-a", 1) == '["new.channels", {"persona": "P1"}]'


@pytest.mark.postgres
async def test_from_a_released_version_to_postgres_with_a_key(released: Path, url: str) -> None:
    cipher = Cipher(keys_from(new_key()))
    old = Database(f"sqlite:///{released}", Clock(), cipher=cipher)
    await old.upgrade()
    async for _ in old.encrypt():
        pass
    new = Database(url, Clock(), cipher=cipher)
    async for _ in old.copy_to(new):
        pass
    await as_it_was(new)
    await old.close()
    await new.close()
