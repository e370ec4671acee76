"""Changing a post by hand. What was there stays, as an earlier version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from bot.conversation import general
from bot.conversation.areas import posts_buttons as buttons
from bot.conversation.areas.posts_asking import ask_first, keep, settled
from bot.conversation.areas.posts_cards import held, refresh, send, show, view
from bot.conversation.areas.review_telling import tell_reopened
from bot.conversation.events import Tap
from bot.conversation.flow import Flow
from bot.conversation.screens import posts as screens
from bot.conversation.screens.measure import prefix
from bot.conversation.screens.posts_view import named
from bot.conversation.spans import rows, tap
from bot.conversation.turn import Reply, Rule, Turn
from bot.domain.rewrite import NotPossibleError
from bot.services import aside, posts
from bot.services.posts import Held

MOST = 20_000
"""Characters of a text that somebody types for a post; no channel takes more."""
NOW = 3000
"""UTF-16 units of what stands there now: a message takes it with the question."""
HOOKS = "hooks"
ASKED = {HOOKS: "posts-ask-hooks", aside.ALT_TEXT: "posts-ask-alt-text", aside.REPLIES: "posts-ask-replies"}
"""Parts that are asked for in words of their own."""


class NewText(Flow):
    """Waits for the text of a post."""

    kind: ClassVar[str] = "p.text"
    workspace: int
    post: int
    version: int
    part: str = "text"
    sure: bool = False
    """Whether a new version is wanted also if this one is up for review or approved."""


async def ask_text(turn: Turn, given: buttons.Edit) -> None:
    """Asks for the new text, or for one of the parts beside it."""
    one = await held(turn, given.workspace, given.post, given.version, "make")
    if settled(one):
        await ask_first(turn, one, "edit")
    else:
        await wait_text(turn, one)


async def wait_text(turn: Turn, one: Held, *, sure: bool = False) -> None:
    """Waits for the new text; `sure`: after the question whether there should be a new version."""
    seen, at = await view(turn, one), (one.record.id, one.post.id, one.version.number)
    taps = [tap(_named(turn, seen, key), buttons.EditPart(*at, key)) for key in editable(seen)]
    turn.wait(NewText(workspace=at[0], post=at[1], version=at[2], sure=sure))
    key = "posts-ask-text-or-part" if taps else "posts-ask-text"
    (turn.show if sure else turn.say)(screens.asking(turn.texts, seen, key, rows(taps, 2)))


async def ask_part(turn: Turn, given: buttons.EditPart) -> None:
    """Asks for a part of the post."""
    one = await held(turn, given.workspace, given.post, given.version, "make")
    seen = await view(turn, one)
    if given.part not in editable(seen):
        raise NotPossibleError("unknown_part")
    before, at = turn.flow, (given.workspace, given.post, given.version)
    same = isinstance(before, NewText) and (before.workspace, before.post, before.version) == at
    sure = isinstance(before, NewText) and same and before.sure
    turn.wait(NewText(workspace=at[0], post=at[1], version=at[2], part=given.part, sure=sure))
    key, called = ASKED.get(given.part, "posts-ask-part"), _named(turn, seen, given.part)
    turn.show(screens.asking(turn.texts, seen, key, part=called, now=_now(seen, given.part)))


async def typed(turn: Turn, _: object) -> None:
    """The new text after it was asked for."""
    flow = turn.flow
    if isinstance(flow, NewText):
        one = await held(turn, flow.workspace, flow.post, flow.version, "make")
        text = general.typed(turn, most=MOST)
        if settled(one) and not flow.sure:
            await keep(turn, one, text, flow.part)
        else:
            await edited(turn, one, text, flow.part)
            turn.done()


async def replied(turn: Turn, given: Reply) -> None:
    """A reply to a card is its new text."""
    one = await held(turn, given.workspace, given.id, None, "make")
    text = general.typed(turn, most=MOST)
    await (keep if settled(one) else edited)(turn, one, text)


async def again(turn: Turn, given: buttons.Again) -> None:
    """Judges the same text by the proof of today."""
    one = await held(turn, given.workspace, given.post, given.version, "make")
    await posts.check_again(turn.work, one, turn.person.id, turn.desk.writing(one.record))
    await tell_reopened(turn, one)
    await show(turn, given.post)
    await refresh(turn, given.post)


def editable(seen: screens.View) -> list[str]:
    """The parts that can be typed on their own: those that are not in the text, the openings, and what stands
    beside it."""
    content, joined = seen.held.version.content, seen.channel.text.assemble
    known = [part.key for part in seen.channel.parts if part.key in content.parts]
    beside = [key for key in aside.PARTS if getattr(content, key)]
    return [*(key for key in known if key not in joined or key == HOOKS), *beside]


async def edited(turn: Turn, one: Held, text: str, part: str = "text") -> None:
    """Stores what was typed as the next version, and shows the card: in the place of a question that was tapped,
    else below what was typed."""
    await posts.edit(turn.work, one, text, turn.person.id, turn.desk.writing(one.record), part)
    await tell_reopened(turn, one)
    await (show if isinstance(turn.event, Tap) else send)(turn, one.post.id)
    await refresh(turn, one.post.id)


def _named(turn: Turn, seen: screens.View, key: str) -> str:
    """What a part is called when it is to be typed: the first of the openings is the one in the text."""
    if key == HOOKS:
        return turn.texts("posts-hooks")
    return seen.words.say(key) if key in aside.PARTS else named(seen, key)


def _now(seen: screens.View, part: str) -> str:
    """What stands there now, to copy from."""
    content = seen.held.version.content
    replies = "\n\n".join(f"{reply.comment}\n{reply.answer}" for reply in content.replies)
    return prefix({aside.REPLIES: replies, aside.ALT_TEXT: content.alt_text}.get(part, ""), NOW)


TAPS: Mapping[type[Any], Rule] = {
    buttons.Edit: Rule(ask_text, "make"),
    buttons.EditPart: Rule(ask_part, "make"),
    buttons.Again: Rule(again, "make"),
}
STEPS: Mapping[type[Flow], Rule] = {NewText: Rule(typed)}
REPLIES: Mapping[str, Rule] = {"post": Rule(replied, "make")}
