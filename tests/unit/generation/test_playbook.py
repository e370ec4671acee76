"""The template writer: whatever the brief, channel, phase and form of address, what it composes obeys the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.checks.counters import count
from bot.checks.spoken import seconds_spoken
from bot.domain.brief import Brief
from bot.domain.channel import Channel
from bot.domain.pack import Topic
from bot.generation.answers import post_answer
from bot.generation.assemble import main_text
from bot.generation.content import PostContent
from bot.generation.playbook import PlaybookWriter
from bot.knowledge import yaml_file
from bot.knowledge.store import Knowledge

KNOWLEDGE = Knowledge([Path("prompts")])
WRITER = PlaybookWriter(KNOWLEDGE)
EXAMPLES = sorted(Path("prompts/examples").glob("*.yaml"))
CANVAS = [phase.key for phase in KNOWLEDGE.journey("canvas7").phases]
PHASES = [
    (journey, phase.key) for journey in KNOWLEDGE.journey_keys for phase in KNOWLEDGE.journey(journey).phases
]
SLOT = re.compile(r"\{(?!first_name\}|last_name\}|company\})[a-z_]+\d?\}|<[^<>|\n]*\|")
JE = re.compile(r"\b(?:je|jij|jou|jouw|jezelf|jullie)\b", re.IGNORECASE)
U = re.compile(r"\b(?:u|uw|uzelf)\b", re.IGNORECASE)


def example(name: str) -> Brief:
    path = Path("prompts/examples") / f"{name}.yaml"
    return yaml_file.parse(path, yaml_file.read(path), Brief)


def bare(language: str, address: str = "neutral", **more: Any) -> Brief:
    """The least a brief may hold, in words that address nobody."""
    words = {
        "nl": {"need": "wil dat collega's fietsen zonder gedoe", "text": "Fietsen die rijden."},
        "en": {"need": "wants colleagues to cycle without fuss", "text": "Bikes that run."},
    }[language]
    return Brief.model_validate(
        {
            "language": language,
            "brand": {"name": "Veldwerk", "address": address},
            "persona": {"need": words["need"]},
            "phase": "awareness",
            "proposition": {"text": words["text"]},
            **more,
        }
    )


def rich(language: str, address: str = "neutral") -> Brief:
    """A brief with something in every field, in words that address nobody."""
    fields: dict[str, Any] = {
        "nl": {
            "terms": {"problem": "lekke banden", "solution": "leasefietsen", "product": "een leasefiets", "alternative": "een eigen fiets"},
            "proposition": {
                "text": "Leasefietsen met een monteur op de stoep.",
                "need": "Een fiets die stilstaat, kost een middag.",
                "benefit": "Iedereen fietst weer voor vijven.",
                "better": "De monteur staat waar de fiets staat.",
            },
            "proof": [
                {"id": "B1", "text": "In 2025 was 91 procent van de reparaties dezelfde dag klaar.", "source": "werkbonnen"},
                {"id": "B2", "text": "Van de rest was de helft de dag erna klaar.", "source": "werkbonnen"},
                {"id": "B3", "text": "De pechlijn is bereikbaar van 7 tot 22 uur.", "source": "contract"},
            ],
            "assets": [{"id": "A1", "kind": "film", "title": "Een dag met de monteur", "url": "https://veldwerk.example/dag"}],
            "persona": {
                "need": "wil dat collega's fietsen zonder gedoe",
                "questions": ["Hoe lang staat een fiets stil bij een reparatie?", "Wie neemt de pechlijn op?"],
                "decision_factors": ["bereikbaarheid", "reparatietijd"],
                "objections": [{"text": "Dat wordt gedoe met reparaties.", "answer": "De monteur komt langs, elke week."}],
            },
        },
        "en": {
            "terms": {"problem": "flat tyres", "solution": "company bikes", "product": "a company bike", "alternative": "a private bike"},
            "proposition": {
                "text": "Company bikes with a mechanic at the door.",
                "need": "A bike that stands still costs an afternoon.",
                "benefit": "Everybody rides again before five.",
                "better": "The mechanic works where the bike stands.",
            },
            "proof": [
                {"id": "B1", "text": "In 2025, 91 percent of repairs were ready the same day.", "source": "work orders"},
                {"id": "B2", "text": "Of the rest, half were ready a day later.", "source": "work orders"},
                {"id": "B3", "text": "The helpline is open from 7 am to 10 pm.", "source": "contract"},
            ],
            "assets": [{"id": "A1", "kind": "film", "title": "A day with the mechanic", "url": "https://veldwerk.example/day"}],
            "persona": {
                "need": "wants colleagues to cycle without fuss",
                "questions": ["How long does a repair take?", "Who answers the helpline?"],
                "decision_factors": ["availability", "repair time"],
                "objections": [{"text": "That means trouble with repairs.", "answer": "The mechanic calls in, every week."}],
            },
        },
    }[language]
    return bare(language, address, **fields, keywords=["fiets", "bike"], link="https://veldwerk.example/dag")


def compose(brief: Brief, channel: Channel, place: int = 0) -> tuple[PostContent, Topic]:
    phase = KNOWLEDGE.phase(brief.journey, brief.phase)
    canvas = KNOWLEDGE.nearest_phase(brief.journey, brief.phase)
    topics, reserve = WRITER.topics(brief, phase, canvas, brief.topics)
    topic = (*topics, *reserve)[place % (len(topics) + len(reserve))]
    message = WRITER.key_message(brief, phase, canvas)
    return WRITER.post(brief, phase, canvas, message, topic, channel), topic


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inside in value.values():
            yield from texts(inside)
    elif isinstance(value, list | tuple):
        for inside in value:
            yield from texts(inside)


def public(content: PostContent) -> list[str]:
    """All that was composed. How the picture is made is a note to the team, half of it the channel's own words."""
    replies = [text for reply in content.replies for text in (reply.comment, reply.answer)]
    return [*texts(content.parts), *replies, content.alt_text]


def obeys(channel: Channel, content: PostContent) -> None:
    """Every bound that a model's answer would have to obey, the limit of the whole text, and the script's clock."""
    answer = content.model_dump(include={"parts", "replies", "image_brief", "alt_text"}, mode="json")
    answer["claims"] = []
    answer["parts"] = {part.key: content.parts.get(part.key) for part in channel.parts}
    post_answer(channel).model_validate(answer)
    text = main_text(channel, content.parts)
    for limit in (channel.text.limit, *channel.text.also):
        assert limit.value is None or count(text, limit.counter) <= limit.value, (channel.key, text)
    assert not set(channel.forbidden_characters) & set(text)
    hooks = content.parts.get("hooks", [])
    assert len(set(hooks)) == len(hooks)
    if channel.text.limit.fold and channel.text.assemble[0] == "hooks":
        assert len(hooks[0]) <= channel.text.limit.fold
    beats = content.parts.get("beats", [])
    if channel.spoken and beats:
        assert beats[0]["spoken"] == hooks[0]
        assert [beat["end"] for beat in beats[:-1]] == [beat["start"] for beat in beats[1:]]
        assert beats[0]["start"] == 0
        assert channel.spoken.min_seconds <= beats[-1]["end"] <= channel.spoken.max_seconds
        for beat in beats:
            needed = seconds_spoken(beat["spoken"], channel.spoken.words_per_minute)
            assert beat["end"] - beat["start"] >= needed


@pytest.mark.parametrize("key", KNOWLEDGE.channel_keys)
@pytest.mark.parametrize(("language", "address"), [("nl", "je"), ("nl", "u"), ("nl", "neutral"), ("en", "je")])
def test_every_phase_composes_on_every_channel(key: str, language: str, address: str) -> None:
    channel = KNOWLEDGE.channel(key)
    for phase in CANVAS:
        for brief in (bare(language, address), rich(language, address)):
            content, _ = compose(brief.model_copy(update={"phase": phase}), channel)
            obeys(channel, content)
            own = "\n".join(public(content))
            assert not SLOT.search(own), (phase, SLOT.search(own))
            assert address == "je" or not JE.search(own), (phase, JE.search(own), own)
            assert address == "u" or language == "en" or not U.search(own), (phase, own)


@pytest.mark.parametrize(("journey", "phase"), PHASES)
def test_every_phase_of_every_model_has_twelve_topics(journey: str, phase: str) -> None:
    for language, address in (("nl", "je"), ("nl", "u"), ("nl", "neutral"), ("en", "neutral")):
        for brief in (bare(language, address), rich(language, address)):
            asked = brief.model_copy(update={"journey": journey, "phase": phase})
            found = KNOWLEDGE.phase(journey, phase)
            topics, reserve = WRITER.topics(asked, found, KNOWLEDGE.nearest_phase(journey, phase), 6)
            titles = {topic.title.lower() for topic in (*topics, *reserve)}
            assert len(topics) == 6
            assert len(titles) == len(topics) + len(reserve) >= 12
            assert not any("{" in text for topic in topics for text in texts(topic.model_dump()))
