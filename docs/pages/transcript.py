"""A conversation in the terminal for the README: typed by a script, answered for real, cut to its core."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.console import Port, Seat, talk
from bot.console.plain import PlainTerminal
from bot.console.ports import FRONT, End, Line
from bot.conversation.catalogue import Texts, catalogue
from bot.conversation.events import Sender
from bot.domain.base import Language
from bot.knowledge.store import Knowledge
from docs.pages.chat import NOW, Behind, opened

LANGUAGE: Language = "en"
ORDER = "LinkedIn for Priya in the preference phase, about bags that come back late"
WIDTH = 78
MOST_TAPS = 40
CUT = "[...]"
_HEADING = re.compile(r"^── \D*(\d+)", re.MULTILINE)


def blocks(knowledge: Knowledge) -> dict[str, str]:
    """The block of the page."""
    t = catalogue()[LANGUAGE]
    told = asyncio.run(_told(knowledge, t))
    return {"transcript": f"```text\n{_cut(told, t)}\n```"}


def _script(t: Texts, screen: Screen) -> Iterator[str]:
    """From the first contact to an approved post and a file: lines as a person types them."""
    yield screen.number(t("welcome-agree"))
    yield screen.number(t("welcome-demo"))
    yield ORDER
    yield screen.number(t("new-make"))
    yield screen.number("How", "1")
    yield screen.number(t("posts-do-submit"))
    yield screen.number(t("posts-tick"))
    for _ in range(MOST_TAPS):
        if screen.has(t("review-approve")):
            break
        answers = [t(f"review-say-{kind}", number=at) for kind in ("ticked", "confirmed") for at in range(1, 20)]
        open_now = [answer for answer in answers if screen.has(answer)]
        yield screen.number(open_now[0] if open_now else t("review-next"))
    yield screen.number(t("review-approve"))
    yield "/export docx"


def _cut(told: str, t: Texts) -> str:
    """What a reader of the README needs: the order, the first topic, the head of the post, its claims, the end."""
    turns = [turn.strip() for turn in re.split(r"^(?=\d*> )", told, flags=re.MULTILINE)]
    shown = [
        _seen(turns, t("new-confirm"), 12, 1),
        _seen(turns, t("ideas-pick"), 7, 2),
        _seen(turns, t("posts-do-submit"), 9, 1),
        _seen(turns, t("review-claims", version=1), 8, 3),
        _said(turns[-2]),
        _said(turns[-1].partition("\n" + t("console-saved", name="", folder="").split()[0])[0]),
    ]
    return f"\n{CUT}\n\n".join(shown)


def _seen(turns: list[str], words: str, body: int, buttons: int) -> str:
    """The line that was typed and the first card with these words: so many lines of its text and its buttons."""
    for turn in turns:
        for card in turn.split("\n\n── ")[1:]:
            if words in " ".join(card.split()):
                text, _, below = f"── {card}".strip().rpartition("\n\n")
                typed = turn.partition("\n")[0]
                return f"{typed}\n\n{_first(text, body)}\n\n" + "\n".join(below.splitlines()[:buttons])
    raise ValueError(f"no card says {words!r}")


def _first(text: str, most: int) -> str:
    lines = text.splitlines()
    return "\n".join(lines[:most]).rstrip() + ("" if len(lines) <= most else f"\n{CUT}")


def _said(turn: str) -> str:
    """The line that was typed and the last thing that was said."""
    typed, _, told = turn.partition("\n")
    return f"{typed}\n\n{told.strip().rpartition(chr(10) * 2)[2]}"


# -- the terminal -------------------------------------------------------------------------------------------


class Screen:
    """What stands on the terminal."""

    def __init__(self) -> None:
        self.written = StringIO()
        self.prompt = ""

    @property
    def newest(self) -> str:
        """The number of the card that bare numbers are about: the prompt says it, unless it was shown last."""
        return self.prompt.partition(">")[0] or _HEADING.findall(self.written.getvalue())[-1]

    def has(self, label: str) -> bool:
        """Whether the card that was shown last has this button."""
        told = self.written.getvalue()
        return bool(self._found(label, told[[match.start() for match in _HEADING.finditer(told)][-1] :]))

    def number(self, label: str, number: str = r"\d+") -> str:
        """What a person types for a button: with its card before it where that is not the newest one. `number` is
        the one it must have, where several begin with the same words."""
        told = self.written.getvalue()
        found = self._found(label, told, number)
        if not found:
            raise LookupError(f"the terminal shows no button {label!r}")
        card = _HEADING.findall(told[: found[-1].start()])[-1]
        return found[-1][1] if card == self.newest else f"{card}.{found[-1][1]}"

    def _found(self, label: str, told: str, number: str = r"\d+") -> list[re.Match[str]]:
        return list(re.finditer(rf"(?:^|   )({number})\)? {re.escape(label)}", told, re.MULTILINE))


class _Typed(PlainTerminal):
    """Types the next line when it is asked for one."""

    def __init__(self, screen: Screen, lines: Iterator[str]) -> None:
        self._screen = screen
        self._lines = lines
        self._asked = asyncio.Event()
        super().__init__(BytesIO(), screen.written, typed=False, styles=False, width=WIDTH)

    def prompt(self, text: str, view: int) -> None:
        super().prompt(text, view)
        self._screen.prompt = text
        self._asked.set()

    async def next(self) -> Line | End:
        await self._asked.wait()
        self._asked.clear()
        line = next(self._lines, None)
        return End() if line is None else Line(line)


class _Backstage:
    """What the terminal front is given: see `bot.console.ports.Backstage`."""

    def __init__(self, behind: Behind) -> None:
        self._behind = behind

    async def connect(self, front: Port) -> None:
        self._behind.conversation.connect(FRONT, front.perform)

    async def settled(self) -> None:
        await self._behind.jobs.settled()

    async def language(self, sender: Sender) -> Language:
        return LANGUAGE


async def _told(knowledge: Knowledge, t: Texts) -> str:
    with TemporaryDirectory() as folder:
        screen = Screen()
        terminal = _Typed(screen, _script(t, screen))
        sender = Sender(FRONT, "me", "Nora", LANGUAGE)
        seat = Seat(sender, "readme", Path(folder), Path(folder).parent, catalogue())
        async with opened(Path(folder), knowledge, LANGUAGE) as behind:
            await talk(behind.conversation, terminal, lambda: NOW, _Backstage(behind), seat)
        return screen.written.getvalue()
