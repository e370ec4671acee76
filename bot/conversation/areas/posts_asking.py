"""The question before a new version of a text that people have before them, or have approved."""

from __future__ import annotations

from typing import ClassVar

from bot.conversation.areas import posts_buttons as buttons
from bot.conversation.areas.posts_cards import held, view
from bot.conversation.flow import Flow
from bot.conversation.screens import posts as screens
from bot.conversation.spans import tap
from bot.conversation.turn import Turn
from bot.services.posts import REOPENED, Held

KEPT = "kept"


class Kept(Flow):
    """What was typed, until it is sure that a new version is wanted; `wish`: it says what a writer should do."""

    kind: ClassVar[str] = "p.kept"
    workspace: int
    post: int
    version: int
    text: str
    part: str = "text"
    wish: bool = False


def settled(one: Held) -> bool:
    """Whether a new version undoes something: a review that goes on, or an approval."""
    return one.version.state in REOPENED


async def ask_first(turn: Turn, one: Held, then: str, *, beside: bool = False) -> None:
    """Asks whether a new version is wanted, in the place of what was tapped or (`beside`) as a new message; `then`
    says what is done after a yes."""
    at = (one.record.id, one.post.id, one.version.number)
    yes = [tap(turn.texts("posts-anew"), buttons.Sure(*at, then), "primary")]
    seen = await view(turn, one)
    asked = screens.asking(turn.texts, seen, "posts-ask-anew", [yes], state=one.version.state)
    (turn.say if beside else turn.show)(asked)


async def keep(turn: Turn, one: Held, text: str, part: str = "text", *, wish: bool = False) -> None:
    """Asks the same with what was typed held ready."""
    at = {"workspace": one.record.id, "post": one.post.id, "version": one.version.number}
    turn.wait(Kept(**at, text=text, part=part, wish=wish))
    await ask_first(turn, one, KEPT)


async def repeat(turn: Turn, _: object) -> None:
    """A text where only a button answers: the question once more."""
    flow = turn.flow
    if isinstance(flow, Kept):
        await ask_first(turn, await held(turn, flow.workspace, flow.post, flow.version, "make"), KEPT)
