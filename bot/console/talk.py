"""The same conversation in a terminal: reads inputs, has them answered one by one, and hears Ctrl-C meanwhile."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from bot.console.answering import Answering
from bot.console.fences import Fences
from bot.console.ports import Backstage, Clock, Conversation, End, Interrupt, Line, Seat, Terminal
from bot.console.showing import Showing
from bot.conversation.effects import Effects

CANCEL = "cancel"
"""The command that Ctrl-C gives."""
FILE_BYTES = 20_000_000
"""The largest file that is fetched: as in Telegram, so that a source has one limit."""
_WAITING = 1000


async def talk(
    conversation: Conversation, terminal: Terminal, clock: Clock, backstage: Backstage, seat: Seat
) -> None:
    """One conversation on a terminal, until the person leaves or the script ends."""
    language = await backstage.language(seat.sender)
    showing = Showing(conversation, terminal, seat, seat.catalogue[language])
    answering = Answering(conversation, terminal, clock, backstage, seat, showing)
    front = Talk(terminal, backstage, seat, showing, answering)
    with terminal.open():
        await backstage.connect(front)
        await front.run()


class Talk:
    """The front: a `Port` to the rest of the program, and the loop that reads and answers."""

    def __init__(
        self, terminal: Terminal, backstage: Backstage, seat: Seat, showing: Showing, answering: Answering
    ) -> None:
        self._terminal = terminal
        self._backstage = backstage
        self._seat = seat
        self._showing = showing
        self._answering = answering
        self._fences = Fences()
        self._lines: asyncio.Queue[Line | End] = asyncio.Queue(_WAITING)
        self._leave = asyncio.Event()

    async def perform(self, effects: Effects) -> None:
        """Shows what a job tells."""
        await self._showing.effects(effects, asked=False)

    async def fetch(self, ref: str) -> bytes:
        """The content of a file; see `bot.console.ports.Port`."""
        return await asyncio.to_thread(_content, Path(ref))

    async def run(self) -> None:
        """Reads and answers until the end. What an answer still waits for then is given up."""
        async with asyncio.TaskGroup() as group:
            tasks: list[asyncio.Task[None]] = []

            def begin(work: Coroutine[Any, Any, None]) -> None:
                tasks.append(group.create_task(work))

            begin(self._answer())
            begin(self._read(begin))
            await self._leave.wait()
            for task in tasks:
                task.cancel()

    async def _read(self, begin: Callable[[Coroutine[Any, Any, None]], None]) -> None:
        """Takes every input at once, so that Ctrl-C is heard while an answer or a job is waited for."""
        before: Line | End | Interrupt = Line("")
        while True:
            given = await self._terminal.next()
            if type(given) is type(before) and not isinstance(given, Line):
                self._leave.set()  # twice Ctrl-C, or Ctrl-D again while the first one waits for an answer
                return
            before = given
            if isinstance(given, Interrupt):
                begin(self._interrupt())
            else:
                await self._lines.put(given)

    async def _interrupt(self) -> None:
        """Cancels what runs; a fenced text that is not finished goes first."""
        fenced = self._fences.rest()
        self._showing.note(self._showing.texts("console-interrupted"))
        if fenced is None:
            await self._answering.command(CANCEL)
        self._ask()

    async def _answer(self) -> None:
        """Answers inputs one by one."""
        self._showing.note(self._showing.texts("console-welcome"))
        if self._seat.opening:
            await self._answering.command(self._seat.opening)
        while True:
            await self._settled()
            self._ask()
            given = await self._lines.get()
            line = self._fences.rest() if isinstance(given, End) else self._line(given)
            stay = line is None or await self._answering.answer(line)
            if isinstance(given, End) or not stay:
                break
        await self._settled()
        self._leave.set()

    def _line(self, given: Line) -> Line | None:
        self._terminal.echo(given.text)
        return self._fences.feed(given)

    def _ask(self) -> None:
        self._showing.fenced = self._fences.open
        self._terminal.prompt(self._showing.prompt, self._showing.view)

    async def _settled(self) -> None:
        if not self._terminal.live:
            await self._backstage.settled()
            await self._showing.settle()


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(FILE_BYTES + 1)
    if len(content) > FILE_BYTES:
        raise OSError(errno.EFBIG, "too big")
    return content
