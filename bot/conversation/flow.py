"""What a conversation is in the middle of: the step, and what was chosen so far. It lives in the database."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import ClassVar

from pydantic import ValidationError

from bot.domain.base import Model


class Flow(Model):
    """A step that waits for a text or a tap. A subclass names itself by `kind` and holds what was chosen."""

    kind: ClassVar[str]


class Flows:
    """Every kind of step, by its name. Raises ValueError for a name that is used twice."""

    def __init__(self, kinds: Iterable[type[Flow]]) -> None:
        self._kinds: dict[str, type[Flow]] = {}
        for kind in kinds:
            if kind.kind in self._kinds:
                raise ValueError(f"Two steps have the name {kind.kind}.")
            self._kinds[kind.kind] = kind

    @property
    def kinds(self) -> tuple[type[Flow], ...]:
        """Every kind of step there is."""
        return tuple(self._kinds.values())

    def read(self, stored: str) -> Flow | None:
        """The step that was stored; None for one of an older version, which is forgotten."""
        try:
            kind, data = json.loads(stored)
            return self._kinds[kind].model_validate(data)
        except (ValueError, KeyError, TypeError, ValidationError):
            return None


def stored(flow: Flow) -> str:
    """The step as JSON."""
    return json.dumps([flow.kind, flow.model_dump(mode="json", by_alias=True)], ensure_ascii=False)
