"""A plain channel, brief and context for tests of checks, and a way to run one check by its id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bot.checks.catalog import CHECKS
from bot.domain.base import Language
from bot.domain.brief import Brief
from bot.domain.channel import Channel
from bot.domain.check import CheckContext, Draft, Hit
from bot.knowledge.store import Knowledge

KNOWLEDGE = Knowledge([Path("prompts")])
TODAY = date(2026, 6, 1)
BY_ID = {check.id: check for check in CHECKS}
_WORDS = {"nl": "Proef", "en": "Trial"}
_CHANNEL: dict[str, Any] = {
    "schema": "kernbot.channel/1",
    "key": "trial",
    "name": _WORDS,
    "network": "trial",
    "shape": "feed",
    "about": _WORDS,
    "tone": _WORDS,
    "media": "owned",
    "text": {"name": _WORDS, "limit": {"basis": "convention"}, "assemble": ["body"]},
    "parts": [{"key": "body", "kind": "paragraphs", "about": _WORDS}],
    "hashtags": {"min": 0, "max": 30, "basis": "convention"},
    "links": {"place": "text", "clickable": True},
    "belongs": {},
    "verified_on": "2026-06-01",
    "source": "test",
}
_BRIEF: dict[str, Any] = {
    "brand": {"name": "Veldwerk"},
    "persona": {"need": "op tijd weten wat er komt"},
    "phase": "awareness",
    "proposition": {"text": "Elke week een overzicht op papier."},
}


def channel(**changes: Any) -> Channel:
    """A channel without any rule but those given."""
    return Channel.model_validate({**_CHANNEL, **changes})


def limited(value: int | None, **rest: Any) -> Channel:
    """A channel with a limit on its main field; `also` goes to the text, all else to the limit."""
    also = rest.pop("also", ())
    limit = {"value": value, "basis": "documented", **rest}
    return channel(text={"name": _WORDS, "limit": limit, "also": also, "assemble": ["body"]})


def part(key: str, kind: str = "line", **rest: Any) -> dict[str, Any]:
    """A part as a channel's file declares it."""
    return {"key": key, "kind": kind, "about": _WORDS, **rest}


def brief(**changes: Any) -> Brief:
    """A small brief; `brand` and `persona` are added to."""
    joined = {key: {**_BRIEF[key], **changes.pop(key, {})} for key in ("brand", "persona")}
    return Brief.model_validate({**_BRIEF, **joined, **changes})


def context(
    on: Channel | None = None,
    language: Language = "nl",
    locale: str | None = None,
    of: Brief | None = None,
    others: Sequence[Draft] = (),
) -> CheckContext:
    """A context with every phrase list that is shipped."""
    usual = "nl-NL" if language == "nl" else "en-GB"
    return CheckContext(
        language=language,
        locale=locale or usual,
        channel=on or channel(),
        today=TODAY,
        phrases=KNOWLEDGE.phrases,
        brief=of,
        others=others,
    )


def hits(
    check: str, text: str, seen: CheckContext | None = None, parts: Mapping[str, Any] | None = None
) -> list[Hit]:
    """What one check finds."""
    return list(BY_ID[check].find(Draft("trial", text, parts or {}), seen or context()))


def excerpts(
    check: str, text: str, seen: CheckContext | None = None, parts: Mapping[str, Any] | None = None
) -> list[str]:
    """The words that one check objects to."""
    return [hit.excerpt for hit in hits(check, text, seen, parts)]
