"""The board: posts by state with filters, what waits for a person, and the record of a period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.base import Language, Words
from bot.domain.keeping import AuditLine
from bot.domain.records import Membership, PackRecord, PostRecord
from bot.domain.review import State
from bot.domain.team import may
from bot.services import review
from bot.services.exports.approved import Texts
from bot.services.exports.audit import Audited

if TYPE_CHECKING:
    from bot.knowledge.store import Knowledge
    from bot.storage.work import Work

PAGE = 8
QUEUE = 50
"""Posts of one brand that are looked through for a queue; the rest follows when these are done."""
_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)


class Filter(NamedTuple):
    """Which posts a board shows; nothing lets everything through."""

    state: State | None = None
    channel: str | None = None
    author: int | None = None


class Item(NamedTuple):
    """A post in a list, with its brand and what it is about."""

    workspace: int
    brand: str
    post: PostRecord
    topic: str


class Listed(NamedTuple):
    """A page of posts; `more` if there is a next one, `counts` the number of posts in each state, `channels` those
    that there are posts for."""

    items: tuple[Item, ...]
    more: bool
    counts: Mapping[State, int]
    channels: frozenset[str] = frozenset()


async def board(work: Work, members: Sequence[Membership], wanted: Filter, page: int) -> Listed:
    """A page of the posts of these brands, the latest change first."""
    found: list[tuple[Membership, PostRecord]] = []
    counts: Counter[State] = Counter()
    channels: set[str] = set()
    more = False
    for member in members:
        await review.expired(work.within(member.workspace), work.now.date())
        posts = work.within(member.workspace).posts
        states = (wanted.state,) if wanted.state else ()
        here = await posts.board(states, wanted.author, wanted.channel, limit=(page + 1) * PAGE)
        found += [(member, post) for post in here.posts]
        more = more or here.more
        counts.update(await posts.counts())
        channels |= await posts.channels()
    found.sort(key=lambda one: (one[1].changed_at or _EARLIEST, one[1].id), reverse=True)
    listed = await _listed(work, found, page, more, counts)
    return listed._replace(channels=frozenset(channels))


async def queue(work: Work, members: Sequence[Membership], page: int) -> Listed:
    """What waits for this person's word in these brands, longest waiting first."""
    found: list[tuple[Membership, PostRecord]] = []
    for member in members:
        if not may(member.roles, "decide"):
            continue
        waiting = await work.within(member.workspace).posts.queue(member.person, limit=QUEUE)
        seen = [await review.look(work, member, post.id) for post in waiting.posts]
        found += [(member, one.post) for one in seen if one.awaited]
    found.sort(key=lambda one: (one[1].changed_at or _EARLIEST, one[1].id))
    return await _listed(work, found, page, False, {"in_review": len(found)})


async def _listed(
    work: Work,
    found: Sequence[tuple[Membership, PostRecord]],
    page: int,
    more: bool,
    counts: Mapping[State, int],
) -> Listed:
    shown = found[page * PAGE : (page + 1) * PAGE]
    titles = Titles(work)
    items = [Item(one.workspace, one.brand, post, await titles.of(one.workspace, post)) for one, post in shown]
    return Listed(tuple(items), more or len(found) > (page + 1) * PAGE, counts)


class Titles:
    """What posts are about; a pack is read once."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._packs: dict[tuple[int, int], PackRecord] = {}

    async def of(self, workspace: int, post: PostRecord) -> str:
        """The title of the topic, or its id where the pack no longer has it."""
        pack = await self.pack(workspace, post.pack)
        topics = (*pack.topics, *pack.reserve)
        return next((topic.title for topic in topics if topic.id == post.topic), post.topic)

    async def pack(self, workspace: int, pack: int) -> PackRecord:
        """The pack. Raises NotFoundError."""
        key = (workspace, pack)
        if key not in self._packs:
            self._packs[key] = await self._work.within(workspace).packs.get(pack)
        return self._packs[key]


def reading(knowledge: Knowledge, language: Language, timezone: str = "UTC") -> Texts:
    """The fixed words of documents for a reader of this language, with times as they are in this zone."""
    channels = {key: knowledge.channel(key) for key in knowledge.channel_keys}
    return Texts(language, knowledge.labels, channels, timezone=timezone)


def phases(knowledge: Knowledge) -> Mapping[tuple[str, str], Words]:
    """The names of all phases, by journey and key."""
    journeys = (knowledge.journey(key) for key in knowledge.journey_keys)
    return {(one.key, phase.key): phase.name for one in journeys for phase in one.phases}


async def audit(work: Work, workspace: int, since: datetime, until: datetime) -> Audited:
    """The record of a brand from `since` up to but not including `until`."""
    record = await work.workspaces.get(workspace)
    scope = work.within(workspace)
    lines: tuple[AuditLine, ...] = await scope.audit.lines(since, until)
    titles = Titles(work)
    about: dict[int, str] = {}
    for post in {line.decision.post for line in lines}:
        about[post] = await titles.of(workspace, await scope.posts.get(post))
    people = {one.person: one.name for one in await work.workspaces.members(workspace)}
    return Audited(record.brand, lines, people, about)
