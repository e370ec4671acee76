"""Contexts for the checks on language, style, persuasion and phase, and a way to run one of them by its id."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.checks import (
    address,
    language,
    persuasion,
    phases,
    proposition,
    readability,
    relation,
    style,
    words,
    worn,
)
from bot.domain.base import Language
from bot.domain.brief import Brief
from bot.domain.channel import Channel
from bot.domain.check import Check, CheckContext, Draft, Hit
from tests.fakes.checking import KNOWLEDGE, TODAY, brief, channel

CHECKS: tuple[Check, ...] = tuple(
    check
    for family in (worn, address, language, style, words, persuasion, phases, relation, readability)
    for check in family.CHECKS
)
PROPOSITION_CHECKS = proposition.PROPOSITION_CHECKS
BY_ID = {check.id: check for check in (*CHECKS, *PROPOSITION_CHECKS)}
LOCALES: dict[Language, str] = {"nl": "nl-NL", "en": "en-GB"}


def seen(
    language: Language = "nl",
    phase: str | None = None,
    of: Brief | None = None,
    on: Channel | None = None,
    locale: str | None = None,
    today: date = TODAY,
) -> CheckContext:
    """A context with every list that is shipped; `phase` is one of canvas7."""
    return CheckContext(
        language=language,
        locale=locale or LOCALES[language],
        channel=on or channel(),
        today=today,
        phrases=KNOWLEDGE.phrases,
        brief=of,
        phase=KNOWLEDGE.phase("canvas7", phase) if phase else None,
        canvas_phase=phase,
    )


def branded(**brand: Any) -> Brief:
    """A brief with these properties of the brand."""
    return brief(brand=brand)


def hits(check: str, text: str, context: CheckContext, parts: Mapping[str, Any] | None = None) -> list[Hit]:
    """What one check finds."""
    return list(BY_ID[check].find(Draft("trial", text, parts or {}), context))


def excerpts(check: str, text: str, context: CheckContext, parts: Mapping[str, Any] | None = None) -> list[str]:
    """The words that one check objects to."""
    return [hit.excerpt for hit in hits(check, text, context, parts)]
