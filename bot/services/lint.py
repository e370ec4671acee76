"""The checks over a text from outside, with as much context as there is."""

from __future__ import annotations

from datetime import date

from bot.checks import run
from bot.checks.catalog import CHECKS
from bot.domain.base import Language
from bot.domain.brief import Brief
from bot.domain.channel import Channel
from bot.domain.check import CheckContext, Draft
from bot.domain.pack import Finding
from bot.knowledge.store import Knowledge


def lint(
    text: str, channel: Channel, language: Language, brief: Brief | None, knowledge: Knowledge, today: date
) -> tuple[Finding, ...]:
    """All findings on a text; without a brief nothing carries a claim, so every fact blocks."""
    if brief is not None:
        brief = brief.model_copy(update={"language": language})
    context = CheckContext(
        language=language,
        locale=brief.locale if brief else ("nl-NL" if language == "nl" else "en-GB"),
        channel=channel,
        today=today,
        phrases=knowledge.phrases,
        brief=brief,
        phase=knowledge.phase(brief.journey, brief.phase) if brief else None,
        canvas_phase=knowledge.nearest_phase(brief.journey, brief.phase) if brief else None,
    )
    return run.findings(CHECKS, Draft(channel.key, text), context, knowledge.check_texts)
