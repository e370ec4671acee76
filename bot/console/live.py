"""A terminal with a person at it: keys are read one by one, and the input line stays below all that is shown."""

from __future__ import annotations

import asyncio
import os
import signal
import termios
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from bot.console.area import Area, tail, up
from bot.console.editor import Editor
from bot.console.keys import Key, Keys
from bot.console.layout import Laid, laid
from bot.console.ports import End, Input, Interrupt, Line, Rows

_AT_ONCE = 65536
_REFRESH = 0.05
"""Seconds between two states of a growing text: faster only flickers."""
_FORGOTTEN = 30.0
"""Seconds without news after which a text will not grow any more: Telegram takes the same."""
_PASTE_ON, _PASTE_OFF = "\x1b[?2004h", "\x1b[?2004l"
_CLEAR_ALL = "\x1b[2J\x1b[H"
_LABEL = 32


class LiveTerminal:
    """Input from and output to a terminal, by its two file descriptors."""

    live = True

    def __init__(self, source: int, target: int, styles: bool) -> None:
        self.styles = styles
        self._source = source
        self._target = target
        self._keys = Keys()
        self._editor = Editor()
        self._area = Area()
        self._inputs: asyncio.Queue[Input] = asyncio.Queue()
        self._drafts: dict[str, Rows] = {}
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._prompt = "> "
        self._view = 0
        self._seen: int | None = None
        self._last: tuple[int, int] | None = None
        self._refresh: asyncio.TimerHandle | None = None
        self._gone = False
        self._echoed = False

    @property
    def width(self) -> int:
        """Cells in a line; the last one stays free, because terminals differ in what they do there."""
        return max(2, self._size().columns - 1)

    @contextmanager
    def open(self) -> Iterator[LiveTerminal]:
        """Reads keys as long as it lasts, and leaves the terminal as it was found."""
        loop = asyncio.get_running_loop()
        before = termios.tcgetattr(self._source)
        # Not TCSAFLUSH: what was typed while the program started is not lost.
        termios.tcsetattr(self._source, termios.TCSADRAIN, _by_key(before))
        handlers = {
            signal.SIGWINCH: self._resized,
            signal.SIGINT: lambda: self._inputs.put_nowait(Interrupt()),
            signal.SIGTERM: self._end,
            signal.SIGHUP: self._end,
        }
        try:
            for number, handler in handlers.items():
                loop.add_signal_handler(number, handler)
            loop.add_reader(self._source, self._read)
            self._write(_PASTE_ON)
            self._draw()
            yield self
        finally:
            loop.remove_reader(self._source)
            for number in handlers:
                loop.remove_signal_handler(number)
            for timer in (self._refresh, *self._timers.values()):
                if timer is not None:
                    timer.cancel()
            self._write(self._erased() + _PASTE_OFF)
            with suppress(termios.error):  # the window may be gone
                termios.tcsetattr(self._source, termios.TCSADRAIN, before)

    def show(self, rows: Sequence[str], gap: bool = True) -> None:
        """Writes rows above the input line."""
        text = "".join(f"{row}\n" for row in rows)
        self._last, self._echoed = (len(rows), self.width), False
        self._draw(("\n" if gap else "") + text)

    def replace(self, rows: Sequence[str]) -> bool:
        """Writes over the rows shown last, if they are all still on the screen."""
        if self._last is None:
            return False
        height, width = self._last
        if width != self.width or height + self._area.height >= self._size().lines:
            return False
        self._last = len(rows), width
        self._draw(up(height) + "\x1b[J" + "".join(f"{row}\n" for row in rows))
        return True

    def draft(self, stream: str, rows: Rows | None, lasting: bool = False) -> None:
        """Shows a growing text above the input line, from the next refresh on."""
        timer = self._timers.pop(stream, None)
        if timer is not None:
            timer.cancel()
        if rows is None:
            if self._drafts.pop(stream, None) is None:
                return
        else:
            self._drafts[stream] = rows
        later = asyncio.get_running_loop().call_later
        if rows is not None and not lasting:
            self._timers[stream] = later(_FORGOTTEN, self.draft, stream, None)
        if self._refresh is None:
            self._refresh = later(_REFRESH, self._refreshed)

    def prompt(self, text: str, view: int) -> None:
        """Changes what stands before the line that is being typed."""
        changed = text != self._prompt
        self._prompt, self._view = text, view
        if changed:
            self._draw()

    def echo(self, text: str) -> None:
        """Nothing: the line stood there when it was typed."""

    def restore(self, text: str) -> None:
        """Puts the text back in the line, unless something else is being typed there."""
        if text and not self._editor.text:
            self._editor.paste(text)
            self._draw()

    async def next(self) -> Input:
        """The next line, Ctrl-C or Ctrl-D."""
        return await self._inputs.get()

    def _size(self) -> os.terminal_size:
        with suppress(OSError):
            size = os.get_terminal_size(self._target)
            if size.columns > 0 and size.lines > 0:
                return size
        return os.terminal_size((80, 24))

    def _read(self) -> None:
        data = b""
        with suppress(OSError):
            data = os.read(self._source, _AT_ONCE)
        if not data:
            asyncio.get_running_loop().remove_reader(self._source)
            self._end()
        for key in self._keys.feed(data):
            self._press(key)
        self._draw()

    def _press(self, key: Key) -> None:
        editor = self._editor
        if not editor.text:
            self._seen = self._view
        match key.name:
            case "enter":
                self._committed()
                self._inputs.put_nowait(Line(editor.take(), seen=self._seen))
            case "interrupt" if editor.text:
                self._committed()
                editor.take()
            case "interrupt":
                self._inputs.put_nowait(Interrupt())
            case "end" if not editor.text:
                self._inputs.put_nowait(End())
            case "clear":
                self._last = None
                self._write(self._erased() + _CLEAR_ALL)
            case _:
                editor.press(key)

    def _committed(self) -> None:
        """The line becomes part of what stands above."""
        rows = self._laid(len(self._editor.text) + 1).rows
        gap = "" if self._echoed else "\n"
        self._last, self._echoed = None, True
        self._write(self._erased() + gap + "".join(f"{row}\n" for row in rows))

    def _end(self) -> None:
        self._inputs.put_nowait(End())

    def _resized(self) -> None:
        self._last = None
        self._draw()

    def _refreshed(self) -> None:
        self._refresh = None
        self._draw()

    def _erased(self) -> str:
        return self._area.erased(self._size().columns)

    def _draw(self, before: str = "") -> None:
        """Writes `before` for good and the area anew, all at once so that nothing flickers."""
        erased = self._erased()
        lines = self._size().lines
        typed = self._laid(max(1, lines // 2))
        room = lines - len(typed.rows) - 2
        drafts = [row for rows in self._drafts.values() for row in ("", *rows())]
        above = [*tail(drafts, room), *([] if self._echoed and not drafts else [""])]
        area = self._area.drawn([*above, *typed.rows], len(above) + typed.row, typed.column)
        self._write(erased + before + area)

    def _laid(self, height: int) -> Laid:
        editor = self._editor
        return laid(self._prompt, editor.text, editor.cursor, self.width, height, self._label)

    def _label(self, sign: str) -> str | None:
        """What stands for a large paste: how it begins."""
        text = self._editor.pastes.get(sign)
        return None if text is None else f"[{' '.join(text[:_LABEL].split())} …]"

    def _write(self, text: str) -> None:
        data = text.encode("utf-8", "replace")
        while data and not self._gone:
            try:
                data = data[os.write(self._target, data) :]
            except BlockingIOError:
                continue  # somebody else made the terminal non-blocking; it takes more in a moment
            except OSError:
                self._gone = True
                self._end()


def _by_key(attributes: list[int | list[bytes | int]]) -> list[int | list[bytes | int]]:
    """The terminal's settings with keys passed on as they come: no echo, no line editing, no signals."""
    changed = list(attributes)
    iflag, lflag, signs = changed[0], changed[3], changed[6]
    if isinstance(iflag, int) and isinstance(lflag, int) and isinstance(signs, list):
        changed[0] = iflag & ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON | termios.ISTRIP)
        changed[3] = lflag & ~(termios.ECHO | termios.ICANON | termios.ISIG | termios.IEXTEN)
        control = list(signs)
        control[termios.VMIN], control[termios.VTIME] = 1, 0
        changed[6] = control
    return changed
