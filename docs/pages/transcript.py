"""A conversation in the terminal for the README: typed by a script, answered by the program, and cut to its core."""

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
CUT = "\n[...]\n"
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
    yield screen.number("1. How")
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
    """What a reader of the README needs: the order, a topic, the head of the post, its claims, the approval."""
    order = told[told.index(f"> {ORDER}") :]
    topics = _card(order, t("ideas-pick"))
    post = _card(order, t("posts-reply-hint"))
    claims = _card(order, t("review-claims", version=1))
    shown = [
        _until(order, f"\n1 {t('new-make')}") + f"\n1 {t('new-make')}",
        "> 1" + CUT + _until(topics, "\n\n2. "),
        "4> 1" + CUT + _until(post, t("posts-advice", count=1)).split("\n\n    Of the 43")[0],
        _from(post, t("posts-claims", count=7, open=7)).split("\n○ 4.")[0],
        f"1 {t('posts-do-submit')}\n\n7> 1",
        _until(claims, "\n\n○ 2."),
        _from(claims, f"1 {t('review-say-ticked', number=1)}").split("\n")[0],
        _from(order, t("review-approved", state="approved")).split("\n\n")[0],
        "> /export docx\n\n" + t("board-export-caption", brand="Saltmarsh Linen", count=1),
    ]
    return CUT.join(part.strip("\n") for part in shown)


def _card(told: str, words: str) -> str:
    """The first card with these words, from its heading to the next line that was typed or the next card."""
    for card in re.split(r"^(?=── )|^(?=\S*> )", told, flags=re.MULTILINE):
        if card.startswith("── ") and words in " ".join(card.split()):
            return card
    raise ValueError(f"no card says {words!r}")


def _until(text: str, mark: str) -> str:
    return text[: text.index(mark)]


def _from(text: str, mark: str) -> str:
    return text[text.index(mark) :]


# -- the terminal -------------------------------------------------------------------------------------------


class Screen:
    """What stands on the terminal."""

    def __init__(self) -> None:
        self.written = StringIO()

    def has(self, label: str) -> bool:
        """Whether the newest card has this button."""
        return bool(self._found(label, self._newest))

    def number(self, label: str) -> str:
        """What a person types for a button: with its card before it where that is not the newest one."""
        told = self.written.getvalue()
        found = self._found(label, told)
        if not found:
            raise LookupError(f"the terminal shows no button {label!r}")
        card, newest = _HEADING.findall(told[: found[-1].start()])[-1], _HEADING.findall(self._newest)[0]
        return found[-1][1] if card == newest else f"{card}.{found[-1][1]}"

    @property
    def _newest(self) -> str:
        told = self.written.getvalue()
        return told[[match.start() for match in _HEADING.finditer(told)][-1] :]

    def _found(self, label: str, told: str) -> list[re.Match[str]]:
        return list(re.finditer(rf"(?:^|   )(\d+) {re.escape(label)}", told, re.MULTILINE))


class _Typed(PlainTerminal):
    """Types the next line when it is asked for one."""

    def __init__(self, screen: Screen, lines: Iterator[str]) -> None:
        self._lines = lines
        self._asked = asyncio.Event()
        super().__init__(BytesIO(), screen.written, typed=False, styles=False, width=WIDTH)

    def prompt(self, text: str, view: int) -> None:
        super().prompt(text, view)
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
