"""The port of a writer that also takes wishes: other topics, another key message, a post once more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.domain.base import Language
from bot.domain.brief import Brand, Persona, Proposition
from bot.domain.channel import Channel
from bot.domain.journey import Phase
from bot.domain.pack import KeyMessage, Post, Topic
from bot.domain.progress import OnEvent
from bot.domain.rewrite import Rewriting
from bot.domain.sharper import Wording
from bot.domain.understood import Names, Understood
from bot.generation.content import PostContent, SourceReading
from bot.generation.order import Order, Writer

Topics = tuple[tuple[Topic, ...], tuple[Topic, ...]]
"""The topics to show, and the reserve."""


@dataclass(frozen=True, slots=True)
class Job:
    """A post to be rewritten, with all that it was made from. A translation's order is in its new language."""

    order: Order
    key_message: KeyMessage
    topic: Topic
    channel: Channel
    post: Post
    asked: Rewriting


class Editor(Writer, Protocol):
    """Every method raises NotPossibleError when this writer cannot, ModelFailedError when the model did not."""

    @property
    def by_model(self) -> bool:
        """Whether a model writes: it can do anything that can be said in words."""
        ...

    async def more_topics(self, order: Order, seen: tuple[Topic, ...], sentence: str, on_event: OnEvent) -> Topics:
        """Topics that differ from all seen: towards a sentence, or without one from another angle."""
        ...

    async def other_key_message(
        self, order: Order, topics: tuple[Topic, ...], previous: KeyMessage, instruction: str
    ) -> KeyMessage:
        """Another key message than the previous one, by an instruction or without."""
        ...

    async def rewritten(self, job: Job) -> PostContent:
        """The parts of the post as it was asked."""
        ...

    async def reading(self, language: Language, title: str, text: str, phases: tuple[Phase, ...]) -> SourceReading:
        """What a source offers."""
        ...

    async def sharper(
        self, language: Language, proposition: Proposition, brand: Brand, persona: Persona | None
    ) -> tuple[Wording, ...]:
        """Three wordings of a proposition, each with the parts that it leaves open."""
        ...

    async def understood(self, language: Language, message: str, names: Names) -> Understood:
        """What a message orders."""
        ...
