"""The template writer: in every phase, on every channel, in every form of address, its text obeys the rules."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.brief import Brief
from bot.domain.check import texts_in
from bot.generation.assemble import main_text
from tests.fakes.composing import (
    CANVAS,
    KNOWLEDGE,
    PHASES,
    bare,
    compose,
    in_phase,
    obeys,
    public,
    rich,
    topics,
)

SLOT = re.compile(r"\{(?!first_name\}|voornaam\})[a-z_]+\d?\}|<[^<>|\n]*\|[^<>\n]*>")
JE = re.compile(r"\b(?:je|jij|jou|jouw|jezelf|jullie)\b", re.IGNORECASE)
U = re.compile(r"\b(?:u|uw|uzelf)\b", re.IGNORECASE)


@pytest.mark.parametrize("key", KNOWLEDGE.channel_keys)
@pytest.mark.parametrize(("language", "address"), [("nl", "je"), ("nl", "u"), ("nl", "neutral"), ("en", "je")])
def test_every_phase_composes_on_every_channel(key: str, language: str, address: str) -> None:
    for phase in CANVAS:
        for brief in (bare(language, address), rich(language, address)):
            content = compose(in_phase(brief, phase), key)
            obeys(KNOWLEDGE.channel(key), content)
            own = "\n".join(public(content))
            assert not SLOT.search(own), (phase, SLOT.search(own))
            assert 2 <= len(content.replies) <= 3, phase
            assert content.alt_text
            if language == "nl":
                assert address == "je" or not JE.search(own), (phase, JE.search(own))
                assert address == "u" or not U.search(own), (phase, U.search(own))


@pytest.mark.parametrize(("journey", "phase"), PHASES)
def test_every_phase_of_every_model_has_twelve_topics(journey: str, phase: str) -> None:
    for language, address in (("nl", "je"), ("nl", "u"), ("nl", "neutral"), ("en", "neutral")):
        for brief in (bare(language, address), rich(language, address)):
            shown, reserve = topics(in_phase(brief, phase, journey))
            titles = {topic.title.lower() for topic in (*shown, *reserve)}
            assert len(shown) == 6
            assert len(titles) == len(shown) + len(reserve) >= 12
            assert not any("{" in text for topic in (*shown, *reserve) for _, text in texts_in(topic.model_dump()))


@pytest.mark.parametrize("place", range(0, 30, 3))
@pytest.mark.parametrize("phase", CANVAS)
def test_a_post_can_be_made_from_any_topic(phase: str, place: int) -> None:
    for key in ("linkedin", "tiktok"):
        obeys(KNOWLEDGE.channel(key), compose(in_phase(rich(), phase), key, place))


_SIGNS = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Co", "Cn"])
LINES = st.one_of(
    st.sampled_from(
        [
            "Hoe lang duurt het?",
            "wil dat collega's fietsen zonder gedoe",
            "minder gedoe",
            "{{ 7*7 }}",
            "{question} <je|uw> {if_asset}",
            "Wat kost het, en waarom?",
            "“Een citaat” in een “citaat”",
            "Zeg => niets",
            "🚴🚴🚴 fietsen",
            "'s avonds",
            "a" * 390,
            "ﷺ" * 60,
            "漢字" * 40,
            "...",
            "1.234.567,89 euro van de 2.000.000",
            "Van de rest weten we niets.",
        ]
    ),
    st.text(_SIGNS, min_size=1, max_size=90).map(str.strip).filter(bool),
)


def some(strategy: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[list[Any]]:
    return st.lists(strategy, max_size=most)


@st.composite
def briefs(draw: st.DrawFn) -> Brief:
    journey, phase = draw(st.sampled_from(PHASES))
    maybe = st.none() | LINES
    fields = {
        "language": draw(st.sampled_from(["nl", "en"])),
        "brand": {
            "name": draw(LINES),
            "sector": draw(maybe),
            "address": draw(st.sampled_from(["je", "u", "neutral"])),
            "banned": draw(some(LINES, 2)),
            "required": [{"text": text} for text in draw(some(LINES, 1))],
        },
        "persona": {
            "need": draw(LINES),
            "questions": draw(some(LINES)),
            "decision_factors": draw(some(LINES)),
            "objections": [{"text": draw(LINES), "answer": draw(maybe)} for _ in range(draw(st.integers(0, 2)))],
            "vocabulary": draw(some(LINES, 2)),
        },
        "journey": journey,
        "phase": phase,
        "proposition": {
            key: draw(LINES if key == "text" else maybe) for key in ("text", "need", "benefit", "better")
        },
        "terms": {key: draw(maybe) for key in ("problem", "solution", "product", "alternative")},
        "proof": [
            {"id": f"B{n}", "text": text, "source": draw(maybe)} for n, text in enumerate(draw(some(LINES)))
        ],
        "assets": [
            {"id": f"A{n}", "kind": draw(LINES), "title": text} for n, text in enumerate(draw(some(LINES, 2)))
        ],
        "trigger": draw(maybe),
        "keywords": draw(some(LINES, 2)),
        "link": draw(st.none() | st.just("https://veldwerk.example/een-lang-adres?met=vraag")),
        "commercial_relation": draw(st.booleans()),
    }
    if draw(st.booleans()):
        text = ". ".join(draw(st.lists(LINES, min_size=1, max_size=4)))
        fields["source"] = {"title": draw(LINES), "text": text, "permission": "publish"}
    return Brief.model_validate(fields)


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(brief=briefs(), key=st.sampled_from(KNOWLEDGE.channel_keys), place=st.integers(0, 40))
def test_whatever_a_brief_holds_the_post_obeys(brief: Brief, key: str, place: int) -> None:
    channel = KNOWLEDGE.channel(key)
    content = compose(brief, key, place)
    obeys(channel, content)
    given_slots = set(SLOT.findall(brief.model_dump_json()))
    assert set(SLOT.findall("\n".join(public(content)))) <= given_slots
    assert main_text(channel, content.parts).strip()
    if "49" not in brief.model_dump_json():
        assert "49" not in main_text(channel, content.parts)
    assert content == compose(brief, key, place)
    shown, reserve = topics(brief)
    assert len({topic.title.lower() for topic in (*shown, *reserve)}) >= 12
