"""From order to pack with a scripted model: what is asked, in which order, and what happens when it goes wrong."""

from __future__ import annotations

import copy
import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.domain.brief import Source
from bot.domain.channel import Channel
from bot.domain.errors import ModelFailedError, RefusedError
from bot.domain.pack import Pack
from bot.domain.progress import Event, KeyMessageReady, PostReady, TopicFound
from bot.generation.at_once import at_once
from bot.generation.finish import Finisher, blocking
from bot.generation.model_writer import ModelWriter
from bot.generation.order import Order, order_for
from bot.generation.pipeline import make_pack
from bot.generation.playbook import PlaybookWriter
from bot.generation.prompts import Prompts
from bot.generation.writers import FallbackWriter, TemplateWriter
from bot.knowledge.store import Knowledge
from bot.services import briefs
from tests.fakes.calls import KEY_MESSAGE, ScriptedCall, topics

KNOWLEDGE = Knowledge([Path("prompts")])
FINISHER = Finisher(KNOWLEDGE.phrases, KNOWLEDGE.check_texts)
TEMPLATE = TemplateWriter(PlaybookWriter(KNOWLEDGE))
FALLBACKS = briefs.Fallbacks(language="nl", journey="canvas7", channels=("linkedin",), topics=6)


def the_order(*channels: str) -> Order:
    file = briefs.read(Path("tests/data/brief-nl.yaml"), channels=channels)
    brief, _ = briefs.complete(file, KNOWLEDGE, FALLBACKS)
    return order_for(brief, KNOWLEDGE, date(2026, 6, 1))


def parts_of(channel: Channel, sentence: str) -> dict[str, Any]:
    """The least that the channel accepts, around one sentence."""
    filled: dict[str, Any] = {}
    for number, part in enumerate(channel.parts):
        text = f"{sentence} {channel.key} {part.key}."[: part.max_chars]
        match part.kind:
            case "line":
                filled[part.key] = None if part.optional else text
            case "hashtags":
                filled[part.key] = [f"#trap{number}{n}" for n in range(part.min)]
            case "beats":
                beat = {"visual": "Een trap.", "spoken": text[:60], "on_screen": "trap"}
                filled[part.key] = [{"start": 5 * n, "end": 5 * n + 5, **beat} for n in range(part.min)]
            case "slides":
                filled[part.key] = [{"title": f"Kaart {n}", "text": text} for n in range(part.min)]
            case "sections":
                filled[part.key] = [{"heading": f"Deel {n}", "text": text} for n in range(part.min)]
            case _:
                filled[part.key] = [f"{n} {text}"[: part.max_chars] for n in range(part.min)]
    return filled


def post(channel: str, sentence: str = "De trap blijft staan") -> dict[str, Any]:
    return {
        "parts": parts_of(KNOWLEDGE.channel(channel), sentence),
        "claims": [],
        "replies": [{"comment": f"Vraag {n}", "answer": "Antwoord."} for n in range(3)],
        "image_brief": "Een trap.",
        "alt_text": "Een trap.",
    }


def script(**answers: Any) -> ScriptedCall:
    base: dict[str, Any] = {
        "topics": topics(12),
        "key_message": KEY_MESSAGE,
        "post_linkedin": post("linkedin"),
        "post_tiktok": post("tiktok"),
        "revise_linkedin": post("linkedin"),
        "revise_tiktok": post("tiktok"),
    }
    return ScriptedCall({**base, **answers})


def writer_of(call: ScriptedCall) -> ModelWriter:
    return ModelWriter(call, "scripted", Prompts(KNOWLEDGE), KNOWLEDGE, 2000)


async def made(call: ScriptedCall, *channels: str) -> tuple[Pack, list[Event]]:
    events: list[Event] = []
    pack = await make_pack(the_order(*channels), writer_of(call), FINISHER, events.append, at_once)
    return pack, events


async def test_a_pack_takes_one_call_for_topics_one_for_the_message_and_one_a_channel() -> None:
    call = script()
    pack, events = await made(call, "linkedin", "tiktok")
    asked = [task for task in call.tasks if not task.startswith("revise")]
    assert asked == ["topics", "key_message", "post_linkedin", "post_tiktok"]
    assert pack.writer == "model:scripted"
    assert [one.channel for one in pack.posts] == ["linkedin", "tiktok"]
    assert pack.usage.calls == len(call.tasks)
    assert pack.usage.cost == pytest.approx(0.01 * len(call.tasks))
    assert [type(event) for event in events[:7]] == [TopicFound] * 6 + [KeyMessageReady]
    assert {type(event) for event in events[7:]} == {PostReady}


async def test_topics_and_reserve_hold_every_candidate_once() -> None:
    pack, events = await made(script(), "linkedin")
    titles = [topic.title for topic in (*pack.topics, *pack.reserve)]
    assert sorted(titles) == sorted(candidate["title"] for candidate in topics(12)["candidates"])
    assert [topic.id for topic in pack.topics] == ["t1", "t2", "t3", "t4", "t5", "t6"]
    assert [event.topic.title for event in events if isinstance(event, TopicFound)] == titles[:6]


async def test_alike_topics_wait_in_the_reserve() -> None:
    answer = topics(12)
    answer["candidates"][1] = answer["candidates"][0] | {"title": answer["candidates"][0]["title"] + " nu"}
    pack, _ = await made(script(topics=answer), "linkedin")
    assert answer["candidates"][1]["title"] in [topic.title for topic in pack.reserve]


async def test_proof_that_the_brief_does_not_have_is_dropped() -> None:
    pack, _ = await made(script(), "linkedin")
    assert pack.key_message.proof == ("B2",)


async def test_all_posts_share_their_prompt_up_to_the_channel() -> None:
    call = script()
    await made(call, "linkedin", "tiktok")
    assert len({request.prefix for request in call.requests}) == 1
    first, second = (request.prompt for request in call.requests if request.task.startswith("post"))
    assert first.split("# Opdracht")[0] == second.split("# Opdracht")[0]


async def test_a_blocking_finding_gets_one_targeted_repair() -> None:
    faulty = post("linkedin", "Wij ontzorgen iedereen met deze trap")
    call = script(post_linkedin=faulty)
    pack, _ = await made(call, "linkedin")
    assert call.tasks.count("revise_linkedin") == 1
    assert "ontzorgen" in call.requests[-1].prompt
    assert not [finding for finding in pack.posts[0].findings if finding.check.startswith("words.banned")]


async def test_a_repair_that_makes_it_worse_is_not_taken() -> None:
    faulty = post("linkedin", "Wij ontzorgen iedereen met deze trap")
    worse = post("linkedin", "Wij ontzorgen iedereen, nu 500 klanten sneller met luxe")
    pack, _ = await made(script(post_linkedin=faulty, revise_linkedin=worse), "linkedin")
    assert "500" not in pack.posts[0].text
    assert blocking(pack.posts[0])


async def test_a_failed_repair_leaves_the_first_version() -> None:
    faulty = post("linkedin", "Wij ontzorgen iedereen met deze trap")
    pack, _ = await made(script(post_linkedin=faulty, revise_linkedin=ModelFailedError("weg")), "linkedin")
    assert "ontzorgen" in pack.posts[0].text


async def test_an_invalid_answer_is_sent_back_once_with_its_faults() -> None:
    broken = copy.deepcopy(KEY_MESSAGE)
    del broken["core"]
    call = script(key_message=[broken, KEY_MESSAGE])
    pack, _ = await made(call, "linkedin")
    assert pack.key_message.core == KEY_MESSAGE["core"]
    assert "core" in call.requests[2].prompt


async def test_one_failing_post_lets_the_others_finish_first() -> None:
    call = script(post_linkedin=ModelFailedError("weg"))
    with pytest.raises(ModelFailedError, match="weg"):
        await made(call, "linkedin", "tiktok")
    assert "post_tiktok" in call.tasks


async def with_fallback(call: ScriptedCall, *channels: str) -> tuple[Pack, list[str]]:
    told: list[str] = []
    writer = FallbackWriter(writer_of(call), TEMPLATE, lambda what, error: told.append(what))
    return await make_pack(the_order(*channels), writer, FINISHER, lambda event: None, at_once), told


async def test_the_template_writer_steps_in_for_what_failed_and_it_is_marked() -> None:
    pack, told = await with_fallback(script(post_tiktok=ModelFailedError("weg")), "linkedin", "tiktok")
    assert [one.writer for one in pack.posts] == ["model:scripted", "playbook"]
    assert told == ["TikTok-video"]
    assert pack.writer == "model:scripted"


async def test_a_dead_model_is_asked_once_and_the_pack_is_an_outline() -> None:
    call = script(topics=ModelFailedError("weg"))
    pack, told = await with_fallback(call, "linkedin")
    assert call.tasks == ["topics"]
    assert told == ["topics"]
    assert pack.writer == "playbook"


async def test_after_a_refusal_the_model_goes_on_with_the_rest() -> None:
    call = script(key_message=RefusedError("nee"))
    pack, told = await with_fallback(call, "linkedin")
    assert told == ["key_message"]
    assert pack.posts[0].writer == "model:scripted"


async def test_the_template_writer_leaves_expired_proof_alone() -> None:
    order = the_order("linkedin", "email")
    old = [proof.model_copy(update={"valid_until": date(2026, 5, 31)}) for proof in order.brief.proof]
    order = dataclasses.replace(order, brief=order.brief.model_copy(update={"proof": tuple(old)}))
    pack = await make_pack(order, TEMPLATE, FINISHER, lambda event: None)
    said = " ".join(one.text for one in pack.posts) + pack.key_message.core
    assert "88 procent" not in said
    assert "tien jaar garantie" not in said


async def test_an_anonymous_source_is_not_named() -> None:
    order = the_order("linkedin", "email", "facebook")
    told = "De trap was om vier uur klaar en het bleef 's avonds stil in huis."
    source = Source(title="Gesprek met Karin de Wit", text=told, permission="anonymous")
    order = dataclasses.replace(order, brief=order.brief.model_copy(update={"source": source}))
    pack = await make_pack(order, TEMPLATE, FINISHER, lambda event: None)
    assert "Karin" not in pack.model_dump_json(exclude={"brief"})


async def test_a_finding_calls_another_channel_by_its_name() -> None:
    order = the_order("linkedin", "tiktok")
    pack = await make_pack(order, TEMPLATE, FINISHER, lambda event: None)
    linkedin, tiktok = pack.posts
    again = tiktok.model_copy(update={"text": linkedin.text, "findings": ()})
    for known, name in ((order, "LinkedIn-post"), (the_order("tiktok"), "linkedin")):  # a key where it has no name
        findings = FINISHER.beside(known, order.channels[1], again, [linkedin]).findings
        assert f"voor {name}." in next(each for each in findings if each.check == "duplicates.post").message
