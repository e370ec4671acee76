"""Whatever a brief holds: no crash, no blank slot, no text over its limit, nothing executed."""

from __future__ import annotations

import asyncio
import re
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.brief import Brief
from bot.domain.pack import Pack
from bot.generation.finish import Finisher
from bot.generation.order import order_for
from bot.generation.pipeline import make_pack
from bot.generation.playbook import PlaybookWriter
from bot.generation.writers import TemplateWriter
from bot.knowledge.store import Knowledge
from bot.services.markdown import pack_markdown

KNOWLEDGE = Knowledge([Path("prompts")])
FINISHER = Finisher(KNOWLEDGE.phrases, KNOWLEDGE.check_texts)
PHASES = [
    (journey, phase.key) for journey in KNOWLEDGE.journey_keys for phase in KNOWLEDGE.journey(journey).phases
]
SLOT = re.compile(r"\{[a-z_]+\}")

_LETTERS = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Co", "Cn"])
LINES = st.one_of(
    st.sampled_from(
        [
            "Hoe lang duurt het?",
            "wil geen gedoe",
            "{{ 7 * 7 }}",
            "{brand}",
            "<b>vet</b>",
            "Wat kost het, en waarom?",
            "🚴 fietsen",
            "a" * 390,
            "Dit is “een citaat”",
            "DROP TABLE posts; --",
            "مرحبا",
            "ﷺ" * 60,
        ]
    ),
    st.text(_LETTERS, min_size=1, max_size=120).map(str.strip).filter(bool),
)
TEXTS = st.one_of(LINES, st.lists(LINES, min_size=1, max_size=6).map("\n".join))


def some(strategy: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[list[Any]]:
    return st.lists(strategy, max_size=most)


@st.composite
def briefs(draw: st.DrawFn) -> Brief:
    """Any brief that the program accepts, on any two channels."""
    journey, phase = draw(st.sampled_from(PHASES))
    proof = [
        {"id": f"B{number}", "text": text, "period": draw(st.none() | LINES)}
        for number, text in enumerate(draw(some(LINES)))
    ]
    assets = [{"id": f"A{n}", "kind": "film", "title": text} for n, text in enumerate(draw(some(LINES)))]
    return Brief.model_validate(
        {
            "language": draw(st.sampled_from(["nl", "en"])),
            "brand": {
                "name": draw(LINES),
                "address": draw(st.sampled_from(["je", "u", "neutral"])),
                "banned": draw(some(LINES)),
                "emoji": draw(st.sampled_from(["none", "some", "free"])),
            },
            "persona": {
                "name": draw(st.none() | LINES),
                "need": draw(TEXTS),
                "situation": draw(st.none() | TEXTS),
                "questions": draw(some(LINES)),
                "decision_factors": draw(some(LINES)),
                "objections": draw(some(LINES | st.fixed_dictionaries({"text": LINES, "answer": TEXTS}))),
                "vocabulary": draw(some(LINES)),
            },
            "journey": journey,
            "phase": phase,
            "proposition": {
                "text": draw(TEXTS),
                "need": draw(st.none() | TEXTS),
                "benefit": draw(st.none() | TEXTS),
                "better": draw(st.none() | TEXTS),
            },
            "terms": {key: draw(st.none() | LINES) for key in ("problem", "solution", "product", "alternative")},
            "source": draw(st.none() | st.fixed_dictionaries({"title": LINES, "text": TEXTS})),
            "proof": proof,
            "assets": assets,
            "goal": draw(st.none() | LINES),
            "keywords": draw(some(LINES)),
            "channels": draw(
                st.lists(st.sampled_from(KNOWLEDGE.channel_keys), min_size=1, max_size=2, unique=True)
            ),
            "author": draw(st.sampled_from(["page", "person"])),
            "link": draw(st.none() | st.just("https://merk.example/pagina")),
            "commercial_relation": draw(st.booleans()),
        }
    )


def pack_for(brief: Brief) -> Pack:
    order = order_for(brief, KNOWLEDGE, date(2026, 6, 1))
    writer = TemplateWriter(PlaybookWriter(KNOWLEDGE))
    return asyncio.run(make_pack(order, writer, FINISHER, lambda event: None))


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(briefs())
def test_any_brief_becomes_a_sound_pack(brief: Brief) -> None:
    pack = pack_for(brief)
    assert len(pack.topics) == brief.topics
    given_slots = set(SLOT.findall(brief.model_dump_json()))
    for post in pack.posts:
        channel = KNOWLEDGE.channel(post.channel)
        assert post.text.strip()
        texts = [post.text, *map(str, post.parts.values()), post.image_brief, post.alt_text]
        slots = {slot for text in texts for slot in SLOT.findall(text)}
        assert slots <= given_slots | set(channel.merge_fields)
        assert "49" not in post.text or "49" in brief.model_dump_json()
        for length in post.lengths:
            assert length.limit is None or length.count <= length.limit, (post.channel, length)
        for claim in post.claims:
            assert claim.standing != "proven" or claim.proof or claim.source_sentence or claim.reason
    phase = KNOWLEDGE.phase(brief.journey, brief.phase)
    channels = {key: KNOWLEDGE.channel(key) for key in brief.channels}
    assert pack_markdown(pack, phase, channels, KNOWLEDGE.labels).startswith("# ")
    again = Pack.model_validate_json(pack.model_dump_json(by_alias=True))
    assert again == pack
