"""`kernbot run --without-jobs` (`web`) and `kernbot worker` (`worker`) without a pace of their own: what is looked
for is the limit of the processes, not of Telegram. `alone` is `kernbot run`."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from pathlib import Path

import uvloop

from bot.__main__ import GARBAGE_AFTER
from bot.cli import logs
from bot.telegram_ui.pace import Limits
from bot.wiring import Services, load_settings
from bot.wiring.telegram import polling, worker

READY = "ready"
PACE = Limits(overall=0, group=0, chat=0)


async def main(kind: str) -> None:
    """Runs until it is told to stop."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    services = Services(load_settings(None, os.environ, Path.cwd()), os.environ)
    if kind == "worker":
        await worker(services, stop, _working, PACE)
    else:
        await polling(services, stop, _running, PACE, jobs=kind == "alone")


async def _working() -> None:
    print(READY, flush=True)


async def _running(link: str | None) -> None:
    print(READY, flush=True)


if __name__ == "__main__":
    gc.set_threshold(GARBAGE_AFTER)
    logs.to_stderr()
    uvloop.run(main(sys.argv[1]))
