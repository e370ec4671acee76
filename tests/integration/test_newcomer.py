"""A newcomer on a terminal, without docs: from nothing to two approved posts and a file, by the program itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.domain.base import Language
from tests.fakes.newcomer import CHANNELS, walked

MOST = 20
"""Inputs that a newcomer has patience for."""


@pytest.mark.parametrize(("language", "approved"), [("nl", "akkoord"), ("en", "approved")])
def test_a_newcomer_gets_to_approved_posts_and_a_file(tmp_path: Path, language: Language, approved: str) -> None:
    walk = walked(tmp_path, language)
    assert walk.lines <= MOST
    for channel in CHANNELS:
        assert re.search(rf"{channel}[^\n]* · {approved}", walk.said), walk.said[-3000:]
    (exported,) = [file for file in tmp_path.iterdir() if file.is_file()]
    content = exported.read_bytes()
    assert b"LinkedIn" in content
    assert b"TikTok" in content
    assert walk.errors == ""
