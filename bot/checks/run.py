"""Runs checks over a draft and words what they find."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.domain.check import Check, CheckContext, CheckTexts, Draft, Hit
from bot.domain.pack import Finding


def findings(
    checks: Iterable[Check], draft: Draft, context: CheckContext, texts: Mapping[str, CheckTexts]
) -> tuple[Finding, ...]:
    """All findings, blocking ones first, each worded in the language of the context."""
    found = [_finding(check, hit, context, texts) for check in checks for hit in check.find(draft, context)]
    return tuple(sorted(found, key=lambda finding: finding.severity != "blocking"))


def _finding(check: Check, hit: Hit, context: CheckContext, texts: Mapping[str, CheckTexts]) -> Finding:
    words = texts[check.id]
    language = context.language
    values = {"excerpt": hit.excerpt, **hit.values}
    return Finding(
        check=check.id,
        severity=check.severity,
        message=words.message[language].format_map(values),
        fix=words.fix[language].format_map(values),
        excerpt=hit.excerpt,
        part=hit.part,
    )
