"""Somebody new on a terminal, without docs: from nothing to two approved posts and a file, by the program itself.

Buttons are pressed by what they say, with the number that the program prints before it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import NamedTuple, TypeVar

from bot.conversation.catalogue import Texts, catalogue
from bot.domain.base import Language

ROOT = Path(__file__).parents[2]
PATIENCE = 30
"""Seconds that an answer may take."""
HEAD = 120
"""Characters at the top of a card: brand and channel."""
CHANNELS = ("LinkedIn", "TikTok")
_HEADING = re.compile(r"^── \D*?(\d+)\D*─$", re.MULTILINE)
_BUTTON = re.compile(r"(?:^|   )(\d+)\)? (\S.*?)(?=   \d|$)", re.MULTILINE)


FoundT = TypeVar("FoundT")


class Walk(NamedTuple):
    """What was said on the way, on the terminal and beside it, and how many lines it took."""

    said: str
    errors: str
    lines: int


def walked(folder: Path, language: Language, **environment: str) -> Walk:
    """Goes all the way in a folder, with the data in `data` below it; then looks at the board."""
    env = {"PATH": os.defpath, "PYTHONPATH": str(ROOT), "DATA_DIR": str(folder / "data"), **environment}
    with tempfile.TemporaryFile() as errors:
        program = subprocess.Popen(
            [sys.executable, "-m", "bot", "chat", "--language", language],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd=folder,
            env=env,
        )
        with program:
            newcomer = _Newcomer(program, catalogue()[language])
            try:
                newcomer.goes()
            finally:
                newcomer.leaves()
        errors.seek(0)
        assert program.returncode == 0
        return Walk(newcomer.said, errors.read().decode(), newcomer.lines)


class _Newcomer:
    """Types, and reads what comes back."""

    def __init__(self, program: subprocess.Popen[bytes], texts: Texts) -> None:
        self.lines = 0
        self._typed = 0
        self._program = program
        self._texts = texts
        self._heard = bytearray()
        self._ears = Thread(target=self._listen, daemon=True)
        self._ears.start()

    @property
    def said(self) -> str:
        """Everything so far."""
        return bytes(self._heard).decode("utf-8", "ignore")

    def goes(self) -> None:
        """From hello to the board."""
        t = self._texts
        for key in ("welcome-agree", "welcome-demo", "welcome-new"):
            self._presses(t(key))
        self._presses({"nl": "Overweging", "en": "Consideration"}[t.language])
        self._presses(t("new-skip"))
        self._waits(t("new-ask-where").split()[-1])
        self._types("linkedin tiktok")
        self._presses(t("new-make"))
        self._waits(t("ideas-later"))
        self._types("1")
        for channel in CHANNELS:
            self._presses(t("posts-do-submit"), channel)
            self._approves(channel)
        self._types("/export")
        self._presses(t("board-export-md"))
        self.lines = self._typed
        self._types("/board")

    def leaves(self) -> None:
        """Ends the input, and reads to the end."""
        assert self._program.stdin is not None
        self._program.stdin.close()
        self._program.wait(PATIENCE)
        self._ears.join(PATIENCE)

    def _approves(self, channel: str) -> None:
        """Presses the first button of the claims until that is the approval."""
        title, approve = self._texts("review-claims", version=1), self._texts("review-approve")
        seen = 0
        while True:
            card, buttons = self._until(lambda seen=seen: self._newest(title, channel, seen))
            number, label = buttons[0]
            seen = len(self._cards())
            self._types(f"{card}.{number}")
            if label == approve:
                return

    def _newest(self, words: str, head: str, after: int) -> tuple[str, list[tuple[str, str]]] | None:
        """The latest card with these words, and these in its head, that came after so many cards; its buttons."""
        for number, text in reversed(self._cards()[after:]):
            found = (_BUTTON.findall(part) for part in reversed(text.split("\n\n")))
            buttons = next((several for several in found if several), None)
            if words in text and head in text[:HEAD] and buttons:
                return number, buttons
        return None

    def _presses(self, label: str, words: str = "") -> None:
        """Presses the button with this label, on the latest card that has it and these words."""

        def found() -> str | None:
            for number, text in reversed(self._cards()):
                head = text[:HEAD]
                for place, said in _BUTTON.findall(text):
                    if said.strip() == label and words in head:
                        return f"{number}.{place}"
            return None

        self._types(self._until(found))

    def _cards(self) -> list[tuple[str, str]]:
        """The cards as they were shown, by number: each until the next card or what was typed next."""
        _, *parts = _HEADING.split(self.said)
        texts = [re.split(r"^\d*> ", part, maxsplit=1, flags=re.MULTILINE)[0].strip("\n") for part in parts[1::2]]
        return list(zip(parts[::2], texts, strict=True))

    def _types(self, line: str) -> None:
        assert self._program.stdin is not None
        self._program.stdin.write(f"{line}\n".encode())
        self._program.stdin.flush()
        self._typed += 1

    def _waits(self, words: str) -> None:
        self._until(lambda: words in self.said or None)

    def _until(self, look: Callable[[], FoundT | None]) -> FoundT:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = look()
            if found is not None:
                return found
            time.sleep(0.02)
        raise AssertionError(f"the program does not say what is waited for; it ends with {self.said[-2000:]}")

    def _listen(self) -> None:
        assert self._program.stdout is not None
        while chunk := os.read(self._program.stdout.fileno(), 65536):
            self._heard += chunk
