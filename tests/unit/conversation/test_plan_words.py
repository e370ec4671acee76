"""A day to plan for, said in a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.conversation.test_posts import at_desk


@pytest.mark.parametrize(
    ("typed", "day"),
    [("morgen", "2 juni"), (" Vandaag.", "1 juni"), ("overmorgen", "3 juni"), ("tomorrow", "2 juni")],
)
async def test_a_word_for_a_day_is_a_date(tmp_path: Path, typed: str, day: str) -> None:
    async with at_desk(tmp_path) as desk:
        await desk.moves("approved")
        await desk.me.commands("post", "1")
        await desk.me.taps("Inplannen")
        await desk.me.says(typed)
        assert f"{day} 2026" in desk.me.text
        assert (await desk.version()).state == "planned"
