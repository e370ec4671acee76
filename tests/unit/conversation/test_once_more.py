"""A source that a model could not read: said with why, and read again or without a model."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.areas import brands, new, once_more, source, table, welcome
from bot.domain.base import LANGUAGES, Language
from bot.domain.errors import KernbotError, NotFoundError, QuotaError
from bot.domain.records import Job
from bot.generation.problems import UnavailableError
from bot.services.intake import SOURCE, Found
from tests.fakes.talking import TEXTS, Chatter, Stage, talking

AREAS = (welcome.AREA, table.AREA, brands.AREA, new.AREA, source.AREA, once_more.AREA)
LONG = "Wie beslist wat er meegaat? " * 20


class Reader:
    """Fails for a while, and always with a model."""

    def __init__(self) -> None:
        self.error: KernbotError | None = None

    async def __call__(self, job: Job, tell: Any) -> str:
        """Nothing to propose."""
        if self.error and not json.loads(job.request)[1]["by_rules"]:
            raise self.error
        return Found(aim="source", permission="publish", text="Gelezen.").model_dump_json()


@pytest.fixture
def reader() -> Reader:
    """Who reads."""
    return Reader()


@pytest.fixture
async def stage(tmp_path: Path, reader: Reader) -> AsyncIterator[Stage]:
    """An installation that reads what it is given."""
    rules = {"unasked": source.UNASKED, "aside": source.ASIDE}
    async with talking(tmp_path, AREAS, handlers={SOURCE: reader}, **rules) as made:
        yield made


async def _unread(stage: Stage, reader: Reader, error: KernbotError, language: Language = "nl") -> Chatter:
    me = stage.joins(language=language)
    await me.commands("start")
    await me.taps("1~w.demo")
    reader.error = error
    await me.says(LONG)
    await me.taps(TEXTS[language]("source-use-publish"))
    assert TEXTS[language]("source-unread") in me.text
    return me


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("error", [UnavailableError("Gone."), QuotaError("Empty.")])
async def test_it_is_read_again_or_without_a_model(
    stage: Stage, reader: Reader, error: KernbotError, language: Language
) -> None:
    me, t = await _unread(stage, reader, error, language), TEXTS[language]
    assert t("ideas-failed", reason=type(error).__name__) in me.text
    failed = me.last
    await me.taps(t("ideas-again"))
    assert t("source-unread") in me.text, "it still does not work"
    reader.error = None
    await me.taps(t("ideas-again"))
    assert t("source-unread") not in me.text
    reader.error = error
    await me.taps(t("source-by-rules"), failed)
    assert t("source-unread") not in me.text


async def test_what_stays_the_same_has_no_buttons_and_others_have_none_either(
    stage: Stage, reader: Reader
) -> None:
    me = await _unread(stage, reader, UnavailableError("Gone."))
    button = next(one for one in me.last.buttons if one.label == TEXTS["nl"]("source-by-rules"))
    other = stage.joins("bo", "Bo")
    await other.commands("start")
    await other.taps("1~w.demo")
    reader.error = None
    before = len(stage.performed)
    await other.taps(button.data)
    assert not any("Gelezen" in str(effect) for effect in stage.performed[before:])
    reader.error = NotFoundError("Gone.")
    await me.says(LONG)
    await me.taps(TEXTS["nl"]("source-use-publish"))
    assert me.labels == ()
