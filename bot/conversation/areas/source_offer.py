"""What was sent is offered: a step that waits for what it may be used for."""

from __future__ import annotations

from typing import ClassVar

from bot.conversation import general
from bot.conversation.areas import source_keep
from bot.conversation.flow import Flow
from bot.conversation.screens import source as screens
from bot.conversation.turn import Turn
from bot.domain.team import may
from bot.services import intake
from bot.services.intake import FileRef


class Offered(Flow):
    """Something was sent: waits for what it may be used for. What follows it belongs to it: a long text comes in
    pieces."""

    kind: ClassVar[str] = "s.offer"
    workspace: int
    text: str = ""
    file: FileRef | None = None


async def offer(turn: Turn, step: Offered) -> None:
    """Asks what it may be used for."""
    if not may(turn.here.roles, "make"):
        general.not_allowed(turn, "make")
        return
    other = await intake.foreign_brand(turn.work, turn.person.id, step.workspace, step.text)
    turn.wait(step)
    name = step.file.name if step.file else ""
    turn.say(
        screens.offered(turn.texts, source_keep.place(turn), len(step.text), name, other.brand if other else "")
    )
