"""The chat with the demo brand on a fixed day: what pages and pictures show is what it really answers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from bot.conversation.all_areas import AREAS, ASIDE, UNASKED
from bot.conversation.catalogue import Texts, catalogue
from bot.conversation.core import Conversation
from bot.conversation.desk import Desk
from bot.conversation.effects import Edit, Effects, Screen, Send
from bot.conversation.events import Chat, Command, Envelope, MessageRef, Sender, Tap
from bot.domain.base import Language
from bot.domain.brief import Brief
from bot.domain.records import Job
from bot.domain.team import Role
from bot.generation.finish import Finisher
from bot.generation.playbook import PlaybookWriter
from bot.generation.template_editor import TemplateEditor
from bot.jobs.here import JobsHere
from bot.jobs.port import Handler, Happened
from bot.knowledge.store import Knowledge
from bot.services import briefs, posts, team
from bot.services.exports.filing import EXPORT, Filing
from bot.services.making import Making
from bot.services.rewriting import Rewriter
from bot.services.workspaces import Usual
from bot.services.writing import Writing
from bot.storage.database import Database

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FRONT = "page"
USUAL = Usual("canvas7", ("linkedin", "tiktok"))


class Behind(NamedTuple):
    """What a front talks to."""

    database: Database
    conversation: Conversation
    jobs: JobsHere


@asynccontextmanager
async def opened(folder: Path, knowledge: Knowledge, language: Language) -> AsyncIterator[Behind]:
    """The conversation with every area and the template writer, on a new database in this folder."""
    database = Database(f"sqlite:///{folder / 'kernbot.db'}", lambda: NOW)
    await database.upgrade()
    finisher = Finisher(knowledge.phrases, knowledge.check_texts)
    writing = Writing(knowledge, finisher, TemplateEditor(PlaybookWriter(knowledge)), NOW.date())
    desk = Desk(catalogue(), knowledge, lambda language: demo(knowledge, language), USUAL, lambda record: writing)

    async def report(job: Job, happened: Happened) -> None:
        await conversation.report(job, happened)

    handlers: dict[str, Handler] = {
        **Making(database, desk.writing, knowledge).handlers,
        posts.REWRITE: Rewriter(database, desk.writing),
        EXPORT: Filing(database, knowledge),
    }
    jobs = JobsHere(database, handlers, report)
    conversation = Conversation(database, desk, jobs, desk.catalogue, AREAS, UNASKED, ASIDE, lambda: NOW, language)
    async with jobs:
        yield Behind(database, conversation, jobs)
    await database.close()


def demo(knowledge: Knowledge, language: Language) -> Brief:
    file = briefs.read(knowledge.path(f"examples/demo-{language}.yaml"))
    return briefs.complete(file, knowledge, briefs.Fallbacks(language, USUAL.journey, USUAL.channels, 6))[0]


@dataclass
class Room:
    """A front that keeps every message as it stands now, for people who each sit in a chat of their own."""

    behind: Behind
    texts: Texts
    messages: dict[MessageRef, Screen] = field(default_factory=dict)
    count: int = 0

    def __post_init__(self) -> None:
        self.behind.conversation.connect(FRONT, self.perform)

    async def perform(self, effects: Effects) -> None:
        """Keeps what is sent and changed, and tells where cards stand."""
        for effect in effects:
            if isinstance(effect, Send):
                await self._stands(effect, MessageRef(FRONT, effect.chat.id, self._number()))
            elif isinstance(effect, Edit):
                await self._stands(effect, effect.message)

    async def commands(self, who: str, name: str, argument: str = "") -> None:
        """Gives a command."""
        await self._happens(Command(self._envelope(who), name, argument))

    async def taps(self, who: str, label: str, on: str = "") -> None:
        """Taps the latest button that begins with this label, on a message with these words.

        Raises LookupError.
        """
        for ref in reversed(self.messages):
            screen = self.messages[ref]
            buttons = [button for row in screen.rows for button in row if button.label.startswith(label)]
            if ref.chat == who and on in screen.text and buttons:
                envelope = self._envelope(who)
                await self._happens(Tap(envelope._replace(message=ref), buttons[0].data, envelope.id))
                return
        raise LookupError(f"{who} sees no button {label!r}")

    async def joins(self, who: str, invited_by: str, *roles: Role) -> None:
        """Comes into the brand that somebody has at hand, and has read what happens to text."""
        async with self.behind.database.work() as work:
            host = await work.people.find(FRONT, invited_by)
            if host is None or host.current is None:
                raise LookupError(f"{invited_by} has no brand at hand")
            _, secret = await team.invite(work, host.current, roles, host.id)
        await self.commands(who, "start", secret)
        await self.taps(who, self.texts("welcome-agree"))

    def shown(self, who: str, words: str) -> Screen:
        """The latest message to somebody with these words. Raises LookupError."""
        for ref, screen in reversed(self.messages.items()):
            if ref.chat == who and words in screen.text:
                return screen
        raise LookupError(f"{who} sees no {words!r}")

    async def _stands(self, effect: Send | Edit, ref: MessageRef) -> None:
        self.messages[ref] = effect.screen
        await self.behind.conversation.shown(effect, ref)

    async def _happens(self, event: Command | Tap) -> None:
        await self.perform(await self.behind.conversation.handle(event))
        await self.behind.jobs.settled()

    def _envelope(self, who: str) -> Envelope:
        sender = Sender(FRONT, who, who, self.texts.language)
        return Envelope(self._number(), Chat(FRONT, who), sender, NOW)

    def _number(self) -> str:
        self.count += 1
        return str(self.count)
