"""Sharper wordings of a proposition: a job where a model writes them, at once where the template writer does."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.domain.base import Model
from bot.domain.brief import Proposition
from bot.domain.errors import BadInputError
from bot.domain.progress import OnEvent
from bot.domain.records import Job, WorkspaceRecord
from bot.domain.sharper import PartName
from bot.services import limits
from bot.services.once import once, workspace_of
from bot.services.writing import Writing

if TYPE_CHECKING:
    from bot.storage.database import Database

SHARPER = "sharper"
"""The kind of job that is done here."""


class Sharpen(Model):
    """Asks for sharper wordings of a proposition. `by_rules`: without a model, whatever the workspace allows."""

    entry: int
    by_rules: bool = False


class Worded(Model):
    """A sharper wording, with the questions it leaves open and how many findings it has."""

    text: str
    missing: tuple[PartName, ...] = ()
    findings: int = 0


class Sharpened(Model):
    """The wordings for one proposition."""

    entry: int
    wordings: tuple[Worded, ...]


class Sharpening:
    """Asks a model for sharper wordings: the job `sharper`."""

    def __init__(self, database: Database, writes: Callable[[WorkspaceRecord], Writing]) -> None:
        self._database = database
        self._writes = writes

    @once
    async def __call__(self, job: Job, tell: OnEvent) -> str:
        wanted = Sharpen.model_validate(json.loads(job.request)[1])
        async with self._database.read() as work:
            record = await work.workspaces.get(workspace_of(job))
            entry = await work.within(record.id).entries.get(wanted.entry)
        if not isinstance(entry.data, Proposition):
            raise BadInputError("This entry is no proposition.")
        writing = self._writes(record._replace(models=record.models and not wanted.by_rules))
        async with limits.paid(self._database, job, SHARPER, writing) as bill:
            made = await sharpened(writing, record, entry.id, entry.data)
            async with self._database.work() as work:
                return await bill.close(work, made)


async def sharpened(writing: Writing, record: WorkspaceRecord, entry: int, said: Proposition) -> Sharpened:
    """Three sharper wordings of a proposition. The template writer gives them without waiting."""
    wordings = await writing.sharper(record.language, said, record.brand)
    return Sharpened(
        entry=entry,
        wordings=tuple(Worded(text=one.text, missing=one.missing, findings=len(one.findings)) for one in wordings),
    )
