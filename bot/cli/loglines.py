"""What a log line may hold, and how it is written: one line for one event, whatever somebody puts into it.

The program logs ids and kinds only. What stands here holds also when a fault of ours logs something else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from structlog.typing import EventDict, Processor

LONGEST = 300
"""Characters of one value that are kept."""
MOST = 20
"""Values that are kept of a list."""
HIDDEN = "***"
_READ = 4096
"""Characters of one value that are looked at."""
_SHORTEST_SECRET = 6
"""Anything shorter would be found in every word."""
_TRACES = frozenset({"exc_info", "exception", "stack", "stack_info"})
"""What structlog and the standard library call a traceback: it quotes what was worked on."""
_SECRETS = (
    re.compile(r"(?<!\d)\d{6,}:[A-Za-z0-9_-]{30,}"),  # a bot's token, also within an address
    re.compile(r"\b(?:sk|pk|key)-[A-Za-z0-9_-]{12,}"),
    re.compile(r"(?<=://)[^/\s@]+@"),  # who logs in, and with what
    re.compile(r"(?i)\b(?:bearer|basic)\s+\S+"),
)
_BARE = re.compile(r"[\w.:/+-]+", re.ASCII)


def safe(hide: Iterable[str] = ()) -> Processor:
    """Makes a line harmless: plain values only, on one line, cut, without what is in `hide` and what looks like a
    secret. Of anything else only its type stays."""
    secrets = sorted({one for one in hide if len(one) >= _SHORTEST_SECRET}, key=len, reverse=True)

    def clean(_: object, __: str, line: EventDict) -> EventDict:
        return {_text(key, secrets): _value(value, secrets) for key, value in line.items() if key not in _TRACES}

    return clean


def as_json(_: object, __: str, line: EventDict) -> str:
    """One JSON object, in ASCII."""
    return json.dumps(line)


def as_words(_: object, __: str, line: EventDict) -> str:
    """For somebody who looks at it: time, level, event, and the rest as `name=value`, quoted where it is not one
    plain word."""
    left = dict(line)
    first = [str(left.pop(name, "")) for name in ("timestamp", "level")]
    event = left.pop("event", "")
    rest = [f"{_word(key)}={_word(value)}" for key, value in left.items()]
    return " ".join([first[0], f"{first[1]:<7}", _word(event), *rest])


def _word(value: Any) -> str:
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    text = value if isinstance(value, str) else json.dumps(value)
    return text if _BARE.fullmatch(text) else json.dumps(text)


def _value(value: Any, secrets: Sequence[str]) -> Any:
    if value is None or type(value) in (bool, int, float):
        return value
    if isinstance(value, str):
        return _text(value, secrets)
    if isinstance(value, list | tuple | set | frozenset):
        return [_value(one, secrets) for one in list(value)[:MOST]]
    return type(value).__name__


def _text(text: str, secrets: Sequence[str]) -> str:
    """Without secrets, without signs that a terminal or a reader of lines acts upon, and cut."""
    seen = text[:_READ]
    for secret in secrets:
        seen = seen.replace(secret, HIDDEN)
    for pattern in _SECRETS:
        seen = pattern.sub(HIDDEN, seen)
    if len(text) > _READ:  # what was cut in two here could be half a secret
        seen = seen[: -max(LONGEST, *map(len, secrets), 0)]
    shown = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in seen[:LONGEST])
    return f"{shown}…" if len(seen) > LONGEST else shown
