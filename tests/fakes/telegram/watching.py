"""Waiting for what the bot does, with a message that tells what there is instead."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

from tests.fakes.telegram.model import Chat, Message
from tests.fakes.telegram.world import Call, World

What = str | Callable[[Message], bool]
PATIENCE = 20.0
_CHATS = 6


async def until(world: World, done: Callable[[], object], seconds: float = PATIENCE, what: str = "") -> None:
    """Returns once `done` is true. Raises AssertionError when it takes longer than so many seconds."""
    try:
        async with asyncio.timeout(seconds):
            while not done():
                await world.change()
    except TimeoutError:
        raise AssertionError(f"waited {seconds} s for {what or 'a change'}\n{_told(world)}") from None


async def seen(world: World, chats: Iterable[Chat], what: What, seconds: float, since: int) -> Message:
    """The newest message of the bot that was sent or changed after `since` and fits."""
    chats = list(chats)
    fits = (lambda message: what in message.text) if isinstance(what, str) else what

    def found() -> Message | None:
        messages = [
            message
            for chat in chats or world.chats.values()
            for message in chat.messages
            if message.by_bot and message.revision > since and fits(message)
        ]
        return max(messages, key=lambda message: message.revision, default=None)

    await until(world, found, seconds, f"a message with {what!r}" if isinstance(what, str) else "a message")
    message = found()
    assert message is not None
    return message


async def called(world: World, method: str, count: int, seconds: float) -> list[Call]:
    """The calls of a method, once there are so many that were answered."""

    def calls() -> list[Call]:
        return [call for call in world.calls if call.method == method and call.status]

    await until(world, lambda: len(calls()) >= count, seconds, f"{count} calls of {method}")
    return calls()


def _told(world: World) -> str:
    """What stands in the chats that changed last, and what was called."""
    busy = sorted(world.chats.values(), key=lambda chat: max((one.revision for one in chat.messages), default=0))
    lines = [
        f"  chat {chat.id}: {'bot' if message.by_bot else 'person'}: {message.text[:300]!r} {message.labels or ''}"
        for chat in busy[-_CHATS:]
        for message in chat.messages[-4:]
    ]
    answers = [f"  {call.method}: {call.status} {call.description}" for call in world.calls[-8:]]
    violations = [f"  {sentence}" for sentence in world.violations]
    return "\n".join(["there is:", *lines, "last calls:", *answers, "violations:", *violations])
