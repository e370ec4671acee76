"""The conversation, put together: database, use cases, jobs, and whichever front talks."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit

from bot.conversation.all_areas import AREAS, ASIDE, UNASKED
from bot.conversation.announcing import announce
from bot.conversation.catalogue import Texts, catalogue
from bot.conversation.desk import Desk
from bot.conversation.effects import Effects, Screen
from bot.conversation.screens import failing
from bot.conversation.turn import asked
from bot.domain.base import Language
from bot.domain.brief import Brief
from bot.domain.records import Job
from bot.jobs.late import LateJobs
from bot.jobs.paying import Paying
from bot.jobs.port import Handlers, Happened
from bot.services import briefs, limits, posts, privacy
from bot.services.exports.filing import EXPORT, Filing
from bot.services.hearing import HEAR, Hearing
from bot.services.intake import SOURCE, Intake
from bot.services.limits import Allowance, Limits
from bot.services.making import Making
from bot.services.privacy import Notice
from bot.services.rewriting import Rewriter
from bot.services.sharpening import SHARPER, Sharpening
from bot.services.team import Gate
from bot.services.workspaces import Usual
from bot.storage.database import Database
from bot.wiring import Services, packaged
from bot.wiring.hearing import Ears
from bot.wiring.measuring import MeasuredConversation, measured_report
from bot.wiring.trouble import Shut, Trouble
from bot.wiring.working import Crew, Duty, jobs_for
from bot.wiring.writing import Writers

DATABASE = "kernbot.db"
PREPARE_SECONDS = 1.0
UPKEEP = "17 */6 * * *"
"""When what has served is forgotten: the shortest time anything is kept is two days."""
REMIND = "*/10 * * * *"
"""When is looked whether somebody is to be reminded of something."""
USUAL = Duty()


class Port(Protocol):
    """What a front offers to the rest."""

    async def perform(self, effects: Effects) -> None:
        """Shows the effects."""
        ...

    async def fetch(self, ref: str) -> bytes:
        """The content of a file that came in as an event. Raises OSError."""
        ...


def now() -> datetime:
    """This machine's clock."""
    return datetime.fromtimestamp(time.time(), UTC)


def database_of(services: Services) -> Database:
    """The database of the settings: DATABASE_URL, else a file below DATA_DIR."""
    url = services.settings.secrets.database_url
    if url is None:
        return file_database(services, DATABASE)
    return Database(url.get_secret_value(), now, cipher=services.cipher)


def file_database(services: Services, name: str) -> Database:
    """A database in a file below DATA_DIR."""
    services.data.mkdir(parents=True, exist_ok=True)
    return Database(f"sqlite:///{services.data / name}", now, cipher=services.cipher)


class Chat:
    """The conversation with everything behind it, for one or more fronts of this process.

    `open` it, `connect` the fronts, and have it `take_up` jobs; `close` lets go of everything. `name` tells its
    jobs from those of another process on the same file, `link` is the address that brings a payload to /start on
    the front, where there is such a thing.
    """

    def __init__(
        self,
        services: Services,
        database: Database,
        name: str,
        link: Callable[[str, bool], str | None] = lambda payload, group: None,
        duty: Duty = USUAL,
        page: Callable[[str], str] | None = None,
    ) -> None:
        self.database = database
        self.catalogue = catalogue()
        self.notice = _notice(services)
        self.default: Language = services.settings.defaults.language
        self._duty = duty
        paying = Paying()
        self._trouble = Trouble()
        self._writers = Writers(services, paying, self._trouble)
        self._ears = Ears(services, paying, self._fetch, self._trouble)
        self._fronts: dict[str, Port] = {}
        self._stack = AsyncExitStack()
        desk = self._desk(services, link)._replace(page=page)
        crew = Crew(
            handlers=self._handlers(services, desk),
            report=measured_report(self._report, services.measures) if services.measures else self._report,
            mine=self._mine,
            paying=paying,
            schedules={"upkeep": (UPKEEP, self._upkeep), "remind": (REMIND, self._remind)},
        )
        self.jobs = jobs_for(services, database, duty, crew, name)
        self.conversation = MeasuredConversation(
            database,
            desk,
            self.jobs,
            self.catalogue,
            AREAS,
            UNASKED,
            ASIDE,
            now,
            self.default,
            alone=duty.alone,
        )
        self.conversation.measures = services.measures

    def connect(self, front: str, port: Port) -> None:
        """A front says how effects reach it, and fetches the files that came in through it."""
        self._fronts[front] = port
        self.conversation.connect(front, port.perform)

    @property
    def works(self) -> bool:
        """Whether the jobs are open by now."""
        return not isinstance(self.jobs, LateJobs) or self.jobs.open

    async def open(self) -> None:
        """Brings the database up to date. Raises StorageError."""
        self._stack.push_async_callback(self.database.close)
        await self.database.upgrade()
        self._stack.push_async_callback(self._writers.close)
        self._stack.push_async_callback(self._ears.close)
        if self._duty.works and self._writers.by_model:
            group = await self._stack.enter_async_context(asyncio.TaskGroup())
            for task in (self._prepare(), self._trouble.run(self._tell_admins)):
                self._stack.callback(group.create_task(task).cancel)
        if not self._duty.lasting:  # else the engine knows when
            await self._upkeep()

    async def take_up(self) -> None:
        """Shows what was left to be shown last time, and runs jobs from now on: the fronts can show something by
        now."""
        await self._stack.enter_async_context(self.conversation.outbox)
        await self._stack.enter_async_context(self.jobs)

    async def close(self) -> None:
        """Stops what runs, which goes on at the next start or in another process, and lets go of everything."""
        await self._stack.aclose()

    async def _prepare(self) -> None:
        """After the start: loading the model's library takes longer than all else."""
        await asyncio.sleep(PREPARE_SECONDS)
        await asyncio.to_thread(self._writers.prepare)

    async def _tell_admins(self, shut: Shut) -> None:
        """Once a day, whichever process finds out first."""
        key = f"{now():%m%d}:{shut.reason}:{shut.place} {shut.model}"[:64]

        def news(t: Texts) -> Screen:
            return failing.shut(t, shut.model, urlsplit(shut.place).netloc, shut.reason)

        await announce(self.database, self.conversation.outbox, self.catalogue, self.default, key, news)

    async def _report(self, job: Job, happened: Happened) -> None:
        await self.conversation.report(job, happened)

    def _mine(self, job: Job) -> bool:
        place, _ = asked(job)
        return place.chat.front in self._fronts

    async def _fetch(self, front: str, ref: str) -> bytes:
        return await self._fronts[front].fetch(ref)

    async def _remind(self) -> None:
        await self.conversation.remind()

    async def _upkeep(self) -> None:
        async with self.database.work() as work:
            await privacy.prune(work, self.notice)
        if isinstance(self.jobs, LateJobs):
            await self.jobs.prune(now() - timedelta(days=self.notice.jobs_days))

    def _desk(self, services: Services, link: Callable[[str, bool], str | None]) -> Desk:
        settings = services.settings
        return Desk(
            catalogue=self.catalogue,
            knowledge=services.knowledge,
            demo=lambda language: demo_brief(services, language),
            usual=Usual(settings.defaults.journey, settings.defaults.channels),
            writing=lambda record: self._writers.writing(record, limits.today(now(), record.timezone)),
            model=self._writers.provider,
            gate=Gate(settings.chat.registration, frozenset(settings.chat.allowlist)),
            notice=self.notice,
            limits=_limits(services),
            link=link,
            hears=self._ears.provider,
        )

    def _handlers(self, services: Services, desk: Desk) -> Handlers:
        return {
            **Making(self.database, desk.writing, services.knowledge).handlers,
            posts.REWRITE: Rewriter(self.database, desk.writing),
            SOURCE: Intake(self.database, services.knowledge, desk.writing, self._fetch),
            SHARPER: Sharpening(self.database, desk.writing),
            HEAR: Hearing(self.database, services.knowledge, self._ears, self._fetch),
            EXPORT: Filing(self.database, services.knowledge),
        }


def demo_brief(services: Services, language: Language) -> Brief:
    """The demo brand's brief that is shipped."""
    file = briefs.read(packaged("prompts") / "examples" / f"demo-{language}.yaml")
    return briefs.complete(file, services.knowledge, services.fallbacks)[0]


def _notice(services: Services) -> Notice:
    settings = services.settings
    return Notice(settings.chat.contact, settings.retention.updates_days, settings.retention.jobs_days)


def _limits(services: Services) -> Limits:
    most = services.settings.limits
    return Limits(
        Allowance(most.person_generations, most.person_tokens, most.person_cost),
        Allowance(most.workspace_generations, most.workspace_tokens, most.workspace_cost),
        services.settings.model.currency,
    )
