"""The conversation, put together: database, use cases, jobs, and whichever front talks."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from bot.conversation import general
from bot.conversation.areas import AREAS, ASIDE, UNASKED
from bot.conversation.catalogue import catalogue
from bot.conversation.core import Conversation
from bot.conversation.desk import Desk
from bot.domain.base import Language
from bot.domain.brief import Brief
from bot.domain.records import Job, WorkspaceRecord
from bot.generation.pipeline import in_turn
from bot.generation.playbook import PlaybookWriter
from bot.generation.writers import TemplateEditor
from bot.jobs.here import JobsHere
from bot.jobs.port import Happened
from bot.services import briefs
from bot.services.workspaces import Usual
from bot.services.writing import Writing
from bot.storage.database import Database
from bot.wiring import Services, packaged, today

DATABASE = "kernbot.db"


class Talk(NamedTuple):
    """A running conversation with what is behind it."""

    database: Database
    conversation: Conversation
    jobs: JobsHere


def now() -> datetime:
    """This machine's clock."""
    return datetime.fromtimestamp(time.time(), UTC)


def database_of(services: Services) -> Database:
    """The database of the settings: DATABASE_URL, else a file below DATA_DIR."""
    url = services.settings.secrets.database_url or f"sqlite:///{services.data / DATABASE}"
    return Database(url, now)


@asynccontextmanager
async def talking(services: Services) -> AsyncIterator[Talk]:
    """Everything that answers events, until the front leaves."""
    database = database_of(services)
    await database.upgrade()
    desk = _desk(services)

    async def report(job: Job, happened: Happened) -> None:
        await conversation.report(job, happened)

    jobs = JobsHere(database, handlers(database, desk), report)
    conversation = Conversation(
        database, desk, jobs, desk.catalogue, AREAS, UNASKED, ASIDE, now, services.settings.defaults.language
    )
    try:
        async with jobs:
            yield Talk(database, conversation, jobs)
    finally:
        await database.close()
