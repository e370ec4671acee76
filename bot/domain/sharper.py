"""Sharper wordings of a proposition: what is offered, and the data that the template writer composes them with."""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from bot.domain.base import Model, Words
from bot.domain.pack import Finding
from bot.domain.playbook import Lines

PartName = Literal["need", "benefit", "better"]
Piece = Literal["text", "need", "benefit", "better"]
Wording = tuple[str, tuple[PartName, ...]]
"""A wording of a proposition, and the questions that it leaves open."""
VERSIONS = 3


class Sharper(NamedTuple):
    """One wording. `missing`: the questions that it leaves open; what nobody told yet stands in the text as a
    placeholder. `findings`: what stands against this wording."""

    text: str
    missing: tuple[PartName, ...]
    findings: tuple[Finding, ...] = ()


class Wordings(Model):
    """How wordings are composed (`kernbot.playbook_proposition/1`).

    `orders`: the pieces of each, in reading order. `needed`: the placeholder for a part that the proposition does
    not have. `hint`: what is added to the one for the need; `{need}` is the persona's. `loose`: empty words that
    may simply be left out before another word.
    """

    schema_: Literal["kernbot.playbook_proposition/1"] = Field(alias="schema")
    orders: Annotated[tuple[tuple[Piece, ...], ...], Field(min_length=VERSIONS, max_length=VERSIONS)]
    needed: dict[PartName, Words]
    hint: Words
    loose: Lines
