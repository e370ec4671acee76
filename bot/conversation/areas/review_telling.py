"""Who hears of a decision, and where: private chats in their own language, linked groups in that of the brand.

A front shows only its own chats: whoever is on another one finds the post in /review.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import ClassVar

from bot.conversation.areas.posts_buttons import Leave
from bot.conversation.catalogue import Texts
from bot.conversation.effects import Button, Screen, Send
from bot.conversation.events import Chat
from bot.conversation.screens import review as screens
from bot.conversation.spans import tap
from bot.conversation.turn import Turn
from bot.domain.base import Language
from bot.domain.errors import NotFoundError
from bot.domain.records import Decision, Membership, WorkspaceRecord
from bot.domain.review import Level
from bot.domain.team import may
from bot.services import posts as stored
from bot.services import review
from bot.services.posts import Held
from bot.services.review import Seen

Rows = list[list[Button]]


@dataclass(frozen=True)
class Open:
    """The card of a post, here and now."""

    code: ClassVar[str] = "r.open"
    workspace: int
    post: int


@dataclass(frozen=True)
class RewriteWith:
    """Write it again with the reason that was given."""

    code: ClassVar[str] = "r.rw"
    workspace: int
    post: int
    version: int


def about(turn: Turn, seen: Seen, texts: Texts | None = None) -> screens.About:
    """Which post it is, in the words of the reader."""
    texts = texts or turn.texts
    channel = channel_name(turn, seen.post.channel, texts)
    try:
        topic = seen.held.topic.title
    except NotFoundError:
        topic = seen.post.topic
    return screens.About(seen.held.record.brand.name, channel, topic, seen.version.number)


def leave(turn: Turn, seen: Seen) -> Rows:
    """The way out of a question: the card again, and nothing is waited for."""
    return [[tap(turn.texts("posts-leave"), Leave(seen.member.workspace, seen.post.id))]]


def channel_name(turn: Turn, key: str, texts: Texts) -> str:
    """A channel as the reader calls it; its key when nobody keeps a file of it any more."""
    knowledge = turn.desk.knowledge
    return knowledge.channel(key).title(texts.language) if key in knowledge.channel_keys else key


async def tell(turn: Turn, seen: Seen, decision: Decision, state: str) -> None:
    """The author and everybody who decides hear of it, and the groups of the brand; whoever did it does not. With
    steps, those who decide are the people of the step that it is at, and whoever approved it before."""
    members = await turn.work.workspaces.members(seen.member.workspace)
    given = len(seen.version.approvals) + (decision.kind == "approve")
    step = review.step(seen.held.record.rules, given)

    def made(texts: Texts, member: Membership | None) -> Screen:
        rows = _rows(turn, seen, decision, texts, member)
        asks = step is not None and state == "in_review" and decision.kind in ("submit", "approve")
        turn_of = screens.turn_of(texts, step, members) if step is not None and asks else ""
        return screens.news(texts, about(turn, seen, texts), decision, state, rows, turn_of)

    concerned = [one for one in members if one.person == seen.version.author or _decides(seen, step, one)]
    others = [one for one in concerned if one.person != turn.person.id]
    await send(turn, seen.held.record.language, others, made)
    await groups(turn, seen.held.record, made)


def _decides(seen: Seen, step: Level | None, member: Membership) -> bool:
    if not may(member.roles, "decide"):
        return False
    if not seen.held.record.rules.levels or member.person in {one.person for one in seen.version.approvals}:
        return True
    return step is not None and (not step.people or member.person in step.people)


async def tell_reopened(turn: Turn, before: Held) -> None:
    """Whoever was asked about the version `before` hears that a next one took its place while it was in review."""
    if before.version.state != "in_review":
        return
    lines = await turn.work.within(before.record.id).reviews.of_post(before.post.id)
    said = [one for one in lines if one.version == before.version.id and one.kind == "new_version"]
    if said:
        seen = Seen(turn.here, before, await stored.actor(turn.work, turn.here))
        await tell(turn, seen, said[-1], "draft")


def can_rewrite(turn: Turn, seen: Seen, member: Membership) -> bool:
    """Whether a writer takes instructions for this text, and this member may have it rewritten."""
    writing = turn.desk.writing(seen.held.record)
    return may(member.roles, "make") and "instruct" in writing.ways(seen.version.content)


async def start_rewrite(turn: Turn, seen: Seen, request: stored.Rewrite) -> None:
    """Has it rewritten; what comes of it is shown by the posts."""
    await turn.start(stored.REWRITE, request, f"{seen.member.workspace}/post:{seen.post.id}")


def _rows(turn: Turn, seen: Seen, decision: Decision, texts: Texts, member: Membership | None) -> Rows:
    workspace, post = seen.member.workspace, seen.post.id
    rows = [[tap(texts("review-open"), Open(workspace, post), "primary")]]
    ended = decision.kind in ("request_changes", "reject")
    if ended and member is not None and can_rewrite(turn, seen, member):
        rows.append([tap(texts("review-rewrite"), RewriteWith(workspace, post, seen.version.number))])
    return rows


async def send(
    turn: Turn,
    usual: Language,
    members: Collection[Membership],
    made: Callable[[Texts, Membership | None], Screen],
) -> None:
    """A screen for each of these members, in their language, wherever this front knows them."""
    for member in members:
        person = await turn.work.people.get(member.person)
        language = person.language if person and person.language else usual
        screen = made(turn.desk.catalogue[language], member)
        for front, account in await turn.work.people.accounts(member.person):
            if front == turn.envelope.chat.front:
                turn.effects.append(Send(Chat(front, account), screen))


async def groups(turn: Turn, record: WorkspaceRecord, made: Callable[[Texts, Membership | None], Screen]) -> None:
    """The same for the groups of the brand but the one at hand."""
    here = (turn.envelope.chat.front, turn.envelope.chat.id)
    texts = turn.desk.catalogue[record.language]
    for front, chat in await turn.work.workspaces.chats(record.id):
        if front == here[0] and chat != here[1]:
            turn.effects.append(Send(Chat(front, chat, private=False), made(texts, None)))
