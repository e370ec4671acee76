"""A link for somebody outside: made with two taps, and looked after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from bot.conversation import general
from bot.conversation.areas.posts_buttons import Open as Card
from bot.conversation.areas.review_telling import about, channel_name
from bot.conversation.areas.trust import privately
from bot.conversation.catalogue import Texts
from bot.conversation.effects import Button
from bot.conversation.screens import links as screens
from bot.conversation.spans import rows, short, tap
from bot.conversation.turn import Area, Rule, Turn
from bot.domain.base import LANGUAGES
from bot.domain.errors import ConflictError, NotFoundError
from bot.domain.records import PackRecord, PostRecord
from bot.domain.team import may
from bot.services import client_links, client_sharing, review
from bot.services.client_sharing import Given
from bot.services.posts import topic_of
from bot.services.review import Seen

DAYS = (7, client_links.LASTS_DAYS, 30)
TOPIC = 60


@dataclass(frozen=True)
class Share:
    """A link for a client: what would it show?"""

    code: ClassVar[str] = "r.ln"
    workspace: int
    post: int


@dataclass(frozen=True)
class Choose:
    """The same with something chosen: `every` post of the pack or this one, the language, for how many days."""

    code: ClassVar[str] = "r.lo"
    workspace: int
    post: int
    every: int
    language: str
    days: int


@dataclass(frozen=True)
class Make:
    """Make it. `after` is the last link that there was: a second tap makes no second link."""

    code: ClassVar[str] = "r.lm"
    workspace: int
    post: int
    every: int
    language: str
    days: int
    after: int


@dataclass(frozen=True)
class Links:
    """The links that can still be used."""

    code: ClassVar[str] = "r.ls"
    workspace: int
    post: int


@dataclass(frozen=True)
class Shut:
    """Revokes a link, once it is sure."""

    code: ClassVar[str] = "r.lx"
    workspace: int
    post: int
    link: int
    sure: int


async def ways(turn: Turn, seen: Seen) -> list[Button]:
    """The buttons of links below what else can be done with somebody outside: none where they could reach no page
    of ours, or this person may not."""
    if turn.desk.page is None or not may(turn.here.roles, "report"):
        return []
    scope = turn.work.within(turn.here.workspace)
    at = (turn.here.workspace, seen.post.id)
    buttons = []
    if await client_sharing.ready(scope, seen.post.pack):
        buttons.append(tap(turn.texts("links-make"), Share(*at), "primary"))
    given = await client_sharing.given(scope, seen.post.pack)
    if given:
        buttons.append(tap(turn.texts("links-list", count=len(given)), Links(*at)))
    return buttons


# -- making one -------------------------------------------------------------------------------------------


async def share(turn: Turn, given: Share) -> None:
    """Everything that is up for review, in the language of the pack, for two weeks: unless something else is
    chosen."""
    scope = turn.work.within(given.workspace)
    pack = await scope.packs.get((await scope.posts.get(given.post)).pack)
    days = client_links.LASTS_DAYS
    await choose(turn, Choose(given.workspace, given.post, 1, pack.language, days))


async def choose(turn: Turn, given: Choose) -> None:
    """What the link would show, and buttons to change that."""
    seen = await review.look(turn.work, turn.here, given.post)
    scope = turn.work.within(given.workspace)
    every = await client_sharing.ready(scope, seen.post.pack)
    shown = _chosen(every, given)
    if not shown or turn.desk.page is None:
        turn.answer(turn.texts("links-nothing"), alert=True)
        return
    names = [name(turn, seen.held.pack, post, turn.texts) for post in shown]
    alone = len(every) == 1 or given.post not in {post.id for post in every}
    after = await scope.clients.last(seen.post.pack)
    turn.show(
        screens.making(turn.texts, about(turn, seen), names, options(turn.texts, given, len(every), alone, after))
    )


def options(t: Texts, given: Choose, count: int, alone: bool, after: int) -> list[list[Button]]:
    """What can be chosen of `count` posts; `alone`: this one or all of them makes no difference."""
    which = [
        _option(t("links-all", count=count), given, every=1),
        _option(t("links-only-this"), given, every=0),
    ]
    languages = [_option(t(f"links-language-{one}"), given, language=one) for one in LANGUAGES]
    days = [_option(t("links-days", days=one), given, days=one) for one in DAYS]
    make = Make(given.workspace, given.post, given.every, given.language, given.days, after)
    return [
        *([] if alone else [which]),
        languages,
        days,
        [tap(t("links-do"), make, "primary")],
        [tap(t("links-back"), Card(given.workspace, given.post))],
    ]


def _option(label: str, given: Choose, **changes: Any) -> Button:
    other = replace(given, **changes)
    return tap(f"✓ {label}" if other == given else label, other)


def _chosen(every: Sequence[PostRecord], given: Choose | Make) -> list[PostRecord]:
    """The posts that were chosen: all of them where this one is not ready."""
    only = [post for post in every if post.id == given.post]
    return list(every) if given.every or not only else only


async def make(turn: Turn, given: Make) -> None:
    """Makes the link, shows it once, and the words to pass on as a message of their own."""
    t, page = turn.texts, turn.desk.page
    if page is None or given.language not in LANGUAGES or given.days not in DAYS:
        general.unknown(turn)
        return
    seen = await review.look(turn.work, turn.here, given.post)
    shown = _chosen(await client_sharing.ready(turn.work.within(given.workspace), seen.post.pack), given)
    if not shown:
        turn.answer(t("links-nothing"), alert=True)
        return
    if len(shown) > client_links.MOST_POSTS:
        turn.answer(t("links-too-many", most=client_links.MOST_POSTS), alert=True)
        return
    language = next(one for one in LANGUAGES if one == given.language)
    chosen = [post.id for post in shown]
    try:
        link, secret = await client_links.make(
            turn.work, turn.here, seen.post.pack, language, given.days, chosen, given.after
        )
    except ConflictError:
        turn.answer(t("links-made-already"), alert=True)
        return
    address, until = page(secret), link.expires_at.astimezone(ZoneInfo(seen.held.record.timezone)).date()
    list_ = [[tap(t("links-list", count=len(await _given(turn, seen))), Links(given.workspace, given.post))]]
    turn.show(screens.made(t, about(turn, seen), address, until, given.days, list_))
    turn.say(screens.forward(turn.desk.catalogue[language], turn.here.brand, address, until, len(shown)))


# -- those that are open ----------------------------------------------------------------------------------


async def list_(turn: Turn, given: Links) -> None:
    """The links about the pack of this post that can still be used."""
    t = turn.texts
    seen = await review.look(turn.work, turn.here, given.post)
    found = await _given(turn, seen)
    shown = [await _shown(turn, seen, one) for one in found]
    at = (given.workspace, given.post)
    shut = [
        tap(t("links-shut", number=number), Shut(*at, one.link.id, 0), "danger")
        for number, one in enumerate(found[: screens.LINKS], 1)
    ]
    below = [tap(t("links-new"), Share(*at)), tap(t("links-back"), Card(*at))]
    turn.show(screens.several(t, about(turn, seen), shown, [*rows(shut, 2), below[turn.desk.page is None :]]))


async def shut(turn: Turn, given: Shut) -> None:
    """Asks whether it is sure; then revokes the link at once."""
    t = turn.texts
    seen = await review.look(turn.work, turn.here, given.post)
    one = next((one for one in await _given(turn, seen) if one.link.id == given.link), None)
    at = (given.workspace, given.post)
    if one is None:
        turn.answer(t("links-shut-gone"), alert=True)
        await list_(turn, Links(*at))
    elif given.sure:
        await client_links.revoke(turn.work, turn.here, given.link)
        turn.answer(t("links-shut-done"))
        await list_(turn, Links(*at))
    else:
        sure = [tap(t("links-shut-sure"), Shut(*at, given.link, 1), "danger"), tap(t("links-keep"), Links(*at))]
        turn.show(screens.sure(t, about(turn, seen), await _shown(turn, seen, one), [sure]))


async def _given(turn: Turn, seen: Seen) -> tuple[Given, ...]:
    return await client_sharing.given(turn.work.within(turn.here.workspace), seen.post.pack)


async def _shown(turn: Turn, seen: Seen, one: Given) -> screens.Shown:
    scope, link = turn.work.within(turn.here.workspace), one.link
    lines = []
    for asked in one.asked:
        post = await scope.posts.get(asked.post)
        lines.append(screens.Line(name(turn, seen.held.pack, post, turn.texts), asked.verdict))
    by = await turn.work.people.get(link.created_by) if link.created_by is not None else None
    until = link.expires_at.astimezone(ZoneInfo(seen.held.record.timezone)).date()
    return screens.Shown(link.language, until, by.name if by else "", tuple(lines))


def name(turn: Turn, pack: PackRecord, post: PostRecord, texts: Texts) -> str:
    """A post in short, in the words of the reader."""
    try:
        topic = topic_of(pack, post.topic).title
    except NotFoundError:
        topic = post.topic
    return f"{channel_name(turn, post.channel, texts)}: {short(topic, TOPIC)}"


AREA = Area(
    taps={
        Share: Rule(privately(share), "report"),
        Choose: Rule(privately(choose), "report"),
        Make: Rule(privately(make), "report"),
        Links: Rule(privately(list_), "report"),
        Shut: Rule(privately(shut), "report"),
    },
)
