"""Shows effects on the terminal, and keeps the numbers of the cards that were shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import structlog

from bot.console.cards import Card, Cards
from bot.console.measure import clean
from bot.console.ports import FRONT, Conversation, Seat, Terminal
from bot.console.render import NARROWEST, WIDEST, body, choices, full, rule
from bot.console.saving import safe, save
from bot.console.wrapping import Look, Row, Run, painted, wrapped
from bot.conversation.catalogue import Texts
from bot.conversation.effects import Answer, Draft, Edit, Effect, Hand, Lasting, Screen, Send, Typing
from bot.conversation.events import Chat, MessageRef
from bot.conversation.faults import Caught, described

log = structlog.get_logger(__name__)

_TYPING = ""
"""The stream that shows that something is being made."""
_PIN = "pinned "
_PINNED = 6
"""Rows of a card that may stay above the input line while it changes."""
_ALERT = "! "
_PROMPT = "> "
_FENCED = "… "


class Showing:
    """Everything that is written. `view` counts how often numbers came to mean something else while no input asked
    for that; `fenced` says that a text of several lines is being typed."""

    def __init__(self, conversation: Conversation, terminal: Terminal, seat: Seat, texts: Texts) -> None:
        self.cards = Cards()
        self.texts = texts
        self.view = 0
        self.fenced = False
        self.chat = Chat(FRONT, seat.sender.id)
        self._conversation = conversation
        self._terminal = terminal
        self._seat = seat
        self._count = 0
        self._held: dict[MessageRef, Edit] = {}
        self._growing: set[str] = set()
        self._bottom: Card | None = None

    @property
    def prompt(self) -> str:
        """What stands before the input: which card numbers are about, where that is not the last screen."""
        if self.fenced:
            return _FENCED
        newest = self.cards.newest
        return _PROMPT if newest is None or newest is self.cards.last else f"{newest.number}{_PROMPT}"

    async def effects(self, effects: Iterable[Effect], tapped: Card | None = None, asked: bool = True) -> None:
        """Shows effects in order: those of an input, or what a job tells (not `asked`)."""
        before = self._aim
        if asked:
            # What still grows comes back with its next word; what was cancelled does not.
            for stream in tuple(self._growing):
                self._ended(stream)
        mine = []
        for effect in effects:
            if self._mine(effect):
                mine.append(effect)
            elif isinstance(effect, Lasting):
                await self._stands(effect, None)  # a chat of this front that nobody sits at
        copies = self._copies(mine, tapped)
        for one in mine:
            due = await self._aimed(one)
            match due:
                case Send():
                    await self._send(due, due.chat)
                case Edit() if not asked and not self._terminal.live:
                    await self._overtaken(due)
                    self._held[due.message] = due
                case Edit():
                    await self._overtaken(due)
                    loud = copies.get((due.card, due.screen), due.message) == due.message
                    await self._edit(due, tapped, loud)
                case _:
                    await self._other(due)
        self.view += not asked and self._aim != before
        if self._terminal.live:
            self._terminal.prompt(self.prompt, self.view)

    async def _aimed(self, effect: Effect) -> Effect | None:
        """A change of a message that was still to come when it was decided, with that message."""
        if not isinstance(effect, Edit) or not effect.coming:
            return effect
        return await self._conversation.turn(effect)

    async def _overtaken(self, edit: Edit) -> None:
        """What was to be shown of a message before this comes to nothing."""
        before = self._held.pop(edit.message, None)
        if before is not None:
            await self._stands(before, None)

    async def settle(self) -> None:
        """Shows the last state of what jobs changed, where nothing can be rewritten."""
        held, self._held = self._held, {}
        copies = self._copies(held.values(), None)
        for edit in held.values():
            loud = copies.get((edit.card, edit.screen), edit.message) == edit.message
            await self._edit(edit, None, loud)

    def own(self, screen: Screen, meanings: Mapping[str, Any]) -> None:
        """A question of the front itself; `meanings` says what its buttons do."""
        self._print(self.cards.add(self._message(), screen, own=meanings))

    def buttons(self) -> None:
        """The buttons that numbers are about, once more."""
        newest = self.cards.newest
        if newest is None:
            self.note(self.texts("console-no-buttons"))
            return
        heading = rule(self.texts("console-card", number=newest.number or 0), self._width)
        self._rows([heading, *choices(newest.screen, self._width)])

    def note(self, text: str, look: Look = "faint") -> None:
        """A few words of the front itself."""
        self._rows([row for line in clean(text).split("\n") for row in wrapped((Run(line, look),), self._width)])

    def verbatim(self, text: str) -> None:
        """A text alone, as it is: to be copied. The terminal breaks its lines, so that a copy has no breaks."""
        self._bottom = None
        self._terminal.show(clean(text).split("\n"))

    @property
    def _aim(self) -> object:
        """What bare numbers are about."""
        newest = self.cards.newest
        return newest and (newest.message, newest.numbers)

    @property
    def _width(self) -> int:
        return max(NARROWEST, min(self._terminal.width, WIDEST))

    def _mine(self, effect: Effect) -> bool:
        """Whether it is for this chat: another front shows what is for others."""
        match effect:
            case Answer():
                return True
            case Edit(message=message):
                return (message.front, message.chat) == (self.chat.front, self.chat.id)
            case Send(chat=chat) | Draft(chat=chat) | Hand(chat=chat) | Typing(chat=chat):
                return (chat.front, chat.id) == (self.chat.front, self.chat.id)

    def _copies(self, effects: Iterable[Effect], tapped: Card | None) -> dict[tuple[str, Screen], MessageRef]:
        """Which of several copies of a card that change alike is shown: the one tapped, else the newest."""
        shown: dict[tuple[str, Screen], MessageRef] = {}
        wanted = [effect for effect in effects if isinstance(effect, Edit) and effect.card]
        known = [(card, edit) for edit in wanted if (card := self.cards.of(edit.message))]
        for _, edit in sorted(known, key=lambda pair: (pair[0] is tapped, pair[0].number or 0)):
            shown[edit.card, edit.screen] = edit.message
        return shown

    async def _send(self, effect: Send | Edit, chat: Chat) -> None:
        self._ended(effect.card)
        card = self.cards.add(self._message(), effect.screen, effect.card)
        self._print(card)
        await self._stands(effect, card.message)

    async def _edit(self, edit: Edit, tapped: Card | None, loud: bool) -> None:
        self._ended(edit.card)
        card = self.cards.of(edit.message)
        if card is None:
            # Of an earlier session: nobody looks at that any more.
            if edit.or_send is not None:
                await self._send(edit, edit.or_send)
            else:
                await self._stands(edit, None)
            return
        before = card.screen
        self.cards.change(card, edit.screen, edit.card)
        if loud and before != edit.screen:
            self._changed(card, tapped, before)
        await self._stands(edit, edit.message)

    def _changed(self, card: Card, tapped: Card | None, before: Screen) -> None:
        """Shows a card that changed. Progress of a card further up stays above the input line, where it can be
        written over: the numbers go on meaning what was shown last."""
        rows = self._screen(card, self._heading(card))
        if card is self._bottom and self._terminal.replace(rows):
            return
        pinned = self._terminal.live and tapped is None and before.rows == card.screen.rows
        pin = f"{_PIN}{card.message.id}"
        if pinned and len(rows) <= _PINNED:
            self._terminal.draft(
                pin, lambda: self._screen(card, self._heading(card), f"{card.number}."), lasting=True
            )
            return
        self._terminal.draft(pin, None)
        if tapped is not None and card is not tapped and len(rows) > _PINNED:
            # What was tapped is what the person looks at: of a long card elsewhere the first line is enough.
            head = card.screen.text.partition("\n")[0]
            self.note(f"{self.texts('console-updated', number=card.number or 0)}: {head}")
            return
        self._print(card, updated=card is not tapped)

    async def _stands(self, effect: Lasting, message: MessageRef | None) -> None:
        """Tells where an effect stands. It can be seen already: an error here takes nothing else away."""
        with Caught() as caught:
            await self._conversation.shown(effect, message)
        if caught.error is not None:
            log.error("not-remembered", kept=effect.kept.number, **described(caught.error))

    async def _other(self, effect: Effect | None) -> None:
        match effect:
            case Answer(text=text, alert=alert) if text:
                self.note(f"{_ALERT}{text}" if alert else text, "loud" if alert else "plain")
            case Draft(stream=stream, screen=screen):
                self._terminal.draft(_TYPING, None)
                self._growing.add(stream)
                self._terminal.draft(stream, lambda: self._painted(body(screen.spans, self._width)))
            case Typing():
                self._terminal.draft(_TYPING, lambda: ["…"])
            case Hand():
                self._hand(effect)
                await self._stands(effect, None)
            case _:
                pass

    def _hand(self, hand: Hand) -> None:
        self._terminal.draft(_TYPING, None)
        folder = self._seat.folder
        where = _short(folder, self._seat.home)
        try:
            path = save(folder, hand.name, hand.content)
        except OSError:
            self.note(self.texts("console-not-saved", name=safe(hand.name), folder=where), "loud")
            return
        said = self.texts("console-saved", name=path.name, folder=where)
        self.note(f"{hand.caption}\n{said}" if hand.caption else said, "plain")

    def _print(self, card: Card, updated: bool = False) -> None:
        heading = self._heading(card)
        if updated:
            texts, number = self.texts, card.number
            heading = texts("console-updated", number=number) if number else texts("console-updated-message")
        self.cards.shown(card)
        self._terminal.show(self._screen(card, heading))
        self._bottom = card

    def _heading(self, card: Card) -> str:
        return self.texts("console-card", number=card.number) if card.number else ""

    def _screen(self, card: Card, heading: str, pointed: str = "") -> list[str]:
        return self._painted(full(card.screen, self._width, heading, pointed))

    def _rows(self, rows: Iterable[Row]) -> None:
        self._bottom = None
        self._terminal.show(self._painted(rows))

    def _painted(self, rows: Iterable[Row]) -> list[str]:
        return [painted(row, self._terminal.styles) for row in rows]

    def _ended(self, stream: str) -> None:
        """A text that was growing stands there for good now."""
        self._terminal.draft(_TYPING, None)
        if stream in self._growing:
            self._growing.discard(stream)
            self._terminal.draft(stream, None)

    def _message(self) -> MessageRef:
        self._count += 1
        return MessageRef(self.chat.front, self.chat.id, f"{self._seat.session}-{self._count}")


def _short(folder: Path, home: Path) -> str:
    """The folder as people write it."""
    return f"~/{folder.relative_to(home).as_posix()}" if folder.is_relative_to(home) else str(folder)
