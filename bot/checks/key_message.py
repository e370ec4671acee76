"""Checks on the key message: the objection gets a literal answer, and the core says more than the brand's line."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz

from bot.checks.claims import CHECKS as CLAIMS
from bot.checks.placeholders import CHECKS as PLACEHOLDERS
from bot.checks.view import View
from bot.checks.words import CHECKS as WORDS
from bot.checks.worn import CHECKS as WORN
from bot.domain.check import Check, CheckContext, Draft, Hit

TOO_GENERAL = 92
"""Token-sort ratio with the proposition from which a core line adds nothing to it."""


def objection_open(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """An objection of the persona that the key message leaves without an answer."""
    objections = context.brief.persona.objections if context.brief else ()
    if not objections:
        return
    if not draft.parts.get("objection"):
        yield Hit(objections[0].text, {"objection": objections[0].text})
    elif not draft.parts.get("answer"):
        yield Hit(draft.parts["objection"], {"objection": draft.parts["objection"]}, "answer")


def objection_altered(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """An objection that is not in the persona's own words."""
    objection = draft.parts.get("objection")
    known = [_bare(one.text) for one in context.brief.persona.objections] if context.brief else []
    if objection and known and _bare(objection) not in known:
        yield Hit(objection, {"objection": context.brief.persona.objections[0].text if context.brief else ""})


def too_general(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A core that only repeats the proposition."""
    if context.brief and fuzz.token_sort_ratio(draft.text, context.brief.proposition.text) >= TOO_GENERAL:
        yield Hit(draft.text)


def _bare(text: str) -> str:
    return " ".join(word.lower for word in View(text).words)


KEY_MESSAGE_CHECKS: tuple[Check, ...] = (
    Check("key_message.objection_open", "blocking", objection_open),
    Check("key_message.objection_altered", "advice", objection_altered),
    Check("key_message.too_general", "advice", too_general),
    *PLACEHOLDERS,
    *(check for check in WORDS if check.id == "words.banned"),
    *WORN,
    *CLAIMS,
)
