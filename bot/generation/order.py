"""What is to be made: the brief with the knowledge it points at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.domain.base import Language
from bot.domain.brief import Brief
from bot.domain.channel import Channel
from bot.domain.journey import Phase
from bot.domain.pack import Finding, KeyMessage, Post, Topic, Usage
from bot.domain.progress import OnEvent
from bot.generation.content import PostContent
from bot.knowledge.store import Knowledge


@dataclass(frozen=True)
class Order:
    """A brief, its phase, the nearest canvas7 phase, its channels, and the date on which proof must be valid.

    `beside` are channels of posts that this order's are held against, besides its own: findings name them.
    """

    brief: Brief
    phase: Phase
    canvas_phase: str
    channels: tuple[Channel, ...]
    today: date
    beside: tuple[Channel, ...] = ()

    @property
    def language(self) -> Language:
        """The language of everything in the pack."""
        return self.brief.language


def order_for(brief: Brief, knowledge: Knowledge, today: date) -> Order:
    """The order for a brief. Raises BadInputError for an unknown journey, phase or channel."""
    return Order(
        brief=brief,
        phase=knowledge.phase(brief.journey, brief.phase),
        canvas_phase=knowledge.nearest_phase(brief.journey, brief.phase),
        channels=tuple(knowledge.channel(key) for key in brief.channels),
        today=today,
    )


@dataclass(frozen=True, slots=True)
class Revision:
    """A post that has to change: what the writer delivered, the post it became, and what stands against it."""

    content: PostContent
    post: Post
    findings: tuple[Finding, ...]


class Writer(Protocol):
    """Whoever writes: the template writer or a model. Each method raises ModelFailedError when it cannot."""

    @property
    def name(self) -> str:
        """`playbook`, or `model:` and the model's name."""
        ...

    @property
    def usage(self) -> Usage:
        """What has been spent so far."""
        ...

    async def topics(self, order: Order, on_event: OnEvent) -> tuple[tuple[Topic, ...], tuple[Topic, ...]]:
        """The topics to show, reported one by one, and the reserve."""
        ...

    async def key_message(self, order: Order, topics: tuple[Topic, ...]) -> KeyMessage:
        """The key message of the phase."""
        ...

    async def post(self, order: Order, key_message: KeyMessage, topic: Topic, channel: Channel) -> PostContent:
        """The parts of one post."""
        ...

    async def revise(
        self, order: Order, key_message: KeyMessage, topic: Topic, channel: Channel, revision: Revision
    ) -> PostContent | None:
        """The parts again with the findings mended; None when this writer cannot do better."""
        ...
