"""Posts beside each other, what becomes of those that fail, and the limits of a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.conversation.areas import brands, new, source, table, welcome
from bot.conversation.screens.trust import limit_reached
from bot.domain.errors import BadInputError, ModelFailedError, QuotaError, RefusedError, StorageError
from bot.domain.pack import KeyMessage, Post
from bot.domain.progress import OnEvent
from bot.domain.records import Job, SpentToday, WorkspaceRecord
from bot.domain.rewrite import HOWS, How, NotPossibleError
from bot.domain.sharper import Sharper
from bot.generation.content import SourceReading
from bot.services import limits
from bot.services.intake import SOURCE, Intake
from bot.services.limits import Allowance, LimitReachedError, Limits
from bot.services.sharpening import SHARPER, Sharpening
from bot.services.writing import Ideas, Writing
from tests.fakes.making import BesideEachOther, Scene, making, pack_of, posts_of, with_ideas
from tests.fakes.rewriting import BY_RULES, FINISHER, KNOWLEDGE, RULES, TODAY
from tests.fakes.talking import DESK, TEXTS, Chatter, Stage, talking

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


async def test_a_database_that_goes_away_is_not_the_fault_of_a_post(tmp_path: Path) -> None:
    scene = Scene(4, {"tiktok": StorageError("Away.", "Wait.")})
    async with making(tmp_path, beside(scene)) as stage:
        me = await _allowed(stage)
        await me.taps("1. ")
        assert T("ideas-missed", count=1) not in me.text
        scene.wrong.clear()
        scene.asked.clear()
        await me.taps(T("ideas-again"))
        assert scene.asked == ["tiktok"]
        assert {post.channel for post in await posts_of(stage)} == set(CHANNELS)


async def test_a_sentence_that_comes_back_is_found_once_for_each_pair(tmp_path: Path) -> None:
    said = "Wie de eerste doos dichtplakt, hoeft de laatste niet meer zelf te tillen."

    def with_it(post: Post) -> Post:
        return post.model_copy(update={"text": f"{post.text}\n\n{said}"})

    async with making(tmp_path, beside(Scene(4, changed=with_it))) as stage:
        me = await _allowed(stage)
        await me.taps("1. ")
        async with stage.database.read() as work:
            versions = [await work.within(1).posts.version(post.id) for post in await posts_of(stage)]
    found = [any(one.check == "duplicates.sentence" for one in version.content.findings) for version in versions]
    assert found == [False, True, True, True]  # in the order they were stored: each beside those before it


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
        async def key_message(self, *given: Any, **more: Any) -> KeyMessage:
            raise error

    failing = Failing(KNOWLEDGE, FINISHER, RULES, TODAY)
    async with making(tmp_path, lambda record: failing if record.models else BY_RULES) as stage:
        me = await _allowed(stage)
        for key, kind in (("1. ", "posts"), ("1~i.o:1:1:t1", "message")):
            await me.taps(key, me.showing(T("ideas-title")))
            assert T("ideas-failed", reason=type(error).__name__) in me.text
            assert T(f"ideas-kept-{kind}") in me.text
            assert me.labels[: len(labels)] == tuple(T(key) for key in labels)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ModelFailedError("-"), T("posts-rewrite-model")),
        (NotPossibleError("unchanged"), T("posts-not-unchanged")),
    ],
)
async def test_where_a_model_cannot_rewrite_the_template_writer_can_if_it_wrote_it(
    tmp_path: Path, error: Exception, told: str
) -> None:
    class Failing(Writing):
        async def rewrite(self, *given: Any, **more: Any) -> Post:
            raise error

        def ways(self, post: Post) -> tuple[How, ...]:
            return HOWS

    failing = Failing(KNOWLEDGE, FINISHER, RULES, TODAY)
    async with making(tmp_path, lambda record: failing if record.models else BY_RULES) as stage:
        me = await with_ideas(stage)
        await me.taps("1. ")
        async with stage.database.work() as work:
            await work.workspaces.consent(1, models=True, by=1)
        await me.taps("1~p.ask:1:1:1:other_tone")
        assert told in me.text
        assert T("posts-rewrite-kept") in me.text
        assert me.labels == (T("posts-retry"), T("posts-back"), T("ideas-by-rules"))
        await me.taps(T("posts-retry"))
        assert told in me.text
        await me.taps(T("ideas-by-rules"))
        assert (await posts_of(stage))[0].version == 2
        await me.taps("1~p.rules:1:3")
        assert me.answer == T("old-card")
        await me.taps("1~p.edit:1:1:2")
        await me.says("Zelf geschreven.")
        await me.taps("1~p.ask:1:1:3:other_tone")
        assert me.labels == (T("posts-retry"), T("posts-back"))  # nothing to recompose in a person's text


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
    frees = datetime(2026, 6, 2, tzinfo=ZoneInfo("Europe/Amsterdam"))
    return limit_reached(T, LimitReachedError("person", "generations", frees, "Europe/Amsterdam"))


class ByModel(Writing):
    """Rules under the name of a model, which fails once at what it is told to."""

    def __init__(self, wrong: dict[str, Exception]) -> None:
        super().__init__(KNOWLEDGE, FINISHER, RULES, TODAY)
        self._wrong = wrong

    @property
    def writer(self) -> str:
        """Not the template writer's name."""
        return "model:scripted"

    async def read_source(self, *given: Any, **more: Any) -> SourceReading:
        """What a source offers, unless it is to fail."""
        if "source" in self._wrong:
            raise self._wrong.pop("source")
        return await super().read_source(*given, **more)

    async def sharper(self, *given: Any, **more: Any) -> tuple[Sharper, ...]:
        """Three wordings, unless it is to fail."""
        if "sharper" in self._wrong:
            raise self._wrong.pop("sharper")
        return await super().sharper(*given, **more)


async def test_reading_a_source_and_sharpening_count_and_stop_too_and_say_why_they_fail(tmp_path: Path) -> None:
    wrong: dict[str, Exception] = {"source": ModelFailedError("Nothing."), "sharper": QuotaError("Empty.")}
    desk = DESK._replace(
        limits=Limits(Allowance(generations=2)), writing=lambda _: ByModel(wrong), model="somebody"
    )
    stages: list[Stage] = []

    async def fetch(front: str, ref: str) -> bytes:
        return b"schema: kernbot.workspace/1\nbrand: {name: Zilt}\npersonas: [{need: rust}]\n"

    async def read(job: Job, tell: OnEvent) -> str:
        return await Intake(stages[0].database, KNOWLEDGE, desk.writing, fetch)(job, tell)

    async def sharpen(job: Job, tell: OnEvent) -> str:
        return await Sharpening(stages[0].database, desk.writing)(job, tell)

    areas = (welcome.AREA, table.AREA, brands.AREA, new.AREA, source.AREA)
    handlers = {SOURCE: read, SHARPER: sharpen}
    async with talking(tmp_path, areas, desk, handlers, source.UNASKED, source.ASIDE) as stage:
        stages.append(stage)
        me = stage.joins()
        await me.commands("start")
        await me.taps("1~w.demo")
        for failure in ("ModelFailedError", ""):
            await me.says("Familie Bakker verhuisde in maart 2025 in vier dagen. " * 8)
            await me.taps(T("source-use-publish"))
            assert not failure or T("ideas-failed", reason=failure) in me.text
        for failure in ("QuotaError", ""):
            await me.commands("propositions")
            await me.taps("1~t.open:1:2")
            await me.taps(T("table-sharper-button"))
            assert not failure or T("ideas-failed", reason=failure) in me.text
        async with stage.database.read() as work:
            assert (await work.within(1).quota.total(TODAY)).generations == 2  # what asked no model costs nothing
        await me.taps("1~t.open:1:2")
        await me.taps(T("table-sharper-button"))
        assert me.text == _refusal()
        await me.says("Familie Bakker verhuisde in maart 2025 in vier dagen. " * 8)
        await me.taps(T("source-use-publish"))
        assert me.text == _refusal()
        await me.sends("merk.yaml")
        assert "Zilt" in me.text  # to read a file of ours is not to write
