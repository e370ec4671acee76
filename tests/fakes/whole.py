"""The whole chat for tests: every area and every job, put together as the wiring does, on a file of SQLite."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from bot.conversation.all_areas import AREAS, ASIDE, UNASKED
from bot.conversation.desk import Desk
from bot.conversation.effects import Effects
from bot.conversation.events import Envelope, Event
from bot.domain.progress import OnEvent
from bot.domain.records import Job
from bot.jobs.port import Handler
from bot.services.intake import SHARPER, SOURCE, Intake, Sharpening
from bot.services.posts import REWRITE
from bot.services.rewriting import Rewriter
from bot.storage.database import Database
from tests.fakes.composing import KNOWLEDGE
from tests.fakes.talking import DESK, NOW, Chatter, Stage, talking

NO_FILES: Mapping[str, bytes] = {}


@asynccontextmanager
async def whole(folder: Path, desk: Desk = DESK, files: Mapping[str, bytes] = NO_FILES) -> AsyncIterator[Stage]:
    """Everything that a person can meet. `files` holds what can be fetched, by the ref that `Chatter.sends` gives
    it; any other file is empty."""
    stages: list[Stage] = []

    async def fetch(front: str, ref: str) -> bytes:
        return files.get(ref, b"")

    def handlers(database: Database) -> Mapping[str, Handler]:
        return {
            REWRITE: Rewriter(database, desk.writing),
            SOURCE: Intake(database, KNOWLEDGE, desk.writing, fetch),
            SHARPER: Sharpening(database, desk.writing),
        }

    def late(kind: str) -> Handler:
        async def run(job: Job, tell: OnEvent) -> str:
            return await handlers(stages[0].database)[kind](job, tell)

        return run

    # The stage brings its own database, so who needs it is made when the first job comes.
    made = {kind: late(kind) for kind in (REWRITE, SOURCE, SHARPER)}
    async with talking(folder, AREAS, desk, made, UNASKED, ASIDE) as stage:
        stages.append(stage)
        yield stage


def envelope(chatter: Chatter) -> Envelope:
    """What the next event of this person carries."""
    return Envelope(chatter.stage.number(), chatter.chat, chatter.sender, NOW)


async def happens(stage: Stage, event: Event) -> Effects:
    """Any event at all, shown and settled; returns what answered it, without what jobs said later."""
    effects = await stage.conversation.handle(event)
    await stage.perform(effects)
    if stage.patient:
        await stage.jobs.settled()
    return effects
