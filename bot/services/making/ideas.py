"""Topics: the first ones, more of them, and those that are saved for later."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import TYPE_CHECKING

from bot.domain.brief import Brief
from bot.domain.errors import NotFoundError
from bot.domain.keeping import NewPack
from bot.domain.pack import Topic
from bot.domain.progress import Event, TopicFound, TopicsSoFar
from bot.domain.records import Job, PackRecord, WorkspaceRecord
from bot.domain.rewrite import NotPossibleError
from bot.services.making.bench import Bench, Tell
from bot.services.making.orders import IdeasMade, IdeasOrder, MoreOrder, ordered
from bot.services.once import once, workspace_of
from bot.services.workspaces import brief_for
from bot.services.writing import Ideas, Writing

if TYPE_CHECKING:
    from bot.storage.scope import Scope
    from bot.storage.work import Work

PLAYBOOK = "playbook"


@once
async def topics(bench: Bench, job: Job, tell: Tell) -> str:
    """The first topics for what was picked; the pack begins with them. Returns `IdeasMade` as JSON."""
    order, workspace = ordered(job, IdeasOrder), workspace_of(job)
    async with bench.database.read() as work:
        record = await work.workspaces.get(workspace)
        brief = await brief_for(work.within(workspace), record, order.chosen)
    bench.knowledge.phase(brief.journey, brief.phase)
    writing = bench.writer(record, order)
    async with bench.paid(job, "topics", writing) as bill:
        ideas = await _about(writing, brief, order.about, tell) if order.about else None
        beside = order.about if order.about and ideas is None else ""
        ideas = ideas or await writing.topics(brief, _growing(tell))
        new = NewPack(brief, brief.language, writing.writer, job.person)
        new = new._replace(topics=ideas.topics, reserve=ideas.reserve, usage=writing.usage)
        async with bench.database.work() as work:
            pack = await work.within(workspace).packs.add(new)
            return await bill.close(work, IdeasMade(pack=pack.id, count=len(ideas.topics), beside=beside))


@once
async def more(bench: Bench, job: Job, tell: Tell) -> str:
    """Topics that nobody saw yet. Returns `IdeasMade` as JSON: that there are none is a result, not a failure."""
    order = ordered(job, MoreOrder)
    at = await bench.table(job, order.pack)
    writing = bench.writer(at.record, order)
    seen, growing = at.pack.topics, _growing(tell)
    try:
        async with bench.paid(job, "more", writing, order.pack) as bill:
            if order.sentence:
                ideas = await writing.steer(at.brief, seen, order.sentence, growing)
            else:
                ideas = await writing.other_angle(at.brief, seen, growing)
            async with bench.database.work() as work:
                await bill.settle(work)
                return await bill.close(work, await _added(work.within(at.record.id), order.pack, ideas))
    except NotPossibleError as error:
        return IdeasMade(pack=order.pack, refused=error.reason).model_dump_json()


async def _added(scope: Scope, pack: int, ideas: Ideas) -> IdeasMade:
    now = await scope.packs.held(pack)
    new = _renumbered((*now.topics, *now.reserve), (*ideas.topics, *ideas.reserve))
    shown = len(ideas.topics)
    await scope.packs.set_topics(now.id, (*now.topics, *new[:shown]), (*new[shown:], *now.reserve))
    return IdeasMade(pack=now.id, first=len(now.topics), count=shown)


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


async def _about(writing: Writing, brief: Brief, about: str, tell: Tell) -> Ideas | None:
    """Topics about what the person named; None where there are none."""
    try:
        ideas = await writing.steer(brief, (), about, _growing(tell))
    except NotPossibleError:
        return None
    # The template writer costs nothing: what it would have thought of by itself fills the reserve.
    rest = await writing.topics(brief) if writing.writer == PLAYBOOK else Ideas(())
    used = (*ideas.topics, *ideas.reserve)
    seen = {(topic.title, topic.question) for topic in used}
    other = [one for one in (*rest.topics, *rest.reserve) if (one.title, one.question) not in seen]
    return Ideas(ideas.topics, (*ideas.reserve, *_renumbered(used, other)))


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
