"""How the jobs of a process are run, put together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.records import Job
from bot.jobs.here import JobsHere
from bot.jobs.late import LateJobs
from bot.jobs.paying import Paying
from bot.jobs.port import Handlers, Report
from bot.storage.database import Database
from bot.wiring import Services

if TYPE_CHECKING:  # the engine behind it costs a second, which no start should wait for
    from bot.jobs.clock import Schedules
    from bot.jobs.durable import DurableJobs

GRACE_SECONDS = 5.0
"""What runs at the end of a process has so long to get to a point where another one can go on."""


class Duty(NamedTuple):
    """What a process is there for. `alone`: no other process has its fronts and jobs. `works`: it runs jobs, and
    does not leave them to others. `lasting`: its jobs outlive it; without, one that is broken off says so, and can
    be begun again."""

    alone: bool = True
    works: bool = True
    lasting: bool = True


class Crew(NamedTuple):
    """What the jobs of a process need: who does each kind, who is told, and which jobs are its own."""

    handlers: Handlers
    report: Report
    mine: Callable[[Job], bool]
    paying: Paying
    schedules: Schedules


def jobs_for(services: Services, database: Database, duty: Duty, crew: Crew, name: str) -> JobsHere | LateJobs:
    """The jobs of a process, to be entered. Those that last are kept in the same Postgres as everything else, or
    in a file of their own where nobody else runs them, by the `name` of who does."""
    if not duty.lasting:
        return JobsHere(database, crew.handlers, crew.report, mine=crew.mine)
    return LateJobs(lambda: _durable(services, database, duty, crew, name))


def _durable(services: Services, database: Database, duty: Duty, crew: Crew, name: str) -> DurableJobs:
    from bot.jobs.durable import DurableJobs, Setup
    from bot.jobs.engine import Pace

    jobs, cipher = services.settings.jobs, services.cipher
    setup = Setup(
        pace=Pace(jobs.calls_at_once, jobs.calls_a_minute, services.settings.model.concurrent),
        works=duty.works,
        grace_seconds=GRACE_SECONDS,
        seal=cipher.seal,
        unseal=cipher.unseal,
    )
    where = _place(services, database, duty, name)
    return DurableJobs(database, crew.handlers, crew.report, where, crew.paying, setup, crew.schedules, crew.mine)


def _place(services: Services, database: Database, duty: Duty, name: str) -> Path | str:
    file = database.file
    if file is not None:
        return file.with_name(f"{file.stem}.{name}-jobs.db")
    if duty.alone:  # as a terminal: nobody else has its front, and can fetch the files that came in through it
        services.data.mkdir(parents=True, exist_ok=True)
        return services.data / f"kernbot.{name}-jobs.db"
    url = services.settings.secrets.database_url
    if url is None:
        raise RuntimeError("A database that is no file has a URL.")
    return url.get_secret_value()
