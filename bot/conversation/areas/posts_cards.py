"""The card of a post wherever it stands: for each reader in their language, with what they may do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot.conversation.catalogue import Texts
from bot.conversation.effects import Screen
from bot.conversation.screens import posts as screens
from bot.conversation.screens.review import turn_of
from bot.conversation.turn import Turn
from bot.domain.errors import NotFoundError
from bot.domain.keeping import CardCopy
from bot.domain.records import Membership, Version
from bot.domain.review import Actor, RefusedMoveError, actions
from bot.domain.team import ROLES, Deed, may
from bot.services import posts, review, rewriting
from bot.services.exports.approved import EXPORTED
from bot.services.exports.approved import Texts as Words
from bot.services.posts import Held


def name(workspace: int, post: int) -> str:
    """The name of a post's card."""
    return f"{workspace}/post:{post}"


async def show(turn: Turn, post: int) -> None:
    """Sends the card of a post of the workspace at hand, or puts it in the place of what was tapped."""
    held = await posts.held(turn.work, turn.here.workspace, post)
    await _opened(turn, held)
    turn.show(await card(turn, held), name(turn.here.workspace, post))


async def send(turn: Turn, post: int) -> None:
    """The card as a new message, also after a tap."""
    held = await posts.held(turn.work, turn.here.workspace, post)
    await _opened(turn, held)
    turn.say(await card(turn, held), name(turn.here.workspace, post))


async def refresh(turn: Turn, post: int) -> None:
    """Brings every copy of the card up to date, each for who reads it there."""
    if not await turn.work.within(turn.here.workspace).cards.copies(name(turn.here.workspace, post)):
        return
    held = await posts.held(turn.work, turn.here.workspace, post)
    seen = await _readers(turn, held)
    await turn.refresh(name(turn.here.workspace, post), seen)


async def card(turn: Turn, held: Held) -> Screen:
    """The card for the person of this turn; in a group for everybody there."""
    if not turn.envelope.chat.private:
        return await _for_all(turn, held)
    return screens.card(turn.texts, await view(turn, held))


async def view(turn: Turn, held: Held) -> screens.View:
    """A post as the person of this turn sees it, where they are."""
    who = await posts.actor(turn.work, turn.here)
    return _view(turn, held, turn.texts, who, await _around(turn, held), turn.envelope.chat.front)


class _Around(NamedTuple):
    """What a card tells that does not stand with the post: who is in the team, and what may be used meanwhile."""

    members: Sequence[Membership] = ()
    usable: Version | None = None


async def _around(turn: Turn, held: Held) -> _Around:
    version, scope = held.version, turn.work.within(held.record.id)
    steps = held.record.rules.levels and version.state == "in_review"
    members = await turn.work.workspaces.members(held.record.id) if steps else ()
    before = version.number > 1 and version.state not in EXPORTED
    return _Around(members, await posts.last_usable(scope, held.post.id) if before else None)


async def held(turn: Turn, workspace: int, post: int, version: int | None, deed: Deed) -> Held:
    """A post for a step or button of any of the person's brands, which becomes the workspace of this turn.

    Raises NotFoundError, RefusedMoveError, and ConflictError when `version` is not the latest any more.
    """
    member = await turn.work.workspaces.membership(workspace, turn.person.id)
    if member is None:
        raise NotFoundError("This post is not there any more.")
    if not may(member.roles, deed):
        raise RefusedMoveError("not_your_role")
    turn.home = member
    found = await posts.held(turn.work, workspace, post)
    if version is not None and version != found.version.number:
        raise await posts.overtaken(turn.work, found)
    return found


def _view(turn: Turn, held: Held, texts: Texts, who: Actor, around: _Around, front: str = "") -> screens.View:
    knowledge = turn.desk.knowledge
    channel = knowledge.channel(held.post.channel)
    ways = rewriting.ways(turn.desk.writing(held.record), held.version.content) if may(who.roles, "make") else ()
    step = review.step(held.record.rules, len(held.version.approvals)) if around.members else None
    return screens.View(
        held=held,
        workspace=held.record.id,
        roles=who.roles,
        allowed=actions(held.situation, who, held.record.rules),
        ways=ways,
        channel=channel,
        words=Words(texts.language, knowledge.labels, {channel.key: channel}),
        turn_of="" if step is None else turn_of(texts, step, around.members),
        usable=around.usable,
        replies=front not in turn.desk.no_replies,
    )


async def _readers(turn: Turn, held: Held) -> Callable[[CardCopy], Screen]:
    """Who reads which copy: in a private chat its person; elsewhere everybody, and each tap is looked at anew."""
    members = await turn.work.workspaces.members(held.record.id)
    around = await _around(turn, held)
    screens_by_chat: dict[tuple[str, str], Screen] = {}
    for member in members:
        person = await turn.work.people.get(member.person)
        texts = turn.desk.catalogue[person.language if person and person.language else held.record.language]
        who = Actor(member.person, member.roles, alone=len(members) == 1)
        for front, account in await turn.work.people.accounts(member.person):
            screens_by_chat[front, account] = screens.card(texts, _view(turn, held, texts, who, around, front))
    chat = turn.envelope.chat
    if chat.private:
        screens_by_chat[chat.front, chat.id] = await card(turn, held)
    everybody = await _for_all(turn, held)
    return lambda copy: screens_by_chat.get((copy.front, copy.chat), everybody)


async def _for_all(turn: Turn, held: Held) -> Screen:
    texts = turn.desk.catalogue[held.record.language]
    return screens.card(texts, _view(turn, held, texts, Actor(0, frozenset(ROLES)), await _around(turn, held)))


async def _opened(turn: Turn, held: Held) -> None:
    await turn.work.within(held.record.id).reviews.opened(held.version.id, turn.person.id)
