"""Ideas, key message and posts as long use cases: each step is stored before the next begins.

A job that is run again goes on where it stopped: what was stored is not made twice.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from itertools import count
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from bot.domain.base import Model
from bot.domain.brief import Brief
from bot.domain.errors import NotFoundError
from bot.domain.keeping import NewPack, NewVersion
from bot.domain.pack import KeyMessage, Post, Topic, Usage
from bot.domain.progress import Event, KeyMessageReady, PostReady, TopicFound, TopicsSoFar
from bot.domain.records import Job, PackRecord, PostRecord, SpentToday, WorkspaceRecord
from bot.domain.rewrite import NotPossibleError
from bot.knowledge.store import Knowledge
from bot.services.workspaces import Chosen, brief_for
from bot.services.writing import Ideas, Writing

if TYPE_CHECKING:
    from bot.storage.database import Database
    from bot.storage.scope import Scope
    from bot.storage.work import Work

OrderT = TypeVar("OrderT", bound="Order")
Tell = Callable[[Event], None]
WritingFor = Callable[[WorkspaceRecord], Writing]
PLAYBOOK = "playbook"
OPEN = frozenset({"draft", "changes_requested", "rejected"})
"""States in which a post may be written again unasked: nobody is looking at it, and nobody approved it."""


class Order(Model):
    """What every job is asked. `by_rules`: with the template writer, whatever the workspace allows."""

    by_rules: bool = False


class IdeasOrder(Order):
    """Topics for what a person picked; `about` is what they should be about, in the person's words."""

    persona: str
    phase: str
    proposition: str
    channels: tuple[str, ...]
    goal: str | None = None
    link: str | None = None
    source: str | None = None
    keywords: tuple[str, ...] = ()
    commercial: bool = False
    about: str = ""

    @property
    def chosen(self) -> Chosen:
        """What a brief is made of."""
        return Chosen(**{name: getattr(self, name) for name in Chosen._fields})


class MoreOrder(Order):
    """More topics for a pack: in the direction of a sentence, or from another angle without one."""

    pack: int
    sentence: str = ""


class MessageOrder(Order):
    """Another key message for a pack."""

    pack: int
    topic: str


class PostsOrder(Order):
    """Posts on a topic for all channels of a pack; `again` writes those anew that are there and still open."""

    pack: int
    topic: str
    again: bool = False


class IdeasMade(Model):
    """Topics that were made: so many, from this place in the pack's list."""

    pack: int
    first: int
    count: int


class PostsMade(Model):
    """What came of the posts: those written, and those left as they were because they are in review or further."""

    pack: int
    topic: str
    written: tuple[int, ...] = ()
    left: tuple[int, ...] = ()


class Table(NamedTuple):
    """What a job on a pack needs to know: the workspace, the pack, its brief with the proof of today, the present
    version of each proof point, and the posts that there are."""

    record: WorkspaceRecord
    pack: PackRecord
    brief: Brief
    proofs: Mapping[str, str]
    posts: tuple[tuple[PostRecord, Post], ...]


def ordered(job: Job, kind: type[OrderT]) -> OrderT:
    """What a job was asked, which stands behind where the person waits for it."""
    _, request = json.loads(job.request)
    return kind.model_validate(request)


def topic_of(pack: PackRecord, key: str) -> Topic:
    """A topic of a pack by its id. Raises NotFoundError."""
    found = next((topic for topic in (*pack.topics, *pack.reserve) if topic.id == key), None)
    if found is None:
        raise NotFoundError("This topic is not there any more.")
    return found


def carried(post: Post, proofs: Mapping[str, str]) -> dict[str, str]:
    """The version of each proof point that the claims of a post rest on."""
    return {claim.proof: proofs[claim.proof] for claim in post.claims if claim.proof in proofs and claim.proof}


async def table(work: Work, workspace: int, pack: int) -> Table:
    """Everything for a job on a pack. Proof and assets are those of now: what was withdrawn is used no more.
    Raises NotFoundError."""
    scope = work.within(workspace)
    kept = await scope.packs.get(pack)
    proof = await scope.entries.all("proof")
    assets = await scope.entries.all("asset")
    brief = kept.brief.model_copy(
        update={"proof": tuple(one.data for one in proof), "assets": tuple(one.data for one in assets)}
    )
    posts = [(post, (await scope.posts.version(post.id)).content) for post in await scope.posts.of_pack(pack)]
    proofs = {one.key: str(one.revision) for one in proof}
    return Table(await work.workspaces.get(workspace), kept, brief, proofs, tuple(posts))


async def keep_topic(work: Work, workspace: int, topic: Topic, by: int) -> str:
    """Saves a topic for later under the next free key, which is returned; one that is saved already stays one."""
    entries = work.within(workspace).entries
    for entry in await entries.all("topic"):
        if isinstance(entry.data, Topic) and (entry.data.title, entry.data.question) == (
            topic.title,
            topic.question,
        ):
            return entry.key
    return (await entries.add("topic", topic, by)).key


async def from_saved(work: Work, record: WorkspaceRecord, order: IdeasOrder, key: str, by: int) -> PackRecord:
    """A pack whose one topic was saved before. Raises NotFoundError."""
    scope = work.within(record.id)
    entry = await scope.entries.by_key("topic", key)
    if entry is None or entry.withdrawn or not isinstance(entry.data, Topic):
        raise NotFoundError("This topic is not there any more.")
    brief = await brief_for(scope, record, order.chosen)
    topic = entry.data.model_copy(update={"id": "t1"})
    return await scope.packs.add(NewPack(brief, brief.language, PLAYBOOK, by, topics=(topic,)))


async def take_more(scope: Scope, pack: PackRecord, most: int = 3) -> IdeasMade:
    """So many topics out of the reserve join those that are shown; none when it is empty."""
    ideas = Writing.more(pack.topics, pack.reserve, most)
    if ideas.topics:
        await scope.packs.set_topics(pack.id, (*pack.topics, *ideas.topics), ideas.reserve)
    return IdeasMade(pack=pack.id, first=len(pack.topics), count=len(ideas.topics))


class Making:
    """The handlers of the jobs that write. `writing` gives the writer that a workspace allows: a record with
    `models` off gets the template writer."""

    def __init__(self, database: Database, writing: WritingFor, knowledge: Knowledge) -> None:
        self._database = database
        self._writing = writing
        self._knowledge = knowledge

    @property
    def handlers(self) -> dict[str, Callable[[Job, Tell], Awaitable[str]]]:
        """What to do for each kind of job."""
        return {"topics": self.topics, "more": self.more, "message": self.message, "posts": self.posts}

    async def topics(self, job: Job, tell: Tell) -> str:
        """The first topics for what was picked; the pack begins with them."""
        order, workspace = ordered(job, IdeasOrder), _workspace(job)
        async with self._database.read() as work:
            record = await work.workspaces.get(workspace)
            brief = await brief_for(work.within(workspace), record, order.chosen)
        self._knowledge.phase(brief.journey, brief.phase)
        writing = self._writer(record, order)
        ideas = await _ideas(writing, brief, order.about, _growing(tell))
        async with self._database.work() as work:
            scope = work.within(workspace)
            new = NewPack(brief, brief.language, writing.writer, job.person)
            new = new._replace(topics=ideas.topics, reserve=ideas.reserve, usage=writing.usage)
            pack = await scope.packs.add(new)
            await _spent(work, record, job.person, writing.usage)
        return IdeasMade(pack=pack.id, first=0, count=len(ideas.topics)).model_dump_json()

    async def more(self, job: Job, tell: Tell) -> str:
        """Topics that nobody saw yet."""
        order = ordered(job, MoreOrder)
        at = await self._table(job, order.pack)
        writing = self._writer(at.record, order)
        seen, growing = at.pack.topics, _growing(tell)
        if order.sentence:
            ideas = await writing.steer(at.brief, seen, order.sentence, growing)
        else:
            ideas = await writing.other_angle(at.brief, seen, growing)
        async with self._database.work() as work:
            packs = work.within(at.record.id).packs
            now = await packs.get(order.pack)
            new = _renumbered((*now.topics, *now.reserve), (*ideas.topics, *ideas.reserve))
            shown = len(ideas.topics)
            await packs.set_topics(now.id, (*now.topics, *new[:shown]), (*new[shown:], *now.reserve))
            await packs.add_usage(now.id, writing.usage)
            await _spent(work, at.record, job.person, writing.usage)
        return IdeasMade(pack=now.id, first=len(now.topics), count=shown).model_dump_json()

    async def message(self, job: Job, tell: Tell) -> str:
        """Another key message in the place of the one there is."""
        order = ordered(job, MessageOrder)
        at = await self._table(job, order.pack)
        topic = topic_of(at.pack, order.topic)
        writing = self._writer(at.record, order)
        made = await writing.key_message(at.brief, (topic,), previous=at.pack.key_message)
        await self._keep_message(job, at.record, order.pack, made, writing.usage)
        tell(KeyMessageReady(made))
        return PostsMade(pack=order.pack, topic=topic.id).model_dump_json()

    async def posts(self, job: Job, tell: Tell) -> str:
        """The key message, unless there is one, and then the posts one by one."""
        order = ordered(job, PostsOrder)
        at = await self._table(job, order.pack)
        topic = topic_of(at.pack, order.topic)
        writing = self._writer(at.record, order)
        message = at.pack.key_message
        if message is None:
            message = await writing.key_message(at.brief, (topic,))
            await self._keep_message(job, at.record, order.pack, message, writing.usage)
            tell(KeyMessageReady(message))
        made = PostsMade(pack=order.pack, topic=topic.id)
        for number, channel in enumerate(at.brief.channels, start=1):
            made = await self._one(job, order, writing, message, channel, made, tell)
            async with self._database.work() as work:
                await work.within(at.record.id).jobs.progress(job.id, number, len(at.brief.channels))
        return made.model_dump_json()

    async def _one(
        self,
        job: Job,
        order: PostsOrder,
        writing: Writing,
        message: KeyMessage,
        channel: str,
        made: PostsMade,
        tell: Tell,
    ) -> PostsMade:
        """The post of one channel, beside those that the pack has by now."""
        at = await self._table(job, order.pack)
        there = next((post for post, _ in at.posts if (post.topic, post.channel) == (order.topic, channel)), None)
        if there is not None and not (order.again and there.state in OPEN):
            return made.model_copy(update={"left": (*made.left, there.id)}) if order.again else made
        before = writing.usage
        others = [content for post, content in at.posts if there is None or post.id != there.id]
        topic = topic_of(at.pack, order.topic)
        (post,) = await writing.posts(at.brief, message, topic, (channel,), others=others)
        spent = _since(before, writing.usage)
        new = NewVersion(
            content=post,
            language=at.brief.language,
            author=job.person,
            carried=carried(post, at.proofs),
            writer=post.writer or writing.writer,
            usage=spent,
        )
        async with self._database.work() as work:
            posts = work.within(at.record.id).posts
            if there is None:
                kept = (await posts.add(order.pack, new)).id
            else:
                kept = (await posts.add_version(there.id, new._replace(origin="rewritten"), there.version)).post
            await _spent(work, at.record, job.person, spent)
        tell(PostReady(post))
        return made.model_copy(update={"written": (*made.written, kept)})

    async def _table(self, job: Job, pack: int) -> Table:
        async with self._database.read() as work:
            return await table(work, _workspace(job), pack)

    async def _keep_message(
        self, job: Job, record: WorkspaceRecord, pack: int, message: KeyMessage, usage: Usage
    ) -> None:
        async with self._database.work() as work:
            packs = work.within(record.id).packs
            await packs.set_key_message(pack, message)
            await packs.add_usage(pack, usage)
            await _spent(work, record, job.person, usage)

    def _writer(self, record: WorkspaceRecord, order: Order) -> Writing:
        return self._writing(record._replace(models=record.models and not order.by_rules))


async def _ideas(writing: Writing, brief: Brief, about: str, tell: Tell) -> Ideas:
    """Topics about what the person named, where there are any: else those of the brief."""
    if about:
        with suppress(NotPossibleError):
            ideas = await writing.steer(brief, (), about, tell)
            # The template writer costs nothing: what it would have thought of by itself fills the reserve.
            rest = await writing.topics(brief) if writing.writer == PLAYBOOK else Ideas(())
            used = (*ideas.topics, *ideas.reserve)
            seen = {(topic.title, topic.question) for topic in used}
            other = [one for one in (*rest.topics, *rest.reserve) if (one.title, one.question) not in seen]
            return Ideas(ideas.topics, (*ideas.reserve, *_renumbered(used, other)))
    return await writing.topics(brief, tell)


def _growing(tell: Tell) -> Tell:
    """Reports every topic together with those before it."""
    found: list[Topic] = []

    def told(event: Event) -> None:
        if isinstance(event, TopicFound):
            found.append(event.topic)
            tell(TopicsSoFar(tuple(found)))
        else:
            tell(event)

    return told


def _renumbered(used: Iterable[Topic], new: Iterable[Topic]) -> tuple[Topic, ...]:
    """The new topics under ids that are free: two jobs at once may have counted on from the same one."""
    taken = {topic.id for topic in used}
    free = (key for number in count(1) if (key := f"t{number}") not in taken)
    return tuple(one.model_copy(update={"id": next(free)}) for one in new)


async def _spent(work: Work, record: WorkspaceRecord, person: int, usage: Usage) -> None:
    day = day_in(record.timezone, work.now)
    spent = SpentToday(1, usage.prompt_tokens + usage.completion_tokens, usage.cost or 0.0)
    await work.within(record.id).quota.add(person, day, spent)


def day_in(timezone: str, now: datetime) -> date:
    """The calendar date of a moment for a workspace."""
    return now.astimezone(ZoneInfo(timezone)).date()


def _since(before: Usage, after: Usage) -> Usage:
    cost = None if after.cost is None else after.cost - (before.cost or 0.0)
    counts = {name: getattr(after, name) - getattr(before, name) for name in Usage.model_fields if name != "cost"}
    return Usage(**counts, cost=cost)


def _workspace(job: Job) -> int:
    if job.workspace is None:
        raise NotFoundError("This job belongs to no workspace.")
    return job.workspace
