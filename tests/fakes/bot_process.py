"""`kernbot run` as a process of its own, at home in a folder."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args

from tests.fakes.telegram import TOKEN, BotApi

ROOT = Path(__file__).parents[2]
LOOPBACK = "127.0.0.1"
STARTING = 60.0
"""Seconds until a start is given up, which takes two."""
LEAVING = 15.0
"""Seconds until an end is given up."""
_HASTY = (
    "from bot.telegram_ui import pace; "
    "pace.Limits.__new__.__defaults__ = (0, 0, 0, 5, 600); "
    "from bot.__main__ import main; "
    "main()"
)
"""`python -m bot` without Telegram's pace, by which a talk of thirty messages takes half a minute."""
Way = Literal["polling", "webhook"]
"""How the bot gets its updates."""
WAYS: tuple[Way, ...] = get_args(Way)
Kind = Literal["polling", "webhook", "web", "worker"]
"""What a process does: everything by the one way or the other; updates alone; jobs alone."""
_ARGUMENTS: Mapping[Kind, tuple[str, ...]] = {
    "polling": ("run",),
    "webhook": ("run", "--webhook"),
    "web": ("run", "--webhook", "--without-jobs"),
    "worker": ("worker",),
}


class Bot:
    """`kernbot run` or `kernbot worker` as a process. It can be ended and started again on the same data; `hasty`
    without a pace. `name` tells its log from that of others in the folder."""

    def __init__(
        self,
        api: BotApi,
        folder: Path,
        kind: Kind,
        environ: Mapping[str, str],
        *,
        hasty: bool,
        name: str = "said",
    ) -> None:
        self._folder = folder
        self._name = name
        self._program = ["-c", _HASTY] if hasty else ["-m", "bot"]
        self._arguments = _ARGUMENTS[kind]
        self._environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "PYTHONPATH": str(ROOT),
            "PYTHONHASHSEED": "0",
            "DATA_DIR": str(folder / "data"),
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": api.root,
            **(_hooked() if "--webhook" in self._arguments else {}),
            **environ,
        }
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Starts it; what people do from now on waits for it at Telegram."""
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                *self._program,
                *self._arguments,
                cwd=self._folder,
                env=self._environ,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )

    async def link(self) -> str:
        """The payload of the link for the first admin."""
        assert self._process, "the bot was started"
        assert self._process.stdout
        try:
            async with asyncio.timeout(STARTING):
                line = (await self._process.stdout.readline()).decode()
        except TimeoutError:
            line = ""
        assert "?start=" in line, f"no link on stdout: {line!r}\n{self.said}"
        return line.strip().partition("?start=")[2]

    async def ends(self, how: signal.Signals = signal.SIGTERM, seconds: float = LEAVING) -> int:
        """Ends it within so many seconds, and what it ended with."""
        assert self._process, "the bot was started"
        if self._process.returncode is None:
            self._process.send_signal(how)
        try:
            async with asyncio.timeout(seconds):
                await self._process.communicate()
        except TimeoutError:
            self._process.kill()
            await self._process.communicate()
            raise AssertionError(f"the bot does not end\n{self.said}") from None
        assert self._process.returncode is not None
        return self._process.returncode

    def kill(self) -> None:
        """Ends it as a fault would: at once, with nothing it could do about it."""
        assert self._process, "the bot was started"
        if self._process.returncode is None:
            self._process.kill()

    async def over(self) -> int:
        """Returns once it has ended, and what it ended with."""
        assert self._process, "the bot was started"
        await self._process.communicate()
        assert self._process.returncode is not None
        return self._process.returncode

    async def up(self) -> None:
        """Returns once it says that it runs."""
        async with asyncio.timeout(STARTING):
            while "running" not in self.said:
                assert self.running, f"the bot ended\n{self.said}"
                await asyncio.sleep(0.05)

    @property
    def running(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.returncode is None

    @property
    def said(self) -> str:
        """All it ever wrote to stderr: its log."""
        return self._log.read_text("utf-8") if self._log.exists() else ""

    @property
    def _log(self) -> Path:
        return self._folder / f"{self._name}.txt"


def _hooked() -> dict[str, str]:
    """Where the bot listens: a port that is free now. Telegram calls it without anything in between."""
    with socket.create_server((LOOPBACK, 0)) as free:
        port = free.getsockname()[1]
    return {
        "KERNBOT__WEBHOOK__URL": f"http://{LOOPBACK}:{port}",
        "KERNBOT__WEBHOOK__PORT": str(port),
        "TELEGRAM_WEBHOOK_SECRET": "right-secret-for-tests-only",
    }
