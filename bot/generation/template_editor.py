"""The template writer that takes wishes: other seeds and angles, other sizes, sentences left out."""

from __future__ import annotations

from bot.domain.base import Language
from bot.domain.brief import Brand, Persona, Proposition
from bot.domain.journey import Phase
from bot.domain.pack import KeyMessage, Topic, Variation
from bot.domain.progress import OnEvent, TopicFound
from bot.domain.rewrite import NotPossibleError
from bot.domain.sharper import Wording
from bot.domain.understood import Names, Understood
from bot.generation.content import PostContent, SourceReading
from bot.generation.editor import Job, Topics
from bot.generation.order import Order
from bot.generation.playbook.rewording import Rewording
from bot.generation.writers import TemplateWriter, usable

TRIES = 8
"""Other choices of lines, and as many questions to lead with, that are tried for another key message."""


class TemplateEditor(TemplateWriter):
    """Recomposes, and says so when that is not enough: no translation, no wish in words, no text of another."""

    by_model = False

    async def more_topics(self, order: Order, seen: tuple[Topic, ...], sentence: str, on_event: OnEvent) -> Topics:
        """Topics by the words of a sentence, or from angles not seen yet. Raises NotPossibleError without any."""
        brief = usable(order)
        if sentence.strip():
            shown, reserve = self._playbook.steered(brief, order.phase, order.canvas_phase, seen, sentence)
        else:
            shown, reserve = self._playbook.other_angle(brief, order.phase, order.canvas_phase, seen)
        if not shown:
            raise NotPossibleError("no_match" if sentence.strip() else "no_more_topics")
        for topic in shown:
            on_event(TopicFound(topic))
        return shown, reserve

    async def other_key_message(
        self, order: Order, topics: tuple[Topic, ...], previous: KeyMessage, instruction: str
    ) -> KeyMessage:
        """A message with another core: other lines, else another question to lead with."""
        if instruction.strip():
            raise NotPossibleError("needs_model")
        brief = usable(order)
        leads = [None, *dict.fromkeys([*(topic.question for topic in topics), *brief.persona.questions])]
        for lead in leads[: TRIES + 1]:
            for tone in range(TRIES):
                message = self._playbook.key_message(brief, order.phase, order.canvas_phase, tone, lead)
                if message.core != previous.core:
                    return message
        raise NotPossibleError("no_variation")

    async def rewritten(self, job: Job) -> PostContent:
        """The post in another variation. Raises NotPossibleError, with the reason."""
        order, brief = job.order, usable(job.order)

        def compose(variation: Variation) -> PostContent:
            return self._playbook.post(
                brief, order.phase, order.canvas_phase, job.key_message, job.topic, job.channel, variation
            )

        fillers = self._playbook.fillers(order.language, order.canvas_phase)
        return Rewording(brief, job.channel, job.post, compose, fillers).made(job.asked)

    async def reading(self, language: Language, title: str, text: str, phases: tuple[Phase, ...]) -> SourceReading:
        """What a source offers, by rules."""
        return self.read_source(language, text, phases)

    async def sharper(
        self, language: Language, proposition: Proposition, brand: Brand, persona: Persona | None
    ) -> tuple[Wording, ...]:
        """Compositions of the parts, with empty words left out and what is missing as a placeholder."""
        return self._playbook.sharper(language, proposition, brand, persona)

    async def understood(self, language: Language, message: str, names: Names) -> Understood:
        """What the message names, by matching."""
        return self._playbook.understood(message, names)
