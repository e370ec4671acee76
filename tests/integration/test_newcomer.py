"""A newcomer on a terminal, without docs: from nothing to two approved posts and a file, by the program itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST = 20
"""Inputs that a newcomer has patience for."""

BEGIN = (
    "1",  # understood
    "1",  # the demo brand
    "1",  # make posts
    "2",  # consideration
    "14",  # no goal
    "linkedin tiktok",
    "1",  # think of topics
    "1",  # the first one
)
END = ("/export", "1")
INPUTS = {
    "nl": (
        *BEGIN,
        "7.1",  # LinkedIn up for review
        "1",  # all with proof are right
        "1",  # a promise of ours
        "1",  # approve
        "8.1",  # TikTok up for review
        "1",
        "1",
        "1",
        *END,
    ),
    "en": (*BEGIN, "7.1", "1", "1", "1", "1", "8.1", "1", "1", "1", *END),
}


@pytest.mark.parametrize(("language", "approved"), [("nl", "akkoord"), ("en", "approved")])
def test_a_newcomer_gets_to_approved_posts_and_a_file(tmp_path: Path, language: str, approved: str) -> None:
    assert len(INPUTS[language]) <= MOST
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "chat", "--language", language],
        input="\n".join((*INPUTS[language], "/board")) + "\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), "DATA_DIR": str(tmp_path / "data")},
        timeout=60,
        check=True,
    )
    for channel in ("LinkedIn", "TikTok"):
        assert re.search(rf"{channel}[^\n]* · {approved}", ran.stdout), ran.stdout[-3000:]
    (exported,) = [file for file in tmp_path.iterdir() if file.is_file()]
    content = exported.read_bytes()
    assert b"LinkedIn" in content
    assert b"TikTok" in content
    assert ran.stderr == ""
