"""The board: posts by state with filters, what waits for a person, and what may leave as a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.base import Language
from bot.domain.brief import Brand
from bot.domain.errors import BadInputError
from bot.domain.keeping import AuditLine
from bot.domain.records import Membership, PackRecord, PostRecord
from bot.domain.review import State
from bot.domain.team import may
from bot.services import review
from bot.services.exports.approved import EXPORTED, Approved, Texts, file_name
from bot.services.exports.as_csv import to_csv
from bot.services.exports.as_docx import to_docx
from bot.services.exports.as_json import to_json
from bot.services.exports.as_markdown import to_markdown
from bot.services.exports.audit import Audited, audit_csv, audit_markdown
from bot.services.exports.client import ForClient, to_client

if TYPE_CHECKING:
    from bot.knowledge.store import Knowledge
    from bot.storage.work import Work

PAGE = 8
QUEUE = 50
"""Posts of one brand that are looked through for a queue; the rest follows when these are done."""
EXPORT = 100
"""Posts in one file: the last ones that changed."""
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
    """A page of posts; `more` if there is a next one, `counts` the number of posts in each state."""

    items: tuple[Item, ...]
    more: bool
    counts: Mapping[State, int]


class Filed(NamedTuple):
    """A file to hand over with so many posts; `left`: some did not fit in it, `waiting`: so many may not be used
    before they are checked again."""

    name: str
    content: bytes
    posts: int
    left: bool = False
    waiting: int = 0


async def board(work: Work, members: Sequence[Membership], wanted: Filter, page: int) -> Listed:
    """A page of the posts of these brands, the latest change first."""
    found: list[tuple[Membership, PostRecord]] = []
    counts: Counter[State] = Counter()
    more = False
    for member in members:
        await review.expired(work.within(member.workspace), work.now.date())
        posts = work.within(member.workspace).posts
        states = (wanted.state,) if wanted.state else ()
        here = await posts.board(states, wanted.author, wanted.channel, limit=(page + 1) * PAGE)
        found += [(member, post) for post in here.posts]
        more = more or here.more
        counts.update(await posts.counts())
    found.sort(key=lambda one: (one[1].changed_at or _EARLIEST, one[1].id), reverse=True)
    return await _listed(work, found, page, more, counts)


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


def reading(knowledge: Knowledge, language: Language) -> Texts:
    """The fixed words of documents for a reader of this language."""
    channels = {key: knowledge.channel(key) for key in knowledge.channel_keys}
    return Texts(language, knowledge.labels, channels)


async def export(work: Work, workspace: int, kind: str, texts: Texts) -> Filed:
    """What is approved and may be used, in a file with its record; without content when nothing is. What rests on
    proof that changed since is counted as `waiting`, unless it was published already. Raises BadInputError for
    another kind."""
    record = await work.workspaces.get(workspace)
    await review.expired(work.within(workspace), work.now.date())
    page = await work.within(workspace).posts.board(EXPORTED, limit=EXPORT)
    people = {one.person: one.name for one in await work.workspaces.members(workspace)}
    titles = Titles(work)
    usable = [post for post in page.posts if post.state == "published" or not post.check_again]
    waiting = len(page.posts) - len(usable)
    items = [await _approved(work, record.brand, post, people, titles, workspace) for post in usable]
    if not items:
        return Filed("", b"", 0, waiting=waiting)
    match kind:
        case "md":
            content = to_markdown(items, texts, work.now)
        case "csv":
            content = to_csv(items, texts)
        case "json":
            content = to_json(items, texts, work.now)
        case "docx":
            content = to_docx(items, texts, work.now)
        case _:
            raise BadInputError("There is no such kind of file.", "Choose md, csv, json or docx.")
    return Filed(file_name("export", kind, work.now), content, len(items), page.more, waiting)


async def _approved(
    work: Work, brand: Brand, post: PostRecord, people: Mapping[int, str], titles: Titles, workspace: int
) -> Approved:
    scope = work.within(workspace)
    versions = await scope.posts.versions(post.id)
    decisions = await scope.reviews.of_post(post.id)
    numbers = {version.id: version.number for version in versions}
    pack = await titles.pack(workspace, post.pack)
    return Approved(brand, post, versions[-1], pack, decisions, people, numbers)


async def for_client(work: Work, workspace: int, post: int, texts: Texts) -> Filed:
    """A post on paper for somebody outside, marked as concept unless it is approved. Raises NotFoundError."""
    record = await work.workspaces.get(workspace)
    posts = work.within(workspace).posts
    item = ForClient(record.brand, await posts.get(post), await posts.version(post))
    return Filed(file_name("review", "docx", work.now), to_client([item], texts, work.now), 1)


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


def audit_file(audited: Audited, kind: str, texts: Texts, at: datetime) -> Filed:
    """The record as a file. Raises BadInputError for another kind than md or csv."""
    match kind:
        case "md":
            return Filed(file_name("audit", kind, at), audit_markdown(audited, texts, at), len(audited.titles))
        case "csv":
            return Filed(file_name("audit", kind, at), audit_csv(audited, texts), len(audited.titles))
        case _:
            raise BadInputError("There is no such kind of file.", "Choose md or csv.")
