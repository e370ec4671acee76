"""The key message, and the posts of a topic: beside each other when a model writes them, else one by one."""

from __future__ import annotations

import asyncio

from bot.domain.errors import ConflictError, KernbotError, StorageError
from bot.domain.keeping import NewVersion
from bot.domain.pack import KeyMessage, Post, Topic
from bot.domain.progress import KeyMessageReady, PostReady
from bot.domain.records import Job, PostRecord
from bot.domain.rewrite import NotPossibleError
from bot.services.limits import Bill
from bot.services.making.bench import Bench, Table, Tell
from bot.services.making.orders import MessageMade, MessageOrder, Missed, PostsMade, PostsOrder, ordered
from bot.services.once import once, workspace_of
from bot.services.posts import carried, topic_of
from bot.services.writing import Writing

MESSAGE = "message"
"""The piece of a job that is its key message; those that are posts have the names of their channels."""
OPEN = frozenset({"draft", "changes_requested", "rejected"})
"""States in which a post may be written again unasked: nobody is looking at it, and nobody approved it."""


@once
async def message(bench: Bench, job: Job, tell: Tell) -> str:
    """Another key message in the place of the one there is. Returns `MessageMade` as JSON."""
    order = ordered(job, MessageOrder)
    at = await bench.table(job, order.pack)
    writing = bench.writer(at.record, order)
    topic, previous = topic_of(at.pack, order.topic), at.pack.key_message
    try:
        async with bench.paid(job, MESSAGE, writing, order.pack) as bill:
            made = await writing.key_message(at.brief, (topic,), previous=previous)
            async with bench.database.work() as work:
                await bill.settle(work)
                await work.within(at.record.id).packs.set_key_message(order.pack, made)
                return await bill.close(work, MessageMade(pack=order.pack))
    except NotPossibleError as error:
        return MessageMade(pack=order.pack, refused=error.reason).model_dump_json()


async def posts(bench: Bench, job: Job, tell: Tell) -> str:
    """The key message, unless there is one, and then the posts, each stored and told as soon as it is there. What
    goes wrong with one leaves the others standing. Returns `PostsMade` as JSON.

    Run once more after a crash it tells again what it had stored, and goes on with the rest.
    """
    order = ordered(job, PostsOrder)
    at = await bench.table(job, order.pack)
    topic = topic_of(at.pack, order.topic)
    writing = bench.writer(at.record, order)
    said = at.pack.key_message
    if said is None:
        async with bench.paid(job, MESSAGE, writing, order.pack) as bill:
            said = await writing.key_message(at.brief, (topic,))
            async with bench.database.work() as work:
                await bill.settle(work)
                await work.within(at.record.id).packs.set_key_message(order.pack, said)
        tell(KeyMessageReady(said))
    elif MESSAGE in at.before:
        tell(KeyMessageReady(said))
    return (await _Posts(bench, job, order, at, topic, said, tell).made(writing)).model_dump_json()


class _Posts:
    """The posts of one job. Each has a writing of its own, so that what it cost is known while others are made;
    they are stored one after another, so that each can be held against those before it."""

    def __init__(
        self, bench: Bench, job: Job, order: PostsOrder, at: Table, topic: Topic, message: KeyMessage, tell: Tell
    ) -> None:
        self._bench = bench
        self._job = job
        self._order = order
        self._at = at
        self._topic = topic
        self._message = message
        self._tell = tell
        self._there = {post.channel: post for post, _ in at.posts if post.topic == topic.id}
        channels = tuple(dict.fromkeys(at.brief.channels))
        before = {channel: at.before.get(_piece(channel)) for channel in channels}
        self._kept = {channel: post for channel, post in before.items() if post is not None}
        self._todo = [one for one in channels if one not in self._kept and self._wanted(one)]
        self._whole = [one for one in channels if one in self._kept or one in self._todo]
        self._storing = asyncio.Lock()

    async def made(self, writing: Writing) -> PostsMade:
        """All posts that are still to be written, in the way of this writer."""
        for post, content in self._at.posts:
            if post.id in self._kept.values():
                self._tell(PostReady(content))
        results = await writing.together([self._post(channel) for channel in self._todo])
        missed = []
        for channel, result in zip(self._todo, results, strict=True):
            # That a database cannot be reached says nothing about a post: the job is begun again.
            if isinstance(result, KernbotError) and not isinstance(result, StorageError):
                missed.append(Missed(channel=channel, reason=type(result).__name__))
            elif isinstance(result, BaseException):
                raise result
        written = tuple(self._kept[channel] for channel in self._whole if channel in self._kept)
        shut = [post.id for post in self._there.values() if post.state not in OPEN and post.id not in written]
        return PostsMade(
            pack=self._order.pack,
            topic=self._topic.id,
            written=written,
            left=tuple(shut) if self._order.again else (),
            missed=tuple(missed),
        )

    def _wanted(self, channel: str) -> bool:
        post = self._there.get(channel)
        return post is None or (
            self._order.again and post.state in OPEN and (post.id, post.version) in self._order.versions
        )

    async def _post(self, channel: str) -> Post:
        at, writing = self._at, self._bench.writer(self._at.record, self._order)
        async with self._bench.paid(self._job, _piece(channel), writing, self._order.pack) as bill:
            (post,) = await writing.posts(at.brief, self._message, self._topic, (channel,))
            async with self._storing:
                post = writing.beside(at.brief, post, await self._others(channel))
                self._kept[channel] = await self._keep(channel, post, writing, bill)
        self._tell(PostReady(post))
        return post

    async def _others(self, channel: str) -> list[Post]:
        """The posts of the pack by now, without those that this job is still to replace."""
        replaced = {self._there[key].id for key in self._todo if key in self._there and key not in self._kept}
        now = await self._bench.table(self._job, self._order.pack)
        return [content for post, content in now.posts if post.id not in replaced]

    async def _keep(self, channel: str, post: Post, writing: Writing, bill: Bill) -> int:
        new = NewVersion(
            content=post,
            language=self._at.pack.language,
            author=self._job.person,
            carried=carried(post.claims, self._at.proofs),
            writer=post.writer or writing.writer,
            usage=writing.usage,
        )
        before = self._there.get(channel)
        async with self._bench.database.work() as work:
            scope = work.within(workspace_of(self._job))
            if before is not None:
                await scope.posts.add_version(before.id, new._replace(origin="rewritten"), before.version)
                kept = before.id
            elif any(_same(one, post) for one in await scope.posts.of_pack(self._order.pack)):
                raise ConflictError  # the same was asked twice, and the other one was first
            else:
                kept = (await scope.posts.add(self._order.pack, new)).id
            await bill.settle(work)
            await scope.pieces.stored(self._job.id, _piece(channel), kept)
            await scope.jobs.progress(self._job.id, len(self._kept) + 1, len(self._whole))
        return kept


def _piece(channel: str) -> str:
    return f"post:{channel}"


def _same(one: PostRecord, post: Post) -> bool:
    return (one.channel, one.topic) == (post.channel, post.topic)
