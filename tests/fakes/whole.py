"""The whole chat for tests: every area and every job, put together as the wiring does, on a file of SQLite."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from bot.conversation.all_areas import AREAS, ASIDE, UNASKED
from bot.conversation.desk import Desk
from bot.conversation.effects import Effects
from bot.conversation.events import Chat, Envelope, Event, MessageRef, Sender, Tap
from bot.domain.base import Language
from bot.domain.pack import Usage
from bot.domain.progress import OnEvent
from bot.domain.records import Job
from bot.domain.speech import Recording, Transcript
from bot.jobs.port import Handler
from bot.services.hearing import HEAR, Hearing
from bot.services.intake import SOURCE, Intake
from bot.services.posts import REWRITE
from bot.services.rewriting import Rewriter
from bot.services.sharpening import SHARPER, Sharpening
from tests.fakes.composing import KNOWLEDGE
from tests.fakes.talking import DESK, FRONT, NOW, Chatter, Stage, bare, talking

NO_FILES: Mapping[str, bytes] = {}
USUAL_HANDLERS: Mapping[str, Handler] = {}
DATABASE = "kernbot.db"
"""The file below the folder of a stage."""


@asynccontextmanager
async def whole(
    folder: Path,
    desk: Desk = DESK,
    files: Mapping[str, bytes] = NO_FILES,
    others: Mapping[str, Handler] = USUAL_HANDLERS,
) -> AsyncIterator[Stage]:
    """Everything that a person can meet. `files` holds what can be fetched, by the ref that `Chatter.sends` gives
    it; any other file is empty. `others` are handlers in the place of the usual ones."""
    made: dict[str, Handler] = {}

    async def fetch(front: str, ref: str) -> bytes:
        return files.get(ref, b"")

    def late(kind: str) -> Handler:
        # The stage brings its own database: what needs it is made right after.
        async def run(job: Job, tell: OnEvent) -> str:
            return await made[kind](job, tell)

        return run

    handlers = {kind: late(kind) for kind in (REWRITE, SOURCE, SHARPER, HEAR)} | dict(others)
    async with talking(folder, AREAS, desk, handlers, UNASKED, ASIDE) as stage:
        made[REWRITE] = Rewriter(stage.database, desk.writing)
        made[SOURCE] = Intake(stage.database, KNOWLEDGE, desk.writing, fetch)
        made[SHARPER] = Sharpening(stage.database, desk.writing)
        made[HEAR] = Hearing(stage.database, KNOWLEDGE, heard, fetch)
        yield stage


async def heard(recording: Recording) -> Transcript:
    """Everybody says the same."""
    return Transcript("Zo ging dat bij ons.", Usage(calls=1))


def person(stage: Stage, account: str, language: Language = "nl", group: str = "") -> Chatter:
    """Somebody in a private chat, which has the id of the account as on Telegram, or in a group."""
    chat = Chat(FRONT, group or account, private=not group, title=group)
    return Chatter(stage, chat, Sender(FRONT, account, account.capitalize(), language))


def envelope(chatter: Chatter) -> Envelope:
    """What the next event of this person carries."""
    return Envelope(chatter.stage.number(), chatter.chat, chatter.sender, NOW)


async def happens(stage: Stage, event: Event) -> Effects:
    """Any event at all, shown and settled; returns what answered it, without what jobs said later."""
    effects = await stage.conversation.handle(event)
    await stage.perform(effects)
    if stage.patient:
        await stage.jobs.settled()
    return tuple(bare(effect) for effect in effects)


async def tapped(chatter: Chatter, data: str, message: MessageRef | None = None) -> Effects:
    """A tap with this data, on this message if any; it is answered once."""
    stage = chatter.stage
    tap = stage.number()
    stage.taps.add(tap)
    effects = await happens(stage, Tap(envelope(chatter)._replace(message=message), data, tap))
    assert tap in stage.answers, "every tap is answered"
    return effects
