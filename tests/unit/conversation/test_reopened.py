"""A new version of what people have before them or have approved: asked first, on record, and told."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.conversation.areas import review_links
from bot.conversation.areas.posts_buttons import Ask, Edit, EditPart, Leave, Plan, Publish, Same, Sure, Weaken
from bot.conversation.areas.posts_change import NewText
from bot.conversation.areas.review_buttons import Approve, Submit
from bot.conversation.areas.review_claims import Weaker
from bot.conversation.areas.review_telling import Open
from bot.conversation.callbacks import written
from bot.conversation.flow import stored
from bot.conversation.turn import asked as asked_for
from bot.domain.base import LANGUAGES, Language
from bot.domain.keeping import NewVersion
from bot.domain.progress import OnEvent
from bot.domain.records import Job, Version
from bot.services import posts
from bot.services.posts import REWRITE, Rewrite, Rewritten
from bot.services.rewriting import Rewriter
from tests.fakes.calls import ScriptedCall
from tests.fakes.rewriting import BY_RULES, by_model
from tests.fakes.talking import DESK, FRONT, TEXTS, Chatter, Stage, demo, talking
from tests.unit.conversation.test_review import AREAS, LOOSE, Room, team

YES = "Ja, nieuwe versie"


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """The conversation with everything that a review touches, and a template writer."""
    made: list[Rewriter] = []

    async def rewrite(job: Job, tell: OnEvent) -> str:
        return await made[0](job, tell)

    async with talking(tmp_path, [*AREAS, review_links.AREA], handlers={REWRITE: rewrite}) as found:
        made.append(Rewriter(found.database, lambda record: BY_RULES))
        yield found


async def by_rules(stage: Stage, language: Language = "nl") -> Room:
    """A team with a post of the template writer, by Emma."""
    room, brief = await team(stage), demo(language)
    async with stage.database.work() as work:
        scope = work.within(room.workspace)
        held = await posts.held(work, room.workspace, room.post)
        message = await BY_RULES.key_message(brief, held.pack.topics)
        await scope.packs.set_key_message(held.pack.id, message)
        (content,) = await BY_RULES.posts(brief, message, held.topic, ("linkedin",))
        plain = content.model_copy(update={"claims": (), "findings": ()})
        new = NewVersion(plain, language, room.ids["emma"], writer="playbook")
        await scope.posts.add_version(room.post, new, 1)
    return room


async def opened(room: Room, account: str = "emma") -> Chatter:
    """Somebody looks at the card."""
    return await room.tap(account, Open(room.workspace, room.post))


async def version(room: Room, number: int | None = None) -> Version:
    """A version of the post, the latest unless a number is given."""
    async with room.stage.database.read() as work:
        return await work.within(room.workspace).posts.version(room.post, number)


async def kinds(room: Room) -> list[str]:
    """What the record says, in short."""
    return [line.kind for line in await room.record()]


async def published(room: Room, number: int, planned: bool = False) -> None:
    """The version goes all the way."""
    at = (room.workspace, room.post, number)
    await room.does("emma", Submit, number)
    await room.does("rik", Approve, number)
    if planned:
        emma = await room.tap("emma", Plan(*at))
        await emma.says("24-12")
    emma = await room.tap("emma", Publish(*at))
    await emma.says("https://social.example/p/1")
    await emma.taps(written(Same(*at, 1)))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_tap_on_a_published_post_asks_first_and_changes_nothing(stage: Stage, language: Language) -> None:
    room = await by_rules(stage)
    async with stage.database.work() as work:
        await work.people.speaks(room.ids["emma"], language)
    await published(room, 2)
    emma, t = await opened(room), TEXTS[language]
    await emma.taps(t("posts-how-shorter"))
    assert t("posts-ask-anew", state="published") in emma.text
    assert (await version(room)).number == 2
    await emma.taps(t("posts-leave"))
    assert emma.last.card.endswith(f"post:{room.post}"), "the card is back in its place"
    assert (await room.state(), "new_version" in await kinds(room)) == ("published", False)


async def test_a_new_version_of_a_published_post_keeps_the_old_one_for_use(stage: Stage) -> None:
    room = await by_rules(stage)
    await published(room, 2, planned=True)
    emma = await opened(room)
    await emma.taps("Andere toon")
    await emma.taps(YES)
    assert ((await version(room)).number, await room.state()) == (3, "draft")
    assert "Een eerdere versie is geplaatst op" in emma.text
    assert "gepland" not in emma.text, "the day it was planned for is behind it"
    line = (await room.record())[-1]
    assert (line.kind, line.person_name, line.version) == ("new_version", "Emma", (await version(room, 2)).id)
    await emma.commands("audit")
    assert "Emma: heropend met een nieuwe versie" in emma.text
    await emma.commands("export", "json")
    (given,) = json.loads(stage.files[-1].content)["posts"]
    assert (given["version"]["number"], given["state"], given["slot"]) == (2, "published", None)
    await emma.commands("export", "md")
    assert "Nieuwere versie, nog zonder akkoord: 3 (concept)" in stage.files[-1].content.decode()


async def test_an_approved_version_may_be_used_until_the_next_one_is(stage: Stage) -> None:
    room = await by_rules(stage)
    await room.does("emma", Submit, 2)
    await room.does("rik", Approve, 2)
    emma = await opened(room)
    await emma.says("Zelf geschreven.", reply_to=emma.last)
    assert TEXTS["nl"]("posts-ask-anew", state="approved") in emma.text
    await emma.says("Nog iets.")
    assert "Een nieuwe versie maken?" in emma.text, "only a button answers"
    await emma.taps(YES)
    assert (await version(room)).content.text == "Zelf geschreven."
    assert "Versie 2 is akkoord en blijft intussen te gebruiken" in emma.text
    await emma.commands("export", "json")
    assert json.loads(stage.files[-1].content)["posts"][0]["version"]["number"] == 2
    async with stage.database.work() as work:
        before = await work.within(room.workspace).posts.version(room.post, 2)
        new = NewVersion(before.content, "nl", room.ids["emma"])
        await work.within(room.workspace).posts.add_version(room.post, new, 3)
    await room.does("emma", Submit, 4)
    await room.does("rik", Approve, 4)
    await emma.commands("export", "json")
    assert [one["version"]["number"] for one in json.loads(stage.files[-1].content)["posts"]] == [4]


async def test_an_approved_version_whose_proof_went_does_not_leave_any_more(stage: Stage) -> None:
    room = await by_rules(stage)
    async with stage.database.work() as work:
        held = await posts.held(work, room.workspace, room.post)
        new = NewVersion(
            held.version.content.model_copy(update={"text": "Met bewijs."}),
            "nl",
            room.ids["emma"],
            carried={"B9": "1"},
        )
        await work.within(room.workspace).posts.add_version(room.post, new, 2)
    await room.does("emma", Submit, 3)
    await room.does("rik", Approve, 3)
    emma = await opened(room)
    await emma.says("Zonder bewijs.", reply_to=emma.last)
    await emma.taps(YES)
    noor = room.who("noor")
    await noor.commands("withdrawproof", "B9")
    await noor.commands("export", "md")
    assert not stage.files


@pytest.mark.parametrize("how", ["shorter", "edit"])
async def test_who_was_asked_hears_that_it_was_taken_back(stage: Stage, how: str) -> None:
    room = await by_rules(stage)
    await room.does("emma", Submit, 2)
    emma = await opened(room)
    at = (room.workspace, room.post, 2)
    await emma.taps(written(Edit(*at) if how == "edit" else Ask(*at, "other_tone")))
    assert TEXTS["nl"]("posts-ask-anew", state="in_review") in emma.text
    await emma.taps(YES)
    if how == "edit":
        await emma.says("Een betere tekst.")
    assert ((await version(room)).number, await room.state()) == (3, "draft")
    assert "Emma nam versie 2 terug en maakt een nieuwe." in room.who("rik").text
    assert "Emma took version 2 back and is making a new one." in room.who("ada").text
    assert not room.who("vic").messages
    assert (await kinds(room))[-1] == "new_version"


async def test_what_was_typed_when_it_went_up_for_review_meanwhile_is_not_lost(stage: Stage) -> None:
    room = await by_rules(stage)
    emma = await opened(room)
    await emma.taps("Zelf bewerken")
    await room.does("noor", Submit, 2)
    await emma.says("Te laat getypt.")
    assert await room.state() == "in_review"
    await emma.taps(YES)
    assert (await version(room)).content.text == "Te laat getypt."


async def test_a_claim_of_what_is_in_review_is_worded_weaker_after_a_question(stage: Stage) -> None:
    room = await team(stage, (LOOSE,))
    await room.does("emma", Submit)
    at = (room.workspace, room.post, 1)
    for button in (Weaken(*at, 0), Weaker(*at, 0)):
        await room.tap("noor", button)
    noor = await room.tap("noor", Sure(*at, "weaker_claim.7"))
    assert noor.answer
    assert ((await version(room)).number, await room.state()) == (1, "in_review")


@pytest.mark.parametrize("then", ["kept", "nonsense", "edit.x", "other_hook", "weaker_claim.99", "shorter.3", ""])
async def test_a_forged_yes_makes_no_version(stage: Stage, then: str) -> None:
    room = await by_rules(stage)
    await room.does("emma", Submit, 2)
    await room.tap("emma", Sure(room.workspace, room.post, 2, then))
    assert ((await version(room)).number, await room.state()) == (2, "in_review")


async def test_a_yes_that_is_left_for_another_text_keeps_nothing(stage: Stage) -> None:
    room = await by_rules(stage)
    await room.does("emma", Submit, 2)
    emma = await opened(room)
    await emma.says("Andere woorden.", reply_to=emma.last)
    await emma.taps(written(Leave(room.workspace, room.post)))
    await emma.taps(written(Sure(room.workspace, room.post, 2, "kept")))
    assert emma.answer == TEXTS["nl"]("old-card")
    assert (await version(room)).number == 2


async def test_a_part_of_a_published_post_is_typed_after_one_question(stage: Stage) -> None:
    room = await by_rules(stage)
    await published(room, 2)
    at = (room.workspace, room.post, 2)
    emma = await room.tap("emma", Edit(*at))
    await emma.taps(YES)
    await emma.taps("Opening en alternatieven")
    async with stage.database.read() as work:
        sure = NewText(workspace=at[0], post=at[1], version=2, part="hooks", sure=True)
        assert await work.flows.get(FRONT, "emma", room.ids["emma"]) == stored(sure)
    assert TEXTS["nl"]("posts-ask-hooks") in emma.text
    await emma.says("Een nieuwe opening.\nNog een.")
    made = (await version(room)).content
    assert made.text.startswith("Een nieuwe opening.")
    assert list(made.parts["hooks"]) == ["Een nieuwe opening.", "Nog een."]


async def test_alt_text_and_replies_are_typed_too(stage: Stage) -> None:
    room = await by_rules(stage)
    at = (room.workspace, room.post)
    async with stage.database.work() as work:
        held = await posts.held(work, *at)
        full = held.version.content.model_copy(update={"alt_text": "Een bord met namen."})
        new = NewVersion(full, "nl", room.ids["emma"], writer="playbook")
        await work.within(room.workspace).posts.add_version(room.post, new, 2)
    emma = await room.tap("emma", EditPart(*at, 3, "alt_text"))
    assert "Nu staat er: Een bord met namen." in emma.text
    await emma.says("Een planbord met zes namen.")
    assert (await version(room)).content.alt_text == "Een planbord met zes namen."
    assert (await version(room)).content.replies, "the template writer expects comments"
    await emma.taps("Zelf bewerken")
    await emma.taps("Reacties die je kunt verwachten")
    await emma.says("Alleen een vraag?")
    assert emma.text == TEXTS["nl"]("posts-not-reply-unclear")
    await emma.says("“Ook op zondag?”\nNee, op zondag rust iedereen.\n\nWat kost het?\nDat rekenen we voor.")
    made = (await version(room)).content.replies
    assert [(one.comment, one.answer) for one in made] == [
        ("Ook op zondag?", "Nee, op zondag rust iedereen."),
        ("Wat kost het?", "Dat rekenen we voor."),
    ]
    assert (await version(room)).content.variation is None, "no writer puts its own words back"


async def test_publishing_leaves_no_day_in_the_plan(stage: Stage) -> None:
    room = await by_rules(stage)
    await published(room, 2, planned=True)
    async with stage.database.read() as work:
        assert (await work.within(room.workspace).posts.get(room.post)).slot is None
    assert date(2026, 12, 24).isoformat() in [line.reason for line in await room.record()], "on record it stays"


async def test_an_instruction_for_a_writer_waits_for_the_same_answer(tmp_path: Path) -> None:
    asked: list[Rewrite] = []

    async def rewrite(job: Job, tell: OnEvent) -> str:
        asked.append(Rewrite.model_validate_json(asked_for(job)[1]))
        return Rewritten(post=asked[-1].post, refused="unchanged").model_dump_json()

    desk = DESK._replace(writing=lambda record: by_model(ScriptedCall({})))
    async with talking(tmp_path, AREAS, desk, {REWRITE: rewrite}) as stage:
        room = await team(stage)
        emma = await opened(room)
        await emma.taps("Eigen opdracht")
        await room.does("noor", Submit)
        await emma.says("Begin met de klant.")
        assert not asked, "it went up for review meanwhile"
        await emma.taps(YES)
        await emma.taps(written(Ask(room.workspace, room.post, 1, "instruct")))
        await emma.taps(YES)
        await emma.says("Noem de monteur.")
    assert [(one.how, one.what, one.version) for one in asked] == [
        ("instruct", "Begin met de klant.", 1),
        ("instruct", "Noem de monteur.", 1),
    ]
