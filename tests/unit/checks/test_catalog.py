"""All checks together: complete texts, and nothing that any text or channel can break."""

from __future__ import annotations

from string import Formatter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.checks import run
from bot.checks.catalog import CHECKS, MECHANICS
from bot.checks.view import view
from bot.domain.base import LANGUAGES, Language
from bot.domain.check import CheckContext, Draft
from tests.fakes.checking import BY_ID, KNOWLEDGE, brief, channel, context, part

PIECES = (
    *(
        "**vet**",
        "# Kop",
        "#tag",
        "#1",
        "[naam]",
        "{x}",
        "{{ y }}",
        "[link nodig: kaart]",
        "<b>",
        "&amp;",
        "`x`",
        "|---|",
    ),
    *(
        "https://a.nl/x)",
        "a.nl",
        "@b",
        "€5",
        "1,140",
        "3.5%",
        "3:30 pm",
        "12/31/2027",
        "3 Mei",
        "May 3, 2027",
        "99/99/2027",
    ),
    *(
        "👨‍👩‍👧‍👦",
        "🇳🇱🇳🇱",
        "❤️",
        "e\u0301",
        "𝗮𝗯",
        "\u200b",
        "\x00",
        "نص",
        "\u202e",
        "中文",
        "\r\n",
        "\n\n",
        "\t",
    ),
    *(
        "Marieke",
        "Beste Ilse,",
        "Negen van de tien vragen komen op maandag binnen.",
        "je",
        "u",
        "not X but Y",
        "100%",
        "*",
        "\\",
    ),
)
TEXT = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=10).map(" ".join),
    st.text(st.characters(codec="utf-8"), max_size=80),
)
VALUE: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-5, 500), st.floats(allow_nan=True), TEXT),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(("spoken", "title", "text", "start", "end")), inner),
    ),
    max_leaves=6,
)
KEYS = ("hooks", "beats", "hashtags", "subject", "slides", "sections", "first_comment")
PARTS = st.dictionaries(st.sampled_from(KEYS), VALUE, max_size=4)
BRIEF = brief(
    brand={
        "emoji": "none",
        "site": "https://example.com",
        "banned": ["goedkoop"],
        "required": [{"text": "proef", "when": "proef"}],
    },
    persona={"name": "Marieke Jansen", "objections": ["te duur"]},
    link="https://example.com/x",
    utm="utm_source=a",
    commercial_relation=True,
)
SPOKEN: dict[str, Any] = {
    "min_seconds": 5,
    "max_seconds": 9,
    "words_per_minute": 135,
    "hook_max_words": 3,
    "basis": "quoted",
}
REACH = st.sampled_from(("none", "page", "all"))
COUNTERS = st.sampled_from(
    ("characters", "utf16", "weighted", "graphemes", "bytes", "threads", "mastodon", "sms", "words")
)


@st.composite
def settings_of_a_context(draw: st.DrawFn) -> dict[str, Any]:
    """Plain data, so that a failing example can be read."""
    language: Language = draw(st.sampled_from(LANGUAGES))
    return {
        "language": language,
        "locale": draw(st.sampled_from(("nl-NL", "nl-BE") if language == "nl" else ("en-GB", "en-US"))),
        "briefed": draw(st.booleans()),
        "others": draw(st.lists(TEXT, max_size=2)),
        "limit": {"value": draw(st.integers(0, 40)), "counter": draw(COUNTERS), "fold": 5, "basis": "quoted"},
        "hashtags": {
            "min": draw(st.integers(0, 3)),
            "max": 2,
            "basis": draw(st.sampled_from(("quoted", "convention"))),
        },
        "links": {"place": "profile", "clickable": draw(st.booleans()), "max": 1, "reach": draw(REACH)},
        "spoken": draw(st.sampled_from((None, SPOKEN))),
        "merge_fields": draw(st.sampled_from(((), ("{x}",)))),
        "emoji": draw(st.sampled_from(("none", "some", "free"))),
    }


def context_of(given: dict[str, Any]) -> CheckContext:
    limit = given["limit"]
    kinds = (("hooks", "lines"), ("beats", "beats"), ("subject", "line"), ("slides", "slides"))
    on = channel(
        text={"name": {"nl": "Proef", "en": "Trial"}, "limit": limit, "also": [limit], "assemble": ["body"]},
        parts=[part(key, kind, limit=limit, max_chars=3) for key, kind in kinds],
        mentions_max=0,
        forbidden_characters="<€",
        **{key: given[key] for key in ("hashtags", "links", "spoken", "merge_fields", "emoji")},
    )
    others = [Draft("other", text) for text in given["others"]]
    return context(on, given["language"], given["locale"], BRIEF if given["briefed"] else None, others)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXT, PARTS, settings_of_a_context())
def test_no_text_breaks_a_check(text: str, parts: dict[str, Any], given: dict[str, Any]) -> None:
    draft = Draft("trial", text, parts)
    found = run.findings(CHECKS, draft, context_of(given), KNOWLEDGE.check_texts)
    assert all(finding.message and "{excerpt}" not in finding.message for finding in found)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXT, PARTS, settings_of_a_context())
def test_every_remark_is_about_words_that_are_there(
    text: str, parts: dict[str, Any], given: dict[str, Any]
) -> None:
    draft = Draft("trial", text, parts)
    texts = [text for _, text in draft.segments()]
    shown = "\n\n".join((*texts, *(view(text).text for text in texts)))
    for check in MECHANICS:
        for hit in check.find(draft, context_of(given)):
            assert hit.part == "text" or hit.part.startswith(tuple(parts)), check.id
            assert hit.excerpt in shown or check.id == "markup.control", check.id


def test_every_check_has_its_texts_and_every_text_a_check() -> None:
    ours = {check.id for check in MECHANICS}
    families = tuple({f"{name.split('.')[0]}." for name in ours})
    assert {check.id for check in CHECKS} <= set(KNOWLEDGE.check_texts)
    assert {name for name in KNOWLEDGE.check_texts if name.startswith(families)} == ours
    assert len({check.id for check in CHECKS}) == len(CHECKS)


NOT_IN_ONE_TEXT = {
    "key_message.objection_altered",
    "key_message.objection_open",
    "key_message.too_general",
    "length.empty",
}
"""Checks whose offence no single text can show."""


@pytest.mark.parametrize("check", sorted(KNOWLEDGE.check_texts))
def test_every_check_has_an_example_and_the_same_slots_in_both_languages(check: str) -> None:
    texts = KNOWLEDGE.check_texts[check]
    assert texts.example is not None or check in NOT_IN_ONE_TEXT
    for words in (texts.message, texts.fix):
        slots = [{slot for _, slot, _, _ in Formatter().parse(words[language]) if slot} for language in LANGUAGES]
        assert slots[0] == slots[1]


def test_half_a_sign_breaks_nothing() -> None:
    draft = Draft("trial", "a \ud83d #\udc00 b.nl\ud83d 1.5")
    assert [hit.values["sign"] for hit in BY_ID["markup.control"].find(draft, context())] == ["U+D83D"]
    for check in MECHANICS:
        assert all(hit.part == "text" for hit in check.find(draft, context()))


def test_an_ordinary_post_gets_no_remark() -> None:
    text = (
        "Negen van de tien vragen komen op maandag binnen.\n\n"
        "We hebben drie weken bijgehouden wat mensen wilden weten. In 2025 waren het er 1.140, en € 12,50 "
        "per antwoord was de prijs. Open van 9.00 tot 17.30 uur.\n\n#planning #maandag"
    )
    assert run.findings(MECHANICS, Draft("trial", text), context(), KNOWLEDGE.check_texts) == ()
