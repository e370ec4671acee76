"""A text that a person typed: its parts follow as far as they still stand in it, and it is judged anew."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.checks.spoken import seconds_spoken
from bot.domain.rewrite import NotPossibleError
from bot.generation.finish import lengths
from tests.fakes.composing import KNOWLEDGE, bare, example, rich
from tests.fakes.rewriting import BY_RULES, Made, again, by_model, first, script

NEW = "Er staan 300 fietsen klaar."


def edited(made: Made, text: str, part: str = "text") -> Any:
    return BY_RULES.edited(made.brief, made.topic, made.post, text, part)


async def test_everything_is_worked_out_anew() -> None:
    made = await first(rich("nl", phase="consideration"), "linkedin")
    post = edited(made, f"{made.post.text}\n\n{NEW}")
    assert post.text.endswith(NEW)
    assert [claim.standing for claim in post.claims if claim.text == NEW] == ["unproven"]
    assert "claims.unproven" in [one.check for one in post.findings]
    assert post.lengths[0].count == len(post.text)
    assert set(post.claims) > set(made.post.claims)
    assert (post.parts, post.writer, post.variation) == (made.post.parts, "playbook", None)
    back = BY_RULES.edited(made.brief, made.topic, post, made.post.text)
    assert back == made.post.model_copy(update={"variation": None})


async def test_it_is_held_against_the_other_posts() -> None:
    made = await first(example("demo-nl"), "linkedin")
    other = made.post.model_copy(update={"channel": "x"})
    post = BY_RULES.edited(made.brief, made.topic, made.post, made.post.text + "\n\nEn verder.", others=(other,))
    assert "hook.repeated" in [one.check for one in post.findings]
    back = await BY_RULES.rewrite(made.brief, made.key_message, made.topic, made.post, "shorter", others=(other,))
    assert "hook.repeated" in [one.check for one in back.findings]


async def test_a_claim_that_was_struck_out_is_gone() -> None:
    made = await first(example("demo-nl"), "linkedin")
    claim = next(one for one in made.post.claims if one.text in made.post.text and one.kind == "fact")
    post = edited(made, made.post.text.replace(claim.text, ""))
    assert claim.text not in [one.text for one in post.claims if one.part == "text"]


async def test_the_openings_follow_the_text() -> None:
    made = await first(example("demo-nl"), "linkedin")
    first_hook, second, third = made.post.parts["hooks"]
    rest = made.post.text.removeprefix(first_hook)
    assert edited(made, second + rest).parts["hooks"] == [second, first_hook, third]
    assert edited(made, "Een eigen begin." + rest).parts["hooks"] == ["Een eigen begin.", second, third]


async def test_a_film_can_be_typed_line_by_line() -> None:
    made = await first(example("demo-nl"), "tiktok")
    old = made.post.parts["beats"]
    lines = ["Waar begin je dan?", *(beat["spoken"] for beat in old[1:]), "Nog één zin aan het eind."]
    post = edited(made, "\n".join(lines), "beats")
    new = post.parts["beats"]
    assert [beat["spoken"] for beat in new] == lines
    assert [beat["visual"] for beat in new[:-1]] == [beat["visual"] for beat in old]
    assert post.parts["hooks"][0] == lines[0]
    assert [0, *(beat["end"] for beat in new[:-1])] == [beat["start"] for beat in new]
    pace = KNOWLEDGE.channel("tiktok").spoken
    assert pace is not None
    assert all(b["end"] - b["start"] >= seconds_spoken(b["spoken"], pace.words_per_minute) for b in new)
    assert post.text == made.post.text


@pytest.mark.parametrize(
    ("channel", "part", "text", "value"),
    [
        ("email", "subject", " Een ander\nonderwerp ", "Een ander onderwerp"),
        (
            "linkedin_document", "slides", "Eén\nDe eerste.\n\nTwee",
            [{"title": "Eén", "text": "De eerste."}, {"title": "Twee", "text": ""}],
        ),
        ("blog", "outline", "Begin\nMidden\nEind", ["Begin", "Midden", "Eind"]),
        ("podcast", "intro", "Welkom.\n\nVandaag over fietsen.", ["Welkom.", "Vandaag over fietsen."]),
        ("linkedin", "hooks", "Nieuw begin.\nEn een ander.", ["Nieuw begin.", "En een ander."]),
    ],
)  # fmt: skip
async def test_a_part_beside_the_text_can_be_typed(channel: str, part: str, text: str, value: object) -> None:
    made = await first(rich("nl", phase="consideration"), channel)
    post = edited(made, text, part)
    assert post.parts[part] == value
    if part == "hooks":
        assert post.text == made.post.text.replace(made.post.parts["hooks"][0], "Nieuw begin.")
    else:
        assert post.text == made.post.text


@pytest.mark.parametrize(
    ("text", "part", "reason"),
    [
        ("  \n ", "text", "no_text"),
        ("\u202e\u200b", "text", "no_text"),
        ("Iets.", "nothing", "unknown_part"),
        ("Iets.", "cta", "unknown_part"),
    ],
)
async def test_what_cannot_be_typed_is_told(text: str, part: str, reason: str) -> None:
    made = await first(rich("nl", phase="consideration"), "linkedin")
    with pytest.raises(NotPossibleError) as refusal:
        edited(made, text, part)
    assert refusal.value.reason == reason


async def test_the_same_text_is_no_new_version() -> None:
    made = await first(rich("nl", phase="consideration"), "linkedin")
    with pytest.raises(NotPossibleError) as refusal:
        edited(made, f"\n{made.post.text}\n")
    assert refusal.value.reason == "unchanged"


async def test_signs_that_turn_or_hide_text_are_left_out() -> None:
    made = await first(rich("nl", phase="consideration"), "linkedin")
    assert edited(made, "Hal\u202elo\r\ndaar\x00 <b>vet</b>").text == "Hallo\ndaar <b>vet</b>"


async def test_a_model_can_go_on_with_a_persons_text() -> None:
    made = await first(rich("nl", phase="consideration"), "linkedin")
    typed = made._replace(post=edited(made, "Een eigen begin.\n\nEn een eigen verhaal."))
    writing = by_model(script())
    other = await again(typed, "other_hook", typed.post.parts["hooks"][1], writing)
    assert other.post.text == typed.post.text.replace("Een eigen begin.", typed.post.parts["hooks"][1])
    assert "instruct" in writing.ways(typed.post)


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(text=st.text(max_size=300), channel=st.sampled_from(KNOWLEDGE.channel_keys), place=st.integers(0, 20))
def test_whatever_is_typed_becomes_a_post_or_is_refused(text: str, channel: str, place: int) -> None:
    made = asyncio.run(first(bare("nl", phase="awareness"), channel))
    parts = ["text", *(part.key for part in KNOWLEDGE.channel(channel).parts)]
    try:
        post, reason = edited(made, text, parts[place % len(parts)]), None
    except NotPossibleError as refusal:
        post, reason = made.post, refusal.reason
    assert reason in (None, "no_text", "unknown_part", "unchanged")
    assert (post == made.post) == (reason is not None)
    assert post.lengths == lengths(KNOWLEDGE.channel(channel), post.text, post.parts)
