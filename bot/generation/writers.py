"""The template writer behind the writers' port, and the one that steps in when a model fails."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.domain.base import Language
from bot.domain.brief import Brief
from bot.domain.channel import Channel
from bot.domain.errors import ModelFailedError, RefusedError
from bot.domain.journey import Phase
from bot.domain.pack import KeyMessage, Topic, Usage
from bot.domain.progress import OnEvent, TopicFound
from bot.generation.content import PostContent, SourceReading
from bot.generation.order import Order, Revision, Writer
from bot.generation.playbook import PlaybookWriter

ResultT = TypeVar("ResultT")
PLAYBOOK = "playbook"
OnStepIn = Callable[[str, ModelFailedError], None]


class TemplateWriter:
    """Composes from knowledge and brief; costs nothing and never fails."""

    name = PLAYBOOK
    usage = Usage()

    def __init__(self, playbook: PlaybookWriter) -> None:
        self._playbook = playbook

    async def topics(self, order: Order, on_event: OnEvent) -> tuple[tuple[Topic, ...], tuple[Topic, ...]]:
        """All topics at once."""
        brief = usable(order)
        topics, reserve = self._playbook.topics(brief, order.phase, order.canvas_phase, brief.topics)
        for topic in topics:
            on_event(TopicFound(topic))
        return topics, reserve

    async def key_message(self, order: Order, topics: tuple[Topic, ...]) -> KeyMessage:
        """The key message; the topics do not change it."""
        return self._playbook.key_message(usable(order), order.phase, order.canvas_phase)

    async def post(self, order: Order, key_message: KeyMessage, topic: Topic, channel: Channel) -> PostContent:
        """The parts of one post."""
        return self._playbook.post(usable(order), order.phase, order.canvas_phase, key_message, topic, channel)

    async def revise(
        self, order: Order, key_message: KeyMessage, topic: Topic, channel: Channel, revision: Revision
    ) -> PostContent | None:
        """Nothing: what its rules could do, they did the first time."""
        return None

    def read_source(self, language: Language, text: str, phases: tuple[Phase, ...]) -> SourceReading:
        """What a source offers, by rules."""
        return self._playbook.from_source(language, text, phases)


def usable(order: Order) -> Brief:
    """The brief without proof that has expired: nothing new is written on it."""
    valid = [one for one in order.brief.proof if one.valid_until is None or one.valid_until >= order.today]
    return order.brief.model_copy(update={"proof": tuple(valid)})


class FallbackWriter:
    """Writes with a model as long as that works; what it cannot write, the template writer does."""

    def __init__(self, model: Writer, template: TemplateWriter, on_step_in: OnStepIn) -> None:
        """`on_step_in` is told what the template writer takes over, and why."""
        self._model = model
        self._template = template
        self._on_step_in = on_step_in
        self._down = False
        self._from_model = False

    @property
    def name(self) -> str:
        """The model's name, or `playbook` when nothing came from the model."""
        return self._model.name if self._from_model else PLAYBOOK

    @property
    def usage(self) -> Usage:
        """What the model cost, also when it failed in the end."""
        return self._model.usage

    async def topics(self, order: Order, on_event: OnEvent) -> tuple[tuple[Topic, ...], tuple[Topic, ...]]:
        """Topics from the model, else from the template writer."""
        return await self._either(
            "topics", lambda: self._model.topics(order, on_event), lambda: self._template.topics(order, on_event)
        )

    async def key_message(self, order: Order, topics: tuple[Topic, ...]) -> KeyMessage:
        """The key message from the model, else from the template writer."""
        return await self._either(
            "key_message",
            lambda: self._model.key_message(order, topics),
            lambda: self._template.key_message(order, topics),
        )

    async def post(self, order: Order, key_message: KeyMessage, topic: Topic, channel: Channel) -> PostContent:
        """A post from the model, else from the template writer and marked as such."""

        async def marked() -> PostContent:
            content = await self._template.post(order, key_message, topic, channel)
            return content.model_copy(update={"writer": PLAYBOOK})

        return await self._either(
            channel.name[order.language], lambda: self._model.post(order, key_message, topic, channel), marked
        )

    async def revise(
        self, order: Order, key_message: KeyMessage, topic: Topic, channel: Channel, revision: Revision
    ) -> PostContent | None:
        """What the model wrote, the model may mend."""
        if revision.content.writer == PLAYBOOK:
            return None
        return await self._model.revise(order, key_message, topic, channel, revision)

    async def _either(
        self, what: str, model: Callable[[], Awaitable[ResultT]], template: Callable[[], Awaitable[ResultT]]
    ) -> ResultT:
        if not self._down:
            try:
                result = await model()
            except ModelFailedError as error:
                # A refusal concerns one text; any other failure has been retried: the model is asked no more.
                self._down = not isinstance(error, RefusedError)
                self._on_step_in(what, error)
            else:
                self._from_model = True
                return result
        return await template()
