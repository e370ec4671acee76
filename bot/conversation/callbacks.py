"""Typed data behind buttons: at most 64 bytes, versioned, and never trusted.

A button is a frozen dataclass of whole numbers and short keys; `Buttons` knows every kind by its code.
What cannot be read any more (another version, a forged text) reads as None: an old card answers all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, ClassVar, NamedTuple, get_type_hints

from bot.conversation.effects import CALLBACK_BYTES

VERSION = "1"
_KEY = re.compile(r"[A-Za-z0-9_.-]{0,40}")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
MAX_NUMBER = 2**63 - 1


@dataclass(frozen=True)
class Go:
    """What a command without anything behind it does."""

    code: ClassVar[str] = "go"
    command: str


class Kind(NamedTuple):
    """How the fields of one button are read."""

    of: type[Any]
    fields: tuple[type[Any], ...]


class Buttons:
    """All buttons of the conversation, by their code. Raises ValueError for a code that is used twice."""

    def __init__(self, kinds: Iterable[type[Any]]) -> None:
        self._kinds: dict[str, Kind] = {}
        for kind in kinds:
            if kind.code in self._kinds:
                raise ValueError(f"Two buttons have the code {kind.code}.")
            hints = get_type_hints(kind)
            self._kinds[kind.code] = Kind(kind, tuple(hints[field.name] for field in fields(kind)))

    @property
    def kinds(self) -> tuple[type[Any], ...]:
        """Every kind of button there is: tests make one of each."""
        return tuple(kind.of for kind in self._kinds.values())

    def read(self, data: str) -> Any | None:
        """The button that was tapped, or None for data that is not ours or no longer."""
        version, _, rest = data.partition("~")
        code, *values = rest.split(":")
        kind = self._kinds.get(code)
        if version != VERSION or kind is None or len(values) != len(kind.fields):
            return None
        given = [_read(value, of) for value, of in zip(values, kind.fields, strict=True)]
        return None if None in given else kind.of(*given)


def written(button: Any) -> str:
    """The data of a button. Raises ValueError when it does not fit in 64 bytes or a field is no number or key."""
    data = (
        f"{VERSION}~{':'.join([button.code, *(_write(getattr(button, field.name)) for field in fields(button))])}"
    )
    if len(data.encode()) > CALLBACK_BYTES:
        raise ValueError(f"{data} is longer than {CALLBACK_BYTES} bytes.")
    return data


def _write(value: object) -> str:
    if isinstance(value, int) and 0 <= value <= MAX_NUMBER:
        return _base36(value)
    if isinstance(value, str) and _KEY.fullmatch(value):
        return value
    raise ValueError(f"{value!r} cannot stand behind a button.")


def _read(value: str, of: type[Any]) -> int | str | None:
    if of is str:
        return value if _KEY.fullmatch(value) else None
    if not 0 < len(value) <= 13 or any(sign not in _DIGITS for sign in value):
        return None
    number = int(value, 36)
    return number if number <= MAX_NUMBER and _base36(number) == value else None


def _base36(number: int) -> str:
    digits = _DIGITS[number % 36]
    while number := number // 36:
        digits = _DIGITS[number % 36] + digits
    return digits
