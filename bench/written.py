"""What the fake model answers: the template writer's own pack, so that answers have the length of real ones."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from bench.posts import ROOT, TODAY
from bot.domain.channel import Channel
from bot.domain.pack import KeyMessage, Topic
from bot.generation.content import PostContent
from bot.generation.order import order_for
from bot.generation.playbook import PlaybookWriter
from bot.generation.writers import TemplateWriter
from bot.knowledge.store import Knowledge
from bot.services import briefs


@dataclass(frozen=True)
class Written:
    """Answers as JSON, by task: `topics`, `key_message`, and the key of a channel for its post."""

    answers: Mapping[str, str]
    names: Mapping[str, str]
    """The channel keys by the name that a prompt calls them."""

    @classmethod
    async def for_brief(cls, path: Path, channels: Sequence[str]) -> Self:
        """Writes everything once, without a model."""
        knowledge = Knowledge([ROOT / "prompts"])
        fallbacks = briefs.Fallbacks("nl", "canvas7", tuple(channels), 6)
        brief, _ = briefs.complete(briefs.read(path, channels=channels), knowledge, fallbacks)
        order = order_for(brief, knowledge, TODAY)
        writer = TemplateWriter(PlaybookWriter(knowledge))
        topics, reserve = await writer.topics(order, lambda event: None)
        message = await writer.key_message(order, topics)
        answers = {"topics": _topics((*topics, *reserve)), "key_message": _key_message(message)}
        for channel in order.channels:
            answers[channel.key] = _post(channel, await writer.post(order, message, topics[0], channel))
        return cls(answers, {channel.name[order.language]: channel.key for channel in order.channels})

    def task(self, prompt: str) -> str:
        """What a prompt asks for. Raises ValueError when it is none of the known tasks."""
        tasks = [line for line in prompt.splitlines() if line.startswith(("# Opdracht: ", "# Task: "))]
        if not tasks:
            raise ValueError("no task in this prompt")
        name = tasks[-1].split("`")[1]
        return self.names[tasks[-1].split("`, ")[1]] if name == "post" else name

    def answer(self, prompt: str) -> str:
        """The answer to a prompt."""
        return self.answers[self.task(prompt)]


def _topics(topics: Sequence[Topic]) -> str:
    candidates = [
        topic.model_dump(include={"title", "question", "angle", "format", "keywords", "media"}, mode="json")
        | {"need": topic.why.need[:200], "proposition": topic.why.proposition[:200], "probability": 0.2}
        for topic in topics[:12]
    ]
    return json.dumps({"candidates": candidates}, ensure_ascii=False)


def _key_message(message: KeyMessage) -> str:
    return message.model_dump_json(exclude={"findings"})


def _post(channel: Channel, content: PostContent) -> str:
    parts: dict[str, Any] = {part.key: content.parts.get(part.key) for part in channel.parts}
    answer = content.model_dump(mode="json", include={"claims", "replies", "image_brief", "alt_text"})
    return json.dumps({"parts": parts, **answer}, ensure_ascii=False)
