"""Journey models (klantreizen), their phases and the mapping between the models."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bot.domain.base import Item, Language, Model, Words

CtaStrength = Literal["soft", "medium", "hard", "service", "relation", "social"]


class Question(Model):
    """A customer question. `nl` / `en` may hold the slots {problem} {solution} {product} {brand}
    {alternative} {benefit} {situation}; `free` says the same without a slot."""

    nl: str
    en: str
    free: Words
    inferred: bool = True
    from_source: bool = False

    def __getitem__(self, language: Language) -> str:
        return self.nl if language == "nl" else self.en


class Phase(Model):
    """One phase of a journey: what the customer does and wants there and what a text must do."""

    key: str
    name: Words
    aliases: tuple[Words, ...] = ()
    inherits: tuple[str, ...] = ()
    """Phases `model.phase` that fill the fields left empty here (funnel stages)."""
    job: Words
    """One-line job of a post in this phase."""
    doing: Words | None = None
    questions: tuple[Question, ...] = ()
    company_goal: Words | None = None
    information_need: Words | None = None
    must: tuple[Item, ...] = ()
    must_not: tuple[Item, ...] = ()
    tone: tuple[Item, ...] = ()
    touchpoints: tuple[Item, ...] = ()
    means: tuple[Item, ...] = ()
    formats: tuple[Item, ...] = ()
    cta: tuple[Item, ...] = ()
    cta_strength: CtaStrength
    proof_type: Words
    avoid: Words
    kpis: tuple[Item, ...] = ()
    risks: tuple[Item, ...] = ()
    key_message_job: Words
    notes: tuple[Item, ...] = ()


class PhaseGroup(Model):
    """Phases that the source takes together under one name."""

    key: str
    name: Words
    phases: tuple[str, ...]
    note: Words


class Journey(Model):
    """A journey model: phases in order (`kernbot.journey/1`)."""

    schema_: Literal["kernbot.journey/1"] = Field(alias="schema")
    key: str
    name: Words
    summary: Words
    strongest_for: Words
    source: str
    date: str
    groups: tuple[PhaseGroup, ...] = ()
    facts: tuple[Item, ...] = ()
    phases: tuple[Phase, ...]


class Crossing(Model):
    """One row of the mapping: the phases of the models that stand for the same moment."""

    moment: str
    name: Words
    phases: dict[str, tuple[str, ...]]
    """Model key to phase keys, nearest first; empty where the model has no such phase."""
    demand_generation: Words | None = None
    notes: tuple[Item, ...] = ()


class FalseFriend(Model):
    """A name that means something else in another model; never translate by name."""

    word: Words
    phases: tuple[str, ...]
    warning: Words


class Mapping(Model):
    """How the models correspond (`kernbot.mapping/1`)."""

    schema_: Literal["kernbot.mapping/1"] = Field(alias="schema")
    source: str
    date: str
    rules: tuple[Item, ...]
    """Rules that hold for every model."""
    rows: tuple[Crossing, ...]
    false_friends: tuple[FalseFriend, ...]
    warnings: tuple[Item, ...] = ()
    related: tuple[Item, ...] = ()
