"""What is logged, and where. Ids and kinds of errors; never what anybody typed.

Ids that stand in every line are bound where something begins: `update` and `front` where an event is handled,
`workspace` once it is known, `job` and `kind` where a job runs.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Collection
from pathlib import Path, PurePath
from typing import Any

import structlog

from bot.cli import loglines

NAME = "kernbot.log"
_OWN = ("dbos",)
"""Libraries that write to the terminal by themselves unless somebody else takes what they say."""


def to_stderr(hide: Collection[str] = ()) -> None:
    """Lines beside the bot's own words: JSON for whoever collects them, plainer ones on a terminal. `hide` are
    secrets, which no line shows."""
    form = loglines.as_words if sys.stderr.isatty() else loglines.as_json
    _configure(structlog.PrintLoggerFactory(sys.stderr), form, hide)


def to_file(folder: Path, hide: Collection[str] = ()) -> None:
    """For a program that has the terminal to itself. The file is opened at the first line."""
    folder.mkdir(parents=True, exist_ok=True)
    _configure(_Later(folder / NAME), loglines.as_json, hide)


def chain(form: structlog.types.Processor, hide: Collection[str] = ()) -> list[structlog.types.Processor]:
    """What happens to a line on its way."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        loglines.safe(hide),
        form,
    ]


class Through(logging.Handler):
    """What a library logs becomes a line of ours: which library, where in it, and the kind of error. Its message
    stays out: it quotes addresses, and what was worked on."""

    def emit(self, record: logging.LogRecord) -> None:
        """Writes the line."""
        place = f"{PurePath(record.pathname).stem}:{record.lineno} {record.funcName}"
        error = record.exc_info[0] if record.exc_info else None
        line = {"library": record.name, "at": place, "error": error and error.__name__}
        structlog.get_logger(__name__).log(record.levelno // 10 * 10, "library", **line)


class _Later:
    """A logger that opens its file for each line, of which there are few: nothing is left to close,
    whatever ends the program."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, *arguments: object) -> _Later:
        return self

    def msg(self, message: str) -> None:
        """Writes a line."""
        with self._path.open("a", encoding="utf-8") as file:
            file.write(message + "\n")

    debug = info = warning = error = critical = msg


def _configure(factory: Callable[..., Any], form: structlog.types.Processor, hide: Collection[str]) -> None:
    structlog.configure(processors=chain(form, hide), logger_factory=factory)
    _take_over(logging.getLogger())
    for name in _OWN:
        library = logging.getLogger(name)
        library.propagate = False
        _take_over(library)


def _take_over(logger: logging.Logger) -> None:
    """Its lines come through here from now on, from a warning upwards."""
    logger.handlers = [one for one in logger.handlers if not isinstance(one, Through)]
    logger.addHandler(Through(logging.WARNING))
