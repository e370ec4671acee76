"""What the engine stores, as JSON: readable, and nothing that is loaded from it can run."""

from __future__ import annotations

import json
from typing import Any

from dbos import Serializer

_ERROR = "error"


class StoredError(Exception):
    """An error that the engine kept: the name of its type, without what it said, which may be a person's words."""


class Json(Serializer):
    """JSON values. Of an error only its type is kept."""

    def serialize(self, data: Any) -> str:
        """Raises TypeError for what is no JSON value."""
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=_plain)

    def deserialize(self, serialized_data: str) -> Any:
        """The value again."""
        value = json.loads(serialized_data)
        return StoredError(value[_ERROR]) if isinstance(value, dict) and value.keys() == {_ERROR} else value

    def name(self) -> str:
        """What the engine notes beside each value."""
        return "kernbot_json"


def _plain(value: object) -> dict[str, str]:
    if isinstance(value, Exception):
        return {_ERROR: type(value).__name__}
    raise TypeError(f"{type(value).__name__} is no JSON value")
