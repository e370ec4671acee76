"""The conversation: an event goes in, effects come out. It keeps nothing in memory between two events."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import structlog
from structlog.contextvars import bound_contextvars

from bot.conversation import gate, general, reminding
from bot.conversation.catalogue import Texts
from bot.conversation.dispatch import Dispatch
from bot.conversation.effects import Effects, Lasting, Send
from bot.conversation.events import (
    Chat,
    ClientWord,
    Envelope,
    Event,
    MessageRef,
    Presence,
    Report,
    Sender,
)
from bot.conversation.faults import Caught, described
from bot.conversation.flow import Flow, stored
from bot.conversation.following import follow, wake
from bot.conversation.outbox import Deliver, Outbox
from bot.conversation.spans import screen
from bot.conversation.told import ENDED, key_of
from bot.conversation.turn import Area, Rule, Turn, asked
from bot.domain.base import Language
from bot.domain.errors import KernbotError, StorageError
from bot.domain.records import Job, Membership, Person
from bot.services.team import moved
from bot.storage.again import until_stored

if TYPE_CHECKING:
    from bot.conversation.desk import Desk
    from bot.jobs.port import Happened, Jobs
    from bot.services.client_links import Heard
    from bot.storage.database import Database, Work


NOBODY = Person(0, "")
"""Somebody who is no member did it."""
log = structlog.get_logger(__name__)


class Conversation:
    """Answers every event of every front.

    `areas` are its parts; two that answer the same thing are an error (ValueError) when it is made. `unasked`
    answers a text or file that no step waits for, `aside` what can be neither read nor used. `alone`: no other
    process has the fronts of this one.
    """

    def __init__(
        self,
        database: Database,
        desk: Desk,
        jobs: Jobs,
        catalogue: Mapping[Language, Texts],
        areas: Sequence[Area],
        unasked: Rule,
        aside: Rule,
        clock: Callable[[], datetime],
        default: Language,
        *,
        alone: bool = True,
    ) -> None:
        self._database = database
        self._desk = desk
        self._jobs = jobs
        self._catalogue = catalogue
        self._clock = clock
        self._default = default
        self._dispatch = Dispatch(areas, unasked, aside)
        self._deliver: dict[str, Deliver] = {}
        self.outbox = Outbox(database, self._deliver, clock, alone=alone)
        self.buttons = self._dispatch.buttons
        self.flows = self._dispatch.flows

    @property
    def commands(self) -> tuple[str, ...]:
        """The names of all commands."""
        return tuple(self._dispatch.commands)

    async def handle(self, event: Event) -> Effects:
        """What to show for an event; nothing for one that was handled before."""
        turn, effects = await until_stored(lambda: self._handled(event))
        self.outbox.begun(effects)
        try:
            if turn is not None:
                await follow(self._jobs, turn)
        except BaseException:
            self.outbox.free(effects)
            raise
        return effects

    async def on_error(self, event: Event, error: Exception, reference: str) -> Effects:
        """What a person is told of a fault of ours, and the admins with the reference that is in the log."""
        return self.outbox.begun(await until_stored(lambda: self._sorry(event, error, reference)))

    async def report(self, job: Job, happened: Happened) -> None:
        """Shows what a job has to say, wherever its person waits for it; what it said before a crash is not said
        again."""
        with bound_contextvars(job=job.id, workspace=job.workspace):
            await self._report(job, happened)

    async def _report(self, job: Job, happened: Happened) -> None:
        turn: Turn | None = None
        effects: Effects = ()
        with Caught() as caught:
            turn, effects = await until_stored(lambda: self._reported(job, happened))
        if isinstance(caught.error, StorageError):
            raise caught.error
        if caught.error is not None:
            effects = await self._unsaid(job, happened, caught.error)
        # What is for a front that is not here is taken from the outbox by a process that has it.
        deliver = self._deliver.get(asked(job)[0].chat.front) if effects else None
        showing = self.outbox.begun(effects) if deliver is not None else ()
        try:
            await wake(self._jobs, turn.jobs if turn is not None else ())
        except BaseException:
            self.outbox.free(showing)
            raise
        if deliver is not None:
            await self.outbox.bring(deliver, showing)

    async def _unsaid(self, job: Job, happened: Happened, error: Exception) -> Effects:
        """What is said instead of a report that fails by a fault of ours. A job goes on without one on the way."""
        reference = secrets.token_hex(4)
        log.error("report", reference=reference, kind=job.kind, **described(error))
        if key_of(happened) != ENDED:
            return ()
        place, _ = asked(job)
        event = Report(Envelope("", place.chat, place.sender, self._clock()), job, happened)
        return await until_stored(lambda: self._sorry(event, error, reference))

    async def _handled(self, event: Event) -> tuple[Turn | None, Effects]:
        """The transaction of an event, and nothing else: it may be tried more than once."""
        envelope = event.envelope
        front = envelope.chat.front
        async with self._database.work() as work:
            await work.locks.turn_of(front, envelope.chat.id)
            if not await work.inbox.first_time(front, envelope.id):
                return None, ()
            if isinstance(event, Presence) and event.moved_to is not None:
                await moved(work, front, envelope.chat.id, event.moved_to)
                return None, ()
            passed = await gate.passed(self._desk.gate, work, event)
            if passed is None:
                away = gate.turned_away(event, self._desk, self._spoken(event))
                return None, await self.outbox.keep(work, away, front)
            turn = await self._turn(passed, work)
            before = turn.flow
            try:
                async with work.savepoint():
                    await self._dispatch(turn)
            except KernbotError as error:
                turn.effects.clear()
                turn.jobs.clear()
                turn.stops.clear()
                work.gone.clear()
                turn.flow = before
                general.trouble(turn, error)
            await self._keep(turn, before)
            home = turn.home.workspace if turn.home is not None else None
            return turn, await self.outbox.keep(work, turn.answered(), front, home)

    async def _sorry(self, event: Event, error: Exception, reference: str) -> Effects:
        front = event.envelope.chat.front
        async with self._database.work() as work:
            await work.locks.turn_of(front, event.envelope.chat.id)
            if not await gate.known(self._desk.gate, work, event):
                return await self.outbox.keep(
                    work, gate.turned_away(event, self._desk, self._spoken(event)), front
                )
            turn = await self._turn(event, work)
            turn.answer()
            turn.say(general.fault(turn, reference))
            admins = await work.people.admins()
            accounts = [account for admin in admins for account in await work.people.accounts(admin.id)]
            word = screen(turn.texts("error-for-admin", reference=reference, kind=type(error).__name__))
            told = [Send(Chat(front, account), word) for front, account in accounts]
            others = [send for send in told if send.chat.id != turn.envelope.chat.id]
            return await self.outbox.keep(work, (*turn.effects, *others), front)

    async def _reported(self, job: Job, happened: Happened) -> tuple[Turn | None, Effects]:
        """The transaction of a report. Nobody waits for it who is no member any more, or who heard it before."""
        if job.workspace is None:
            return None, ()
        place, _ = asked(job)
        run = self._dispatch.reports[job.kind]
        envelope = Envelope("", place.chat, place.sender, self._clock())
        async with self._database.work() as work:
            await work.locks.turn_of(place.chat.front, place.chat.id)
            home = await work.workspaces.membership(job.workspace, job.person)
            key = key_of(happened)
            if home is None or (key and not await work.within(job.workspace).told.first_time(job.id, key)):
                return None, ()
            turn = await self._turn(Report(envelope, job, happened), work)
            turn.home = home
            before = turn.flow
            await run(turn, happened)
            await self._keep(turn, before)
            return turn, await self.outbox.keep(work, turn.effects, place.chat.front, job.workspace)

    async def told_by_client(self, work: Work, heard: Heard) -> Callable[[], Awaitable[None]]:
        """Decides what members are shown of somebody's word, as it is stored; what it gives back shows that."""
        kept = [(front, await self._news(work, front, heard)) for front in self._deliver]

        async def show() -> None:
            for front, effects in kept:
                await self.outbox.bring(self._deliver[front], effects)

        return show

    async def _news(self, work: Work, front: str, heard: Heard) -> Effects:
        """What goes to the chats of one front. A fault in it does not keep the word from being stored."""
        link, texts = heard.link, self._catalogue[self._default]
        brand = (await work.workspaces.get(link.workspace)).brand.name
        event = ClientWord(
            Envelope("", Chat(front, "", private=False), Sender(front, "", ""), self._clock()), heard
        )
        turn = Turn(event, work, self._desk, NOBODY, texts, self._clock())
        turn.home = Membership(link.workspace, brand, NOBODY.id, "", frozenset())
        try:
            async with work.savepoint():
                await self._dispatch(turn)
        except KernbotError as error:
            log.error("told_by_client", error=type(error).__name__)
            turn.effects.clear()
        return await self.outbox.keep(work, turn.effects, front, link.workspace)

    async def remind(self) -> int:
        """Tells people on the fronts of this process what waits for them; returns how many messages that is. Any
        number of processes may do so at once: each thing is said once."""
        return await reminding.remind(self._database, self._desk, self.outbox, tuple(self._deliver))

    def connect(self, front: str, deliver: Deliver) -> None:
        """A front says how effects reach it that answer no event of its own."""
        self._deliver[front] = deliver

    async def shown(self, effect: Lasting, message: MessageRef | None = None) -> None:
        """An effect stands, as which message; or never will, where none is named."""
        await self.outbox.shown(effect, message)

    async def turn(self, effect: Lasting) -> Lasting | None:
        """Waits until an effect may be shown: not before what another process shows in the same chat. Nothing for
        what is not to be shown any more, or not yet. Raises StorageError."""
        return await self.outbox.turn(effect)

    async def part(self, effect: Send, parts: int) -> None:
        """So many messages of an effect that takes several stand."""
        await self.outbox.part(effect, parts)

    def later(self, effect: Lasting) -> None:
        """An effect could not be shown now: it is tried again in a while."""
        self.outbox.later(effect)

    def _spoken(self, event: Event) -> Texts:
        """The texts for somebody of whom nothing is kept."""
        return self._catalogue[event.envelope.sender.language or self._default]

    async def _turn(self, event: Event, work: Work) -> Turn:
        envelope = event.envelope
        sender, chat = envelope.sender, envelope.chat
        person, state, home = await work.people.arrive(sender.front, sender.id, sender.name, chat.id)
        language = person.language or sender.language or self._default
        return Turn(
            event=event,
            work=work,
            desk=self._desk,
            person=person,
            texts=self._catalogue[language],
            now=self._clock(),
            flow=self.flows.read(state) if state else None,
            home=home if chat.private else None,
            commands=self._dispatch.commands,
        )

    async def _keep(self, turn: Turn, before: Flow | None) -> None:
        chat, person = turn.envelope.chat, turn.person.id
        if turn.flow is not None and turn.flow != before:
            await turn.work.flows.put(chat.front, chat.id, person, stored(turn.flow))
        elif turn.flow is None and before is not None:
            await turn.work.flows.clear(chat.front, chat.id, person)
        for job in turn.stops:
            if job.workspace is not None:
                await turn.work.within(job.workspace).jobs.stop(job.id)
