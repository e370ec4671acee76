"""Making a file as a job, which no crash loses: it is made anew from what is stored, and goes along in the result.

Whoever asked for it has to be a member when it is made; whoever hands it over asks once more.
"""

from __future__ import annotations

import asyncio
import json
from base64 import b64decode, b64encode
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from bot.domain.base import Language, Model
from bot.domain.errors import NotFoundError
from bot.domain.progress import OnEvent, TakesLonger
from bot.domain.records import Job
from bot.domain.team import may
from bot.services import board, review
from bot.services.exports import files
from bot.services.exports.approved import NotForExportError, Refused
from bot.services.exports.files import Build, Filed
from bot.services.limits import local
from bot.services.once import workspace_of

if TYPE_CHECKING:
    from bot.knowledge.store import Knowledge
    from bot.storage.database import Database
    from bot.storage.work import Work

EXPORT = "export"
"""The kind of job that is done here."""
SLOW_SECONDS = 2.0
"""After that a person wants to know that it is being made."""
MOST_BYTES = 45_000_000
"""Of a file: Telegram takes 50 MB from a bot (core.telegram.org/bots/api#senddocument). In a result it takes a
third more."""
DAYS = 30
What = Literal["posts", "record", "client", "brand"]
"""Approved posts with their record, the record of a period, a post for a client to judge, the brand's own file."""


class Period(NamedTuple):
    """The last so many days up to now, or a month such as 202603; the other one is 0."""

    days: int = DAYS
    month: int = 0

    def between(self, now: datetime, timezone: str = "UTC") -> tuple[datetime, datetime]:
        """From and until (not included); a month as it is in this time zone. The present moment itself counts."""
        if not self.month:
            until = now + timedelta(seconds=1)
            return until - timedelta(days=self.days), until
        year, month = divmod(self.month, 100)
        zone = local(now, timezone).tzinfo
        first = datetime(year, month, 1, tzinfo=zone)
        after = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)
        return first.astimezone(UTC), after.astimezone(UTC)


class Wanted(Model):
    """Which file, of which kind (`md`, `docx` ...), in the language of who reads it; `post` for `client`, the
    period for `record`."""

    what: What
    language: Language
    kind: str = ""
    post: int = 0
    days: int = 0
    month: int = 0


class Made(Model):
    """The file, its content in base64, with what is told beside it; or why there is none."""

    name: str = ""
    content: str = ""
    posts: int = 0
    left: bool = False
    waiting: int = 0
    refused: Refused | Literal["too_big"] | None = None

    @property
    def file(self) -> Filed:
        """It as it is handed over; without content where there was nothing to put in."""
        return Filed(self.name, b64decode(self.content), self.posts, self.left, self.waiting)


class Filing:
    """Makes files: the job `export`. What may not leave is a result, not a failure."""

    def __init__(self, database: Database, knowledge: Knowledge, slow: float = SLOW_SECONDS) -> None:
        self._database = database
        self._knowledge = knowledge
        self._slow = slow

    async def __call__(self, job: Job, tell: OnEvent) -> str:
        """Returns `Made` as JSON. Raises NotFoundError, also for whoever is no member any more, and
        BadInputError."""
        wanted = Wanted.model_validate(json.loads(job.request)[1])
        late = asyncio.get_running_loop().call_later(self._slow, tell, TakesLonger())
        try:
            return (await self._made(job, wanted)).model_dump_json()
        finally:
            late.cancel()

    async def _made(self, job: Job, wanted: Wanted) -> Made:
        workspace = workspace_of(job)
        if wanted.what == "posts":
            async with self._database.work() as work:
                await review.expired(work.within(workspace), work.now.date())
        async with self._database.read() as work:
            member = await work.workspaces.membership(workspace, job.person)
            if member is None or not may(member.roles, "read"):
                raise NotFoundError("This file is for members.")
            build = await self._read(work, job, wanted)
        try:
            filed = await asyncio.to_thread(build)
        except NotForExportError as error:
            return Made(refused=error.reason)
        if len(filed.content) > MOST_BYTES:
            return Made(refused="too_big")
        name, content, posts, left, waiting = filed
        return Made(name=name, content=b64encode(content).decode(), posts=posts, left=left, waiting=waiting)

    async def _read(self, work: Work, job: Job, wanted: Wanted) -> Build:
        workspace = workspace_of(job)
        timezone = (await work.workspaces.get(workspace)).timezone
        texts = board.reading(self._knowledge, wanted.language, timezone)
        match wanted.what:
            case "posts":
                named = texts._replace(phases=board.phases(self._knowledge))
                return await files.of_posts(work, workspace, wanted.kind, named)
            case "record":
                # Of the moment it was asked: run later or once more it is the same record.
                since, until = Period(wanted.days, wanted.month).between(job.at, timezone)
                return await files.of_record(work, workspace, since, until, wanted.kind, texts)
            case "client":
                return await files.of_client(work, workspace, wanted.post, texts)
            case "brand":
                return await files.of_brand(work, workspace)
