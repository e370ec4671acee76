"""What is logged, and where. Ids and kinds of errors; never what anybody typed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog

NAME = "kernbot.log"


def to_stderr() -> None:
    """Lines of JSON beside the bot's own words: readable for whoever collects them."""
    _configure(structlog.PrintLoggerFactory(sys.stderr), structlog.processors.JSONRenderer())


def to_file(folder: Path) -> None:
    """For a program that has the terminal to itself. The file is opened at the first line."""
    folder.mkdir(parents=True, exist_ok=True)
    _configure(_Later(folder / NAME), structlog.processors.JSONRenderer())


class _Later:
    """Makes a logger when the first line comes, which on a good day is never."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, *arguments: object) -> structlog.WriteLogger:
        return structlog.WriteLogger(self._path.open("a", encoding="utf-8"))


def _configure(factory: Callable[..., Any], renderer: structlog.types.Processor) -> None:
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        logger_factory=factory,
        cache_logger_on_first_use=True,
    )
