"""The tables as a whole: made by the migrations, private on disk, and each row in exactly one workspace."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from bot.domain.errors import StorageError
from bot.storage.backend import backend_for
from bot.storage.database import Database
from bot.storage.migrate import HEAD, MIGRATIONS, version
from bot.storage.tables import WITHOUT_WORKSPACE, metadata


async def test_the_migrations_make_exactly_the_tables_of_the_program(sqlite: Database, file: Path) -> None:
    def differences(connection: Connection) -> list[object]:
        assert version(connection) == HEAD
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    backend = backend_for(f"sqlite:///{file}")
    assert await backend.apart(differences) == []
    await backend.close()


def test_the_last_migration_is_the_one_that_the_program_looks_for() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == HEAD


async def test_upgrading_again_changes_nothing(sqlite: Database, file: Path) -> None:
    async with sqlite.work() as work:
        await work.people.who("telegram", "1", "Anna")
    before = dump(file)
    await sqlite.upgrade()
    assert dump(file) == before


async def test_a_database_of_a_newer_kernbot_is_left_alone(sqlite: Database, file: Path) -> None:
    with create_engine(f"sqlite:///{file}").begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = dump(file)
    with pytest.raises(StorageError, match="newer Kernbot"):
        await sqlite.upgrade()
    assert dump(file) == before


def dump(file: Path) -> list[str]:
    """Everything in a database file."""
    engine = create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        lines = list(driver.iterdump())
    engine.dispose()
    return lines


async def test_a_new_database_is_for_nobody_but_its_user(file: Path) -> None:
    new = Database(f"sqlite:///{file}")
    await new.upgrade()
    async with new.work() as work:
        await work.people.who("telegram", "1", "Anna")
    modes = {part.suffix: part.stat().st_mode & 0o777 for part in file.parent.iterdir()}
    assert modes == {".db": 0o600, ".db-wal": 0o600, ".db-shm": 0o600}
    assert file.parent.stat().st_mode & 0o777 == 0o700
    await new.close()


async def test_two_processes_may_upgrade_at_once(file: Path) -> None:
    both = [Database(f"sqlite:///{file}") for _ in range(2)]
    await asyncio.gather(*(each.upgrade() for each in both))
    for each in both:
        async with each.work() as work:
            assert not await work.people.anybody()
        await each.close()


async def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    database = Database(f"sqlite:///{tmp_path}/taken/kernbot.db")
    with pytest.raises(StorageError, match="DATA_DIR"):
        await database.upgrade()


@pytest.mark.parametrize("url", ["", "mysql://host/name", "sqlite://", "sqlite:///:memory:", "not a url"])
def test_a_url_that_is_no_use_is_refused_with_a_sentence(url: str) -> None:
    with pytest.raises(StorageError) as refused:
        Database(url)
    assert refused.value.next_step


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=str)
def test_every_row_belongs_to_one_workspace(table: object) -> None:
    if table in WITHOUT_WORKSPACE:
        assert "workspace_id" not in table.c
    else:
        assert not table.c.workspace_id.nullable
        targets = {key.column.table.name for key in table.c.workspace_id.foreign_keys}
        assert "workspaces" in targets


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=str)
def test_a_reference_within_a_workspace_cannot_leave_it(table: object) -> None:
    loose = [
        key.parent.name
        for key in table.foreign_keys
        if key.column.table not in WITHOUT_WORKSPACE and "workspace_id" not in key.constraint.columns
    ]
    assert loose == []


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=str)
def test_an_id_is_never_given_out_twice(table: object) -> None:
    if "id" in table.c:
        assert table.dialect_options["sqlite"]["autoincrement"] is True


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=str)
def test_postgres_can_make_the_table_and_keeps_zones(table: object) -> None:
    made = str(CreateTable(table).compile(dialect=postgresql.dialect()))
    assert re.search(r"\bTIMESTAMP WITHOUT\b|\bDATETIME\b", made) is None
    assert ("_at " in made) == ("TIMESTAMP WITH TIME ZONE" in made)
