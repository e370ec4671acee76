"""What leaves: a person's export, a person, a workspace. Generated from the tables."""

from __future__ import annotations

import json
from pathlib import Path

from bot.storage.columns import Json
from bot.storage.database import Database, Work
from bot.storage.tables import metadata
from bot.storage.tables.everyone import people
from tests.integration.storage.filling import Rows, approved, fill, members, rows, rows_of, submitted, version

NAMING = [
    (table, key.parent)
    for table in metadata.sorted_tables
    for key in table.foreign_keys
    if key.column is people.c.id
]


async def everything(work: Work) -> Rows:
    """All rows of all tables."""
    return {table.name: await rows(work, table, table.c[0].is_not(None)) for table in metadata.sorted_tables}


async def test_erasing_a_workspace_leaves_nothing_of_it_and_all_of_another(db: Database) -> None:
    async with db.work() as work:
        gone, stays = await fill(work, "Waterkant", "1"), await fill(work, "Elders", "2")
        before = await rows_of(work, stays.workspace)
        assert all((await rows_of(work, gone.workspace)).values())
        await work.workspaces.erase(gone.workspace)
    async with db.read() as work:
        assert [name for name, found in (await rows_of(work, gone.workspace)).items() if found] == []
        assert await rows_of(work, stays.workspace) == before
        assert await work.workspaces.of(gone.anna) == ()
        person = await work.people.get(gone.anna)
        assert person is not None
        assert person.current is None
        assert await work.flows.get("telegram", "1-a", gone.anna) is None
        assert await work.flows.get("telegram", "2-a", stays.anna) is not None


async def test_a_workspace_of_a_later_day_does_not_get_the_id_of_an_erased_one(db: Database) -> None:
    async with db.work() as work:
        first, _, _ = await members(work, "Waterkant", "1")
        await work.workspaces.erase(first)
        second, _, _ = await members(work, "Elders", "2")
        assert second != first


async def test_erasing_a_person_leaves_their_decisions_without_them(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        here = work.within(filled.workspace)
        before = await here.posts.version(filled.post.id)
        lines = await here.reviews.of_post(filled.post.id)
        await work.people.erase(filled.bram)
        after = await here.posts.version(filled.post.id)
        assert after == before._replace(approvals=(before.approvals[0]._replace(person=None),))
        for old, new in zip(lines, await here.reviews.of_post(filled.post.id), strict=True):
            mine = old.person == filled.bram
            assert new == (old._replace(person=None, person_name="") if mine else old)
        assert {tick.person for tick in await here.ticks.of(after)} == {None}
        assert [one.person for one in await work.workspaces.members(filled.workspace)] == [filled.anna]


async def test_no_table_names_an_erased_person(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work, account="account-9")
        everywhere = {(table.name, column.name) for table, column in NAMING}
        named = {
            (table.name, column.name)
            for table, column in NAMING
            if await rows(work, table, column.in_((filled.anna, filled.bram)))
        }
        assert everywhere - named == {("invites", "used_by"), ("workspaces", "models_by")}
        for person in (filled.anna, filled.bram):
            await work.people.erase(person)
        for table, column in NAMING:
            assert await rows(work, table, column.in_((filled.anna, filled.bram))) == []
        kept = repr(await everything(work))
    assert "Anna van der Berg" not in kept
    assert "account-9-a" not in kept
    assert "Binnen een dag een droge kelder." in kept


async def test_what_was_erased_is_not_in_the_files_any_more(sqlite: Database, file: Path) -> None:
    async with sqlite.work() as work:
        filled = await fill(work, "Vertrouwelijk BV", "1")
    assert b"Vertrouwelijk BV" in stored(file)
    async with sqlite.work() as work:
        await work.workspaces.erase(filled.workspace)
        await work.people.erase(filled.anna)
    left = stored(file)
    assert b"Vertrouwelijk" not in left
    assert b"van der Berg" not in left
    assert b"alembic_version" in left


def stored(file: Path) -> bytes:
    """The bytes of the database and its log."""
    return b"".join(part.read_bytes() for part in file.parent.iterdir())


async def test_a_person_who_is_gone_can_be_erased_again(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        await work.people.erase(filled.bram)
        before = await everything(work)
        await work.people.erase(filled.bram)
        assert await everything(work) == before
        back = await work.people.who("telegram", "1-b", "Bram")
        assert back.id != filled.bram


async def test_an_export_holds_every_row_that_names_the_person_and_no_other(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work, account="1")
        await fill(work, "Elders", "2")
        exported = await work.people.export(filled.anna)
        for table, column in NAMING:
            ours = await rows(work, table, column == filled.anna)
            assert len(exported.get(table.name, [])) >= len(ours)
        text = json.dumps(exported, ensure_ascii=False)
    assert exported["people"][0]["name"] == "Anna van der Berg"
    assert exported["flows"][0]["data"] == ["new.channels", {"persona": "P1"}]
    assert exported["packs"][0]["brief"]["proposition"]["text"] == "Binnen een dag een droge kelder."
    assert exported["memberships"][0]["roles"] == ["owner"]
    assert "Elders" not in text
    assert "secret_hash" not in text
    assert "1-b" not in text


async def test_a_former_member_takes_no_texts_along(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        await work.workspaces.remove(filled.workspace, filled.anna)
        exported = await work.people.export(filled.anna)
        text = json.dumps(exported, ensure_ascii=False)
    assert [line["kind"] for line in exported["decisions"]] == ["submit", "reported"]
    assert "droge kelder" not in text
    assert "94%" not in text


async def test_an_export_works_on_every_text_column(db: Database) -> None:
    json_columns = [column for table, _ in NAMING for column in table.c if isinstance(column.type, Json)]
    assert json_columns
    async with db.work() as work:
        filled = await fill(work)
        await work.within(filled.workspace).posts.add_version(filled.post.id, version(filled.anna), 1)
        await submitted(work, filled.workspace, filled.post.id, filled.anna)
        await approved(work, filled.workspace, filled.post.id, filled.bram)
        exported = await work.people.export(filled.anna)
        assert len(exported["versions"]) == 2
        assert exported["versions"][0]["content"]["channel"] == "linkedin"
