"""The shapes that a model's answers must have, bounded so that small local models stop in time."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from bot.checks.claims.memo import Same
from bot.domain.channel import Channel, Part
from bot.domain.pack import ClaimKind, Media
from bot.domain.sharper import VERSIONS, PartName
from bot.domain.understood import Name, Names


class Answer(BaseModel):
    """Base of all answers: no other keys, spaces trimmed."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, defer_build=True)


def _text(longest: int, shortest: int = 1) -> Any:
    return Annotated[str, Field(min_length=shortest, max_length=longest)]


Short = Annotated[str, Field(min_length=1, max_length=80)]
Line = Annotated[str, Field(min_length=1, max_length=200)]
Paragraph = Annotated[str, Field(min_length=1, max_length=600)]
Optional = Annotated[str, Field(max_length=400)] | None


class TopicAnswer(Answer):
    """One candidate topic; `probability` is how typical the model thinks it is."""

    title: Annotated[str, Field(min_length=4, max_length=120)]
    question: Line
    angle: Short
    format: Short
    keywords: Annotated[list[Short], Field(max_length=4)]
    media: Media
    need: Line
    proposition: Line
    probability: Annotated[float, Field(ge=0, le=1)]


class KeyMessageAnswer(Answer):
    """The key message of one phase; `proof` holds ids."""

    core: Line
    promise: Line
    supports: Annotated[list[Line], Field(min_length=1, max_length=5)]
    proof: Annotated[list[Short], Field(max_length=8)]
    objection: Optional
    answer: Optional
    next_step: Line
    tone: Line


class ClaimAnswer(Answer):
    """A claim that the writer made, and what it thinks carries it."""

    text: Paragraph
    kind: ClaimKind
    proof: Annotated[str, Field(max_length=40)] | None
    source_sentence: Optional


class ReplyAnswer(Answer):
    """A likely comment and its answer."""

    comment: Line
    answer: Paragraph


class SourceFactAnswer(Answer):
    """A fact with the literal sentence it stands in."""

    fact: Line
    sentence: Paragraph


class SourceAnswer(Answer):
    """What a source offers: facts, and a proposal of whom it is for and when."""

    facts: Annotated[list[SourceFactAnswer], Field(max_length=12)]
    phase: Short
    persona_need: Line
    persona_questions: Annotated[list[Line], Field(max_length=5)]


class WordingAnswer(Answer):
    """One wording of a proposition, and the questions that it leaves open."""

    text: Annotated[str, Field(min_length=10, max_length=400)]
    missing: Annotated[list[PartName], Field(max_length=3)]


class WordingsAnswer(Answer):
    """Three wordings of a proposition."""

    versions: Annotated[list[WordingAnswer], Field(min_length=VERSIONS, max_length=VERSIONS)]


@lru_cache(maxsize=32)
def understood_answer(names: Names) -> type[Answer]:
    """What a message orders, in keys that exist."""
    persona, phase, channel = (_one_of(group) for group in names)
    most = max(1, len(names.channels))
    return create_model(
        "Understood",
        __base__=Answer,
        persona=(persona | None, ...),
        phase=(phase | None, ...),
        channels=(_several(channel, most), ...),
        about=(Annotated[str, Field(max_length=400)], ...),
    )


def _several(item: Any, most: int) -> Any:
    return Annotated[list[item], Field(max_length=most)]


def _one_of(group: Iterable[Name]) -> Any:
    keys = tuple(name.key for name in group)
    return Literal[keys] if keys else Short


@lru_cache(maxsize=8)
def topics_answer(least: int, most: int) -> type[Answer]:
    """The answer that holds so many candidates."""
    candidates = Annotated[list[TopicAnswer], Field(min_length=least, max_length=most)]
    return create_model("Topics", __base__=Answer, candidates=(candidates, ...))


def post_answer(channel: Channel) -> type[Answer]:
    """The answer for one post: the parts that the channel declares, its claims, replies and picture."""
    return _post_answer(Same(channel))


@lru_cache(maxsize=64)
def _post_answer(of: Same[Channel]) -> type[Answer]:
    """Kept: a class takes milliseconds to make, and memory that only the collector of garbage frees."""
    channel = of.value
    parts = create_model(
        "Parts",
        __base__=Answer,
        **{part.key: (_part(part) | None if part.optional else _part(part), ...) for part in channel.parts},  # type: ignore[call-overload]
    )
    return create_model(
        f"Post_{channel.key}",
        __base__=Answer,
        parts=(parts, ...),
        claims=(Annotated[list[ClaimAnswer], Field(max_length=12)], ...),
        replies=(Annotated[list[ReplyAnswer], Field(max_length=3)], ...),  # none that nothing answers
        image_brief=(Annotated[str, Field(max_length=400)], ...),
        alt_text=(Annotated[str, Field(max_length=300)], ...),
    )


def _part(part: Part) -> Any:
    text = _text(part.max_chars)
    match part.kind:
        case "line":
            return text
        case "lines" | "paragraphs":
            return _listed(text, part)
        case "hashtags":
            return _listed(Annotated[str, Field(min_length=2, max_length=40, pattern=r"^#[^\s#]+$")], part)
        case "beats":
            return _listed(_beat(part.max_chars), part)
        case "slides":
            return _listed(create_model("Slide", __base__=Answer, title=(_text(80), ...), text=(text, ...)), part)
        case "sections":
            return _listed(
                create_model("Section", __base__=Answer, heading=(_text(100), ...), text=(text, ...)), part
            )


def _listed(item: Any, part: Part) -> Any:
    return Annotated[list[item], Field(min_length=part.min, max_length=part.max)]


def _beat(longest: int) -> type[Answer]:
    second = Annotated[int, Field(ge=0, le=3600)]
    return create_model(
        "Beat",
        __base__=Answer,
        start=(second, ...),
        end=(second, ...),
        visual=(_text(200), ...),
        spoken=(_text(longest), ...),
        on_screen=(Annotated[str, Field(max_length=80)], ...),
    )
