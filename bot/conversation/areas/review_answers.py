"""What somebody outside answered through a link: who hears of it, and where."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.conversation.areas import posts, review_telling
from bot.conversation.areas.review_links import name
from bot.conversation.areas.review_telling import Open
from bot.conversation.catalogue import Texts
from bot.conversation.effects import Button, Screen
from bot.conversation.events import ClientWord
from bot.conversation.screens import links as screens
from bot.conversation.spans import tap
from bot.conversation.turn import Area, Rule, Turn
from bot.domain.records import ClientLink, Membership, PostRecord
from bot.domain.team import may

OPENED = 8
"""Posts of an answer with a button each."""


async def heard(turn: Turn, event: ClientWord) -> None:
    """Who made the link, the authors and everybody who decides hear of it, and the groups of the brand; the cards
    of the posts show it."""
    link, decisions = event.heard
    outsider = decisions[0].outsider
    if outsider is None:
        return
    scope = turn.work.within(link.workspace)
    record = await turn.work.workspaces.get(link.workspace)
    pack = await scope.packs.get(link.pack)
    answered = [await scope.posts.get(one.post) for one in decisions]
    numbers = [(await scope.posts.version(one.post)).number for one in decisions]

    def made(texts: Texts, _: Membership | None) -> Screen:
        names = [name(turn, pack, post, texts) for post in answered]
        words = [screens.Word(*one) for one in zip(names, numbers, decisions, strict=True)]
        return screens.news(texts, record.brand.name, outsider, words, _opens(link, answered, names, texts))

    concerned = await _concerned(turn, link, {post.author for post in answered})
    await review_telling.send(turn, record.language, concerned, made)
    await review_telling.groups(turn, record, made)
    for post in answered:
        await posts.refresh(turn, post.id)


async def _concerned(turn: Turn, link: ClientLink, authors: Collection[int | None]) -> list[Membership]:
    members = await turn.work.workspaces.members(link.workspace)
    return [
        one
        for one in members
        if one.person == link.created_by or one.person in authors or may(one.roles, "decide")
    ]


def _opens(link: ClientLink, answered: Sequence[PostRecord], names: Sequence[str], t: Texts) -> list[list[Button]]:
    if len(answered) == 1:
        return [[tap(t("review-open"), Open(link.workspace, answered[0].id), "primary")]]
    named = zip(answered, names, strict=True)
    return [[tap(name, Open(link.workspace, post.id))] for post, name in named][:OPENED]


AREA = Area(others={ClientWord: Rule(heard)})
