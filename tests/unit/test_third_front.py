"""The front in docs/third-front.md works as it stands on the page: on the whole program, from /start to topics."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "third-front.md"
MOST_LINES = 60


@pytest.fixture(scope="module")
def source() -> str:
    """The code of the page."""
    (code,) = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return str(code)


@pytest.fixture
def front(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the code defines, with a database of its own and the door open."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("KERNBOT__CHAT__REGISTRATION", "open")
    file = tmp_path / "lines.py"
    file.write_text(source, encoding="utf-8")
    return run_path(str(file), run_name="lines")


class Typist(Sequence[str]):
    """Types what was planned; a button by the number that it has on the screen by then."""

    def __init__(self, out: StringIO, planned: Sequence[str]) -> None:
        self._out = out
        self._planned = planned

    def __len__(self) -> int:
        return len(self._planned)

    def __getitem__(self, at: Any) -> Any:
        wish = self._planned[at]
        numbers = re.findall(rf"^  \[(\d+)\] {re.escape(wish)}", self._out.getvalue(), re.MULTILINE)
        return numbers[-1] if numbers else wish


async def test_it_goes_from_start_to_topics_and_on_after_a_restart(front: dict[str, Any]) -> None:
    out, again = StringIO(), StringIO()
    planned = ("/start", "Got it", "Try the sample", "LinkedIn in the preference phase", "Find topics", "/nothing")
    await front["run"](Typist(out, planned), out)
    told = out.getvalue()
    assert "I'm an AI assistant" in told
    assert "Saltmarsh Linen" in told
    assert re.search(r"^  \[1\] 1\. ", told, re.MULTILINE), "topics to tap"
    assert told.rstrip().endswith("/help shows what I can do.")
    await front["run"](["/switch"], again)
    assert "✓ Saltmarsh Linen" in again.getvalue()


def test_it_is_short(source: str) -> None:
    assert len([line for line in source.splitlines() if line.strip()]) < MOST_LINES
