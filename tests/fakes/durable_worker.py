"""A process that runs durable jobs on Postgres: `python -m tests.fakes.durable_worker <url> <folder> <name>
<options>`, options in JSON. What it does it writes to files of the folder, a line each with the time.
SIGTERM stops it, and the loop hangs while the file `hang-<name>` is there."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import time
from pathlib import Path
from typing import Any

from bot.domain.model import ModelReply, ModelRequest, OnText
from bot.domain.pack import Usage
from bot.domain.records import Job
from bot.jobs import engine
from bot.jobs.calls import DurableCalls
from bot.jobs.durable import DurableJobs, Setup
from bot.jobs.engine import Pace
from bot.jobs.paying import Paying
from bot.jobs.port import Handler, Happened, Tell
from bot.storage.database import Database
from tests.fakes.jobs import NOW, request

WORDS = 10
FREE = "free"


def only(queue: str, free: Path) -> None:
    """This process takes from one queue and no other, so that a test knows what runs where; until this file is
    there."""
    watch = engine.Taking.watch

    def watches(self: engine.Taking, system: Any, claiming: Any) -> None:
        claim = system.start_queued_workflows

        def claims(asked: Any, *args: Any, **kwargs: Any) -> Any:
            return claim(asked, *args, **kwargs) if asked.name == queue or free.exists() else ([], None)

        system.start_queued_workflows = claims
        watch(self, system, claiming)

    engine.Taking.watch = watches  # type: ignore[method-assign]


class Worker:
    """Jobs of the kinds below; what a call asks is `<job> <number>`, and it takes `seconds`."""

    def __init__(self, url: str, folder: Path, name: str, options: dict[str, Any]) -> None:
        self._folder = folder
        self._name = name
        self._seconds = options.get("seconds", 0.2)
        self._calls = options.get("calls", 3)
        paying = Paying()
        self._call = DurableCalls(paying, self._paid)
        self._database = Database(url, lambda: NOW)
        pace = Pace(options.get("at_once", 8), options.get("a_minute"))
        setup = Setup(pace, grace_seconds=options.get("grace", 10.0), hang_seconds=options.get("hang", 20.0))
        kinds: dict[str, Handler] = {"ask": self._ask, "beside": self._beside, "plain": self._plain}
        schedules = {"due": (options["cron"], self._due)} if "cron" in options else {}
        self._jobs = DurableJobs(self._database, kinds, self._report, url, paying, setup, schedules)
        if "only" in options:
            only(options["only"], folder / FREE)

    async def run(self) -> None:
        """Until SIGTERM."""
        over = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, over.set)
        async with self._jobs:
            self._note("ready")
            while not over.is_set():
                self._hangs()
                await asyncio.sleep(0.02)
        await self._database.close()

    def _hangs(self) -> None:
        while (self._folder / f"hang-{self._name}").exists():
            time.sleep(0.05)

    async def _ask(self, job: Job, tell: Tell) -> str:
        """One call after another."""
        return json.dumps([(await self._call(request(f"{job.id} {n}"))).text for n in range(self._calls)])

    async def _beside(self, job: Job, tell: Tell) -> str:
        """All calls at once, heard."""
        listening = [
            self._call(request(f"{job.id} {n}"), lambda text, n=n: self._note("text", job.id, n, len(text)))
            for n in range(self._calls)
        ]
        return json.dumps([reply.text for reply in await asyncio.gather(*listening)])

    async def _plain(self, job: Job, tell: Tell) -> str:
        """No call at all."""
        self._note("began", job.id)
        await asyncio.sleep(self._seconds)
        self._note("went", job.id)
        return "0"

    async def _paid(self, asked: ModelRequest, on_text: OnText | None = None) -> ModelReply:
        self._note("asked", asked.prompt)
        try:
            for word in range(1, WORDS + 1):
                await asyncio.sleep(self._seconds / WORDS)
                if on_text is not None:
                    on_text("x" * word)
                if word == WORDS // 2:
                    self._note("half", asked.prompt)
        except asyncio.CancelledError:
            self._note("broken", asked.prompt)
            raise
        self._note("paid", asked.prompt)
        return ModelReply(f"to {asked.prompt}", Usage(calls=1), "fake")

    async def _due(self) -> None:
        self._note("due", engine.current())

    async def _report(self, job: Job, happened: Happened) -> None:
        self._note("heard", job.id, type(happened).__name__)

    def _note(self, what: str, *values: object) -> None:
        with (self._folder / what).open("a", encoding="utf-8") as file:
            file.write(f"{time.time():.3f} {self._name} {' '.join(map(str, values))}\n")


if __name__ == "__main__":
    asyncio.run(Worker(sys.argv[1], Path(sys.argv[2]), sys.argv[3], json.loads(sys.argv[4])).run())
