"""The pictures of docs/screens/: a few screens of the chat, as it shows them to two people of the demo brand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bot.conversation.catalogue import catalogue
from bot.conversation.effects import Screen
from bot.domain.base import LANGUAGES, Language
from bot.knowledge.store import BASE_JOURNEY, Knowledge
from docs.pages.chat import Room, demo, opened
from docs.pages.svg import drawn

WRITER: Mapping[Language, str] = {"nl": "Noor", "en": "Nora"}
REVIEWER: Mapping[Language, str] = {"nl": "Bram", "en": "Ben"}
PHASE = "preference"
SHOWN, OTHER = "linkedin", "tiktok"
MOST_CLAIMS = 20


class Picture(NamedTuple):
    """A screen and what was said before it."""

    name: str
    screen: Screen
    said: str = ""


def pictures(knowledge: Knowledge) -> dict[str, str]:
    """Every picture by its file name (`topics.nl.svg`)."""
    return {
        f"{one.name}.{language}.svg": drawn(one.screen, one.said)
        for language in LANGUAGES
        for one in asyncio.run(_taken(knowledge, language))
    }


async def _taken(knowledge: Knowledge, language: Language) -> list[Picture]:
    with TemporaryDirectory() as folder:
        async with opened(Path(folder), knowledge, language) as behind:
            return [one async for one in _story(Room(behind, catalogue()[language]), knowledge)]


async def _story(room: Room, knowledge: Knowledge) -> AsyncIterator[Picture]:
    """From the first contact to an approved post."""
    t = room.texts
    writer, reviewer = WRITER[t.language], REVIEWER[t.language]
    await room.commands(writer, "start")
    yield Picture("hello", room.shown(writer, t("welcome-title")), "/start")
    await room.taps(writer, t("welcome-agree"))
    await room.taps(writer, t("welcome-demo"))
    await room.joins(reviewer, writer, "reviewer")
    await room.commands(writer, "new")
    yield Picture("phase", room.shown(writer, t("new-ask-when")), "/new")
    await room.taps(writer, knowledge.phase(BASE_JOURNEY, PHASE).name[t.language])
    await room.taps(writer, t("new-skip"))
    await room.taps(writer, t("new-channels-done", count=len(demo(knowledge, t.language).channels)))
    await room.taps(writer, t("new-make"))
    yield Picture("topics", room.shown(writer, t("ideas-pick")))
    await room.taps(writer, "1. ")
    channel = f" · {knowledge.channel(SHOWN).title(t.language)} · "
    yield Picture("post", room.shown(writer, channel))
    await room.taps(writer, t("posts-do-submit"), channel)
    yield Picture("review", room.shown(reviewer, channel))
    await room.taps(reviewer, t("review-open"))
    await room.taps(reviewer, t("posts-tick"))
    await room.taps(reviewer, t("review-say-ticked", number=1))
    yield Picture("claims", room.shown(reviewer, t("review-claims", version=1)))
    await _answer_for_all(room, reviewer)
    await room.taps(reviewer, t("review-approve"))
    await room.taps(writer, t("posts-do-submit"), f" · {knowledge.channel(OTHER).title(t.language)} · ")
    await room.commands(writer, "board")
    yield Picture("board", room.shown(writer, t("board-title")), "/board")


async def _answer_for_all(room: Room, reviewer: str) -> None:
    """Ticks every fact that something carries, and confirms every promise."""
    for number in range(2, MOST_CLAIMS):
        for key in ("review-say-ticked", "review-say-confirmed"):
            with suppress(LookupError):
                await room.taps(reviewer, room.texts(key, number=number))
