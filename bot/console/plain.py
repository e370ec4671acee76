"""Lines in, lines out: a script that is piped in, output that goes to a file, or a terminal that knows no keys."""

from __future__ import annotations

import asyncio
import codecs
import os
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Protocol, TextIO

from bot.console.measure import clean
from bot.console.ports import End, Input, Interrupt, Line

_AT_ONCE = 65536


class Source(Protocol):
    """Where bytes come from; unbuffered, so that a line is there as soon as it was typed."""

    def read(self, size: int, /) -> bytes | None:
        """As much as there is, waiting for at least a byte; nothing at the end."""
        ...


class PlainTerminal:
    """Reads lines and writes rows. `typed` if a person types the lines on a terminal, which shows them itself."""

    live = False

    def __init__(self, source: Source, target: TextIO, *, typed: bool, styles: bool, width: int) -> None:
        self.styles = styles
        self.width = width
        self._source = source
        self._target = target
        self._typed = typed
        self._prompt = "> "
        self._decode = codecs.getincrementaldecoder("utf-8-sig")("replace").decode
        self._half = ""
        self._inputs: deque[Input] = deque()
        self._news = asyncio.Event()
        self._reading = False
        self._ended = False
        self._gone = False

    @contextmanager
    def open(self) -> Iterator[PlainTerminal]:
        """Takes Ctrl-C as an input where a person types; a script that is stopped, stops."""
        loop = asyncio.get_running_loop()
        taken = False
        if self._typed:
            with suppress(NotImplementedError):  # Windows: Ctrl-C ends the program there
                loop.add_signal_handler(signal.SIGINT, self._interrupt)
                taken = True
        try:
            yield self
        finally:
            if taken:
                loop.remove_signal_handler(signal.SIGINT)

    def show(self, rows: Sequence[str], gap: bool = True) -> None:
        """Writes rows."""
        self._write(("\n" if gap else "") + "".join(f"{row}\n" for row in rows))

    def replace(self, rows: Sequence[str]) -> bool:
        """Never: what is written stays."""
        return False

    def draft(self, stream: str, rows: Sequence[str]) -> None:
        """Nothing: only the end result is written."""

    def prompt(self, text: str, view: int) -> None:
        """Asks for a line."""
        self._prompt = text
        if self._typed:
            self._write(f"\n{text}")

    def echo(self, text: str) -> None:
        """Writes a line of a script down, so that the output reads as a conversation."""
        if not self._typed:
            self._write(f"\n{self._prompt}{clean(text)}\n")

    def restore(self, text: str) -> None:
        """Nothing: the line still stands where it came from."""

    async def next(self) -> Input:
        """The next line, waiting for it beside the event loop."""
        while not self._inputs and not self._ended:
            self._news.clear()
            self._start()
            await self._news.wait()
        return self._inputs.popleft() if self._inputs else End()

    def _start(self) -> None:
        """Reads once in a thread of its own. It is a daemon: a read that nobody waits for any more keeps no
        program from ending."""
        loop = asyncio.get_running_loop()

        def read() -> None:
            data = b""
            with suppress(OSError, ValueError):
                data = self._source.read(_AT_ONCE) or b""
            with suppress(RuntimeError):  # the loop is closed: the conversation is over
                loop.call_soon_threadsafe(self._came, data)

        if not self._reading:
            self._reading = True
            Thread(target=read, name="console-input", daemon=True).start()

    def _came(self, data: bytes) -> None:
        self._reading = False
        text = self._half + self._decode(data, not data)
        *lines, self._half = text.split("\n")
        if not data:
            self._ended = True
            lines += [self._half] if self._half else []
        self._inputs += (Line(line.removesuffix("\r")) for line in lines)
        self._news.set()

    def _interrupt(self) -> None:
        self._inputs.appendleft(Interrupt())
        self._news.set()

    def _write(self, text: str) -> None:
        if self._gone:
            return
        try:
            self._target.write(text)
            self._target.flush()
        except BrokenPipeError:
            self._reader_left()

    def _reader_left(self) -> None:
        """Nobody reads the output any more (`| head`): the conversation ends, and what is left goes nowhere."""
        self._gone = self._ended = True
        self._inputs.clear()
        self._news.set()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self._target.fileno())
        os.close(nowhere)
