"""Ends a process whose event loop hangs: to the others it is alive, and what it has in hand waits for ever."""

from __future__ import annotations

import asyncio
import faulthandler
import os
import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import structlog

HUNG = os.EX_SOFTWARE if sys.platform != "win32" else 70
"""What such a process ends with; whoever supervises it starts it again."""
LOOKS = 8
"""Looks in the time that is allowed. They are counted: a machine that was suspended has not missed any."""

_log = structlog.get_logger(__name__)


def ends(reason: str) -> None:
    """Ends this process on the spot. Whatever it had in hand is taken up by another one or by the next start."""
    _log.critical("process_ends", reason=reason)
    faulthandler.dump_traceback(all_threads=True)
    os._exit(HUNG)


@asynccontextmanager
async def watched(seconds: float, end: Callable[[str], None] = ends) -> AsyncIterator[None]:
    """Calls `end`, from a thread, when the loop does nothing for so long inside the block."""
    beat, stop = threading.Event(), threading.Event()
    pause = seconds / LOOKS

    def look() -> None:
        missed = 0
        while not stop.wait(pause):
            missed = 0 if beat.is_set() else missed + 1
            beat.clear()
            if missed >= LOOKS:
                end("the event loop hangs")
                return

    def beats() -> None:
        beat.set()
        if not stop.is_set():
            loop.call_later(pause / 2, beats)

    loop = asyncio.get_running_loop()
    loop.call_soon(beats)
    thread = threading.Thread(target=look, name="jobs-watchdog", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        await asyncio.to_thread(thread.join)
