"""Briefs, and what the template writer makes of them, for its tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.checks.counters import count
from bot.checks.spoken import seconds_spoken
from bot.domain.brief import Brief
from bot.domain.channel import Channel, Part
from bot.domain.check import texts_in
from bot.domain.pack import Topic
from bot.generation.answers import post_answer
from bot.generation.assemble import main_text
from bot.generation.content import PostContent
from bot.generation.playbook import PlaybookWriter
from bot.knowledge import yaml_file
from bot.knowledge.store import Knowledge

KNOWLEDGE = Knowledge([Path("prompts")])
WRITER = PlaybookWriter(KNOWLEDGE)
EXAMPLES = sorted(path.stem for path in Path("prompts/examples").glob("*.yaml"))
CANVAS = [phase.key for phase in KNOWLEDGE.journey("canvas7").phases]
PHASES = [
    (journey, phase.key) for journey in KNOWLEDGE.journey_keys for phase in KNOWLEDGE.journey(journey).phases
]
_WORDS: dict[str, dict[str, Any]] = {
    "nl": {
        "least": {"need": "wil dat collega's fietsen zonder gedoe", "text": "Fietsen die rijden."},
        "terms": {"problem": "lekke banden", "solution": "leasefietsen", "product": "een leasefiets"},
        "proposition": {
            "text": "Leasefietsen met een monteur op de stoep.",
            "need": "Een fiets die stilstaat, kost een middag.",
            "benefit": "Iedereen fietst weer voor vijven.",
            "better": "De monteur staat waar de fiets staat.",
        },
        "proof": [
            {
                "id": "B1",
                "text": "In 2025 was 91 procent van de reparaties dezelfde dag klaar.",
                "source": "bonnen",
            },
            {"id": "B2", "text": "Van de rest was de helft de dag erna klaar.", "source": "bonnen"},
            {"id": "B3", "text": "De pechlijn is bereikbaar van 7 tot 22 uur.", "source": "contract"},
        ],
        "persona": {
            "need": "wil dat collega's fietsen zonder gedoe",
            "questions": ["Hoe lang staat een fiets stil bij een reparatie?", "Wie neemt de pechlijn op?"],
            "decision_factors": ["bereikbaarheid", "reparatietijd"],
            "objections": [
                {"text": "Dat wordt gedoe met reparaties.", "answer": "De monteur komt langs, elke week."}
            ],
        },
    },
    "en": {
        "least": {"need": "wants colleagues to cycle without fuss", "text": "Bikes that run."},
        "terms": {"problem": "flat tyres", "solution": "company bikes", "product": "a company bike"},
        "proposition": {
            "text": "Company bikes with a mechanic at the door.",
            "need": "A bike that stands still costs an afternoon.",
            "benefit": "Everybody rides again before five.",
            "better": "The mechanic works where the bike stands.",
        },
        "proof": [
            {"id": "B1", "text": "In 2025, 91 percent of repairs were ready the same day.", "source": "orders"},
            {"id": "B2", "text": "Of the rest, half were ready a day later.", "source": "orders"},
            {"id": "B3", "text": "The helpline is open from 7 am to 10 pm.", "source": "contract"},
        ],
        "persona": {
            "need": "wants colleagues to cycle without fuss",
            "questions": ["How long does a repair take?", "Who answers the helpline?"],
            "decision_factors": ["availability", "repair time"],
            "objections": [
                {"text": "That means trouble with repairs.", "answer": "The mechanic calls in, every week."}
            ],
        },
    },
}


def example(name: str) -> Brief:
    """A brief that is shipped."""
    path = Path("prompts/examples") / f"{name}.yaml"
    return yaml_file.parse(path, yaml_file.read(path), Brief)


def bare(language: str = "nl", address: str = "neutral", **more: Any) -> Brief:
    """The least a brief may hold, in words that address nobody."""
    least = _WORDS[language]["least"]
    fields = {
        "language": language,
        "brand": {"name": "Veldwerk", "address": address},
        "persona": {"need": least["need"]},
        "phase": "awareness",
        "proposition": {"text": least["text"]},
    }
    return Brief.model_validate({**fields, **more})


def rich(language: str = "nl", address: str = "neutral", **more: Any) -> Brief:
    """A brief with something in every field, in words that address nobody."""
    words = {key: value for key, value in _WORDS[language].items() if key != "least"}
    asset = {"id": "A1", "kind": "film", "title": "Met de monteur mee", "url": "https://veldwerk.example/dag"}
    fields = {"assets": [asset], "keywords": ["fiets", "bike"], "link": "https://veldwerk.example/dag"}
    return bare(language, address, **{**words, **fields, **more})


def in_phase(brief: Brief, phase: str, journey: str = "canvas7") -> Brief:
    """The same brief in another phase."""
    return brief.model_copy(update={"journey": journey, "phase": phase})


def topics(brief: Brief, writer: PlaybookWriter = WRITER) -> tuple[tuple[Topic, ...], tuple[Topic, ...]]:
    """The topics of a brief, and the reserve."""
    phase = KNOWLEDGE.phase(brief.journey, brief.phase)
    return writer.topics(brief, phase, KNOWLEDGE.nearest_phase(brief.journey, brief.phase), brief.topics)


def compose(brief: Brief, channel: str, place: int = 0, writer: PlaybookWriter = WRITER) -> PostContent:
    """The post on the topic at `place`, reserve included."""
    phase = KNOWLEDGE.phase(brief.journey, brief.phase)
    canvas = KNOWLEDGE.nearest_phase(brief.journey, brief.phase)
    shown, reserve = topics(brief, writer)
    every = (*shown, *reserve)
    message = writer.key_message(brief, phase, canvas)
    return writer.post(brief, phase, canvas, message, every[place % len(every)], KNOWLEDGE.channel(channel))


def public(content: PostContent) -> list[str]:
    """All that was composed; how the picture is made is a note to the team, half of it the channel's words."""
    replies = [text for reply in content.replies for text in (reply.comment, reply.answer)]
    return [*(text for _, text in texts_in(content.parts)), *replies, content.alt_text]


def obeys(channel: Channel, content: PostContent) -> None:
    """Every bound that a model's answer has to obey, the limit of the whole text, and the script's clock."""
    answer = content.model_dump(include={"parts", "replies", "image_brief", "alt_text"}, mode="json")
    answer["claims"] = []
    answer["parts"] = {part.key: _filled(part, content.parts.get(part.key)) for part in channel.parts}
    post_answer(channel).model_validate(answer)
    text = main_text(channel, content.parts)
    for limit in (channel.text.limit, *channel.text.also):
        assert limit.value is None or count(text, limit.counter) <= limit.value, (channel.key, text)
    assert set(channel.forbidden_characters).isdisjoint(text)
    hooks = content.parts.get("hooks", [])
    assert len(set(hooks)) == len(hooks)
    fold = channel.text.limit.fold
    if fold and channel.text.assemble[0] == "hooks":
        assert len(text.partition("\n")[0]) <= fold
    _keeps_time(channel, content)


def _filled(part: Part, value: Any) -> Any:
    """A part with as many hashtags as a model owes: the template writer has words for some only."""
    if part.kind != "hashtags" or (value is None and part.optional):
        return value
    found = value or []  # a brand may have no word that makes a hashtag
    assert found == list(dict.fromkeys(found))
    return [*found, *(f"#more{number}" for number in range(part.min - len(found)))]


def _keeps_time(channel: Channel, content: PostContent) -> None:
    beats = content.parts.get("beats", [])
    if channel.spoken is None or not beats:
        return
    assert beats[0]["spoken"] == content.parts["hooks"][0]
    assert [0, *(beat["end"] for beat in beats[:-1])] == [beat["start"] for beat in beats]
    assert channel.spoken.min_seconds <= beats[-1]["end"] <= channel.spoken.max_seconds
    for beat in beats:
        assert beat["end"] - beat["start"] >= seconds_spoken(beat["spoken"], channel.spoken.words_per_minute)
