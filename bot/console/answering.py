"""Has one input answered: finds out what it means, makes an event of it, and shows what comes back."""

from __future__ import annotations

import asyncio
import secrets
from pathlib import Path

import structlog

from bot.console import meaning as meant
from bot.console.cards import Card
from bot.console.paths import MIMES, size
from bot.console.ports import Backstage, Clock, Conversation, Line, Seat, Terminal
from bot.console.showing import Showing
from bot.conversation.effects import Button, Effects
from bot.conversation.events import Command, Envelope, Event, File, MessageRef, Tap, Text
from bot.conversation.faults import Caught, described
from bot.conversation.spans import screen

log = structlog.get_logger(__name__)


class Answering:
    """Inputs to events, one at a time."""

    def __init__(
        self,
        conversation: Conversation,
        terminal: Terminal,
        clock: Clock,
        backstage: Backstage,
        seat: Seat,
        showing: Showing,
    ) -> None:
        self._conversation = conversation
        self._terminal = terminal
        self._clock = clock
        self._backstage = backstage
        self._seat = seat
        self._showing = showing
        self._turn = asyncio.Lock()
        self._count = 0

    async def answer(self, line: Line) -> bool:
        """Answers a line; False if the person wants to leave."""
        meaning = meant.meaning(line, self._showing.cards, self._seat.folder, self._seat.home)
        await self._act(meaning, line)
        return not isinstance(meaning, meant.Quit)

    async def command(self, name: str) -> None:
        """Gives a command that the front thought of itself."""
        await self._give(Command(self._envelope(), name), typed=False)

    async def _act(self, meaning: meant.Meaning, line: Line) -> None:
        match meaning:
            case meant.Pressed(card, button):
                await self._press(card, button, line)
            case meant.Said(text):
                await self._give(Text(self._envelope(reply_to=self._asked()), text))
            case meant.Ordered(name, argument):
                await self._give(Command(self._envelope(), name, argument))
            case meant.Given(path):
                await self._file(path)
            case meant.Again():
                self._showing.buttons()
            case _:
                self._refuse(meaning)

    async def _press(self, card: Card, button: Button, line: Line) -> None:
        texts, view = self._showing.texts, self._showing.view
        number = line.text.strip()
        if line.seen is not None and line.seen != view and number.isdecimal():
            # The finger was on its way when another card came: better once more than the wrong button.
            self._showing.note(texts("console-meanwhile", number=number, card=card.number or 0), "loud")
        elif card.own:
            await self._act(card.own[button.data], line)
        elif button.copy:
            self._showing.verbatim(button.copy)
        elif button.url:
            self._showing.verbatim(button.url)
        else:
            envelope = self._envelope(message=card.message)
            await self._give(Tap(envelope, button.data, envelope.id), tapped=card)

    async def _file(self, path: Path) -> None:
        length = size(path)
        if length is None:
            self._refuse(meant.Missing(path))
            return
        await self._give(File(self._envelope(), str(path), path.name, MIMES[path.suffix.lower()], length))

    def _refuse(self, meaning: meant.Meaning) -> None:
        """What the front itself has to say about a line."""
        texts = self._showing.texts
        match meaning:
            case meant.NoSuch(card, typed):
                first, last = min(card.numbers), max(card.numbers)
                count = len(card.buttons)
                words = texts(
                    "console-no-such", card=card.number or 0, count=count, first=first, last=last, typed=typed
                )
                self._showing.note(words, "loud")
            case meant.Missing(path):
                self._showing.note(texts("console-missing", path=str(path)), "loud")
            case meant.Unfit(path):
                self._showing.note(texts("console-unfit", name=path.name), "loud")
            case meant.Perhaps(path, text):
                file = Button(texts("console-the-file"), data="file")
                words_button = Button(texts("console-the-words"), data="words")
                question = screen(texts("console-which", name=path.name), rows=[(file, words_button)])
                self._showing.own(question, {"file": meant.Given(path), "words": meant.Said(text)})
            case _:
                pass

    async def _give(self, event: Event, tapped: Card | None = None, typed: bool = True) -> None:
        """Has an event answered. Never raises: what goes wrong is logged and said, and what was typed is kept."""
        async with self._turn:
            effects: Effects = ()
            with Caught() as caught:
                effects = await self._conversation.handle(event)
            if caught.error is not None:
                effects = await self._sorry(event, caught.error)
                if typed:
                    self._terminal.restore(_typed(event))
            with Caught() as shown:
                await self._showing.effects(effects, tapped)
            with Caught() as asked:
                language = await self._backstage.language(self._seat.sender)
                self._showing.texts = self._seat.catalogue[language]
            for problem in (shown.error, asked.error):
                if problem is not None:
                    log.error("not-shown", input=event.envelope.id, **described(problem))

    async def _sorry(self, event: Event, error: Exception) -> Effects:
        """The error screen, by the conversation or, if that fails as well, a line of our own."""
        reference = secrets.token_hex(4)
        where = {"input": event.envelope.id, "kind": type(event).__name__}
        log.error("unexpected", reference=reference, **where, **described(error))
        effects: Effects = ()
        with Caught() as caught:
            effects = await self._conversation.on_error(event, error, reference)
        if caught.error is not None:
            log.error("no-error-screen", reference=reference, **described(caught.error))
            self._showing.note(self._showing.texts("console-trouble", reference=reference), "loud")
        return effects

    def _asked(self) -> MessageRef | None:
        """The question that a text answers: the last screen, when it waits for words."""
        last = self._showing.cards.last
        return last.message if last is not None and last.screen.placeholder else None

    def _envelope(self, message: MessageRef | None = None, reply_to: MessageRef | None = None) -> Envelope:
        self._count += 1
        name = f"{self._seat.session}-in-{self._count}"
        chat = self._showing.chat
        own = message or MessageRef(chat.front, chat.id, name)
        return Envelope(name, chat, self._seat.sender, self._clock(), own, reply_to)


def _typed(event: Event) -> str:
    """What a person would type to have this event once more; empty for a button."""
    match event:
        case Text(text=text):
            return text
        case Command(name=name, argument=argument):
            return f"/{name} {argument}".rstrip()
        case File(ref=ref):
            return f"'{ref}'"
        case _:
            return ""
