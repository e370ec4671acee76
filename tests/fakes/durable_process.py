"""A process that runs durable jobs and is killed where a test says so: `python -m tests.fakes.durable_process`
with a folder and a place. What it does stands in files of that folder."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

from bot.domain.model import ModelReply, ModelRequest, OnText
from bot.domain.pack import Usage
from bot.domain.records import Job
from bot.jobs.calls import DurableCalls
from bot.jobs.durable import DurableJobs
from bot.jobs.paying import Paying
from bot.jobs.port import Happened, Tell
from bot.storage.database import Database
from tests.fakes.jobs import NOW, request

PLACES = ("Started", "a", "last", "after", "Finished")
KIND = "ask"


class Process:
    """Two calls beside each other, then a third; in the second life the two are made in the other order."""

    def __init__(self, folder: Path, place: str) -> None:
        self._folder = folder
        self._place = place
        paying = Paying()
        self._call = DurableCalls(paying, self._paid)
        self._database = Database(f"sqlite:///{folder / 'kernbot.db'}", lambda: NOW)
        self.jobs = DurableJobs(self._database, {KIND: self._ask}, self._report, folder / "engine.db", paying)

    async def run(self) -> None:
        """Until nothing is left to do."""
        async with self.jobs:
            await self.jobs.settled()
        await self._database.close()

    async def _ask(self, job: Job, tell: Tell) -> str:
        prompts = ["a", "b"] if self._place else ["b", "a"]
        beside = await asyncio.gather(*(self._call(request(prompt)) for prompt in prompts))
        last = await self._call(request("last"))
        self._at("after")
        got = {prompt: reply.text for prompt, reply in zip(prompts, beside, strict=True)}
        return json.dumps({**got, "last": last.text}, sort_keys=True)

    async def _paid(self, asked: ModelRequest, on_text: OnText | None = None) -> ModelReply:
        self._note("paid", asked.prompt)
        self._at(asked.prompt)
        return ModelReply(f"to {asked.prompt}", Usage(calls=1), "fake")

    async def _report(self, job: Job, happened: Happened) -> None:
        self._at(type(happened).__name__)
        self._note("heard", repr(happened))

    def _at(self, place: str) -> None:
        if place == self._place:
            os.kill(os.getpid(), signal.SIGKILL)

    def _note(self, name: str, line: str) -> None:
        with (self._folder / name).open("a", encoding="utf-8") as file:
            file.write(line + "\n")


if __name__ == "__main__":
    asyncio.run(Process(Path(sys.argv[1]), sys.argv[2]).run())
