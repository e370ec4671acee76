"""What a long use case tells while it runs; whoever shows it is wired in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.pack import KeyMessage, Post, Topic


@dataclass(frozen=True, slots=True)
class TopicFound:
    """A topic to show, as soon as it is there."""

    topic: Topic


@dataclass(frozen=True, slots=True)
class KeyMessageReady:
    """The key message is there."""

    key_message: KeyMessage


@dataclass(frozen=True, slots=True)
class PostReady:
    """A post is written and checked."""

    post: Post


@dataclass(frozen=True, slots=True)
class Note:
    """Something the user should know, in the language of the pack."""

    text: str


Event = TopicFound | KeyMessageReady | PostReady | Note
OnEvent = Callable[[Event], None]
