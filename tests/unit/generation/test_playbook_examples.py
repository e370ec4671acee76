"""The shipped briefs: their packs block nothing, share no sentence, and name no persona."""

from __future__ import annotations

import asyncio
from datetime import date
from functools import lru_cache
from itertools import combinations

import pytest

from bot.checks.view import View
from bot.domain.pack import Pack
from bot.generation.finish import Finisher
from bot.generation.order import order_for
from bot.generation.pipeline import make_pack
from bot.generation.writers import TemplateWriter
from tests.fakes.composing import EXAMPLES, KNOWLEDGE, WRITER, compose, example, public, topics

FINISHER = Finisher(KNOWLEDGE.phrases, KNOWLEDGE.check_texts)
TODAY = date(2026, 11, 22)
CHANNELS = ("linkedin", "tiktok", "instagram", "email", "x", "blog")
LABEL_WORDS = 3
"""Fixed labels and greetings are this short."""


@lru_cache(maxsize=16)
def pack(name: str) -> Pack:
    order = order_for(example(name), KNOWLEDGE, TODAY)
    return asyncio.run(make_pack(order, TemplateWriter(WRITER), FINISHER, lambda event: None))


def sentences(name: str) -> set[str]:
    brief = example(name)
    shown, _ = topics(brief)
    message = WRITER.key_message(brief, KNOWLEDGE.phase(brief.journey, brief.phase), brief.phase)
    texts = [topic.title for topic in shown] + [message.core, message.promise, message.next_step]
    for key in CHANNELS:
        texts += public(compose(brief, key))
    found = {sentence.text.lower() for text in texts for sentence in View(text).sentences}
    return {sentence for sentence in found if len(View(sentence).words) > LABEL_WORDS}


def test_the_shipped_briefs_cover_languages_forms_phases_and_a_source() -> None:
    briefs = [example(name) for name in EXAMPLES]
    assert {brief.language for brief in briefs} == {"nl", "en"}
    assert {brief.brand.address_on("email") for brief in briefs if brief.language == "nl"} == {
        "je",
        "u",
        "neutral",
    }
    assert {brief.locale for brief in briefs} == {"nl-NL", "en-GB", "en-US"}
    assert {brief.phase for brief in briefs} >= {
        "awareness",
        "consideration",
        "preference",
        "experience",
        "ambassador",
    }
    assert any(brief.source for brief in briefs)


@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_blocks_a_shipped_pack(name: str) -> None:
    made = pack(name)
    assert made.key_message.findings == ()
    for post in made.posts:
        assert [finding for finding in post.findings if finding.severity == "blocking"] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_posts_of_a_pack_open_and_read_differently(name: str) -> None:
    found = {finding.check for post in pack(name).posts for finding in post.findings}
    assert found.isdisjoint({"hook.repeated", "hook.alike", "duplicates.post", "duplicates.within"})


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_persona_is_not_named(name: str) -> None:
    brief = example(name)
    assert brief.persona.name
    for key in CHANNELS:
        content = compose(brief, key)
        assert brief.persona.name not in "\n".join([*public(content), content.image_brief])


def test_no_sentence_stands_in_the_packs_of_two_briefs() -> None:
    found = {name: sentences(name) for name in EXAMPLES}
    for one, other in combinations(EXAMPLES, 2):
        assert found[one] & found[other] == set(), (one, other)
