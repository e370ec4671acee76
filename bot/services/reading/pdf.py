"""Text of a PDF. pypdf runs in a process of its own: a hostile file can waste no more than that process has."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from statistics import quantiles
from typing import Any, NamedTuple

from bot.services.reading.errors import REASONS, UnreadableError

SECONDS = 25
"""Longest wait for the text of a PDF; the process itself may compute for 15 of them."""
WORKER = Path(__file__).with_name("pdf_worker.py")
_PASSED_ON = ("PATH", "PYTHONPATH", "SYSTEMROOT", "VIRTUAL_ENV")
"""What the process sees of the environment: no key, no token."""
_LETTERS_A_PAGE = 3
"""Fewer letters than this a page: pictures of pages, with a page number at most."""
_UNREADABLE = 0.2
"""Share of signs without a meaning from which the letters of a PDF count as unreadable."""
_FULL_LINE = 0.72
"""A line this long, of the longest on its page, went on because the page was full."""
_ENDED = (".", "!", "?", "…", ":", ";", ".”", '."', "?”", "!”")
_OPENER = re.compile(r"\s*(?:[-–•*▪◦●·]\s|\d{1,2}[.)]\s)")
_APART = re.compile(r"(?:en|of|and|or|tot|to)\b")
_MANY_LINES = 4


class PdfText(NamedTuple):
    """`after`: characters left out after the text; `unread`: pages not read; `blank`: pages without text."""

    text: str
    after: int
    pages: int
    unread: int
    blank: int


def text_of(content: bytes, keep: int) -> PdfText:
    """About the first `keep` characters, lines joined to paragraphs.

    Raises UnreadableError (`corrupt`, `encrypted`, `no_text`, `too_hard`).
    """
    answer = _asked(content, keep)
    reason = answer.get("reason")
    if reason is not None:
        raise UnreadableError(next(known for known in REASONS if known == reason))
    texts = [str(text) for text in answer["texts"]]
    if not texts:  # a document without pages
        raise UnreadableError("corrupt")
    whole = "".join(texts)
    letters = sum(sign.isalpha() for sign in whole)
    lost = sum(sign == "\ufffd" or "\ue000" <= sign <= "\uf8ff" for sign in whole)
    if letters < _LETTERS_A_PAGE * len(texts) or lost > _UNREADABLE * len("".join(whole.split())):
        raise UnreadableError("no_text")
    return PdfText(
        text="\n\n".join(unwrapped(text) for text in texts),
        after=int(answer["after"]),
        pages=int(answer["pages"]),
        unread=int(answer["pages"]) - len(texts),
        blank=sum(not text.strip() for text in texts),
    )


def _asked(content: bytes, keep: int) -> dict[str, Any]:
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(WORKER), str(keep)],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UnreadableError("too_hard") from None
    if done.returncode:  # below zero: killed for its time or its memory
        raise UnreadableError("too_hard" if done.returncode < 0 else "corrupt")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def unwrapped(page: str) -> str:
    """The lines of a page joined to paragraphs, so that sentences are whole again; words cut at a line's end too.

    A line goes on when the next begins with a small letter, or when it is full and no sentence ends there.
    """
    lines = [line.rstrip() for line in page.splitlines()]
    lengths = sorted(len(line) for line in lines if line.strip())
    full = _FULL_LINE * (quantiles(lengths, n=10)[-1] if len(lengths) >= _MANY_LINES else 10_000)
    joined: list[str] = []
    length = 0
    for line in lines:
        text, before = line.strip(), joined[-1] if joined else ""
        if before and text and _goes_on(before, text, length >= full):
            joined[-1] = _together(before, text)
        else:
            joined.append(text)
        length = len(line)
    return "\n".join(joined)


def _goes_on(before: str, line: str, full: bool) -> bool:
    if _OPENER.match(line) or before.endswith(_ENDED):
        return False
    return full or line[:1].islower()


def _together(before: str, line: str) -> str:
    if before.endswith("\u00ad"):
        return before[:-1] + line
    if before.endswith("-") and before[-2:-1].isalpha() and line[:1].islower():
        return f"{before} {line}" if _APART.match(line) else before[:-1] + line
    return f"{before} {line}"
