"""The methods of the literature as lists: seven P's, media, persuasion, binding levels, goals, formats."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bot.domain.base import Model, Words


class Entry(Model):
    """One row of a framework. `use` is how a text can use it; `phases` are canvas7 keys it fits."""

    key: str
    name: Words
    meaning: Words
    examples: Words | None = None
    use: Words | None = None
    phases: tuple[str, ...] = ()
    inferred: bool = False


class Framework(Model):
    """A method with its rows (`kernbot.framework/1`)."""

    schema_: Literal["kernbot.framework/1"] = Field(alias="schema")
    key: str
    name: Words
    purpose: Words
    source: str
    date: str
    steps: tuple[Words, ...] = ()
    caution: Words | None = None
    entries: tuple[Entry, ...]


class Figure(Model):
    """A figure with where it comes from and when it was true; figures age."""

    key: str
    name: Words
    value: str
    source: str
    date: str


class Figures(Model):
    """All figures of the literature (`kernbot.figures/1`)."""

    schema_: Literal["kernbot.figures/1"] = Field(alias="schema")
    entries: tuple[Figure, ...]
