"""What verify finds, and that it finds nothing where nothing is wrong."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.domain.keeping import Problem
from bot.domain.pack import Variation
from bot.storage.database import Database
from bot.storage.verify import BATCH
from tests.integration.storage.filling import Filled, fill, members, submitted, version


async def found(db: Database) -> list[str]:
    """What verify says."""
    return [problem.what async for problem in db.verify()]


async def filled(db: Database) -> Filled:
    """A workspace with something of everything."""
    async with db.work() as work:
        return await fill(work)


async def test_what_was_stored_by_the_program_has_no_problem(db: Database) -> None:
    await filled(db)
    assert await found(db) == []


@pytest.mark.parametrize(
    ("tampering", "says"),
    [
        ("UPDATE versions SET content = replace(content, 'droge', 'natte')", "not the one that its hash"),
        ("UPDATE versions SET language = 'en'", "not the one that its hash"),
        ("UPDATE versions SET content = '{}'", "cannot be read"),
        ("UPDATE versions SET content = replace(content, 'linkedin', 'tiktok')", "another channel"),
        ("UPDATE approvals SET hash = 'x'", "1 approval(s) were given to a text with another hash"),
        ("UPDATE decisions SET hash = 'x' WHERE kind = 'submit'", "1 decision(s) were given"),
        ("DELETE FROM approvals", "1 approval(s) are counted, 0 are there"),
        ("DELETE FROM approvals", "the state is approved without any approval"),
        ("UPDATE posts SET state = 'draft'", "the post says draft, its latest version approved"),
        ("UPDATE posts SET version = 2", "the latest version is not there"),
        ("UPDATE versions SET number = 3", "the post does not know this version"),
    ],
)
async def test_what_was_changed_behind_its_back_is_found(db: Database, tampering: str, says: str) -> None:
    made = await filled(db)
    async with db.work() as work:
        await work.link.execute(text(tampering))
    problems = [problem async for problem in db.verify()]
    assert any(says in problem.what for problem in problems)
    assert {problem[:2] for problem in problems} == {(made.workspace, made.post.id)}


async def test_a_row_that_refers_to_nothing_is_found(sqlite: Database, file: Path) -> None:
    await filled(sqlite)
    with closing(sqlite3.connect(file)) as careless:
        careless.execute("UPDATE jobs SET person_id = 999")
        careless.commit()
    assert await found(sqlite) == ["a row of jobs refers to a row of people that is not there"]


async def test_every_version_is_looked_at_however_many_there_are(sqlite: Database) -> None:
    made = await filled(sqlite)
    async with sqlite.work() as work:
        posts = work.within(made.workspace).posts
        for number in range(1, BATCH + 3):
            await posts.add_version(made.post.id, version(made.anna, f"Tekst {number}."), number)
        await work.link.execute(text("UPDATE versions SET hash = 'x' WHERE number > 1"))
    problems = [problem async for problem in sqlite.verify()]
    assert [problem.version for problem in problems] == list(range(2, BATCH + 4))


async def test_a_text_with_everything_in_it_keeps_its_hash(db: Database) -> None:
    async with db.work() as work:
        workspace, anna, _ = await members(work, "Waterkant", "1")
        made = await fill(work, "Elders", "2")
        new = version(anna, "Regel\u2028 \u202e \U0001f469\u200d\U0001f52c\x00 é é \"'<b>")
        parts = {"beats": [{"start": 0, "end": 2.5, "spoken": "a"}], "n": None, "leeg": {}, "é": [True, 10**16]}
        content = new.content.model_copy(update={"parts": parts, "variation": Variation(hook="x")})
        here = work.within(made.workspace)
        post = await here.posts.add(made.pack.id, new._replace(content=content))
        assert (await here.posts.version(post.id)).content == content
        await submitted(work, made.workspace, post.id, anna)
        assert workspace != made.workspace
    assert await found(db) == []


def test_a_problem_says_where() -> None:
    assert Problem(1, 2, 3, "x")._fields == ("workspace", "post", "version", "what")
