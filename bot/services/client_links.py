"""A page for somebody outside the team: the posts of a pack, to say yes to or remark on, without an account.

Whoever holds the secret may read those posts and answer once for each: nothing else. The link is about the
versions that were there when it was made: one that was overtaken or taken back is not shown any more. What is
answered goes on record as the word of an outsider on that version's hash, under the name they typed, and moves
nothing: it counts as nobody's approval, and a member still decides.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.base import Language
from bot.domain.errors import BadInputError, ConflictError, NotFoundError
from bot.domain.keeping import Said
from bot.domain.records import ClientAsk, ClientLink, Decision, Membership, Outsider, Verdict, Version
from bot.domain.review import RefusedMoveError
from bot.domain.team import may
from bot.services.client_sharing import SHOWN, ready
from bot.services.exports import parts
from bot.services.exports.approved import EXPORTED, Texts
from bot.services.posts import topic_of
from bot.storage.again import until_stored

if TYPE_CHECKING:
    from bot.storage.database import Database
    from bot.storage.work import Work

SECRET_BYTES = 24
"""192 bits: 32 characters of an address."""
SECRET = re.compile(r"[A-Za-z0-9_-]{32}")
"""What has another shape is no secret: no database is asked about it."""
LASTS_DAYS = 14
MOST_DAYS = 90
MOST_POSTS = 40
NAME = 120
"""Most characters of a name and of an organisation."""
REMARK = 4000
VIA = "link"
_KINDS: Mapping[Verdict, Literal["client_approve", "client_comment"]] = {
    "approve": "client_approve",
    "comment": "client_comment",
}
_TURNS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Signs that turn the direction of what follows: a name with one of them could rewrite the line it stands in."""
_UNSEEN = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff{_TURNS}]")
_LINES = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")

Standing = Literal["open", "answered", "changed"]


class ClientPost(NamedTuple):
    """A post as somebody outside sees it. `number` counts from 1 and never moves; the texts are empty once it was
    answered (`on` that day), or when a newer version took its place or it was taken back; `parts` are names with
    lines; `language` is the text's. A remark is not shown again: a link is passed on, and others would read it."""

    number: int
    channel: str
    title: str
    standing: Standing
    language: Language
    concept: bool = False
    text: str = ""
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    verdict: Verdict | None = None
    on: date | None = None


class ClientPage(NamedTuple):
    """All that a link shows. `until` is the last day, as the team's calendar has it."""

    brand: str
    language: Language
    until: date
    posts: tuple[ClientPost, ...]


class Reply(NamedTuple):
    """What somebody outside sends: who they say they are, and a word with a remark by the number of a post."""

    name: str
    organisation: str
    said: Mapping[int, tuple[Verdict, str]]


class Heard(NamedTuple):
    """What was put on record, for the team to be told."""

    link: ClientLink
    decisions: tuple[Decision, ...]


# -- for the team -------------------------------------------------------------------------------------------


async def make(
    work: Work,
    member: Membership,
    pack: int,
    language: Language | None = None,
    days: int = LASTS_DAYS,
    posts: Collection[int] = (),
    after: int | None = None,
) -> tuple[ClientLink, str]:
    """A link about those of a pack's posts that are up for review or further, or these of them, as they are now;
    and its secret, which is known only now. The page is in the language of the pack unless another is given.
    `after` is the last link that there was for this pack when it was asked for: so that asking twice is once.

    Raises RefusedMoveError for a member who may not pass on an outsider's word, NotFoundError, ConflictError where
    a link was made since, and BadInputError when there is nothing to show.
    """
    if not may(member.roles, "report"):
        raise RefusedMoveError("not_your_role")
    if not 1 <= days <= MOST_DAYS:
        raise BadInputError(f"A link lasts from 1 to {MOST_DAYS} days.")
    scope = work.within(member.workspace)
    record = await scope.packs.get(pack)
    if after is not None and await scope.clients.last(pack) > after:
        raise ConflictError()
    shown = [post for post in await ready(scope, pack) if not posts or post.id in posts]
    if not 0 < len(shown) <= MOST_POSTS:
        raise BadInputError(f"A link is about 1 to {MOST_POSTS} posts; here are {len(shown)}.")
    versions = tuple([await scope.posts.version(post.id) for post in shown])
    secret = secrets.token_urlsafe(SECRET_BYTES)
    until = work.now + timedelta(days=days)
    made = await scope.clients.create(pack, versions, language or record.language, secret, until, member.person)
    return made, secret


async def links(work: Work, member: Membership, pack: int) -> tuple[ClientLink, ...]:
    """The links about a pack that can still be used."""
    return await work.within(member.workspace).clients.open(pack)


async def revoke(work: Work, member: Membership, link: int) -> bool:
    """Shuts a link at once; False for one that is not here or was shut before. Raises RefusedMoveError."""
    if not may(member.roles, "report"):
        raise RefusedMoveError("not_your_role")
    return await work.within(member.workspace).clients.revoke(link)


# -- for somebody outside -----------------------------------------------------------------------------------


async def opened(work: Work, secret: str, texts_in: Callable[[Language], Texts]) -> ClientPage | None:
    """What a link shows; looking uses nothing up. None for a secret that is unknown, revoked or expired."""
    link = await _find(work, secret)
    if link is None:
        return None
    record = await work.workspaces.get(link.workspace)
    texts = texts_in(link.language)
    asked = await work.within(link.workspace).clients.asked(link.id)
    zone = ZoneInfo(record.timezone)
    posts = [await _post(work, link, number, one, texts, zone) for number, one in enumerate(asked, 1)]
    until = link.expires_at.astimezone(zone).date()
    return ClientPage(record.brand.name, link.language, until, tuple(posts))


async def answer(work: Work, secret: str, reply: Reply) -> Heard | None:
    """Puts on record what is said of the posts that are still open; what was answered before or has a newer
    version is left as it is. None as for `opened`. Raises BadInputError for a word that is not complete."""
    link = await _find(work, secret)
    if link is None:
        return None
    checked = complete(reply)
    scope = work.within(link.workspace)
    record = await work.workspaces.get(link.workspace)
    day = work.now.astimezone(ZoneInfo(record.timezone)).date()
    outsider = Outsider(checked.name, checked.organisation, VIA, day)
    made: list[Decision] = []
    for number, one in enumerate(await scope.clients.asked(link.id), 1):
        verdict, remark = checked.said.get(number, (None, ""))
        version = await _still(work, link, one)
        if verdict is None or version is None or not await scope.clients.answer(link.id, one.post, verdict):
            continue
        said = Said(None, checked.name, remark, responsible=record.responsible, outsider=outsider)
        made.append(await scope.reviews.note(version, _KINDS[verdict], said))
    return Heard(link, tuple(made))


def complete(reply: Reply) -> Reply:
    """The reply as it is kept: without signs that nobody sees, at most as long as there is room for. Raises
    BadInputError without a name, an organisation or a word, and for a remark that says nothing."""
    name, organisation = one_line(reply.name), one_line(reply.organisation)
    said = {number: (verdict, tidy(remark)) for number, (verdict, remark) in reply.said.items()}
    if not name or not organisation:
        raise BadInputError("The name and the organisation are needed.")
    if not said:
        raise BadInputError("No post is answered.")
    if any(verdict == "comment" and not remark for verdict, remark in said.values()):
        raise BadInputError("A remark has to say something.")
    if max(len(name), len(organisation)) > NAME or any(len(remark) > REMARK for _, remark in said.values()):
        raise BadInputError("This is too long.")
    return Reply(name, organisation, said)


def one_line(typed: str) -> str:
    """A name without breaks and signs that nobody sees."""
    return " ".join(tidy(typed).split())


def tidy(typed: str) -> str:
    """A text with plain line breaks, without signs that nobody sees or that turn the line (a NUL would not even be
    stored everywhere)."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _LINES.sub("\n", typed))).strip()


async def _find(work: Work, secret: str) -> ClientLink | None:
    return await work.client_door.find(secret) if SECRET.fullmatch(secret) else None


async def _still(work: Work, link: ClientLink, asked: ClientAsk) -> Version | None:
    """The version that was asked about, as long as it is the latest and nobody took it back."""
    version = await work.within(link.workspace).posts.version(asked.post)
    return version if version.id == asked.version and version.state in SHOWN else None


async def _post(
    work: Work, link: ClientLink, number: int, asked: ClientAsk, texts: Texts, zone: ZoneInfo
) -> ClientPost:
    scope = work.within(link.workspace)
    post = await scope.posts.get(asked.post)
    version = await _still(work, link, asked)
    channel, title = texts.channel(post.channel), await _title(work, link, post.topic)
    if asked.verdict is not None and asked.answered_at is not None:
        on = asked.answered_at.astimezone(zone).date()
        return ClientPost(number, channel, title, "answered", link.language, verdict=asked.verdict, on=on)
    if version is None:
        return ClientPost(number, channel, title, "changed", link.language)
    content = version.content
    beside = tuple((parts.name(part, texts), part.lines) for part in parts.beside(content, texts))
    concept = version.state not in EXPORTED
    return ClientPost(number, channel, title, "open", version.language, concept, content.text, beside)


async def _title(work: Work, link: ClientLink, topic: str) -> str:
    """What a post is about; empty where the pack has its topic no more."""
    try:
        return topic_of(await work.within(link.workspace).packs.get(link.pack), topic).title
    except NotFoundError:
        return ""


After = Callable[[], Awaitable[None]]
"""What is to be done once all is stored."""
Hears = Callable[["Work", Heard], Awaitable[After]]
"""Decides who is told of what was said, in the transaction in which that is stored."""


class ClientDesk:
    """The port that the page is handed: each call is a transaction of its own. `heard` decides, within that of an
    answer, who is told of it."""

    def __init__(self, database: Database, texts_in: Callable[[Language], Texts], heard: Hears) -> None:
        self._database = database
        self._texts_in = texts_in
        self._heard = heard

    async def open(self, secret: str) -> ClientPage | None:
        """What a link shows; None for one that is not there."""
        if not SECRET.fullmatch(secret):
            return None
        async with self._database.read() as work:
            return await opened(work, secret, self._texts_in)

    async def answer(self, secret: str, reply: Reply) -> After | None:
        """Puts a reply on record; gives back what tells the team of it, which need not be waited for. None for a
        link that is not there. Raises BadInputError."""
        return await until_stored(lambda: self._answered(secret, reply))

    async def _answered(self, secret: str, reply: Reply) -> After | None:
        async with self._database.work() as work:
            heard = await answer(work, secret, reply)
            if heard is None or not heard.decisions:
                return None if heard is None else _nothing
            return await self._heard(work, heard)


async def _nothing() -> None:
    """Nobody has to be told."""
