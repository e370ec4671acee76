"""What a long use case tells while it runs; whoever shows it is wired in."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from bot.domain.pack import KeyMessage, Post, Topic


class TopicFound(NamedTuple):
    """A topic to show, as soon as it is there."""

    topic: Topic


class TopicsSoFar(NamedTuple):
    """All topics that are there by now: what a screen shows that keeps nothing itself."""

    topics: tuple[Topic, ...]


class KeyMessageReady(NamedTuple):
    """The key message is there."""

    key_message: KeyMessage


class PostReady(NamedTuple):
    """A post is written and checked."""

    post: Post


class Note(NamedTuple):
    """Something the user should know, in the language of the pack."""

    text: str


class TakesLonger(NamedTuple):
    """It takes longer than people wait without a word."""


Event = TopicFound | TopicsSoFar | KeyMessageReady | PostReady | Note | TakesLonger
OnEvent = Callable[[Event], None]
