"""What the library reads from the environment: its waiting times as timedelta, as in the application."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
