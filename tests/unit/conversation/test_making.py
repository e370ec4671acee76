"""Posts beside each other, what becomes of those that fail, and the limits of a day."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.domain.errors import BadInputError, ModelFailedError, QuotaError, RefusedError
from bot.domain.pack import Post
from bot.domain.records import SpentToday, WorkspaceRecord
from bot.domain.rewrite import NotPossibleError
from bot.services import limits
from bot.services.limits import Allowance, Limits
from bot.services.writing import Ideas, Writing
from tests.fakes.making import BesideEachOther, Scene, making, pack_of, posts_of, with_ideas
from tests.fakes.rewriting import BY_RULES, FINISHER, KNOWLEDGE, RULES, TODAY
from tests.fakes.talking import TEXTS, Chatter, Stage

T = TEXTS["nl"]
CHANNELS = ("linkedin", "tiktok", "instagram", "email")


def beside(scene: Scene) -> Callable[[WorkspaceRecord], Writing]:
    """A model for a brand that allows one."""
    return lambda record: BesideEachOther(scene) if record.models else BY_RULES


async def _allowed(stage: Stage) -> Chatter:
    me = await with_ideas(stage)
    async with stage.database.work() as work:
        await work.workspaces.consent(1, models=True, by=1)
    return me


async def test_posts_are_made_at_the_same_time_and_each_knows_what_it_cost(tmp_path: Path) -> None:
    scene = Scene(wait_for=4)
    async with making(tmp_path, beside(scene)) as stage:
        me = await _allowed(stage)
        await me.taps("1. ")
        made = await posts_of(stage)
        assert {post.channel for post in made} == set(CHANNELS) == set(scene.asked)
        async with stage.database.read() as work:
            versions = {post.channel: await work.within(1).posts.version(post.id) for post in made}
            spent = await work.within(1).quota.total(TODAY)
            jobs = await work.within(1).jobs.of(1, ("done",))
        costs = {channel: version.usage.prompt_tokens for channel, version in versions.items()}
        assert costs == {channel: 10**place for place, channel in enumerate(scene.asked)}
        assert spent.tokens == (await pack_of(stage)).usage.prompt_tokens == 1111
        assert spent.generations == 6  # topics, key message, four posts
        assert (jobs[0].done, jobs[0].total) == (4, 4)
        assert me.text  # the last card of a post: nothing is said above what came
        assert T("ideas-see-below") not in "".join(one.text for one in me.messages)


async def test_what_fails_leaves_the_others_standing_and_is_tried_again_alone(tmp_path: Path) -> None:
    scene = Scene(4, {"tiktok": RefusedError("No."), "email": ModelFailedError("Nothing.")})
    async with making(tmp_path, beside(scene)) as stage:
        me = await _allowed(stage)
        await me.taps("1. ")
        assert {post.channel for post in await posts_of(stage)} == {"linkedin", "instagram"}
        assert T("ideas-done-posts", count=2, left=0) in me.text
        assert T("ideas-missed", count=2) in me.text
        for channel, reason in (("tiktok", "RefusedError"), ("email", "ModelFailedError")):
            name = KNOWLEDGE.channel(channel).title("nl")
            assert f"{name}: {T('ideas-failed', reason=reason)}" in me.text
        assert me.labels == (T("ideas-again"), T("ideas-by-rules"))
        failed = me.last
        async with stage.database.read() as work:
            assert (await work.within(1).quota.total(TODAY)).tokens == 1111  # what failed was paid for
        scene.wrong.pop("tiktok")
        scene.asked.clear()
        await me.taps(T("ideas-again"), failed)
        assert scene.asked == ["tiktok", "email"]
        assert T("ideas-missed", count=1) in me.text
        await me.taps(T("ideas-by-rules"))
        assert {post.channel for post in await posts_of(stage)} == set(CHANNELS)
        await me.taps(T("ideas-again"), failed)
        assert T("ideas-done-posts", count=0, left=0) in me.text


async def test_a_reason_that_stays_is_not_tried_again(tmp_path: Path) -> None:
    scene = Scene(4, dict.fromkeys(CHANNELS, BadInputError("Gone.")))
    async with making(tmp_path, beside(scene)) as stage:
        me = await _allowed(stage)
        await me.taps("1. ")
        assert T("ideas-missed", count=4) in me.text
        assert T("ideas-done-posts", count=0, left=0) not in me.text
        assert me.labels == ()


async def test_two_posts_with_one_sentence_are_told_apart_once(tmp_path: Path) -> None:
    said = "Wie de eerste doos dichtplakt, hoeft de laatste niet meer zelf te tillen."

    def with_it(post: Post) -> Post:
        return post.model_copy(update={"text": f"{post.text}\n\n{said}"})

    async with making(tmp_path, beside(Scene(4, changed=with_it))) as stage:
        me = await _allowed(stage)
        await me.taps("1. ")
        async with stage.database.read() as work:
            versions = [await work.within(1).posts.version(post.id) for post in await posts_of(stage)]
    hit = [
        version
        for version in versions
        if any(one.check == "duplicates.sentence" and said in one.excerpt for one in version.content.findings)
    ]
    assert [version.number for version in hit] == [1, 1, 1]
    assert versions[0] not in hit  # the first one has nothing before it


async def test_what_is_written_again_is_not_written_twice_when_it_was_broken_off(tmp_path: Path) -> None:
    scene = Scene(4)
    async with making(tmp_path, beside(scene)) as stage:
        me = await _allowed(stage)
        await me.taps("1. ")
        scene.wrong = {"instagram": QuotaError("Empty.")}
        await me.taps(T("ideas-write-again"), me.showing(T("ideas-promise")))
        assert [post.version for post in await posts_of(stage) if post.channel != "instagram"] == [2, 2, 2]
        assert T("ideas-failed", reason="QuotaError") in me.text
        scene.wrong = {}
        scene.asked.clear()
        await me.taps(T("ideas-again"))
        assert scene.asked == ["instagram"]
        assert [post.version for post in await posts_of(stage)] == [2, 2, 2, 2]


async def test_asking_for_what_is_being_made_is_asking_once(tmp_path: Path) -> None:
    scene = Scene(5)  # nothing is written before somebody lets it
    async with making(tmp_path, beside(scene)) as stage:
        me = await _allowed(stage)
        stage.patient = False
        topics = me.showing(T("ideas-title"))
        await me.taps("1. ", topics)
        await me.taps("1. ", topics)
        async with stage.database.read() as work:
            assert len(await work.within(1).jobs.of(1)) == 1
        scene.all_asked.set()
        await stage.jobs.settled()
        assert len(await posts_of(stage)) == 4


class Refusing(Writing):
    """A model that thinks of nothing."""

    def __init__(self) -> None:
        super().__init__(KNOWLEDGE, FINISHER, RULES, TODAY)

    async def other_angle(self, *given: object, **more: object) -> Ideas:
        """Nothing comes."""
        raise NotPossibleError("no_more_topics")


async def test_a_model_that_thinks_of_nothing_is_asked_again_or_left(tmp_path: Path) -> None:
    async with making(tmp_path, lambda record: Refusing() if record.models else BY_RULES) as stage:
        me = await _allowed(stage)
        before = await pack_of(stage)
        await me.taps(T("ideas-angle"))
        assert T("posts-not-no-more-topics") in me.text
        assert me.labels == (T("ideas-again"), T("ideas-by-rules"), T("ideas-angle"), T("ideas-steer"))
        await me.taps(T("ideas-again"))
        assert T("posts-not-no-more-topics") in me.text
        await me.taps(T("ideas-by-rules"))
        assert T("ideas-title") in me.text
        assert len((await pack_of(stage)).topics) > len(before.topics)


@pytest.mark.parametrize(
    ("error", "labels"),
    [
        (ModelFailedError("-"), ("ideas-again", "ideas-by-rules")),
        (BadInputError("-"), ()),
        (ValueError("a fault of ours"), ("ideas-again",)),
    ],
)
async def test_a_job_that_failed_says_why_and_what_can_be_done(
    tmp_path: Path, error: Exception, labels: tuple[str, ...]
) -> None:
    class Failing(Writing):
        async def key_message(self, *given: object, **more: object) -> None:  # type: ignore[override]
            raise error

    failing = Failing(KNOWLEDGE, FINISHER, RULES, TODAY)
    async with making(tmp_path, lambda record: failing if record.models else BY_RULES) as stage:
        me = await _allowed(stage)
        for key, kind in (("1. ", "posts"), ("1~i.o:1:1:t1", "message")):
            await me.taps(key, me.showing(T("ideas-title")))
            assert T("ideas-failed", reason=type(error).__name__) in me.text
            assert T(f"ideas-kept-{kind}") in me.text
            assert me.labels[: len(labels)] == tuple(T(key) for key in labels)


async def test_nothing_more_is_begun_once_a_day_is_used_up(tmp_path: Path) -> None:
    used = Limits(Allowance(generations=8))
    async with making(tmp_path, limits=used) as stage:
        me = await with_ideas(stage)
        await me.taps("1. ")
        topics, message = me.showing(T("ideas-title")), me.showing(T("ideas-promise"))
        async with stage.database.work() as work:
            await limits.spend(work, 1, 1, SpentToday(2, 0, 0.0))
            done = len(await work.within(1).jobs.of(1, ("done", "failed")))
        for tap, on in (("2. ", topics), (T("ideas-angle"), topics), (T("ideas-redo"), message)):
            await me.taps(tap, on)
            assert me.text == _refusal(), tap
        await me.taps(T("ideas-write-again"), message)
        await me.taps(T("ideas-steer"), topics)
        await me.says("alles wat achterblijft")
        assert me.text == _refusal()
        await me.taps("1~p.ask:1:1:1:other_tone")
        assert me.text == _refusal()
        await me.commands("new", "LinkedIn en TikTok voor de dochter in de overwegingsfase")
        await me.taps(T("new-make"))
        assert me.text == _refusal()
        async with stage.database.read() as work:
            assert len(await work.within(1).jobs.of(1, ("waiting", "running", "done", "failed"))) == done
        await me.taps(T("ideas-more", left=len((await pack_of(stage)).reserve)), topics)
        assert T("ideas-title") in me.text  # what costs nothing goes on


def _refusal() -> str:
    what = T("trust-limit-person", what=T("trust-limit-generations"))
    frees = T("trust-limit-frees", day=T("trust-day", day=2, month=6, year=2026), zone="Europe/Amsterdam")
    return f"{what} {frees}"
