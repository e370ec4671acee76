"""What a marketer puts in: brand, persona, proposition, proof, source, and the brief that joins them."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from bot.domain.base import Language, Model

Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=400, pattern=r"^[^\r\n]*$")]
EntryId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,39}$")]

Address = Literal["je", "u", "neutral"]
Emoji = Literal["none", "some", "free"]
Locale = Literal["nl-NL", "nl-BE", "en-GB", "en-US"]
Permission = Literal["publish", "anonymous", "internal"]
DEFAULT_ADDRESS = "default"
MAX_SOURCE = 100_000
"""Characters in a source."""


class RequiredWord(Model):
    """A text that must appear, always or when the post is about `when` (a word to look for)."""

    text: Line
    when: Line | None = None


class Brand(Model):
    """The sender. `address` is one form, or one for each channel with the key `default` for the rest."""

    name: Line
    sector: Line | None = None
    address: Address | dict[str, Address] = "je"
    locale: Locale | None = None
    voice: Text | None = None
    banned: tuple[Line, ...] = ()
    preferred: tuple[Line, ...] = ()
    required: tuple[RequiredWord, ...] = ()
    emoji: Emoji = "some"
    site: Line | None = None

    def address_on(self, channel: str) -> Address:
        """The form of address on a channel."""
        if isinstance(self.address, str):
            return self.address
        return self.address.get(channel) or self.address.get(DEFAULT_ADDRESS) or "je"


class Objection(Model):
    """What the persona would say against it, in their words, and our answer where the team has one."""

    text: Line
    answer: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain_text(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value


class Persona(Model):
    """Who it is for. The name is for the team only and never appears in a post.

    `observed` names the fields that rest on what was seen or measured; all others are assumptions.
    """

    id: EntryId | None = None
    name: Line | None = None
    role: Line | None = None
    need: Text
    situation: Text | None = None
    questions: tuple[Line, ...] = ()
    decision_factors: tuple[Line, ...] = ()
    objections: tuple[Objection, ...] = ()
    vocabulary: tuple[Line, ...] = ()
    channels: tuple[str, ...] = ()
    attachment: Literal["secure", "anxious", "avoidant"] | None = None
    observed: tuple[str, ...] = ()


class Proposition(Model):
    """What is promised, in one or two sentences, and the three parts it should answer."""

    id: EntryId | None = None
    text: Text
    need: Text | None = None
    benefit: Text | None = None
    better: Text | None = None


class Terms(Model):
    """Noun phrases for the slots of a customer question; without them the slot-free wording is taken."""

    problem: Line | None = None
    solution: Line | None = None
    product: Line | None = None
    alternative: Line | None = None


class Source(Model):
    """A text the team may draw on. Its title may stand in a post, so none is made up from a file's name.

    `permission`: `publish` (may be stated), `anonymous` (may be stated, nobody named) or
    `internal` (not outside; what rests on it stays unproven).
    """

    id: EntryId | None = None
    title: Line | None = None
    text: Annotated[str, StringConstraints(min_length=1, max_length=MAX_SOURCE)]
    date: datetime.date | None = None
    permission: Permission = "internal"


class Proof(Model):
    """A fact the team stands for. `valid_until` is the last day it may be used."""

    id: EntryId
    text: Line
    source: Line | None = None
    period: Line | None = None
    scope: Line | None = None
    valid_until: datetime.date | None = None


class Asset(Model):
    """A page, film, download or event that really exists; only these may be mentioned or linked."""

    id: EntryId
    kind: Line
    title: Line
    url: Line | None = None


class Brief(Model):
    """One order: persona x phase x proposition, and what helps to write for it (`kernbot.brief/1`)."""

    schema_: Literal["kernbot.brief/1"] = Field(default="kernbot.brief/1", alias="schema")
    language: Language = "nl"
    brand: Brand
    persona: Persona
    journey: str = "canvas7"
    phase: str
    proposition: Proposition
    terms: Terms = Terms()
    source: Source | None = None
    proof: tuple[Proof, ...] = ()
    assets: tuple[Asset, ...] = ()
    goal: str | None = None
    trigger: Line | None = None
    keywords: tuple[Line, ...] = ()
    channels: tuple[str, ...] = ()
    author: Literal["page", "person"] = "page"
    link: Line | None = None
    utm: Line | None = None
    commercial_relation: bool = False
    topics: Annotated[int, Field(ge=1, le=20)] = 6

    @property
    def locale(self) -> Locale:
        """The brand's locale, or the usual one of the language."""
        if self.brand.locale and self.brand.locale.startswith(self.language):
            return self.brand.locale
        return "nl-NL" if self.language == "nl" else "en-GB"


class Workspace(Model):
    """Everything of one brand in one file; a brief may name its entries by id (`kernbot.workspace/1`)."""

    schema_: Literal["kernbot.workspace/1"] = Field(default="kernbot.workspace/1", alias="schema")
    brand: Brand
    personas: tuple[Persona, ...] = ()
    propositions: tuple[Proposition, ...] = ()
    proof: tuple[Proof, ...] = ()
    assets: tuple[Asset, ...] = ()
    sources: tuple[Source, ...] = ()
