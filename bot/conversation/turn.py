"""One event being answered: who, where, in which language and workspace, and what is to be shown."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.conversation.catalogue import Texts
from bot.conversation.effects import Answer, Edit, Effect, Effects, Screen, Send
from bot.conversation.events import Chat, Envelope, Event, MessageRef, Sender, Tap, Text
from bot.conversation.flow import Flow
from bot.domain.base import Model
from bot.domain.keeping import CardCopy
from bot.domain.records import Job, Membership, Person
from bot.domain.team import Deed
from bot.services import limits

if TYPE_CHECKING:
    from bot.conversation.desk import Desk
    from bot.storage.database import Work


@dataclass
class Turn:
    """What a handler gets. It reads through `work` and `desk`, and says what to show; nothing is sent, and no job
    begins, before the transaction is stored."""

    event: Event
    work: Work
    desk: Desk
    person: Person
    texts: Texts
    now: datetime
    flow: Flow | None = None
    home: Membership | None = None
    effects: list[Effect] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    stops: list[Job] = field(default_factory=list)
    commands: Mapping[str, Rule] = field(default_factory=dict)

    @property
    def envelope(self) -> Envelope:
        """Who, where and when."""
        return self.event.envelope

    @property
    def here(self) -> Membership:
        """The workspace at hand. Only for handlers whose rule names a deed: those are never called without."""
        if self.home is None:
            raise RuntimeError("A handler that needs a workspace has a rule without a deed.")
        return self.home

    def say(self, screen: Screen, card: str = "") -> None:
        """Sends a new message."""
        self.effects.append(Send(self.envelope.chat, screen, card))

    def show(self, screen: Screen, card: str = "") -> None:
        """Changes the message whose button was tapped; sends a new one when nothing was tapped."""
        message = self.envelope.message
        if isinstance(self.event, Tap) and message is not None:
            self.effects.append(Edit(message, screen, card, or_send=self.envelope.chat))
        else:
            self.say(screen, card)

    async def refresh(self, card: str, screen: Screen | Callable[[CardCopy], Screen]) -> None:
        """Brings every message that shows this card up to date (`card` as it was sent, with its workspace). People
        may see different buttons: then `screen` gives what stands in each message. A message that this turn
        changes already is left alone."""
        workspace, _, _ = card.partition("/")
        changed = {effect.message for effect in self.effects if isinstance(effect, Edit)}
        for copy in await self.work.within(int(workspace)).cards.copies(card):
            message = MessageRef(*copy)
            if not message.id or message not in changed:
                shown = screen if isinstance(screen, Screen) else screen(copy)
                self.effects.append(Edit(message, shown, card))

    def answer(self, text: str = "", alert: bool = False) -> None:
        """Answers the tap with a few words; every tap is answered once, this one or an empty one."""
        if isinstance(self.event, Tap):
            self.effects.append(Answer(self.event.tap, text, alert))

    def answered(self) -> Effects:
        """What is to be shown. Every tap gets an answer, else the person looks at a waiting button."""
        if isinstance(self.event, Tap) and not any(isinstance(effect, Answer) for effect in self.effects):
            return (Answer(self.event.tap), *self.effects)
        return tuple(self.effects)

    async def start(self, kind: str, request: Model, card: str = "", *, writes: bool = True) -> Job:
        """Takes a long use case on. What it reports comes to this chat; asking twice in one turn, or for what is
        being made already, is once. Raises LimitReachedError for one that `writes` when today's room is used up.
        """
        place = Place(chat=self.envelope.chat, sender=self.envelope.sender, card=card)
        data = [place.model_dump(), request.model_dump(mode="json", by_alias=True)]
        asked = json.dumps(data, ensure_ascii=False)
        jobs = self.work.within(self.here.workspace).jobs
        live = (job for job in await jobs.of(self.person.id) if (job.kind, job.request) == (kind, asked))
        if (same := next(live, None)) is not None:
            return same
        if writes:
            await self._room()
        job, new = await jobs.submit(kind, self.person.id, asked, f"{self.envelope.chat.front}:{self.envelope.id}")
        if new:
            self.jobs.append(job)
        return job

    async def again(self, job: Job, *, writes: bool = True) -> bool:
        """Runs a job that stopped once more, with what it was asked; False for one that is live or done. Raises
        LimitReachedError for one that `writes`."""
        if writes:
            await self._room()
        scope = self.work.within(self.here.workspace)
        again = await scope.jobs.again(job.id)
        if again:
            await scope.told.forget(job.id)
            self.jobs.append(job._replace(state="waiting"))
        return again

    async def _room(self) -> None:
        await limits.room(self.work, self.here.workspace, self.person.id, self.desk.limits)

    def stop(self, job: Job) -> None:
        """Stops a job once this turn is stored; what it reports then says so."""
        self.stops.append(job)

    def wait(self, flow: Flow) -> None:
        """What this person does next in this chat belongs to this step."""
        self.flow = flow

    def done(self) -> None:
        """Nothing is waited for any more."""
        self.flow = None


class Place(Model):
    """Where the person waits for a job: it is stored with what they asked for."""

    chat: Chat
    sender: Sender
    card: str = ""


def asked(job: Job) -> tuple[Place, str]:
    """Where the person waits, and what they asked for as JSON."""
    place, request = json.loads(job.request)
    return Place.model_validate(place), json.dumps(request, ensure_ascii=False)


Run = Callable[[Turn, Any], Awaitable[None]]
"""Answers a turn. The second argument is what was given: button data, a command's argument, or the event."""


class Rule(NamedTuple):
    """A handler and what a person must be allowed to do for it; None: it concerns no workspace."""

    run: Run
    deed: Deed | None = None


class Reply(NamedTuple):
    """A text in reply to a card: `id` of what the card shows (12 of `post:12`)."""

    workspace: int
    id: int
    text: Text


@dataclass(frozen=True)
class Area:
    """A part of the conversation: its commands, its buttons, the steps that wait for a text or a file, what it
    shows of a job, by the job's kind, and what a reply to a card does, by the word that the card's name opens
    with (`post` of `post:12`)."""

    commands: Mapping[str, Rule] = field(default_factory=dict)
    taps: Mapping[type[Any], Rule] = field(default_factory=dict)
    steps: Mapping[type[Flow], Rule] = field(default_factory=dict)
    reports: Mapping[str, Run] = field(default_factory=dict)
    replies: Mapping[str, Rule] = field(default_factory=dict)
    others: Mapping[type[Any], Rule] = field(default_factory=dict)
    """What answers an event that is neither typed nor tapped, such as `Presence`, by its type."""
