"""Fixtures of the integration tests."""

from __future__ import annotations

import pytest

from tests.fakes.asking import Setup


@pytest.fixture
def setup() -> Setup:
    """A model client to be, and what it leaves behind."""
    return Setup()
