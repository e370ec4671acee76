"""A post that cannot be approved can always be dealt with: what shuts approval can be typed anew or is a claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.conversation.areas.posts_change import editable
from bot.conversation.screens.posts_view import View
from bot.domain.brief import Brief
from bot.domain.channel import Channel
from bot.domain.pack import Finding, Post, Reply
from bot.generation.finish import Finisher, blocking
from bot.generation.order import order_for
from tests.fakes.composing import CANVAS, KNOWLEDGE, bare, compose, in_phase, rich, topics

FINISHER = Finisher(KNOWLEDGE.phrases, KNOWLEDGE.check_texts)
TODAY = date(2026, 11, 20)
FIXED_FIELDS = re.compile(r"\]\.(visual|on_screen)$")
"""What a typed script leaves as it was."""


def sparse(language: str, proof: int) -> Brief:
    """A brief with so many proof points, an objection that nobody answered, and nothing to link to."""
    brief = rich(language, "je")
    open_ones = tuple(one.model_copy(update={"answer": None}) for one in brief.persona.objections)
    persona = brief.persona.model_copy(update={"objections": open_ones})
    chosen = [one for one in brief.proof if one.id != "B2"][:proof]
    return brief.model_copy(update={"persona": persona, "proof": tuple(chosen), "assets": (), "link": None})


def finished(brief: Brief, channel: Channel, place: int = 0, **changed: Any) -> Post:
    order = order_for(brief.model_copy(update={"channels": (channel.key,)}), KNOWLEDGE, TODAY)
    content = compose(brief, channel.key, place).model_copy(update=changed)
    return FINISHER.post(order, topics(brief)[0][0], channel, content, "playbook")


def within_reach(finding: Finding, post: Post, channel: Channel) -> bool:
    """Whether a person can type that part anew, or tick, prove or weaken the claim."""
    if any(claim.part == finding.part and finding.excerpt in claim.text for claim in post.claims):
        return True
    version = SimpleNamespace(content=post)
    seen = cast(View, SimpleNamespace(held=SimpleNamespace(version=version), channel=channel))
    key = re.split(r"[.\[]", finding.part)[0]
    return key in {"text", *editable(seen)} and not FIXED_FIELDS.search(finding.part)


def stuck(brief: Brief, key: str) -> Iterator[tuple[str, str, str]]:
    channel = KNOWLEDGE.channel(key)
    for place in (0, 3):
        post = finished(brief, channel, place)
        for finding in blocking(post):
            if not within_reach(finding, post, channel):
                yield finding.check, finding.part, finding.excerpt


@pytest.mark.parametrize("key", KNOWLEDGE.channel_keys)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_whatever_shuts_approval_can_be_dealt_with(language: str, key: str) -> None:
    for phase in CANVAS:
        for brief in (bare(language), *(sparse(language, proof) for proof in range(3))):
            assert list(stuck(in_phase(brief, phase), key)) == [], phase


def test_what_nobody_can_type_anew_is_left_out_when_it_shuts_approval() -> None:
    replies = (
        Reply(comment="Hoe dan?", answer="[bewijs nodig: ons antwoord op deze vraag]"),
        Reply(comment="Voor wie?", answer="Voor iedereen die een fiets heeft."),
    )
    alt_text = "Een kaart met [bewijs nodig: cijfer] erop."
    post = finished(rich(phase="consideration"), KNOWLEDGE.channel("linkedin"), replies=replies, alt_text=alt_text)
    assert post.replies == replies[1:]
    assert post.alt_text == ""
    assert not [finding for finding in blocking(post) if finding.check.startswith("placeholders.")]
