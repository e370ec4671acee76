"""The shape of an export for other programs (`kernbot.export/1`)."""

from __future__ import annotations

import datetime
from typing import Any, Literal

from pydantic import ConfigDict, Field

from bot.domain.base import Language, Model
from bot.domain.pack import Claim, Reply
from bot.domain.records import DecisionKind, Origin


class _Exact(Model):
    """Text as it is kept: an export trims nothing."""

    model_config = ConfigDict(str_strip_whitespace=False)


class ExportedTick(_Exact):
    """A claim that somebody answered for; `carried_by` is the proof and its version, or a source's sentence."""

    sentence: str
    carried_by: str
    kind: Literal["ticked", "confirmed", "not_a_claim"]
    person: str
    at: datetime.datetime


class ExportedOutsider(_Exact):
    """Whose word a member reported, how it came and when."""

    name: str
    organisation: str
    via: str
    on: datetime.date
    attachment: str = ""


class ExportedDecision(_Exact):
    """A line of the record. `version` is the number of the version it was about, if that is known, and `hash` what
    that was when it was decided."""

    kind: DecisionKind
    person: str
    at: datetime.datetime
    opened_at: datetime.datetime | None
    version: int | None
    hash: str
    level: str | None
    reason: str
    ticks: tuple[ExportedTick, ...]
    self_approval: bool
    responsible: str | None
    writer: str
    outsider: ExportedOutsider | None


class ExportedPublished(_Exact):
    """Where and when it went out; `same` whether the text there equals the approved one."""

    url: str
    at: datetime.datetime
    same: bool


class ExportedVersion(_Exact):
    """The approved version: its number, hash (sha256 of channel, language, text, parts and claims) and makers.

    `author` is None for what a writer made unasked; `templates` is the hash of the templates it was made with.
    """

    number: int
    hash: str
    origin: Origin
    author: str | None
    writer: str
    templates: str
    approved_by: tuple[str, ...]
    at: datetime.datetime


class ExportedPost(_Exact):
    """A post exactly as it is to be posted, with the record of its review."""

    brand: str
    channel: str
    language: Language
    topic: str
    phase: str
    state: Literal["approved", "planned", "published"]
    text: str
    parts: dict[str, Any]
    alt_text: str
    image_brief: str
    replies: tuple[Reply, ...]
    claims: tuple[Claim, ...]
    slot: datetime.date | None
    published: ExportedPublished | None
    check_again: bool
    version: ExportedVersion
    record: tuple[ExportedDecision, ...]


class Export(_Exact):
    """Approved posts with their record."""

    schema_: Literal["kernbot.export/1"] = Field(default="kernbot.export/1", alias="schema")
    exported_at: datetime.datetime
    posts: tuple[ExportedPost, ...]
