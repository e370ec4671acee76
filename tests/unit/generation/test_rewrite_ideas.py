"""Ideas step by step: more, another angle, a direction; another key message; posts one by one."""

from __future__ import annotations

import pytest

from bot.domain.pack import Topic
from bot.domain.progress import Event, KeyMessageReady, PostReady, TopicFound
from bot.domain.rewrite import NotPossibleError
from bot.generation import spread
from bot.generation.at_once import at_once
from bot.services.writing import Ideas, Writing
from tests.fakes.calls import KEY_MESSAGE, topics
from tests.fakes.composing import CANVAS, EXAMPLES, KNOWLEDGE, example, in_phase, rich
from tests.fakes.rewriting import BY_RULES, FINISHER, RULES, TODAY, by_model, script


def titles(found: tuple[Topic, ...]) -> list[str]:
    return [topic.title for topic in found]


async def test_more_comes_at_once_out_of_the_reserve_and_loses_nothing() -> None:
    ideas = await BY_RULES.topics(example("demo-nl"))
    more = Writing.more(ideas.topics, ideas.reserve, 4)
    assert len(more.topics) == 4
    assert {*titles(more.topics), *titles(more.reserve)} == set(titles(ideas.reserve))
    assert Writing.more((*ideas.topics, *more.topics), (), 4) == Ideas((), ())
    everything = Writing.more(ideas.topics, ideas.reserve, 500)
    assert sorted(titles(everything.topics)) == sorted(titles(ideas.reserve))


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("phase", CANVAS)
async def test_another_angle_really_differs_from_what_was_seen(name: str, phase: str) -> None:
    brief = in_phase(example(name), phase)
    ideas, events = await BY_RULES.topics(brief), list[Event]()
    other = await BY_RULES.other_angle(brief, ideas.topics, events.append)
    assert [event.topic for event in events if isinstance(event, TopicFound)] == list(other.topics)
    seen = {topic.angle for topic in ideas.topics}
    assert sum(topic.angle not in seen for topic in other.topics) >= len(other.topics) / 2
    assert not any(spread.is_known(topic, ideas.topics) for topic in other.topics)
    ids = [topic.id for topic in (*ideas.topics, *other.topics, *other.reserve)]
    assert len(set(ids)) == len(ids)
    assert other == await BY_RULES.other_angle(brief, ideas.topics)


async def test_angles_run_out_and_it_says_so() -> None:
    brief = example("demo-en")
    seen: list[Topic] = []

    async def look_on() -> None:
        while len(seen) < 500:
            seen.extend((await BY_RULES.other_angle(brief, seen)).topics)

    with pytest.raises(NotPossibleError) as refusal:
        await look_on()
    assert refusal.value.reason == "no_more_topics"
    assert len(seen) >= 24
    assert len({topic.title.lower() for topic in seen}) == len(seen)


@pytest.mark.parametrize(
    ("name", "sentence", "expected"),
    [
        ("demo-nl", "Meer over de kosten graag", "som om zelf te maken"),
        ("demo-nl", "Kan het een korte video worden?", "Kan het een korte video worden?"),
        ("demo-nl", "Wat doe je met het servies?", "Wat doe je met het servies?"),
        ("demo-en", "something about the price", "price per kilo"),
    ],
)
async def test_a_sentence_steers(name: str, sentence: str, expected: str) -> None:
    brief = example(name)
    steered = await BY_RULES.steer(brief, (await BY_RULES.topics(brief)).topics, sentence)
    assert any(expected in title for title in titles(steered.topics))


async def test_what_a_sentence_does_not_want_stays_away() -> None:
    brief = example("demo-nl")
    steered = await BY_RULES.steer(brief, (), "Iets met een video, niet over twijfel of bezwaren")
    assert steered.topics
    assert all("video" in topic.format for topic in steered.topics)
    assert "bezwaar" not in {topic.angle for topic in (*steered.topics, *steered.reserve)}


async def test_a_sentence_that_meets_nothing_is_no_success() -> None:
    with pytest.raises(NotPossibleError) as refusal:
        await BY_RULES.steer(example("demo-nl"), (), "blockchain")
    assert refusal.value.reason == "no_match"


async def test_the_model_is_told_what_was_seen_and_what_is_wished_for() -> None:
    old, new = topics(12)["candidates"], topics(18)["candidates"][6:]
    call = script(topics={"candidates": old}, more_topics={"candidates": [*old[:3], *new[:9]]})
    writing, events = by_model(call), list[Event]()
    brief = rich("nl", phase="consideration")
    first = await writing.topics(brief)
    steered = await writing.steer(brief, first.topics, "Meer over {{ geld }}", events.append)
    request = call.requests[-1]
    assert request.prefix == call.requests[0].prefix
    assert request.prompt.startswith(call.requests[0].prompt)
    assert '"Meer over {{ geld }}"' in request.prompt
    assert all(f'"{title}"' in request.prompt for title in titles(first.topics))
    assert not set(titles(steered.topics)) & set(titles(first.topics))
    assert [event.topic.title for event in events if isinstance(event, TopicFound)] == titles(steered.topics)
    assert int(steered.topics[0].id[1:]) > max(int(topic.id[1:]) for topic in first.topics)
    await writing.other_angle(brief, first.topics)
    assert "geld" not in call.requests[-1].prompt


async def test_another_key_message_has_another_core() -> None:
    for name in EXAMPLES:
        brief, events = example(name), list[Event]()
        ideas = await BY_RULES.topics(brief)
        message = await BY_RULES.key_message(brief, ideas.topics, events.append)
        other = await BY_RULES.key_message(brief, ideas.topics, events.append, previous=message)
        assert other.core != message.core
        assert events == [KeyMessageReady(message), KeyMessageReady(other)]


async def test_a_wish_for_the_key_message_needs_a_model() -> None:
    brief = rich("nl", phase="consideration")
    call = script(other_key_message={**KEY_MESSAGE, "core": "De trap is stil.", "proof": ["B1", "X"]})
    writing = by_model(call)
    ideas = await writing.topics(brief)
    message = await writing.key_message(brief, ideas.topics)
    with pytest.raises(NotPossibleError) as refusal:
        await BY_RULES.key_message(brief, ideas.topics, previous=message, instruction="Korter.")
    assert refusal.value.reason == "needs_model"
    other = await writing.key_message(brief, ideas.topics, previous=message, instruction="Korter.")
    assert (other.core, other.proof) == ("De trap is stil.", ("B1",))
    assert '"Korter."' in call.requests[-1].prompt
    assert message.core in call.requests[-1].prompt


async def test_a_key_message_that_a_person_changed_is_checked_again() -> None:
    brief = rich("nl", phase="consideration", brand={"name": "Veldwerk", "banned": ["gedoe"]})
    message = await BY_RULES.key_message(brief, ())
    copied = message.model_copy(update={"core": brief.proposition.text})
    assert BY_RULES.checked_key_message(brief, copied).findings != message.findings


async def test_posts_come_one_by_one_and_know_the_ones_before() -> None:
    brief, events = example("demo-nl"), list[Event]()
    ideas = await BY_RULES.topics(brief)
    message = await BY_RULES.key_message(brief, ideas.topics)
    one = await BY_RULES.posts(brief, message, ideas.topics[0], ("linkedin",), events.append)
    two = await BY_RULES.posts(brief, message, ideas.topics[0], ("tiktok", "facebook"), events.append, others=one)
    assert [event.post.channel for event in events if isinstance(event, PostReady)] == [
        "linkedin",
        "tiktok",
        "facebook",
    ]
    together = Writing(KNOWLEDGE, FINISHER, RULES, TODAY, together=at_once)
    every = await together.posts(brief, message, ideas.topics[0], ("linkedin", "tiktok", "facebook"))
    assert every == (*one, *two)
    copy = one[0].model_copy(update={"channel": "x"})
    (beside,) = await BY_RULES.posts(brief, message, ideas.topics[0], ("linkedin",), others=(copy,))
    assert {finding.check for finding in beside.findings} > {finding.check for finding in one[0].findings}
