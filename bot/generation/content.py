"""What a writer delivers for one post, before code assembles the text."""

from __future__ import annotations

from typing import Any

from bot.domain.base import Model
from bot.domain.pack import ClaimKind, Reply, SourceFact, Variation


class WrittenClaim(Model):
    """A claim as the writer sees it; rules look for more and decide what stands.

    `text` is the sentence as it stands in the post, `proof` the id of the proof point meant to carry it,
    `source_sentence` the literal sentence of the source.
    """

    text: str
    kind: ClaimKind = "fact"
    proof: str | None = None
    source_sentence: str | None = None


class PostContent(Model):
    """The parts of one post, by the keys that its channel declares.

    By kind of part: line: str · lines, paragraphs, hashtags: list of str · beats: list of {start, end,
    visual, spoken, on_screen} · slides: list of {title, text} · sections: list of {heading, text}.
    """

    parts: dict[str, Any]
    claims: tuple[WrittenClaim, ...] = ()
    replies: tuple[Reply, ...] = ()
    image_brief: str = ""
    alt_text: str = ""
    writer: str | None = None
    """Who wrote it, when that is another than the pack's writer."""
    variation: Variation | None = None
    """Which of its texts this is, when the template writer wrote it."""


class SourceReading(Model):
    """What a source offers: facts with their literal sentences, and a proposal of when and for whom.

    `phases`: every phase that it speaks of, the one proposed first: the moments of a small series.
    """

    facts: tuple[SourceFact, ...] = ()
    phase: str | None = None
    phases: tuple[str, ...] = ()
    persona_need: str | None = None
    persona_questions: tuple[str, ...] = ()
