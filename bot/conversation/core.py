"""The conversation: an event goes in, effects come out. It keeps nothing in memory between two events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from bot.conversation import gate, general
from bot.conversation.callbacks import Buttons, Go
from bot.conversation.catalogue import Texts
from bot.conversation.effects import Answer, Effects, Lasting, Send
from bot.conversation.events import Chat, Command, Envelope, Event, File, MessageRef, Presence, Report, Tap, Text
from bot.conversation.flow import Flow, Flows, stored
from bot.conversation.outbox import Deliver, Outbox
from bot.conversation.spans import screen
from bot.conversation.told import key_of
from bot.conversation.turn import Area, Reply, Rule, Run, Turn, asked
from bot.domain.base import Language
from bot.domain.errors import KernbotError
from bot.domain.records import Job, Membership
from bot.domain.team import may
from bot.services.team import moved

if TYPE_CHECKING:
    from bot.conversation.desk import Desk
    from bot.jobs.port import Happened, Jobs
    from bot.storage.database import Database, Work


AnswerT = TypeVar("AnswerT")


class Clock(Protocol):
    """Tells the time."""

    def __call__(self) -> datetime:
        """Now, aware, in UTC."""
        ...


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
        clock: Clock,
        default: Language,
        *,
        alone: bool = True,
    ) -> None:
        self._database = database
        self._desk = desk
        self._jobs = jobs
        self._catalogue = catalogue
        self._unasked = unasked
        self._aside = aside
        self._clock = clock
        self._default = default
        self._commands = _joined(area.commands for area in areas)
        self._taps = _joined(area.taps for area in areas)
        self._steps = _joined(area.steps for area in areas)
        self._reports: dict[str, Run] = _joined(area.reports for area in areas)
        self._replies = _joined(area.replies for area in areas)
        self._others = _joined(area.others for area in areas)
        self._deliver: dict[str, Deliver] = {}
        self.outbox = Outbox(database, self._deliver, clock, alone=alone)
        self.buttons = Buttons((Go, *self._taps))
        self.flows = Flows(self._steps)

    @property
    def commands(self) -> tuple[str, ...]:
        """The names of all commands."""
        return tuple(self._commands)

    async def handle(self, event: Event) -> Effects:
        """What to show for an event; nothing for one that was handled before."""
        envelope = event.envelope
        async with self._database.work() as work:
            if not await work.inbox.first_time(envelope.chat.front, envelope.id):
                return ()
            if isinstance(event, Presence) and event.moved_to is not None:
                await moved(work, envelope.chat.front, envelope.chat.id, event.moved_to)
                return ()
            passed = await gate.passed(self._desk.gate, work, event)
            if passed is None:
                away = gate.turned_away(event, self._desk, self._spoken(event))
                return self.outbox.begun(await self.outbox.keep(work, away, envelope.chat.front))
            turn = await self._turn(passed, work)
            before = turn.flow
            try:
                async with work.savepoint():
                    await self._dispatch(turn)
            except KernbotError as error:
                turn.effects.clear()
                turn.jobs.clear()
                turn.stops.clear()
                turn.flow = before
                general.trouble(turn, error)
            await self._keep(turn, before)
            effects = await self.outbox.keep(work, _answered(turn), envelope.chat.front, _workspace(turn))
        self.outbox.begun(effects)
        for job in turn.jobs:
            await self._jobs.wake(job)
        for job in turn.stops:
            await self._jobs.cancel(job)
        return effects

    async def on_error(self, event: Event, error: Exception, reference: str) -> Effects:
        """What a person is told of a fault of ours, and the admins with the reference that is in the log."""
        async with self._database.work() as work:
            if not await gate.known(self._desk.gate, work, event):
                return gate.turned_away(event, self._desk, self._spoken(event))
            turn = await self._turn(event, work)
            turn.answer()
            turn.say(general.fault(turn, reference))
            admins = await work.people.admins()
            accounts = [account for admin in admins for account in await work.people.accounts(admin.id)]
            word = screen(turn.texts("error-for-admin", reference=reference, kind=type(error).__name__))
            told = [Send(Chat(front, account), word) for front, account in accounts]
            others = [send for send in told if send.chat.id != turn.envelope.chat.id]
            effects = await self.outbox.keep(work, (*turn.effects, *others), event.envelope.chat.front)
        return self.outbox.begun(effects)

    async def report(self, job: Job, happened: Happened) -> None:
        """Shows what a job has to say, wherever its person waits for it; what it said before a crash is not said
        again."""
        if job.workspace is None:
            return
        place, _ = asked(job)
        run = self._reports[job.kind]
        envelope = Envelope("", place.chat, place.sender, self._clock())
        async with self._database.work() as work:
            home = await work.workspaces.membership(job.workspace, job.person)
            if home is None:
                return  # a former member: nobody waits any more
            key = key_of(happened)
            if key and not await work.within(job.workspace).told.first_time(job.id, key):
                return
            turn = await self._turn(Report(envelope, job, happened), work)
            turn.home = home
            before = turn.flow
            await run(turn, happened)
            await self._keep(turn, before)
            effects = await self.outbox.keep(work, turn.effects, place.chat.front, job.workspace)
        for started in turn.jobs:
            await self._jobs.wake(started)
        deliver = self._deliver.get(place.chat.front)
        if deliver is not None:  # else a process that has this front takes it from the outbox
            await deliver(self.outbox.begun(effects))

    def connect(self, front: str, deliver: Deliver) -> None:
        """A front says how effects reach it that answer no event of its own."""
        self._deliver[front] = deliver

    async def shown(self, effect: Lasting, message: MessageRef | None = None) -> None:
        """An effect stands, as which message; or never will, where none is named."""
        await self.outbox.shown(effect, message)

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
            commands=self._commands,
        )

    async def _keep(self, turn: Turn, before: Flow | None) -> None:
        chat, person = turn.envelope.chat, turn.person.id
        if turn.flow is not None and turn.flow != before:
            await turn.work.flows.put(chat.front, chat.id, person, stored(turn.flow))
        elif turn.flow is None and before is not None:
            await turn.work.flows.clear(chat.front, chat.id, person)

    async def _dispatch(self, turn: Turn) -> None:
        match turn.event:
            case Tap(data=data):
                button = self.buttons.read(data)
                if isinstance(button, Go):
                    await self._run(turn, self._commands.get(button.command), "")
                    return
                await self._run(turn, self._taps.get(type(button)), button)
            case Command(name=name, argument=argument):
                await self._run(turn, self._commands.get(name), argument)
            case Text() | File():
                rule = self._steps.get(type(turn.flow)) if turn.flow is not None else None
                reply = None if rule else await self._reply(turn)
                if reply is not None:
                    await self._run(turn, *reply)
                else:
                    await self._run(turn, rule or self._unasked, turn.event)
            case _:
                await self._run(turn, self._others.get(type(turn.event), self._aside), turn.event)

    async def _reply(self, turn: Turn) -> tuple[Rule, Reply] | None:
        """The card that a text replies to, where a reply means something; only the person's own brands count."""
        message = turn.envelope.reply_to
        if message is None or not isinstance(turn.event, Text):
            return None
        for member in await turn.work.workspaces.of(turn.person.id):
            card = await turn.work.within(member.workspace).cards.at(message) or ""
            kind, _, number = card.partition("/")[2].partition(":")
            if kind in self._replies and number.isdecimal():
                return self._replies[kind], Reply(member.workspace, int(number), turn.event)
        return None

    async def _run(self, turn: Turn, rule: Rule | None, given: Any) -> None:
        if rule is None:
            general.unknown(turn)
            return
        if rule.deed is not None:
            turn.home = await self._home(turn, given)
            if turn.home is None:
                general.nothing_here(turn)
                return
            if not may(turn.home.roles, rule.deed):
                general.not_allowed(turn)
                return
        await rule.run(turn, given)

    async def _home(self, turn: Turn, given: Any) -> Membership | None:
        """The workspace an event is about: that of the card, of the group, or the one at hand. Whoever is no
        member of it gets the same answer as for one that does not exist."""
        workspaces = turn.work.workspaces
        chat = turn.envelope.chat
        # What a step waits for belongs to the brand that the step is about.
        about = turn.flow if given is turn.event else given
        workspace = getattr(about, "workspace", None)
        if workspace is None and chat.private:
            return turn.home
        if workspace is None:
            workspace = await workspaces.of_chat(chat.front, chat.id)
        return None if workspace is None else await workspaces.membership(workspace, turn.person.id)


def _workspace(turn: Turn) -> int | None:
    return turn.home.workspace if turn.home is not None else None


def _joined(parts: Iterable[Mapping[Any, AnswerT]]) -> dict[Any, AnswerT]:
    joined: dict[Any, AnswerT] = {}
    for part in parts:
        twice = joined.keys() & part.keys()
        if twice:
            raise ValueError(f"Two areas answer {', '.join(map(str, twice))}.")
        joined.update(part)
    return joined


def _answered(turn: Turn) -> Effects:
    """Every tap gets an answer, else the person looks at a waiting button."""
    if isinstance(turn.event, Tap) and not any(isinstance(effect, Answer) for effect in turn.effects):
        return (Answer(turn.event.tap), *turn.effects)
    return tuple(turn.effects)
