"""The writer that asks a model: one call for the topics, one for the key message, one for each post."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from bot.domain.base import Language
from bot.domain.brief import Brief
from bot.domain.channel import Channel
from bot.domain.journey import Phase
from bot.domain.model import Call, ModelRequest, OnText
from bot.domain.pack import Finding, KeyMessage, SourceFact, Topic, Usage, Why
from bot.domain.progress import OnEvent, TopicFound
from bot.generation import answers, spread
from bot.generation.ask import ask, partial_items
from bot.generation.content import PostContent, SourceReading
from bot.generation.meter import Estimate, Metered, tokens_alone
from bot.generation.order import Order, Revision
from bot.generation.prompts import Prompts
from bot.knowledge.store import Knowledge

CANDIDATES_PER_TOPIC = 2
WORN_SHOWN = 40
"""Worn phrases named in a prompt: enough to set the tone; the check knows them all."""


class ModelWriter:
    """Writes through `call`, which may be the bare client or one that remembers finished replies. `estimate` says
    what a call took that was stopped after a text."""

    def __init__(
        self,
        call: Call,
        model: str,
        prompts: Prompts,
        knowledge: Knowledge,
        max_tokens: int,
        estimate: Estimate = tokens_alone,
    ) -> None:
        self._call = Metered(call, estimate)
        self._prompts = prompts
        self._knowledge = knowledge
        self._max_tokens = max_tokens
        self.name = f"model:{model}"

    @property
    def usage(self) -> Usage:
        """What has been spent so far."""
        return self._call.usage

    async def topics(self, order: Order, on_event: OnEvent) -> tuple[tuple[Topic, ...], tuple[Topic, ...]]:
        """Streams candidates and shows each one as soon as it differs enough from those shown."""
        return await self._topics(order, on_event)

    async def _topics(
        self, order: Order, on_event: OnEvent, more: str = "", seen: tuple[Topic, ...] = ()
    ) -> tuple[tuple[Topic, ...], tuple[Topic, ...]]:
        """`more` follows the prompt; what is too near to a topic seen before waits in the reserve."""
        wanted = order.brief.topics
        most = wanted * CANDIDATES_PER_TOPIC
        answer = answers.topics_answer(wanted, most)
        prompt = self._prompts.render(
            "topics", {"language": order.language, "wanted": most, "formats": self._formats(order.language)}
        )
        picker = _Picker(order, wanted, on_event, seen)
        task = "more_topics" if more else "topics"
        value = await self._ask(task, order, prompt + more, answer, picker.see)
        return picker.finish(value["candidates"])

    async def key_message(self, order: Order, topics: tuple[Topic, ...]) -> KeyMessage:
        """Asks for the key message; proof ids that the brief does not have are dropped."""
        return await self._key_message(order, topics)

    async def _key_message(self, order: Order, topics: tuple[Topic, ...], more: str = "") -> KeyMessage:
        prompt = self._prompts.render(
            "key_message", {"language": order.language, "topics": [topic.title for topic in topics]}
        )
        task = "other_key_message" if more else "key_message"
        value = await self._ask(task, order, prompt + more, answers.KeyMessageAnswer)
        known = {proof.id for proof in order.brief.proof}
        value["proof"] = [proof for proof in value["proof"] if proof in known]
        return KeyMessage.model_validate(value)

    async def post(self, order: Order, key_message: KeyMessage, topic: Topic, channel: Channel) -> PostContent:
        """Asks for the parts of one post."""
        prompt = self._post_prompt(order, key_message, topic, channel)
        value = await self._ask(f"post_{channel.key}", order, prompt, answers.post_answer(channel))
        return PostContent.model_validate(value)

    async def revise(
        self, order: Order, key_message: KeyMessage, topic: Topic, channel: Channel, revision: Revision
    ) -> PostContent | None:
        """Asks once more, with what the writer delivered and exactly what stands against it."""
        prompt = self._post_prompt(order, key_message, topic, channel) + self._prompts.render(
            "revise",
            {
                "language": order.language,
                "delivered": revision.content.model_dump(mode="json"),
                "findings": told(revision.findings),
                "instruction": "",
            },
        )
        value = await self._ask(f"revise_{channel.key}", order, prompt, answers.post_answer(channel))
        return PostContent.model_validate(value)

    async def read_source(
        self, language: Language, title: str, text: str, phases: tuple[Phase, ...]
    ) -> SourceReading:
        """What a source offers. A fact whose sentence does not literally stand in the source is dropped."""
        prompt = self._prompts.render(
            "from_source",
            {
                "language": language,
                "title": title,
                "text": text,
                "phases": [{"key": phase.key, "job": phase.job[language]} for phase in phases],
            },
        )
        value = await self._request("from_source", "", prompt, answers.SourceAnswer)
        spaced = " ".join(text.split())
        literal = [fact for fact in value["facts"] if " ".join(fact["sentence"].split()) in spaced]
        return SourceReading(
            facts=tuple(
                SourceFact(id=f"S{number}", text=fact["fact"], sentence=fact["sentence"])
                for number, fact in enumerate(literal, 1)
            ),
            phase=value["phase"] if value["phase"] in {phase.key for phase in phases} else None,
            persona_need=value["persona_need"],
            persona_questions=tuple(value["persona_questions"]),
        )

    def _post_prompt(self, order: Order, key_message: KeyMessage, topic: Topic, channel: Channel) -> str:
        return self._prompts.render(
            "post",
            {
                "language": order.language,
                "key_message": key_message.model_dump(mode="json", exclude={"findings"}),
                "topic": topic.model_dump(mode="json", include={"title", "question", "angle"}),
                "channel": channel,
                "belongs": channel.belongs[order.canvas_phase][order.language],
                "address": order.brief.brand.address_on(channel.key),
                "author": order.brief.author,
            },
        )

    def _formats(self, language: Language) -> list[str]:
        return [entry.name[language] for entry in self._knowledge.formats.entries]

    async def _ask(
        self,
        task: str,
        order: Order,
        prompt: str,
        answer: type[answers.Answer],
        on_text: OnText | None = None,
    ) -> dict[str, Any]:
        prefix = self._prompts.render("pack", pack_inputs(order, self._knowledge))
        return await self._request(task, prefix, prompt, answer, on_text)

    async def _request(
        self, task: str, prefix: str, prompt: str, answer: type[answers.Answer], on_text: OnText | None = None
    ) -> dict[str, Any]:
        request = ModelRequest(
            task=task, prefix=prefix, prompt=prompt, schema=answer.model_json_schema(), max_tokens=self._max_tokens
        )
        value, _ = await ask(self._call, request, answer, self._repair, on_text)
        return value.model_dump(mode="json")

    def _repair(self, request: ModelRequest, answer: str, offences: str) -> ModelRequest:
        more = self._prompts.render("repair", {"answer": answer[:8000], "offences": offences})
        return ModelRequest(
            task=request.task,
            prefix=request.prefix,
            prompt=f"{request.prompt}\n{more}",
            schema=request.schema,
            max_tokens=request.max_tokens,
        )


class _Picker:
    """Shows candidates while they arrive, in order, each once, even if a broken stream starts over."""

    def __init__(self, order: Order, wanted: int, on_event: OnEvent, seen: tuple[Topic, ...] = ()) -> None:
        self._order = order
        self._wanted = wanted
        self._on_event = on_event
        self._seen = seen
        self._titles = {topic.title for topic in seen}
        self._shown: list[Topic] = []
        self._reserve: list[Topic] = []
        self._ends = 0

    def see(self, text: str) -> None:
        """Takes in whatever candidates are complete in the text so far."""
        ends = text.count("}")
        if ends != self._ends:  # between two ends no candidate can have become complete
            self._ends = ends
            self._take(partial_items(text, "candidates"))

    def finish(self, candidates: list[dict[str, Any]]) -> tuple[tuple[Topic, ...], tuple[Topic, ...]]:
        """The topics and the reserve; the reserve fills up what spread alone left short."""
        self._take(candidates)
        while len(self._shown) < self._wanted and self._reserve:
            self._show(self._reserve.pop(0))
        return spread.numbered(self._shown, self._reserve, self._seen)

    def _take(self, candidates: list[dict[str, Any]]) -> None:
        for candidate in candidates:
            if candidate.get("title") in self._titles:
                continue
            try:
                answer = answers.TopicAnswer.model_validate(candidate)
            except ValidationError:
                continue  # the whole answer is validated at its end; until then only sound topics are shown
            self._titles.add(answer.title)
            topic = _topic(answer, self._order)
            if spread.is_known(topic, self._seen):
                continue
            if len(self._shown) < self._wanted and spread.differs(topic, [*self._seen, *self._shown]):
                self._show(topic)
            else:
                self._reserve.append(topic)

    def _show(self, topic: Topic) -> None:
        self._shown.append(topic)
        self._on_event(TopicFound(topic))


def told(findings: tuple[Finding, ...]) -> list[dict[str, str]]:
    """Findings as they stand in a prompt."""
    return [{"part": one.part, "words": one.excerpt, "problem": one.message, "fix": one.fix} for one in findings]


def _topic(answer: answers.TopicAnswer, order: Order) -> Topic:
    return Topic(
        id="t0",
        title=answer.title,
        angle=answer.angle,
        question=answer.question,
        format=answer.format,
        keywords=tuple(answer.keywords),
        media=answer.media,
        why=Why(
            need=answer.need,
            phase=order.phase.name[order.language],
            proposition=answer.proposition,
            goal=order.brief.goal or order.phase.job[order.language],
        ),
    )


def pack_inputs(order: Order, knowledge: Knowledge) -> dict[str, Any]:
    """What the shared part of all prompts of one pack is made of; without the persona's name and the ids."""
    brief = order.brief
    return {
        "language": order.language,
        "locale": brief.locale,
        "brand": brief.brand,
        "brief": _brief_data(brief),
        "phase": order.phase,
        "worn": [phrase.replace("*", "…") for phrase in knowledge.phrases["worn"][order.language][:WORN_SHOWN]],
        "angles": [entry.name[order.language] for entry in knowledge.framework("angles").entries],
        "source": brief.source if brief.source and brief.source.permission != "internal" else None,
    }


def _brief_data(brief: Brief) -> dict[str, Any]:
    return brief.model_dump(
        mode="json",
        exclude_none=True,
        exclude={
            "schema_": True,
            "brand": True,
            "source": True,
            "language": True,
            "channels": True,
            "topics": True,
            "utm": True,
            "persona": {"name", "id", "channels", "observed"},
            "proposition": {"id"},
        },
    )
