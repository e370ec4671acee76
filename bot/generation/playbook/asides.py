"""A fact right behind a question reads as its answer: one that answers something else is told as an aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from bot.domain.channel import Channel, Part
from bot.generation.playbook.desk import Desk, Fits
from bot.generation.playbook.lines import Piece, Written
from bot.generation.playbook.material import Material

_ASIDE = "aside"
"""The pool of words that a fact begins with where it does not answer the question in front of it."""
_NEED = "need"


def parted(desk: Desk, before: str, written: Sequence[Written], fits: Fits) -> list[str]:
    """The paragraphs, in which a fact only follows a question at once where it answers it; `before` is what stands
    above the first. A fact that is no answer opens as an aside, as far as there are words for it that fit."""
    texts: list[str] = []
    for last, one in pairwise([Written(before), *written]):
        piece = _bare(desk.material, one)
        if piece is None or not _asks(last.text) or _answers(desk.material, last.text, one):
            texts.append(one.text)
            continue
        told = f" {piece.low or piece.text}{one.text.removeprefix(piece.text)}"
        aside = desk.line(_ASIDE, partial(_fits_before, told, fits))
        texts.append(aside.text + told if aside else one.text)
    return texts


def above(part: Part, channel: Channel, made: Mapping[str, Any]) -> str:
    """The opening where a part stands right below it in the main field, else nothing."""
    joined = channel.text.assemble
    place = joined.index(part.key) if part.key in joined else 0
    value = made.get(joined[place - 1]) if place else None
    return value[0] if isinstance(value, list) and isinstance(value[0], str) else ""


def _fits_before(told: str, fits: Fits, text: str) -> bool:
    return fits(text + told)


def _bare(material: Material, one: Written) -> Piece | None:
    """The fact or offer that a paragraph opens with, when it does so without a word in front."""
    pieces = (
        *(fact.piece for fact in material.facts),
        *(piece for name, piece in material.parts.items() if name != _NEED),
        *material.said,
    )
    return next((piece for piece in pieces if piece.key in one.keys and one.text.startswith(piece.text)), None)


def _asks(text: str) -> bool:
    return text.rstrip("”’ ").endswith("?")


def _answers(material: Material, text: str, one: Written) -> bool:
    """Whether the fact answers the question that ends the text before it."""
    asked = (piece.text for piece in material.questions if text.rstrip("”’ ").endswith(piece.text))
    matched = (material.match(question) for question in asked)
    return any(piece is not None and piece.key in one.keys for piece in matched)
