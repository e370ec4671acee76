"""The steps of the chat that write: ideas, key message, posts one by one, and each of them once more.

Nothing here stores or shows anything. A `Writing` is cheap to make: one for each job, with the writer that the
workspace allows and the paid call of that job behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from bot.domain.base import Language
from bot.domain.brief import Brand, Brief, Persona, Proposition, Source
from bot.domain.pack import Finding, KeyMessage, Post, Topic, Usage
from bot.domain.progress import KeyMessageReady, OnEvent, PostReady
from bot.domain.rewrite import How, Rewriting
from bot.domain.sharper import Sharper
from bot.domain.understood import Names, Understood
from bot.generation import editing, rewriting, spread
from bot.generation.content import SourceReading
from bot.generation.editor import Editor, Job
from bot.generation.finish import Finisher
from bot.generation.order import Order, order_for
from bot.generation.pipeline import Together, in_turn, make_posts
from bot.generation.template_editor import TemplateEditor
from bot.knowledge.store import BASE_JOURNEY, Knowledge


class Ideas(NamedTuple):
    """Topics to show, and those that wait; ids count on from those seen before."""

    topics: tuple[Topic, ...]
    reserve: tuple[Topic, ...] = ()


def _nothing(event: object) -> None:
    """For who does not want to hear of progress."""


class Writing:
    """Writes with one writer. `rules` is the template writer, which reads what may go to no model; `today` is the
    date on which proof has to be valid; `together` makes several posts beside each other.

    Everything raises NotPossibleError when this writer cannot do it, ModelFailedError when a model did not answer,
    BadInputError for a brief that names what does not exist. What raised has changed nothing.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        finisher: Finisher,
        rules: TemplateEditor,
        today: date,
        model: Editor | None = None,
        together: Together = in_turn,
    ) -> None:
        self._knowledge = knowledge
        self._finisher = finisher
        self._rules = rules
        self._writer: Editor = model or rules
        self._today = today
        self._together = together

    @property
    def writer(self) -> str:
        """`playbook`, or `model:` and the model's name."""
        return self._writer.name

    @property
    def usage(self) -> Usage:
        """What this writing has cost so far, failures included."""
        return self._writer.usage

    # -- ideas --------------------------------------------------------------------------------------

    async def topics(self, brief: Brief, on_event: OnEvent = _nothing) -> Ideas:
        """The first topics, each reported as it arrives, and the reserve."""
        return Ideas(*await self._writer.topics(self._order(brief), on_event))

    @staticmethod
    def more(seen: Sequence[Topic], reserve: Sequence[Topic], count: int = 3) -> Ideas:
        """So many topics out of the reserve, those first that differ from what was seen, and what is left."""
        return Ideas(*spread.taken(seen, reserve, count))

    async def other_angle(self, brief: Brief, seen: Sequence[Topic], on_event: OnEvent = _nothing) -> Ideas:
        """Topics that nobody saw yet, from angles seen least."""
        return await self._more_topics(brief, seen, "", on_event)

    async def steer(
        self, brief: Brief, seen: Sequence[Topic], sentence: str, on_event: OnEvent = _nothing
    ) -> Ideas:
        """Topics that nobody saw yet, in the direction of a sentence."""
        return await self._more_topics(brief, seen, sentence, on_event)

    async def _more_topics(self, brief: Brief, seen: Sequence[Topic], sentence: str, on_event: OnEvent) -> Ideas:
        order = self._order(brief)
        return Ideas(*await self._writer.more_topics(order, tuple(seen), sentence, on_event))

    # -- key message --------------------------------------------------------------------------------

    async def key_message(
        self,
        brief: Brief,
        topics: Sequence[Topic],
        on_event: OnEvent = _nothing,
        previous: KeyMessage | None = None,
        instruction: str = "",
    ) -> KeyMessage:
        """The key message for the topics picked; with `previous` another one, by an instruction or without."""
        order = self._order(brief)
        if previous is None:
            made = await self._writer.key_message(order, tuple(topics))
        else:
            made = await self._writer.other_key_message(order, tuple(topics), previous, instruction)
        message = self._finisher.key_message(order, made)
        on_event(KeyMessageReady(message))
        return message

    def checked_key_message(self, brief: Brief, key_message: KeyMessage) -> KeyMessage:
        """A key message that a person changed, with its findings worked out anew."""
        return self._finisher.key_message(self._order(brief), key_message)

    # -- posts --------------------------------------------------------------------------------------

    async def posts(
        self,
        brief: Brief,
        key_message: KeyMessage,
        topic: Topic,
        channels: Sequence[str],
        on_event: OnEvent = _nothing,
        others: Sequence[Post] = (),
    ) -> tuple[Post, ...]:
        """A post for each channel, reported as soon as it is there; `others` are those that the pack has already.

        The posts returned also know what only shows beside each other; those reported do not yet.
        """
        order = self._order(brief, channels, others)
        return await make_posts(
            order, self._writer, self._finisher, key_message, topic, on_event, self._together, others
        )

    @property
    def together(self) -> Together:
        """How this writer makes several posts: beside each other if it waits for answers, else in turn."""
        return self._together

    def beside(self, brief: Brief, post: Post, others: Sequence[Post]) -> Post:
        """A post that was made alone, with what only shows beside other posts of its pack."""
        if not others:
            return post
        order = self._order(brief, (post.channel,), others)
        return self._finisher.beside(order, order.channels[0], post, others)

    async def rewrite(
        self,
        brief: Brief,
        key_message: KeyMessage,
        topic: Topic,
        post: Post,
        how: How,
        what: str = "",
        on_event: OnEvent = _nothing,
        others: Sequence[Post] = (),
    ) -> Post:
        """The post as asked; `what` is the opening, the claim's sentence, the wish, or a check's id (`Rewriting`).

        `others` are the other posts of the pack. `brief` has the language that the post is in. A translation is in
        the other one, and from then on so is the brief that belongs to it.
        """
        language = other_language(brief.language) if how == "translate" else brief.language
        brief = brief.model_copy(update={"language": language})
        order = self._order(brief, (post.channel,))
        job = Job(order, key_message, topic, order.channels[0], post, Rewriting(how, what))
        made = await rewriting.rewrite(job, self._writer, self._finisher)
        made = self.beside(brief, made, others)
        on_event(PostReady(made))
        return made

    def edited(
        self,
        brief: Brief,
        topic: Topic,
        post: Post,
        new_text: str,
        part: str = editing.MAIN,
        others: Sequence[Post] = (),
    ) -> Post:
        """The post with a text that a person typed, for the main field or one part, judged anew."""
        order = self._order(brief, (post.channel,))
        made = editing.edited(order, topic, order.channels[0], post, new_text, self._finisher, part)
        return self.beside(brief, made, others)

    def judged(self, brief: Brief, topic: Topic, post: Post, others: Sequence[Post] = ()) -> Post:
        """The post as it stands, with claims and findings worked out anew: after proof or rules have changed."""
        order = self._order(brief, (post.channel,))
        made = editing.again(order, topic, order.channels[0], post, post.text, post.parts, self._finisher)
        made = made.model_copy(update={"variation": post.variation})
        return self.beside(brief, made, others)

    def ways(self, post: Post) -> tuple[How, ...]:
        """What can be asked of this post with this writer."""
        return rewriting.ways(post, self._writer.by_model)

    # -- what the table is set with -----------------------------------------------------------------

    async def read_source(self, language: Language, source: Source, journey: str) -> SourceReading:
        """Facts with their sentences, for whom and when. A source that is not released is read by rules alone."""
        phases = self._knowledge.journey(journey).phases
        by_rules = self._rules.read_source(language, source.text, phases)
        if source.permission == "internal" or not self._writer.by_model:
            return by_rules
        reading = await self._writer.reading(language, source.title or "", source.text, phases)
        found = [reading.phase] if reading.phase else []
        return reading.model_copy(update={"phases": tuple(dict.fromkeys([*found, *by_rules.phases]))})

    async def sharper(
        self, language: Language, proposition: Proposition, brand: Brand, persona: Persona | None = None
    ) -> tuple[Sharper, ...]:
        """Three sharper wordings of a proposition, each with the questions it leaves open and its findings."""
        wordings = await self._writer.sharper(language, proposition, brand, persona)
        return tuple(
            Sharper(text, missing, self.against(language, proposition.model_copy(update={"text": text}), brand))
            for text, missing in wordings
        )

    def against(self, language: Language, proposition: Proposition, brand: Brand) -> tuple[Finding, ...]:
        """What stands against a proposition, before there is any brief."""
        phase = self._knowledge.journey(BASE_JOURNEY).phases[0].key
        brief = Brief(
            language=language,
            brand=brand,
            persona=Persona(need="-"),
            phase=phase,
            proposition=proposition,
        )
        return self._finisher.proposition(self._order(brief))

    async def understood(self, language: Language, message: str, names: Names) -> Understood:
        """What an order in one message names; to be confirmed by whoever wrote it."""
        return await self._writer.understood(language, message, names)

    def _order(self, brief: Brief, channels: Sequence[str] = (), others: Sequence[Post] = ()) -> Order:
        order, known = order_for(brief, self._knowledge, self._today), self._knowledge.channel_keys
        # Ideas come before channels: what is checked then is the same on every channel.
        wanted = channels or brief.channels or known[:1]
        beside = dict.fromkeys(post.channel for post in others if post.channel in known)
        return replace(
            order,
            channels=tuple(self._knowledge.channel(key) for key in wanted),
            beside=tuple(self._knowledge.channel(key) for key in beside),
        )


def other_language(language: Language) -> Language:
    """The language that a text is translated into."""
    return "en" if language == "nl" else "nl"
