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
from bot.console.ports import End, Input, Interrupt, Line, Rows

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
        self._echoed = False

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
        self._echoed = False
        self._write(("\n" if gap else "") + "".join(f"{row}\n" for row in rows))

    def replace(self, rows: Sequence[str]) -> bool:
        """Never: what is written stays."""
        return False

    def draft(self, stream: str, rows: Rows | None, lasting: bool = False) -> None:
        """Nothing: only the end result is written."""

    def prompt(self, text: str, view: int) -> None:
        """Asks for a line."""
        self._prompt = text
        if self._typed:
            self._write(f"\n{text}")

    def echo(self, text: str) -> None:
        """Writes a line of a script down, so that the output reads as a conversation."""
        if not self._typed:
            gap = "" if self._echoed else "\n"
            self._write(f"{gap}{self._prompt}{clean(text)}".rstrip(" ") + "\n")
            self._echoed = True

    def restore(self, text: str) -> None:
        """Nothing: the line still stands where it came from."""

    async def next(self) -> Input:
        """The next line, waiting for it beside the event loop."""
        while not self._inputs:
            self._news.clear()
            if not self._ended:
                self._start()
            await self._news.wait()
        return self._inputs.popleft()

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
        lines += [self._half] if self._half and not data else []
        self._inputs += (Line(line.removesuffix("\r")) for line in lines)
        if not data:
            self._end()
        self._news.set()

    def _interrupt(self) -> None:
        self._inputs.appendleft(Interrupt())
        self._news.set()

    def _end(self) -> None:
        self._ended = True
        self._inputs.append(End())
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
        self._gone = True
        self._inputs.clear()
        self._end()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self._target.fileno())
        os.close(nowhere)
