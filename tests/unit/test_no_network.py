"""A unit test reaches no network at all."""

from __future__ import annotations

import os
import socket

import pytest
from pytest_socket import SocketBlockedError


def test_sockets_are_shut() -> None:
    with pytest.raises((SocketBlockedError, UserWarning), match=r"tried to use socket\.socket"):
        socket.socket(socket.AF_INET)


def test_no_key_of_this_machine_is_seen() -> None:
    assert not [name for name in os.environ if name.startswith(("OPENAI_", "KERNBOT_"))]
