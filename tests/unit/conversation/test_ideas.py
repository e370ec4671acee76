"""Topics, the key message and the posts that come of them, as a person goes through it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.base import Language
from bot.domain.pack import Post
from bot.services.posts import carried
from tests.fakes.making import Broken, making, pack_of, posts_of, with_ideas
from tests.fakes.rewriting import BY_RULES
from tests.fakes.talking import TEXTS, Stage

T = TEXTS["nl"]


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """An installation that makes ideas and posts."""
    async with making(tmp_path) as made:
        yield made


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_topics_grow_and_then_stand_on_a_card_with_question_and_reason(
    stage: Stage, language: Language
) -> None:
    me, t = await with_ideas(stage, language), TEXTS[language]
    pack = await pack_of(stage)
    assert [len(draft.screen.text) for draft in stage.drafts] == sorted(
        len(draft.screen.text) for draft in stage.drafts
    )
    assert {draft.stream for draft in stage.drafts} == {me.last.card}
    assert len(stage.drafts) == len(pack.topics) == 6
    for topic in pack.topics:
        assert topic.title in me.text
        assert topic.question in me.text
        assert topic.why.proposition in me.text
    assert me.text.startswith(pack.brief.brand.name)
    assert t("ideas-stop") not in [label for one in me.messages for label in one.labels]


async def test_what_it_is_about_steers_the_topics_and_fills_the_reserve(stage: Stage) -> None:
    await with_ideas(stage, about="alles wat achterblijft")
    pack = await pack_of(stage)
    every = (*pack.topics, *pack.reserve)
    assert "achterblijft" in pack.topics[0].question
    assert len(pack.reserve) > 20
    assert len({topic.id for topic in every}) == len(every)


async def test_more_comes_out_of_the_reserve_without_a_job(stage: Stage) -> None:
    me = await with_ideas(stage)
    before = await pack_of(stage)
    await me.taps(T("ideas-more", left=len(before.reserve)))
    after = await pack_of(stage)
    assert len(after.topics) == 9
    assert after.topics[8].title in me.text
    assert after.topics[0].title not in me.text
    assert len(after.reserve) == len(before.reserve) - 3
    async with stage.database.work() as work:
        await work.within(1).packs.set_topics(1, after.topics, ())
    await me.taps("1~i.m:1:1")
    assert me.answer == T("ideas-no-more")


async def test_other_angle_and_a_sentence_give_topics_nobody_saw(stage: Stage) -> None:
    me = await with_ideas(stage)
    seen = {topic.title for topic in (await pack_of(stage)).topics}
    await me.taps(T("ideas-angle"))
    angled = await pack_of(stage)
    assert {topic.title for topic in angled.topics[6:]}.isdisjoint(seen)
    await me.taps(T("ideas-steer"))
    await me.says("")
    assert me.text == T("error-text-wanted")
    await me.says("alles wat achterblijft")
    steered = await pack_of(stage)
    assert len(steered.topics) > len(angled.topics)
    assert len({topic.id for topic in steered.topics}) == len(steered.topics)
    await me.taps(T("ideas-steer"))
    await me.says("zeppelin")
    assert T("posts-not-no-match") in me.text
    assert me.labels == (T("ideas-angle"), T("ideas-steer"))
    assert await pack_of(stage) == steered


async def test_a_topic_is_saved_once_and_begins_an_order_later(stage: Stage) -> None:
    me = await with_ideas(stage)
    title = (await pack_of(stage)).topics[1].title
    await me.taps(T("ideas-later"))
    await me.taps("2. ")
    await me.taps("2. ")
    assert me.answer == T("ideas-kept")
    await me.taps(T("ideas-back"))
    assert T("ideas-title") in me.text
    await me.commands("ideas")
    assert T("ideas-saved", count=1) in me.text
    await me.taps(title)
    await me.taps("Net als de vorige keer")
    await me.taps(T("new-use-saved"))
    assert title in me.text
    assert [topic.title for topic in (await pack_of(stage, 2)).topics] == [title]
    await me.taps("1. ")
    async with stage.database.read() as work:
        assert len(await work.within(1).posts.of_pack(2)) == 4


async def test_a_pick_gives_a_key_message_and_a_first_version_for_each_channel(stage: Stage) -> None:
    me = await with_ideas(stage)
    await me.taps("2. ")
    pack = await pack_of(stage)
    assert pack.key_message is not None
    assert pack.key_message.core in me.showing(T("ideas-promise")).text
    made = await posts_of(stage)
    assert tuple(post.channel for post in made) == pack.brief.channels
    assert {(post.version, post.state, post.topic) for post in made} == {(1, "draft", pack.topics[1].id)}
    async with stage.database.read() as work:
        versions = [await work.within(1).posts.version(post.id) for post in made]
    for version in versions:
        assert version.writer == "playbook"
        assert version.author == 1
        assert set(version.carried) == {claim.proof for claim in version.content.claims if claim.proof}
        assert set(version.carried.values()) <= {"1"}
    assert any(version.carried for version in versions)
    topics = me.showing(T("ideas-title"))
    await me.taps("1. ", topics)
    assert len(await posts_of(stage)) == 8
    await me.taps("1. ", topics)
    assert len(await posts_of(stage)) == 8
    assert T("ideas-done-posts", count=0, left=0) in me.text


async def test_the_key_message_is_reworded_by_reply_or_by_part_and_used(stage: Stage) -> None:
    me = await with_ideas(stage)
    await me.taps("1. ")
    card = me.showing(T("ideas-promise"))
    await me.says("Je moeder wijst aan,\nwij pakken in.", reply_to=card)
    assert "Je moeder wijst aan, wij pakken in." in me.text
    assert "Je moeder wijst aan" in stage.messages[card.ref].text
    await me.taps(T("ideas-edit-next-step"))
    await me.says("Vraag het kamerplan aan.")
    message = (await pack_of(stage)).key_message
    assert message is not None
    assert (message.core, message.next_step) == ("Je moeder wijst aan, wij pakken in.", "Vraag het kamerplan aan.")
    await me.taps(T("ideas-redo"))
    redone = (await pack_of(stage)).key_message
    assert redone is not None
    assert redone.core != message.core
    assert redone.core in me.text


async def test_posts_are_written_again_except_those_in_review(stage: Stage) -> None:
    me = await with_ideas(stage)
    await me.taps("1. ")
    first = (await posts_of(stage))[0]
    async with stage.database.work() as work:
        version = await work.within(1).posts.version(first.id)
        from bot.domain.keeping import Said
        from bot.domain.review import Moved

        await work.within(1).reviews.decide(version, "submit", Moved("in_review"), Said(1, "Noor"))
    await me.taps(T("ideas-write-again"), me.showing(T("ideas-promise")))
    assert [post.version for post in await posts_of(stage)] == [1, 2, 2, 2]
    assert T("ideas-done-posts", count=3, left=1) in me.text


async def test_what_failed_keeps_what_was_made_and_goes_on_from_there(tmp_path: Path) -> None:
    broken = Broken(2)
    async with making(tmp_path, lambda _: broken) as stage:
        me = await with_ideas(stage)
        await me.taps("1. ")
        assert T("ideas-failed", reason="ModelFailedError") in me.text
        assert len(await posts_of(stage)) == 2
        assert me.labels == (T("ideas-again"),)
        broken.left = 9
        broken.asked.clear()
        await me.taps(T("ideas-again"))
        assert len(await posts_of(stage)) == 4
        assert broken.asked == ["instagram", "email"]


async def test_where_a_model_fails_the_template_writer_can_go_on(tmp_path: Path) -> None:
    broken = Broken(1)
    async with making(tmp_path, lambda record: broken if record.models else BY_RULES) as stage:
        me = stage.joins()
        await me.commands("start")
        await me.taps("1~w.demo")
        async with stage.database.work() as work:
            await work.workspaces.consent(1, models=True, by=1)
        await me.says("/new")
        await me.commands("new", "LinkedIn en TikTok voor de dochter in de overwegingsfase")
        await me.taps(T("new-make"))
        await me.taps("1. ")
        assert len(await posts_of(stage)) == 1
        await me.taps(T("ideas-by-rules"))
        assert len(await posts_of(stage)) == 2


async def test_it_can_be_stopped_in_the_middle(tmp_path: Path) -> None:
    slow = Broken(1, waits=True)
    async with making(tmp_path, lambda _: slow) as stage:
        me = await with_ideas(stage)
        stage.patient = False
        await me.taps("1. ")
        async with asyncio.timeout(20):
            await slow.reached.wait()
        other = stage.joins("other", "Vreemde")
        await other.taps("1~i.x:1:2")
        assert other.answer == T("old-card")
        stage.patient = True
        await me.taps(T("ideas-stop"))
        assert T("ideas-stopped-posts") in me.text
        assert len(await posts_of(stage)) == 1
        assert T("ideas-stop") not in [label for one in me.messages for label in one.labels]
        await me.taps("1~i.x:1:2")
        assert me.answer == T("ideas-ended-already")
        slow.waits, slow.left = False, 9
        await me.taps("1~i.r:1:2")
        assert len(await posts_of(stage)) == 4


async def test_what_a_restart_broke_off_can_be_run_again(tmp_path: Path) -> None:
    async with making(tmp_path) as stage:
        await with_ideas(stage)
        async with stage.database.work() as work:
            jobs = work.within(1).jobs
            asked = (await jobs.get(1)).request
            job, _ = await jobs.submit("topics", 1, asked, "left-behind")
            await jobs.start(job.id)
    async with making(tmp_path) as stage:
        me = stage.joins()
        assert T("ideas-failed", reason="interrupted") in me.text
        stage.count = 1000
        await me.taps(T("ideas-again"))
        assert T("ideas-title") in me.text
        assert len((await pack_of(stage, 2)).topics) == 6


@pytest.mark.parametrize(
    "data",
    ["1~i.p:1:1:t99", "1~i.p:1:9:t1", "1~i.m:1:9", "1~i.e:1:1:tone", "1~i.e:1:1:core", "1~i.k:1:1:x", "1~i.r:1:9"],
)
async def test_forged_buttons_make_nothing(stage: Stage, data: str) -> None:
    me = await with_ideas(stage)
    before = await pack_of(stage)
    await me.taps(data)
    assert me.answer == T("old-card")
    assert await pack_of(stage) == before
    assert await posts_of(stage) == ()


@pytest.mark.parametrize("first", [0, 5, 99])
async def test_a_forged_place_shows_topics_that_are_there(stage: Stage, first: int) -> None:
    me = await with_ideas(stage)
    await me.taps(f"1~i.b:1:1:{first}:z")
    assert (await pack_of(stage)).topics[min(first, 5)].title in me.text


async def test_only_proof_that_is_there_is_carried() -> None:
    post = Post.model_validate(
        {
            "channel": "linkedin",
            "topic": "t1",
            "text": "-",
            "claims": [
                {"text": "a", "kind": "fact", "standing": "proven", "proof": "B1"},
                {"text": "b", "kind": "fact", "standing": "unproven", "proof": "B9"},
                {"text": "c", "kind": "promise", "standing": "unproven"},
            ],
        }
    )
    assert carried(post.claims, {"B1": "3", "B2": "1"}) == {"B1": "3"}
