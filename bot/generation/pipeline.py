"""The order of work: topics, key message, then every post at once, each checked and mended once if needed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

from bot.domain.channel import Channel
from bot.domain.errors import KernbotError, ModelFailedError
from bot.domain.pack import KeyMessage, Pack, Post, Topic
from bot.domain.progress import KeyMessageReady, OnEvent, PostReady
from bot.generation.content import PostContent
from bot.generation.finish import Finisher, blocking, mendable
from bot.generation.order import Order, Revision, Writer

Work = Coroutine[Any, Any, Post]
Together = Callable[[Sequence[Work]], Awaitable[Sequence[Post | BaseException]]]
"""How the posts of a pack are made: all of them, with the results in the order of the work."""


async def in_turn(work: Sequence[Work]) -> Sequence[Post | BaseException]:
    """One after another, which is all that a writer needs who never waits: no event loop has to run. Each has its
    turn, whatever became of those before it."""
    results: list[Post | BaseException] = []
    try:
        for one in work:
            try:
                results.append(await one)
            except KernbotError as error:
                results.append(error)
    finally:
        for one in work:
            one.close()  # what is stopped half-way leaves some that never began
    return results


async def make_pack(
    order: Order, writer: Writer, finisher: Finisher, on_event: OnEvent, together: Together = in_turn
) -> Pack:
    """Everything for one order. Raises ModelFailedError when the writer cannot go on."""
    topics, reserve = await writer.topics(order, on_event)
    key_message = finisher.key_message(order, await writer.key_message(order, topics))
    on_event(KeyMessageReady(key_message))
    posts = await make_posts(order, writer, finisher, key_message, topics[0], on_event, together)
    return Pack(
        language=order.language,
        writer=writer.name,
        brief=order.brief,
        proposition_findings=finisher.proposition(order),
        topics=topics,
        reserve=reserve,
        key_message=key_message,
        posts=posts,
        usage=writer.usage,
    )


async def make_posts(
    order: Order,
    writer: Writer,
    finisher: Finisher,
    key_message: KeyMessage,
    topic: Topic,
    on_event: OnEvent,
    together: Together = in_turn,
    others: Sequence[Post] = (),
) -> tuple[Post, ...]:
    """A post for every channel of the order, each reported as soon as it is there; `others` are the posts that the
    pack has already. Raises ModelFailedError, after all of them had their turn."""
    work = [_post(order, writer, finisher, key_message, topic, channel, on_event) for channel in order.channels]
    results = await together(work)
    posts: list[Post] = []
    for channel, result in zip(order.channels, results, strict=True):
        if isinstance(result, BaseException):
            raise result
        # Now that all are there, each is held against those before it: no hook or sentence twice in a pack.
        posts.append(finisher.beside(order, channel, result, [*others, *posts]))
    return tuple(posts)


async def _post(
    order: Order,
    writer: Writer,
    finisher: Finisher,
    key_message: KeyMessage,
    topic: Topic,
    channel: Channel,
    on_event: OnEvent,
) -> Post:
    content = await writer.post(order, key_message, topic, channel)
    post = await finished(order, writer, finisher, key_message, topic, channel, content)
    on_event(PostReady(post))
    return post


async def finished(
    order: Order,
    writer: Writer,
    finisher: Finisher,
    key_message: KeyMessage,
    topic: Topic,
    channel: Channel,
    content: PostContent,
) -> Post:
    """What the writer delivered as a post, mended once where that helps."""
    post = finisher.post(order, topic, channel, content, writer.name)
    offences = mendable(post)
    if offences:
        again = await _revised(order, writer, key_message, topic, channel, Revision(content, post, offences))
        if again is not None:
            revised = finisher.post(order, topic, channel, again, writer.name)
            if len(blocking(revised)) < len(blocking(post)):
                post = revised
    return post


async def _revised(
    order: Order, writer: Writer, key_message: KeyMessage, topic: Topic, channel: Channel, revision: Revision
) -> PostContent | None:
    try:
        return await writer.revise(order, key_message, topic, channel, revision)
    except ModelFailedError:
        return None  # the first version stands, with its findings: better than no post at all
