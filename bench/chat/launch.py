"""`kernbot run` without a pace of its own: a benchmark looks for the limit of the bot, not of Telegram."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
from pathlib import Path

import uvloop

from bot.__main__ import GARBAGE_AFTER
from bot.cli import logs
from bot.telegram_ui.pace import Limits
from bot.wiring import Services, load_settings
from bot.wiring.telegram import polling


async def main() -> None:
    """Runs until it is told to stop."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    services = Services(load_settings(None, os.environ, Path.cwd()), os.environ)
    await polling(services, stop, _ready, Limits(overall=0, group=0, chat=0))


async def _ready(link: str | None) -> None:
    """Nobody is told."""


if __name__ == "__main__":
    gc.set_threshold(GARBAGE_AFTER)
    logs.to_stderr()
    uvloop.run(main())
