"""Changing a post by hand. What was there stays, as an earlier version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from bot.conversation import general
from bot.conversation.areas import posts_buttons as buttons
from bot.conversation.areas.posts_cards import held, refresh, send, show, view
from bot.conversation.flow import Flow
from bot.conversation.screens import posts as screens
from bot.conversation.screens.posts_view import named
from bot.conversation.spans import rows, tap
from bot.conversation.turn import Reply, Rule, Turn
from bot.domain.rewrite import NotPossibleError
from bot.services import posts
from bot.services.posts import Held

MOST = 20_000
"""Characters of a text that somebody types for a post; no channel takes more."""
HOOKS = "hooks"


class NewText(Flow):
    """Waits for the text of a post."""

    kind: ClassVar[str] = "p.text"
    workspace: int
    post: int
    version: int
    part: str = "text"


async def ask_text(turn: Turn, given: buttons.Edit) -> None:
    """Asks for the new text, or for one of the parts beside it."""
    one = await held(turn, given.workspace, given.post, given.version, "make")
    seen = await view(turn, one)
    at = (given.workspace, given.post, given.version)
    taps = [tap(named(seen, key), buttons.EditPart(*at, key)) for key in editable(seen)]
    turn.wait(NewText(workspace=given.workspace, post=given.post, version=given.version))
    key = "posts-ask-text-or-part" if taps else "posts-ask-text"
    turn.say(screens.asking(turn.texts, seen, key, rows(taps, 2)))


async def ask_part(turn: Turn, given: buttons.EditPart) -> None:
    """Asks for a part of the post."""
    one = await held(turn, given.workspace, given.post, given.version, "make")
    seen = await view(turn, one)
    if given.part not in editable(seen):
        raise NotPossibleError("unknown_part")
    turn.wait(NewText(workspace=given.workspace, post=given.post, version=given.version, part=given.part))
    turn.show(screens.asking(turn.texts, seen, "posts-ask-part", part=named(seen, given.part)))


async def typed(turn: Turn, _: object) -> None:
    """The new text after it was asked for."""
    flow = turn.flow
    if isinstance(flow, NewText):
        one = await held(turn, flow.workspace, flow.post, flow.version, "make")
        await _edited(turn, one, flow.part)
        turn.done()


async def replied(turn: Turn, given: Reply) -> None:
    """A reply to a card is its new text."""
    await _edited(turn, await held(turn, given.workspace, given.id, None, "make"))


async def again(turn: Turn, given: buttons.Again) -> None:
    """Judges the same text by the proof of today."""
    one = await held(turn, given.workspace, given.post, given.version, "make")
    await posts.check_again(turn.work, one, turn.person.id, turn.desk.writing(one.record))
    await show(turn, given.post)
    await refresh(turn, given.post)


def editable(seen: screens.View) -> list[str]:
    """The parts that can be typed on their own: those that are not in the text, and the openings."""
    content, joined = seen.held.version.content, seen.channel.text.assemble
    known = (part.key for part in seen.channel.parts if part.key in content.parts)
    return [key for key in known if key not in joined or key == HOOKS]


async def _edited(turn: Turn, one: Held, part: str = "text") -> None:
    text = general.typed(turn, most=MOST)
    await posts.edit(turn.work, one, text, turn.person.id, turn.desk.writing(one.record), part)
    await send(turn, one.post.id)
    await refresh(turn, one.post.id)


TAPS: Mapping[type[Any], Rule] = {
    buttons.Edit: Rule(ask_text, "make"),
    buttons.EditPart: Rule(ask_part, "make"),
    buttons.Again: Rule(again, "make"),
}
STEPS: Mapping[type[Flow], Rule] = {NewText: Rule(typed)}
REPLIES: Mapping[str, Rule] = {"post": Rule(replied, "make")}
