"""Keeps the tests to themselves: no network but loopback where a test says so, no settings of the machine.

Sockets are shut for every test (`--disable-socket` in pyproject.toml). Tests below tests/integration and
tests/chaos may connect to 127.0.0.1 and nowhere else.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import HealthCheck, settings

LOOPBACK = "127.0.0.1"
_CONNECTING = tuple(Path(__file__).parent / folder for folder in ("integration", "chaos"))
_OURS = ("OPENAI_", "KERNBOT_", "TELEGRAM_", "DATABASE_URL", "DATA_DIR")
_PROXIES = ("http_proxy", "https_proxy", "all_proxy")


# How long an example takes is the machine's affair.
settings.register_profile("kernbot", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kernbot")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Opens loopback, and only that, to tests of the whole."""
    for item in items:
        if any(item.path.is_relative_to(folder) for folder in _CONNECTING):
            item.add_marker(pytest.mark.allow_hosts([LOOPBACK]))


@pytest.fixture(autouse=True)
def _machine_without_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key or a proxy that happens to be set on the machine reaches no test."""
    for name in os.environ:
        if name.startswith(_OURS) or name.lower() in _PROXIES:
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    """A command that sets up the log does so for its own test alone."""
    yield
    structlog.reset_defaults()
