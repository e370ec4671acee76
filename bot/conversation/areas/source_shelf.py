"""Where proposals lie until a person keeps or drops them: in the database, beside what the person is in the
middle of, so that neither gets in the way of the other."""

from __future__ import annotations

from typing import TypeVar

from pydantic import ValidationError

from bot.conversation.turn import Turn
from bot.domain.base import Model

ModelT = TypeVar("ModelT", bound=Model)


async def put(turn: Turn, name: str, value: Model) -> None:
    """Lays something down for this person, in this chat and workspace."""
    await turn.work.flows.put(
        turn.envelope.chat.front, _place(turn, name), turn.person.id, value.model_dump_json()
    )


async def get(turn: Turn, name: str, kind: type[ModelT]) -> ModelT | None:
    """What lies there; None for what is gone, or was laid down by an older version."""
    stored = await turn.work.flows.get(turn.envelope.chat.front, _place(turn, name), turn.person.id)
    try:
        return None if stored is None else kind.model_validate_json(stored)
    except ValidationError:
        return None


async def clear(turn: Turn, name: str) -> None:
    """Nothing lies there any more."""
    await turn.work.flows.clear(turn.envelope.chat.front, _place(turn, name), turn.person.id)


def _place(turn: Turn, name: str) -> str:
    return f"{turn.envelope.chat.id}/{turn.here.workspace}/{name}"
