"""The editor that asks a model, and lets the template writer do what the model failed at and rules can do too."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.domain.base import Language
from bot.domain.brief import Brand, Persona, Proposition
from bot.domain.errors import ModelFailedError
from bot.domain.journey import Phase
from bot.domain.pack import KeyMessage, Topic
from bot.domain.progress import OnEvent
from bot.domain.rewrite import NotPossibleError
from bot.domain.sharper import Wording
from bot.domain.understood import Names, Understood
from bot.generation.content import PostContent, SourceReading
from bot.generation.editor import Editor, Job, Topics
from bot.generation.order import Order
from bot.generation.template_editor import TemplateEditor
from bot.generation.writers import FallbackWriter, OnStepIn

ResultT = TypeVar("ResultT")


class FallbackEditor(FallbackWriter):
    """A rewriting is never taken over: a text that a model wrote is no outline, and the old one stays."""

    by_model = True

    def __init__(self, model: Editor, template: TemplateEditor, on_step_in: OnStepIn) -> None:
        super().__init__(model, template, on_step_in)
        self._editor = model
        self._rules = template

    async def more_topics(self, order: Order, seen: tuple[Topic, ...], sentence: str, on_event: OnEvent) -> Topics:
        """More topics, from either."""
        return await self._or_fail(
            "topics",
            lambda: self._editor.more_topics(order, seen, sentence, on_event),
            lambda: self._rules.more_topics(order, seen, sentence, on_event),
        )

    async def other_key_message(
        self, order: Order, topics: tuple[Topic, ...], previous: KeyMessage, instruction: str
    ) -> KeyMessage:
        """Another key message, from either."""
        return await self._or_fail(
            "key_message",
            lambda: self._editor.other_key_message(order, topics, previous, instruction),
            lambda: self._rules.other_key_message(order, topics, previous, instruction),
        )

    async def rewritten(self, job: Job) -> PostContent:
        """The post as the model rewrote it."""
        return await self._editor.rewritten(job)

    async def reading(self, language: Language, title: str, text: str, phases: tuple[Phase, ...]) -> SourceReading:
        """What a source offers, by either."""
        return await self._or_fail(
            "source_by_rules",
            lambda: self._editor.reading(language, title, text, phases),
            lambda: self._rules.reading(language, title, text, phases),
        )

    async def sharper(
        self, language: Language, proposition: Proposition, brand: Brand, persona: Persona | None
    ) -> tuple[Wording, ...]:
        """Three wordings, from either."""
        return await self._or_fail(
            "proposition",
            lambda: self._editor.sharper(language, proposition, brand, persona),
            lambda: self._rules.sharper(language, proposition, brand, persona),
        )

    async def understood(self, language: Language, message: str, names: Names) -> Understood:
        """What a message orders, by either."""
        return await self._or_fail(
            "understand",
            lambda: self._editor.understood(language, message, names),
            lambda: self._rules.understood(language, message, names),
        )

    async def _or_fail(
        self, what: str, model: Callable[[], Awaitable[ResultT]], rules: Callable[[], Awaitable[ResultT]]
    ) -> ResultT:
        """Either; where the rules cannot do it, the model's own failure is what a user should hear of."""
        failed: list[ModelFailedError] = []

        async def tried() -> ResultT:
            try:
                return await model()
            except ModelFailedError as error:
                failed.append(error)
                raise

        try:
            return await self._either(what, tried, rules)
        except NotPossibleError:
            if failed:
                raise failed[0] from None
            raise
