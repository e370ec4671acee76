"""What is remembered of an unexpected error: where it happened and of what kind, never what anybody typed."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from types import TracebackType
from typing import Any

import structlog

from bot.domain.errors import StorageError

_FRAMES = 6
log = structlog.get_logger(__name__)


class Caught:
    """`with Caught() as caught:` keeps an error of the block as `caught.error` instead of raising it."""

    error: Exception | None = None

    def __enter__(self) -> Caught:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if isinstance(error, Exception):
            self.error = error
        return isinstance(error, Exception)


def described(error: BaseException) -> dict[str, Any]:
    """The error for a log line: its type and the last places it came through, without its message."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    places = [f"{PurePath(frame.filename).stem}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": type(error).__name__, "at": places}


@contextmanager
def told_later() -> Iterator[None]:
    """That the database cannot be told something now is logged, and keeps nothing from going on."""
    try:
        yield
    except StorageError as error:
        log.warning("told-later", **described(error))
