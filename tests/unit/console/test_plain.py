"""Terminals that cannot be written over, and which terminal is picked."""

from __future__ import annotations

import asyncio
import io
import os
import pty
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

import pytest

from bot.console import talk, terminal
from bot.console.live import LiveTerminal
from bot.console.plain import PlainTerminal
from bot.console.ports import End, Line
from bot.conversation.effects import Effects
from bot.conversation.events import Command, Event
from tests.unit.console.talking import NOW, PATIENCE, Talking, say, seat, until


class Ends:
    """Text streams on a pseudo-terminal and on a pipe, for both directions."""

    def __init__(self, stack: ExitStack) -> None:
        master, slave = pty.openpty()
        source, target = os.pipe()
        self.typed, self.seen = self._open(stack, slave, "r"), self._open(stack, os.dup(slave), "w")
        self.piped, self.kept = self._open(stack, source, "r"), self._open(stack, target, "w")
        stack.callback(os.close, master)

    def _open(self, stack: ExitStack, number: int, mode: str) -> TextIO:
        return stack.enter_context(open(number, mode, encoding="utf-8"))


@pytest.fixture
def ends() -> Iterator[Ends]:
    """Open ends of a terminal and a pipe."""
    with ExitStack() as stack:
        yield Ends(stack)


def test_the_terminal_that_fits_is_picked(ends: Ends) -> None:
    able = {"TERM": "xterm-256color"}
    live = terminal(ends.typed, ends.seen, able)
    assert isinstance(live, LiveTerminal)
    assert live.styles
    for source, target, environ, styles in (
        (ends.piped, ends.seen, able, True),
        (ends.typed, ends.kept, able, False),
        (ends.piped, ends.kept, able, False),
        (ends.typed, ends.seen, {"TERM": "dumb"}, False),
        (ends.piped, ends.seen, {**able, "NO_COLOR": "1"}, False),
    ):
        plain = terminal(source, target, environ)
        assert isinstance(plain, PlainTerminal)
        assert plain.styles == styles


def test_no_color_takes_the_colours_and_not_the_keys(ends: Ends) -> None:
    live = terminal(ends.typed, ends.seen, {"TERM": "xterm", "NO_COLOR": "1"})
    assert isinstance(live, LiveTerminal)
    assert not live.styles


async def test_lines_are_whole_however_they_come(ends: Ends) -> None:
    plain = terminal(ends.piped, ends.kept, {})
    writer = ends.kept.fileno()
    lines = []
    for part in (b"\xef\xbb\xbfe", b"\xc3", b"\xa9n\r\ntw", b"ee\n\n\xffdrie"):
        os.write(writer, part)
        await asyncio.sleep(0.01)
        lines += [await plain.next()] if b"\n" in part else []
    lines.append(await plain.next())
    ends.kept.close()
    assert lines == [Line("eén"), Line("twee"), Line("")]
    assert [await plain.next(), await plain.next()] == [Line("\ufffddrie"), End()]


async def test_ctrl_c_cancels_the_job_that_is_waited_for(tmp_path: Path) -> None:
    stopped = asyncio.Event()

    async def rule(event: Event) -> Effects:
        if isinstance(event, Command) and event.name == "cancel":
            stopped.set()
            return (say("Gestopt."),)
        return (say("Bezig"),)

    talking = Talking(rule)

    async def job() -> None:
        if talking.events:
            await stopped.wait()

    talking.settling = job
    out = io.StringIO()
    plain = PlainTerminal(io.BytesIO(b"/new\n"), out, typed=True, styles=False, width=80)
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as group:
        group.create_task(talk(talking, plain, lambda: NOW, talking, seat(tmp_path)))
        await until(lambda: "Bezig" in out.getvalue())
        os.kill(os.getpid(), signal.SIGINT)
    assert talking.heard == ["/new", "/cancel"]
    assert out.getvalue().index("\n> ") < out.getvalue().index("Bezig")


async def test_a_reader_that_leaves_ends_the_conversation(ends: Ends, tmp_path: Path) -> None:
    talking = Talking()
    ends.piped.close()
    plain = PlainTerminal(io.BytesIO(b"een\ntwee\n"), ends.kept, typed=False, styles=False, width=80)
    async with asyncio.timeout(PATIENCE):
        await talk(talking, plain, lambda: NOW, talking, seat(tmp_path))
    assert talking.heard == []
