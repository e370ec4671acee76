"""Another workspace's ids give nothing. Generated from the repositories: a method that is added is tested too, or
the test says that it does not know what to hand it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

import pytest
from sqlalchemy import CursorResult, Executable

from bot.domain.errors import KernbotError, NotFoundError
from bot.domain.keeping import NewPack
from bot.domain.pack import KeyMessage, Usage
from bot.domain.records import Published, SpentToday
from bot.domain.reminders import Reader
from bot.domain.review import Moved, Tick
from bot.storage.database import Database, Work
from bot.storage.link import Link
from bot.storage.scope import Scope
from bot.storage.tables import metadata
from tests.integration.storage.filling import (
    DAY,
    ENTRIES,
    START,
    Filled,
    brief,
    fill,
    members,
    rows_of,
    said,
    topic,
    version,
)

REPOSITORIES = [name for name, kind in vars(Scope).items() if isinstance(kind, cached_property)]
MAKERS = {"entries.add", "entries.free_key", "packs.add", "jobs.submit", "quota.add", "cards.add"}
"""Methods that rightly do something in a workspace where there is nothing yet."""
MESSAGE = KeyMessage(core="Droog.", promise="Snel.", next_step="Bel.", tone="nuchter")


class Recording:
    """A link that remembers what was asked."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self.asked: list[str] = []

    @property
    def dialect(self) -> str:
        return self._link.dialect

    async def execute(self, statement: Executable, values: Any = None) -> CursorResult[Any]:
        self.asked.append(str(statement))
        return await self._link.execute(statement, values)

    def savepoint(self) -> AbstractAsyncContextManager[object]:
        return self._link.savepoint()


def methods() -> list[tuple[str, str]]:
    """Every public method of every repository of a workspace."""
    found = []
    for name in REPOSITORIES:
        kind = inspect.signature(vars(Scope)[name].func, eval_str=True).return_annotation
        public = (method for method in vars(kind) if not method.startswith("_"))
        found += [(name, method) for method in public if inspect.iscoroutinefunction(getattr(kind, method))]
    return found


async def arguments(call: Callable[..., Any], work: Work, filled: Filled) -> dict[str, Any]:
    """What to hand a method: ids and records of the other workspace."""
    here = work.within(filled.workspace)
    seen = await here.posts.version(filled.post.id)
    known: dict[tuple[str, str], Any] = {
        ("entry", "int"): filled.proof.id,
        ("entry", "Entry"): filled.proof,
        ("kind", "EntryKind"): "proof",
        ("kind", "DecisionKind"): "comment",
        ("kind", "str"): "pack",
        ("data", "EntryData"): ENTRIES["proof"],
        ("key", "str"): filled.proof.key,
        ("key", "str | None"): filled.proof.key,
        ("by", "int"): filled.anna,
        ("by", "int | None"): filled.anna,
        ("person", "int"): filled.anna,
        ("author", "int | None"): filled.anna,
        ("pack", "int"): filled.pack.id,
        ("post", "int"): filled.post.id,
        ("version", "int"): seen.id,
        ("version", "Version"): seen,
        ("new", "NewPack"): NewPack(brief(), "nl", "playbook", filled.anna),
        ("new", "NewVersion"): version(filled.anna),
        ("follows", "int"): 1,
        ("number", "int | None"): 1,
        ("topics", "tuple[Topic, ...]"): (topic(),),
        ("reserve", "tuple[Topic, ...]"): (),
        ("key_message", "KeyMessage"): MESSAGE,
        ("usage", "Usage"): Usage(calls=5),
        ("slot", "date | None"): DAY,
        ("published", "Published"): Published("https://example.org", START, True),
        ("present", "str | None"): None,
        ("action", "Action"): "plan",
        ("moved", "Moved"): Moved("planned"),
        ("said", "Said"): said(filled.bram),
        ("tick", "Tick"): Tick("zin", "", "confirmed", filled.bram, START),
        ("card", "str"): f"post:{filled.post.id}",
        ("copy", "tuple[str, str, str]"): ("telegram", "1-a", "77"),
        ("message", "tuple[str, str, str]"): ("telegram", "1-a", "77"),
        ("job", "int"): filled.job.id,
        ("request", "str"): "{}",
        ("result", "str"): "{}",
        ("piece", "str"): "post:linkedin",
        ("done", "int"): 1,
        ("total", "int"): 2,
        ("state", "JobState"): "done",
        ("states", "Collection[State]"): ("draft",),
        ("day", "date"): DAY,
        ("spent", "SpentToday"): SpentToday(9, 9, 9.0),
        ("since", "datetime"): datetime(2000, 1, 1, tzinfo=UTC),
        ("versions", "tuple[Version, ...]"): (seen,),
        ("language", "Language"): "nl",
        ("secret", "str"): "een ander geheim",
        ("expires_at", "datetime"): START + timedelta(days=14),
        ("link", "int"): filled.link,
        ("verdict", "Verdict"): "approve",
        ("until", "datetime"): START + timedelta(days=999),
        ("kind", "ReminderKind"): "review",
        ("reader", "Reader"): Reader("telegram", "1-b", filled.bram),
        ("on", "bool"): False,
        ("keys", "Collection[str]"): ("B1",),
    }
    return {
        one.name: known[one.name, str(one.annotation)]
        for one in inspect.signature(call).parameters.values()
        if one.default is inspect.Parameter.empty or (one.name, str(one.annotation)) in known
    }


@pytest.mark.parametrize(("repository", "method"), methods())
async def test_another_workspaces_ids_give_nothing(sqlite: Database, repository: str, method: str) -> None:
    async with sqlite.work() as work:
        filled = await fill(work)
        other, _, _ = await members(work, "Elders", "2")
    async with sqlite.work() as work:
        call = getattr(getattr(work.within(other), repository), method)
        given = await arguments(call, work, filled)
        if (repository, method) == ("cards", "add"):
            given["copy"] = ("telegram", "2-a", "78")
        before = await rows_of(work, filled.workspace)
        try:
            answer = await call(**given)
        except NotFoundError:
            answer = None
        if f"{repository}.{method}" not in MAKERS:
            empty = (None, False, (), {}, frozenset(), ((), False), SpentToday(0, 0, 0.0))
            assert answer in empty
        assert await rows_of(work, filled.workspace) == before


@pytest.mark.parametrize(("repository", "method"), methods())
async def test_the_workspace_stands_in_every_statement(sqlite: Database, repository: str, method: str) -> None:
    async with sqlite.work() as work:
        filled = await fill(work)
        recording = Recording(work.link)
        call = getattr(getattr(Scope(Work(recording, work.now), filled.workspace), repository), method)
        with suppress(KernbotError):
            await call(**await arguments(call, work, filled))
    assert recording.asked != []
    assert [each for each in recording.asked if not names_the_workspace(each)] == []


def names_the_workspace(statement: str) -> bool:
    """Whether every table of a workspace is held to it: in what is inserted, or in the conditions."""
    if statement.startswith("INSERT"):
        return "workspace_id" in statement.partition("VALUES")[0]
    conditions = statement.partition("WHERE")[2]
    tables = (table.name for table in metadata.sorted_tables if "workspace_id" in table.c)
    used = [name for name in tables if f"{name}." in statement]
    return all(re.search(rf"\b{name}\.workspace_id = |= {name}\.workspace_id\b", conditions) for name in used)


def test_every_repository_is_tested() -> None:
    assert {repository for repository, _ in methods()} == set(REPOSITORIES)
    assert {f"{repository}.{method}" for repository, method in methods()} >= MAKERS


async def test_the_filled_workspace_has_rows_in_every_table(sqlite: Database) -> None:
    async with sqlite.work() as work:
        filled = await fill(work)
        assert [name for name, found in (await rows_of(work, filled.workspace)).items() if not found] == []
