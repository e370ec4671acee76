"""The example on a check's page in the docs triggers that check, on some channel and brief where it applies.

An example is one text. A scene puts it where the check looks: in the main field of a shipped channel, one line a
hook, one line a shot (`0-3: words`), or also in another post of the pack.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from bot.checks.catalog import CHECKS
from bot.domain.base import LANGUAGES, Language
from bot.domain.brief import Brief
from bot.domain.channel import Channel
from bot.domain.check import Check, CheckContext, Draft
from tests.fakes.checking import KNOWLEDGE, brief

Scene = Callable[[str, Language], tuple[Draft, CheckContext]]
PAGE = {"nl": "https://example.com/rondleiding", "en": "https://example.com/tour"}
SHOT = re.compile(r"^(\d+)-(\d+): (.+)$", re.MULTILINE)
EXAMPLES = [
    pytest.param(check, language, example[language], id=f"{check.id}-{language}")
    for check in CHECKS
    for language in LANGUAGES
    if (example := KNOWLEDGE.check_texts[check.id].example) is not None and example[language] != ""
]
NOT_IN_THE_TEXT = {"length.empty"}
"""Checks of which no text can be an example."""


def order(language: Language, **changes: Any) -> Brief:
    return brief(
        language=language,
        brand={"site": "https://example.com", **changes.pop("brand", {})},
        persona={"name": "Marieke"},
        link=PAGE[language],
        **changes,
    )


def scene(
    on: Channel, of: Brief | None, language: Language, phase: str, others: tuple[Draft, ...] = ()
) -> CheckContext:
    usual = "nl-NL" if language == "nl" else "en-GB"
    return CheckContext(
        language=language,
        locale=of.locale if of else usual,
        channel=on,
        today=date(2026, 6, 1),
        phrases=KNOWLEDGE.phrases,
        brief=of,
        phase=KNOWLEDGE.phase("canvas7", phase),
        canvas_phase=phase,
        others=others,
    )


def scenes(text: str, language: Language) -> Iterator[tuple[Draft, CheckContext]]:
    """Every place an example may be meant for, the plainest first."""
    phases = [phase.key for phase in KNOWLEDGE.journey("canvas7").phases]
    channels = [KNOWLEDGE.channel(key) for key in KNOWLEDGE.channel_keys]
    for on in channels:
        yield Draft(on.key, text), scene(on, order(language, utm="utm_source=post"), language, phases[0])
    for phase in phases:
        yield Draft("linkedin", text), scene(KNOWLEDGE.channel("linkedin"), order(language), language, phase)
    yield from _in_parts(text, language, channels, phases[0])
    yield from _for_other_brands(text, language, phases[0])


def _in_parts(
    text: str, language: Language, channels: list[Channel], phase: str
) -> Iterator[tuple[Draft, CheckContext]]:
    shots = [{"start": int(m[1]), "end": int(m[2]), "spoken": m[3], "visual": ""} for m in SHOT.finditer(text)]
    for on in channels:
        of = order(language)
        yield Draft(on.key, "x", {"hooks": text.splitlines()}), scene(on, of, language, phase)
        other = (Draft("linkedin", text),)
        yield Draft(on.key, text), scene(on, of, language, phase, other)
        if on.spoken and shots:
            hard = on.model_copy(update={"spoken": on.spoken.model_copy(update={"basis": "documented"})})
            for spoken in (on, hard):
                yield Draft(on.key, "x", {"beats": shots}), scene(spoken, of, language, phase)


def _for_other_brands(text: str, language: Language, phase: str) -> Iterator[tuple[Draft, CheckContext]]:
    button = KNOWLEDGE.channel("linkedin").links.model_copy(update={"place": "button", "reach": "none"})
    proof = {"nl": "Van de 80 dakgoten bleken er 12 lek.", "en": "Of the 80 gutters 12 turned out to leak."}
    line = " ".join(text.split())[:400] or "x"
    brands: list[dict[str, Any]] = [
        {"proof": [{"id": "B1", "text": line}]},
        {"proof": [{"id": "B1", "text": line, "valid_until": date(2026, 1, 31)}]},
        {"source": {"title": "Verslag", "text": line, "permission": "internal"}},
        {"proposition": {"text": line}},
        {"proof": [{"id": "B1", "text": proof[language]}]},
        {"brand": {"emoji": "none", "address": "u", "banned": ("ontzorgen", "seamless", "goedkoop", "cheap")}},
        {
            "brand": {"address": "je", "preferred": ("medewerker -> collega", "employee -> colleague")},
            "author": "person",
        },
        {"brand": {"address": "neutral"}, "commercial_relation": True},
        {"brand": {"required": [{"text": "proefrit"}], "locale": "nl-BE" if language == "nl" else "en-US"}},
    ]
    for changes in brands:
        of = order(language, **changes)
        for on in (
            KNOWLEDGE.channel("linkedin"),
            KNOWLEDGE.channel("linkedin").model_copy(update={"links": button}),
        ):
            yield Draft(on.key, text), scene(on, of, language, phase)


@pytest.mark.parametrize(("check", "language", "example"), EXAMPLES)
def test_the_example_shows_the_fault(check: Check, language: Language, example: str) -> None:
    assert any(list(check.find(draft, seen)) for draft, seen in scenes(example, language))


def test_every_check_has_an_example_in_some_language() -> None:
    shown = {parameters.values[0].id for parameters in EXAMPLES}
    assert {check.id for check in CHECKS} - shown <= NOT_IN_THE_TEXT
