"""The board: what can be shown next is what there is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.conversation.all_areas import AREAS, ASIDE, UNASKED
from tests.fakes.talking import TEXTS, Chatter, Stage, talking

T = TEXTS["nl"]


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """An installation with everything."""
    async with talking(tmp_path, AREAS, unasked=UNASKED, aside=ASIDE) as made:
        yield made


async def _at_demo(stage: Stage) -> Chatter:
    me = stage.joins()
    await me.commands("start")
    await me.taps("1~w.ok")
    await me.taps("1~w.demo")
    return me


async def test_an_empty_board_offers_to_make_posts_and_nothing_to_filter(stage: Stage) -> None:
    me = await _at_demo(stage)
    await me.commands("board")
    assert me.labels == (T("welcome-new"),)
    await me.taps(T("welcome-new"))
    assert T("new-ask-when") in me.text


async def test_the_filter_names_what_comes_next_among_the_channels_in_use(stage: Stage) -> None:
    me = await _at_demo(stage)
    await me.commands("new", "LinkedIn en TikTok in de overweging")
    await me.taps(T("new-make"))
    await me.taps("1. ")
    await me.commands("board")
    assert "Je ziet nu alleen" not in me.text
    await me.taps("Alleen LinkedIn-post")
    assert "Je ziet nu alleen: LinkedIn-post" in me.text
    assert sum(" · LinkedIn-post · " in label for label in me.labels) == 1
    await me.taps("Alleen TikTok-video")
    assert "Je ziet nu alleen: TikTok-video" in me.text
    assert sum(" · LinkedIn-post · " in label for label in me.labels) == 0
    await me.taps(T("board-channel-all"))
    assert "Je ziet nu alleen" not in me.text
