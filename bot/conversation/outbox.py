"""What a turn wants shown is stored with the turn, and struck off when it stands: no crash in between loses it.

A message is shown twice only where the process dies after the front has shown it and before that is stored.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from functools import partial
from types import TracebackType
from typing import NamedTuple, Self

import structlog

from bot.conversation.effects import Edit, Effect, Effects, Hand, Kept, Lasting, Send
from bot.conversation.events import MessageRef
from bot.conversation.faults import Caught, described, told_later
from bot.conversation.in_turn import in_turn
from bot.conversation.parcels import effect_of, parcel_of
from bot.domain.errors import StorageError
from bot.storage.database import Database, Work
from bot.storage.outbox import TAKEN, Parcel

HOLD = timedelta(seconds=10)
"""How long a process keeps to itself what it shows, without saying so again. The clocks of two machines must not
differ by that much."""
NOT_HELD = timedelta()
LOOK_SECONDS = 3.0
"""Between two looks at what is to be shown: what is held is held on, what nobody holds is taken."""
STRIKE_SECONDS = 0.01
"""Messages that stand by then are struck off together."""
GAP_SECONDS = 8.0
"""With more between two looks, as where the database was away, what other processes show may look free as well:
for as long as HOLD each of them then says only what it holds itself, and takes nothing."""

Deliver = Callable[[Effects], Awaitable[None]]

log = structlog.get_logger(__name__)


class _Card(NamedTuple):
    """A message that shows a card, and its number here, 0 where it has none."""

    card: str
    message: MessageRef
    number: int


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
        self._cards: list[_Card] = []
        self._looked_at: float | None = None
        self._take_from = 0.0
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
            parcel = parcel_of(effect, workspace)
            here = parcel.front == front
            held = here and front in self._fronts
            number = await work.outbox.add(parcel, self._clock() + (HOLD if held else NOT_HELD))
            if here:
                kept.append(effect._replace(kept=Kept(number)))
        return tuple(kept)

    def begun(self, effects: Effects) -> Effects:
        """These are in the hands of a front of this process from now on; it says of each what came of it."""
        self._showing.update(effect.kept.number for effect in effects if isinstance(effect, Lasting))
        return effects

    async def bring(self, deliver: Deliver, effects: Effects) -> None:
        """Has a front show them, to the end also where whoever waits for it is stopped."""
        showing = deliver(self.begun(effects))  # which takes its place in the row of the chat here
        if self._open is None:
            await self._brought(lambda: showing, effects)
        else:
            await asyncio.shield(self._bring(lambda: showing, effects))

    def free(self, effects: Effects) -> None:
        """No front has these in its hands any more: what does not stand yet is brought again in a while."""
        self._showing.difference_update(effect.kept.number for effect in effects if isinstance(effect, Lasting))

    async def turn(self, effect: Lasting) -> Lasting | None:
        """Waits until it may be shown: not before what another process shows in the same chat. Gives it back with
        the message that it is about; nothing for what something newer has overtaken meanwhile, or whose message
        does not stand. Raises StorageError."""
        number = effect.kept.number
        if number and not self._alone:
            await in_turn(self._database, effect, self._showing)
        if number and (number not in self._showing or number in self._struck):
            return None
        return await self._aimed(effect) if isinstance(effect, Edit) and effect.coming else effect

    async def part(self, effect: Send, parts: int) -> None:
        """So many messages of it stand. Where that cannot be stored the rest comes all the same."""
        if effect.kept.number:
            with told_later():
                async with self._database.work() as work:
                    await work.outbox.stand(effect.kept.number, parts)

    async def shown(self, effect: Lasting, message: MessageRef | None = None) -> None:
        """It stands, where it is said as which message, or never will. A card is kept up to date from now on."""
        number = effect.kept.number
        self._overtake(effect)
        card = "" if isinstance(effect, Hand) else effect.card
        if card and message is not None:
            with told_later():
                await self._stand(_Card(card, message, number))
        elif number:
            self._struck.add(number)
            self._news.set()
            if self._open is None:
                await self._strike()

    def later(self, effect: Lasting) -> None:
        """It could not be shown now: it is tried again when nobody holds it any more."""
        self._showing.discard(effect.kept.number)
        if isinstance(effect, Edit) and not effect.coming:
            self._late.setdefault(effect.message, set()).add(effect.kept.number)

    async def _aimed(self, edit: Edit) -> Edit | None:
        """The same for the message that shows the card by now. While that is still to come this waits as well;
        where it never came there is nothing to change."""
        workspace, _, _ = edit.card.partition("/")
        async with self._database.read() as work:
            copies = await work.within(int(workspace)).cards.copies(edit.card)
        stand = [one.message for one in self._cards if one.card == edit.card]
        known = (*stand, *(MessageRef(*copy) for copy in copies))
        here = [one for one in known if (one.front, one.chat) == (edit.message.front, edit.message.chat)]
        found = next((one for one in here if one.id), None)
        if found is not None:
            return edit._replace(message=found)
        if here:
            self.later(edit)
        else:
            await self.shown(edit)
        return None

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
                self._news.set()

    async def _stand(self, card: _Card) -> None:
        """One stands as this card. Where that cannot be stored it is tried again with the next that is struck off.
        Raises StorageError."""
        workspace, _, _ = card.card.partition("/")
        try:
            async with self._database.work() as work:
                await work.within(int(workspace)).cards.add(card.card, card.message)
                await work.outbox.strike([card.number] if card.number else [])
        except StorageError:
            self._cards.append(card)
            self._news.set()
            raise
        self._showing.discard(card.number)

    async def _strike(self) -> None:
        self._news.clear()
        while self._cards:
            await self._stand(self._cards.pop(0))
        if not self._struck:
            return
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
            takes = self._may_take() and bool(fronts) and len(self._showing) < TAKEN
            taken = await work.outbox.take(fronts, until, held=held) if takes else ()
            parcels = [parcel for parcel in taken if parcel.id not in self._showing]
        for front, deliver in fronts.items():
            effects = [self._opened(parcel) for parcel in parcels if parcel.front == front]
            found = self.begun([effect for effect in effects if effect is not None])
            if found:
                log.info("outbox-taken", front=front, count=len(found))
                self._bring(partial(deliver, found), found)

    def _may_take(self) -> bool:
        """Whether what nobody holds is free: not where nobody could say for a while what he holds."""
        now, before = asyncio.get_running_loop().time(), self._looked_at
        self._looked_at = now
        if before is not None and now - before > GAP_SECONDS and not self._alone:
            self._take_from = now + HOLD.total_seconds()
        return now >= self._take_from

    def _bring(self, show: Callable[[], Awaitable[None]], effects: Effects) -> asyncio.Task[None]:
        task = self._group.create_task(self._brought(show, effects))
        self._bringing.add(task)
        task.add_done_callback(self._bringing.discard)
        return task

    async def _brought(self, show: Callable[[], Awaitable[None]], effects: Effects) -> None:
        try:
            with Caught() as caught:
                await show()
        except asyncio.CancelledError:
            self.free(effects)
            raise
        if caught.error is not None:
            self.free(effects)
            log.error("outbox", **described(caught.error))

    def _opened(self, parcel: Parcel) -> Lasting | None:
        """The effect again. One that cannot be read goes."""
        effect = effect_of(parcel)
        if effect is None:
            log.error("outbox-unreadable", parcel=parcel.id)
            self._struck.add(parcel.id)
            self._news.set()
        return effect
