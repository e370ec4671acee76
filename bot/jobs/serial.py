"""What the engine stores, as JSON: readable, and nothing that is loaded from it can run."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, NoReturn

from dbos import Serializer
from dbos._serialization import DBOSDefaultSerializer

_ERROR = "error"


class StoredError(Exception):
    """An error that the engine kept: the name of its type, without what it said, which may be a person's words."""


class PickledError(Exception):
    """A value in the engine's tables that would run as a program when it is loaded. Kernbot never writes any."""


def shut_pickle() -> None:
    """Has the engine load no pickled value. It does so for a row that is marked as pickled, whatever serializer it
    was given: whoever can write one row, or hands over a backup, would run what they like."""
    vars(DBOSDefaultSerializer)["deserialize"] = _refused


def _refused(serialized_data: str) -> NoReturn:
    raise PickledError("A pickled value is not loaded.")


def as_it_is(text: str) -> str:
    """The text: nothing is sealed."""
    return text


class Json(Serializer):
    """JSON values; a time becomes a text. Of an error only its type is kept. What is stored goes through `seal` on
    its way in and through `unseal` on its way out, where an installation keeps its texts encrypted."""

    def __init__(self, seal: Callable[[str], str] = as_it_is, unseal: Callable[[str], str] = as_it_is) -> None:
        shut_pickle()
        self._seal = seal
        self._unseal = unseal

    def serialize(self, data: Any) -> str:
        """Raises TypeError for what is no JSON value."""
        return self._seal(json.dumps(data, separators=(",", ":"), default=_plain))

    def deserialize(self, serialized_data: str) -> Any:
        """The value again."""
        value = json.loads(self._unseal(serialized_data))
        return StoredError(value[_ERROR]) if isinstance(value, dict) and value.keys() == {_ERROR} else value

    def name(self) -> str:
        """What the engine notes beside each value."""
        return "kernbot_json"


def _plain(value: object) -> dict[str, str] | str:
    if isinstance(value, Exception):
        return {_ERROR: type(value).__name__}
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no JSON value")
