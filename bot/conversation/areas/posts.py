"""Posts: the card, what it rests on, its versions, the approved text to copy, and everything that changes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.areas import posts_buttons as buttons
from bot.conversation.areas import posts_change, posts_plan, posts_rewrite, posts_sure
from bot.conversation.areas.posts_cards import held, name, refresh, send, show, view
from bot.conversation.effects import Hand
from bot.conversation.screens import claims, versions
from bot.conversation.screens import posts as screens
from bot.conversation.turn import Area, Rule, Turn
from bot.domain.errors import NotFoundError
from bot.domain.review import RefusedMoveError
from bot.domain.team import may
from bot.services.exports.approved import EXPORTED, file_name
from bot.services.exports.clean import clean_messages, wants_file

__all__ = ["AREA", "name", "refresh", "send", "show"]


async def open_card(turn: Turn, given: buttons.Open) -> None:
    """The card, in the place of what was tapped."""
    await show(turn, given.post)


async def leave(turn: Turn, given: buttons.Leave) -> None:
    """Nothing after all: the card again, and nothing is waited for."""
    turn.done()
    await show(turn, given.post)


async def whole(turn: Turn, given: buttons.Whole) -> None:
    """Everything about the post as new messages."""
    one = await held(turn, given.workspace, given.post, None, "read")
    turn.say(screens.whole(turn.texts, await view(turn, one)))


async def one_claim(turn: Turn, given: buttons.OneClaim) -> None:
    """What a claim rests on."""
    one = await held(turn, given.workspace, given.post, given.version, "read")
    several = one.version.content.claims
    if given.place >= len(several):
        raise NotFoundError("This claim is not there any more.")
    decides = may(turn.here.roles, "decide")
    turn.show(claims.detail(turn.texts, one, given.workspace, several[given.place], decides=decides))


async def all_versions(turn: Turn, given: buttons.Versions) -> None:
    """Who made which version."""
    found = await turn.work.within(given.workspace).posts.versions(given.post)
    if not found:
        raise NotFoundError("This post is not there any more.")
    members = await turn.work.workspaces.members(given.workspace)
    people = {member.person: member.name for member in members}
    timezone = (await turn.work.workspaces.get(given.workspace)).timezone
    turn.show(versions.several(turn.texts, turn.here.brand, given.workspace, found, people, timezone))


async def one_version(turn: Turn, given: buttons.OneVersion) -> None:
    """A version, and what changed in it."""
    stored = turn.work.within(given.workspace).posts
    version = await stored.version(given.post, given.number)
    before = await stored.version(given.post, given.number - 1) if given.number > 1 else None
    seen = await view(turn, await held(turn, given.workspace, given.post, None, "read"))
    new = screens.words(seen, version.content)
    old = screens.words(seen, before.content) if before else None
    turn.show(versions.one(turn.texts, turn.here.brand, given.workspace, version, new, old))


async def clean(turn: Turn, given: buttons.Clean) -> None:
    """The approved text as it is to be posted, as messages of nothing else; then what goes with it."""
    one = await held(turn, given.workspace, given.post, given.version, "read")
    if one.version.state not in EXPORTED:
        raise RefusedMoveError("wrong_state")
    if one.situation.check_again:
        raise RefusedMoveError("check_again")
    text = one.version.content.text
    for message in clean_messages(text):
        turn.say(screens.plain_text(message))
    if wants_file(text):
        turn.effects.append(Hand(turn.envelope.chat, file_name("post", "txt", turn.now), text.encode()))
    turn.say(screens.clean(turn.texts, await view(turn, one)))


_TAPS: Mapping[type[Any], Rule] = {
    buttons.Open: Rule(open_card, "read"),
    buttons.Leave: Rule(leave, "read"),
    buttons.Whole: Rule(whole, "read"),
    buttons.OneClaim: Rule(one_claim, "read"),
    buttons.Versions: Rule(all_versions, "read"),
    buttons.OneVersion: Rule(one_version, "read"),
    buttons.Clean: Rule(clean, "read"),
}
AREA = Area(
    taps={**_TAPS, **posts_change.TAPS, **posts_rewrite.TAPS, **posts_sure.TAPS, **posts_plan.TAPS},
    steps={**posts_change.STEPS, **posts_rewrite.STEPS, **posts_sure.STEPS, **posts_plan.STEPS},
    reports=posts_rewrite.REPORTS,
    replies=posts_change.REPLIES,
)
