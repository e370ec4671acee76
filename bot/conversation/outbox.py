"""What a turn wants shown is stored with the turn, and struck off when it stands: no crash in between loses it.

A message is shown twice only where the process dies after the front has shown it and before that is stored.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import AsyncExitStack, suppress
from datetime import datetime, timedelta
from functools import cache
from types import TracebackType
from typing import Any, Self

import structlog
from pydantic import TypeAdapter, ValidationError

from bot.conversation.effects import Edit, Effect, Effects, Hand, Kept, Lasting, Send
from bot.conversation.events import MessageRef
from bot.conversation.faults import Caught, described
from bot.conversation.in_turn import in_turn
from bot.storage.database import Database, Work
from bot.storage.outbox import Parcel

HOLD = timedelta(seconds=10)
"""How long a process keeps to itself what it shows, without saying so again. The clocks of two machines must not
differ by that much."""
NOT_HELD = timedelta()
LOOK_SECONDS = 3.0
"""Between two looks at what is to be shown: what is held is held on, what nobody holds is taken."""
STRIKE_SECONDS = 0.01
"""Messages that stand by then are struck off together."""

Deliver = Callable[[Effects], Awaitable[None]]
_KINDS: dict[str, type[Lasting]] = {"send": Send, "edit": Edit, "hand": Hand}
_NAMES = {kind: name for name, kind in _KINDS.items()}

log = structlog.get_logger(__name__)


class Outbox:
    """The effects that are written down. `fronts` are those of this process; with `alone` no other process has
    them, so that whatever is found at the start is free.

    Use it as an async context from when fronts can show something; outside of that it writes down and strikes off,
    and takes nothing over.
    """

    def __init__(
        self,
        database: Database,
        fronts: Mapping[str, Deliver],
        clock: Callable[[], datetime],
        *,
        alone: bool = True,
    ) -> None:
        self._database = database
        self._fronts = fronts
        self._clock = clock
        self._alone = alone
        self._showing: set[int] = set()
        self._struck: set[int] = set()
        self._late: dict[MessageRef, set[int]] = {}
        self._news = asyncio.Event()
        self._group = asyncio.TaskGroup()
        self._bringing: set[asyncio.Task[None]] = set()
        self._open: AsyncExitStack | None = None

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self._strike)
            self._group = await stack.enter_async_context(asyncio.TaskGroup())
            await self._look(held=self._alone)
            for work in (self._striking(), self._looking()):
                stack.callback(self._group.create_task(work).cancel)
            self._open = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """What is not shown by now stays, for the next process."""
        for task in self._bringing:
            task.cancel()
        stack, self._open = self._open, None
        if stack is not None:
            await stack.__aexit__(kind, error, trace)

    async def keep(
        self, work: Work, effects: Iterable[Effect], front: str, workspace: int | None = None
    ) -> Effects:
        """Writes effects down in the transaction that decides on them. Gives those for this front back with their
        numbers; another front's are taken by whoever has that."""
        kept: list[Effect] = []
        for effect in effects:
            if not isinstance(effect, Lasting):
                kept.append(effect)
                continue
            parcel = _parcel(effect, workspace)
            here = parcel.front == front
            number = await work.outbox.add(parcel, self._clock() + (HOLD if here else NOT_HELD))
            if here:
                kept.append(effect._replace(kept=Kept(number)))
        return tuple(kept)

    def begun(self, effects: Effects) -> Effects:
        """These are in the hands of a front of this process from now on; it says of each what came of it."""
        self._showing.update(effect.kept.number for effect in effects if isinstance(effect, Lasting))
        return effects

    async def turn(self, effect: Lasting) -> None:
        """Waits until it may be shown: not before what another process shows in the same chat."""
        if not self._alone and effect.kept.number:
            await in_turn(self._database, effect, self._showing)

    async def part(self, effect: Send, parts: int) -> None:
        """So many messages of it stand."""
        if effect.kept.number:
            async with self._database.work() as work:
                await work.outbox.stand(effect.kept.number, parts)

    async def shown(self, effect: Lasting, message: MessageRef | None = None) -> None:
        """It stands, where it is said as which message, or never will. A card is kept up to date from now on."""
        number = effect.kept.number
        self._overtake(effect)
        card = "" if isinstance(effect, Hand) else effect.card
        if card and message is not None:
            workspace, _, _ = card.partition("/")
            async with self._database.work() as work:
                await work.within(int(workspace)).cards.add(card, message)
                await work.outbox.strike([number] if number else [])
            self._showing.discard(number)
        elif number:
            self._struck.add(number)
            self._news.set()
            if self._open is None:
                await self._strike()

    def later(self, effect: Lasting) -> None:
        """It could not be shown now: it is tried again when nobody holds it any more."""
        self._showing.discard(effect.kept.number)
        if isinstance(effect, Edit):
            self._late.setdefault(effect.message, set()).add(effect.kept.number)

    def _overtake(self, effect: Lasting) -> None:
        """What a message was to say before must not come over what it says now."""
        if isinstance(effect, Edit):
            late = self._late.pop(effect.message, set()) - {effect.kept.number}
            self._struck |= {number for number in late if number < effect.kept.number}
            self._news.set()

    async def _striking(self) -> None:
        while True:
            await self._news.wait()
            await asyncio.sleep(STRIKE_SECONDS)
            with Caught() as caught:
                await self._strike()
            if caught.error is not None:
                log.error("outbox", **described(caught.error))
                await asyncio.sleep(LOOK_SECONDS)

    async def _strike(self) -> None:
        if not self._struck:
            return
        self._news.clear()
        struck = frozenset(self._struck)
        async with self._database.work() as work:
            await work.outbox.strike(struck)
        self._struck -= struck
        self._showing -= struck

    async def _looking(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            with Caught() as caught:
                await self._look()
            if caught.error is not None:
                log.error("outbox", **described(caught.error))

    async def _look(self, *, held: bool = False) -> None:
        fronts = dict(self._fronts)
        async with self._database.work() as work:
            until = self._clock() + HOLD  # not before: a busy database may have been waited for that long
            if self._showing:
                await work.outbox.hold(self._showing, until)
            taken = await work.outbox.take(fronts, until, held=held) if fronts else ()
            parcels = [parcel for parcel in taken if parcel.id not in self._showing]
        for front, deliver in fronts.items():
            effects = [await self._opened(parcel) for parcel in parcels if parcel.front == front]
            found = self.begun([effect for effect in effects if effect is not None])
            if found:
                log.info("outbox-taken", front=front, count=len(found))
                task = self._group.create_task(_brought(deliver, found))
                self._bringing.add(task)
                task.add_done_callback(self._bringing.discard)

    async def _opened(self, parcel: Parcel) -> Lasting | None:
        """The effect again. One that cannot be read, as by another release, goes."""
        kept = Kept(parcel.id, parcel.parts)
        with suppress(ValidationError, ValueError, TypeError, KeyError):
            name, *values = json.loads(parcel.body)
            if name == "hand":
                values[2] = parcel.file
            effect: Lasting = _reader(name).validate_python(tuple(values))
            return effect._replace(kept=kept)
        log.error("outbox-unreadable", parcel=parcel.id)
        self._struck.add(parcel.id)
        self._news.set()
        return None


async def _brought(deliver: Deliver, effects: Effects) -> None:
    with Caught() as caught:
        await deliver(effects)
    if caught.error is not None:
        log.error("outbox", **described(caught.error))


def _parcel(effect: Lasting, workspace: int | None) -> Parcel:
    """Positions, not names: a row lives for moments, and this is on the way of every answer."""
    if isinstance(effect, Edit):
        front, chat = effect.message.front, effect.message.chat
    else:
        front, chat = effect.chat.front, effect.chat.id
    file = None
    values: list[Any] = [*effect[:-1]]
    if isinstance(effect, Hand):
        file, values[2] = effect.content, None
    body = json.dumps([_NAMES[type(effect)], *values], ensure_ascii=False, separators=(",", ":"))
    return Parcel(front, chat, body, file, workspace)


@cache
def _reader(name: str) -> TypeAdapter[Any]:
    """Made when first used: most processes never find anything."""
    return TypeAdapter(_KINDS[name])
