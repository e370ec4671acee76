"""A chat for tests: the real conversation on a real SQLite file, and a front that shows effects in memory.

The front is strict. It refuses what a real one could not show: a change of a message that is not there, a tap that
is answered twice or not at all, a button that carries nothing or too much, an empty screen.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.conversation import general
from bot.conversation.catalogue import catalogue
from bot.conversation.core import Conversation
from bot.conversation.desk import Desk
from bot.conversation.effects import (
    CALLBACK_BYTES,
    NOWHERE,
    Answer,
    Button,
    Draft,
    Edit,
    Effect,
    Effects,
    Hand,
    Lasting,
    Screen,
    Send,
)
from bot.conversation.events import Chat, Command, Envelope, File, MessageRef, Sender, Tap, Text
from bot.conversation.turn import Area, Rule, Turn
from bot.domain.base import Language
from bot.domain.brief import Brief
from bot.domain.records import Job
from bot.jobs.here import JobsHere
from bot.jobs.port import Handler, Happened
from bot.services import briefs
from bot.services.exports.filing import EXPORT, Filing
from bot.services.making import Making
from bot.services.workspaces import Usual
from bot.storage.database import Database
from tests.fakes.composing import KNOWLEDGE
from tests.fakes.rewriting import BY_RULES

FRONT = "test"
NOW = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
USUAL = Usual("canvas7", ("linkedin", "tiktok"))
TEXTS = catalogue()
_FALLBACKS = briefs.Fallbacks("nl", "canvas7", ("linkedin", "tiktok"), 6)


def demo(language: Language) -> Brief:
    """The demo brief that is shipped."""
    file = briefs.read(Path(f"prompts/examples/demo-{language}.yaml"))
    return briefs.complete(file, KNOWLEDGE, _FALLBACKS)[0]


DESK = Desk(TEXTS, KNOWLEDGE, demo, USUAL, lambda record: BY_RULES)


@dataclass(frozen=True)
class Message:
    """A message as it stands in the chat now."""

    ref: MessageRef
    screen: Screen
    card: str = ""

    @property
    def text(self) -> str:
        """The words alone."""
        return self.screen.text

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All buttons, row after row."""
        return tuple(button for row in self.screen.rows for button in row)

    @property
    def labels(self) -> tuple[str, ...]:
        """What the buttons say."""
        return tuple(button.label for button in self.buttons)


@dataclass
class Stage:
    """Every chat of one installation. `performed` holds all effects in order; with `patient` off, what people do
    returns while jobs still run."""

    database: Database
    conversation: Conversation
    jobs: JobsHere
    messages: dict[MessageRef, Message] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    files: list[Hand] = field(default_factory=list)
    performed: list[Any] = field(default_factory=list)
    taps: set[str] = field(default_factory=set)
    count: int = 0
    patient: bool = True

    def joins(self, id: str = "me", name: str = "Noor", language: Language = "nl", chat: str = "") -> Chatter:  # noqa: A002
        """A person in a private chat, or in the group that is named."""
        where = Chat(FRONT, chat or f"with-{id}", private=not chat, title=chat)
        return Chatter(self, where, Sender(FRONT, id, name, language))

    def number(self) -> str:
        """An id that was not used yet."""
        self.count += 1
        return str(self.count)

    async def perform(self, effects: Effects) -> None:
        """Shows effects, and reports where cards stand."""
        for effect in effects:
            self.performed.append(bare(effect))
            match await self.conversation.turn(effect) if isinstance(effect, Lasting) else effect:
                case Send(chat=chat, screen=screen, card=card):
                    ref = MessageRef(FRONT, chat.id, self.number())
                    await self._stands(effect, ref, screen, card)
                case Edit(message=ref, screen=screen, card=card):
                    if ref not in self.messages:
                        if effect.or_send is None:
                            raise AssertionError(f"There is no message {ref} to change.")
                        ref = MessageRef(FRONT, effect.or_send.id, self.number())
                    await self._stands(effect, ref, screen, card)
                case Answer(tap=tap, text=text):
                    assert tap in self.taps, "an answer to no tap"
                    assert tap not in self.answers, "a tap is answered once"
                    assert len(text) <= 200, "an answer is short"
                    self.answers[tap] = effect
                case Draft(screen=screen):
                    _shown(screen)
                    self.drafts.append(effect)
                case Hand(name=name, content=content):
                    assert name, "a file has a name"
                    assert content, "a file has content"
                    self.files.append(effect)
                    await self.conversation.shown(effect)

    async def _stands(self, effect: Send | Edit, ref: MessageRef, screen: Screen, card: str) -> None:
        _shown(screen)
        self.messages[ref] = Message(ref, screen, card)
        await self.conversation.shown(effect, ref)


@dataclass
class Chatter:
    """One person in one chat. What they do returns once every job that it began has ended."""

    stage: Stage
    chat: Chat
    sender: Sender

    @property
    def messages(self) -> tuple[Message, ...]:
        """The messages of this chat, from old to new."""
        return tuple(one for ref, one in self.stage.messages.items() if ref.chat == self.chat.id)

    @property
    def last(self) -> Message:
        """The latest message."""
        return self.messages[-1]

    @property
    def text(self) -> str:
        """What the latest message says."""
        return self.last.text

    @property
    def labels(self) -> tuple[str, ...]:
        """The buttons of the latest message."""
        return self.last.labels

    @property
    def answer(self) -> str:
        """What the latest tap was answered."""
        return list(self.stage.answers.values())[-1].text

    def showing(self, words: str) -> Message:
        """The latest message with these words."""
        found = [one for one in self.messages if words in one.text]
        assert found, f"no message says {words!r}; the last one says {self.text!r}"
        return found[-1]

    async def says(self, text: str, reply_to: Message | None = None, forwarded: str | None = None) -> None:
        """Types a text, in reply to a message if one is given."""
        envelope = self._envelope()._replace(reply_to=reply_to.ref if reply_to else None)
        await self._does(Text(envelope, text, forwarded))

    async def commands(self, name: str, argument: str = "") -> None:
        """Gives a command."""
        await self._does(Command(self._envelope(), name, argument))

    async def sends(self, name: str, mime: str = "text/plain", size: int = 100, **more: Any) -> None:
        """Sends a file; its ref is its name."""
        await self._does(File(self._envelope(), name, name, mime, size, **more))

    async def taps(self, button: str, message: Message | None = None) -> None:
        """Taps a button by its label (or the beginning of it), on this message or the latest that has it; what
        has the form of data is sent as it is, from a button that nobody showed."""
        on: Message | None = message or (self.last if self.messages else None)
        data = button
        if "~" not in button:
            on, data = self._button(button, message)
        tap = self.stage.number()
        self.stage.taps.add(tap)
        await self._does(Tap(self._envelope()._replace(message=on.ref if on else None), data, tap))
        assert tap in self.stage.answers, "every tap is answered"

    def elsewhere(self, chat: str) -> Chatter:
        """The same person in a group."""
        return replace(self, chat=Chat(FRONT, chat, private=False, title=chat))

    def _button(self, label: str, message: Message | None) -> tuple[Message, str]:
        for one in (message,) if message else reversed(self.messages):
            for exact in (True, False):
                for button in one.buttons:
                    if button.data and (button.label == label if exact else button.label.startswith(label)):
                        return one, button.data
        raise AssertionError(f"no button {label!r}; the last message has {self.labels}")

    def _envelope(self) -> Envelope:
        return Envelope(self.stage.number(), self.chat, self.sender, NOW)

    async def _does(self, event: Any) -> None:
        await self.stage.perform(await self.stage.conversation.handle(event))
        if self.stage.patient:
            await self.stage.jobs.settled()


def bare(effect: Effect) -> Effect:
    """The effect without its number in the outbox: what a person sees of it."""
    return effect._replace(kept=NOWHERE) if isinstance(effect, Lasting) else effect


def _shown(screen: Screen) -> None:
    assert screen.text.strip(), "a screen says something"
    for button in (button for row in screen.rows for button in row):
        assert button.label.strip(), "a button says what it does"
        assert sum(map(bool, (button.data, button.copy, button.url))) == 1, f"{button} does one thing"
        assert len(button.data.encode()) <= CALLBACK_BYTES, f"{button} carries too much"


async def _unknown(turn: Turn, _: object) -> None:
    general.unknown(turn)


UNKNOWN = Rule(_unknown)


@asynccontextmanager
async def talking(
    folder: Path,
    areas: Sequence[Area],
    desk: Desk = DESK,
    handlers: Mapping[str, Handler] | None = None,
    unasked: Rule = UNKNOWN,
    aside: Rule = UNKNOWN,
) -> AsyncIterator[Stage]:
    """The conversation with these areas, on a new database in a folder; `handlers` come on top of those that make
    topics, posts and files."""
    database = Database(f"sqlite:///{folder / 'kernbot.db'}", lambda: NOW)
    await database.upgrade()
    stages: list[Stage] = []

    async def report(job: Job, happened: Happened) -> None:
        await stages[0].conversation.report(job, happened)

    making = Making(database, desk.writing, KNOWLEDGE)
    jobs = JobsHere(database, {**making.handlers, EXPORT: Filing(database, KNOWLEDGE), **(handlers or {})}, report)
    conversation = Conversation(
        database, desk, jobs, TEXTS, areas, unasked, aside, clock=lambda: NOW, default="nl"
    )
    stages.append(Stage(database, conversation, jobs))
    conversation.connect(FRONT, stages[0].perform)
    async with jobs:
        yield stages[0]
    await database.close()
