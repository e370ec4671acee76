"""Review by steps: who is asked, who hears why they are not, and what a reviewer meets on the way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.areas import team_rules
from bot.conversation.areas.posts_buttons import Leave, OneClaim
from bot.conversation.areas.review_buttons import Approve, Claims, Comment, Reject, RequestChanges, Submit
from bot.conversation.areas.review_telling import Open
from bot.conversation.callbacks import written
from bot.domain.keeping import NewPack
from bot.domain.pack import Claim
from bot.domain.review import Level
from tests.fakes.talking import TEXTS, Stage, demo, talking
from tests.unit.conversation.test_review import AREAS, OURS, SURE, Room, new, submitted, team

NL = TEXTS["nl"]
BRIEFED = Claim(text="Ons bord hangt er voor zessen.", kind="fact", standing="from_brief")
QUOTED = Claim(
    text="Zes ploegen werken zo.", kind="fact", standing="proven", source_sentence="Zes ploegen werken zo."
)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """The conversation with everything that a review touches, and the rules."""
    async with talking(tmp_path, [*AREAS, team_rules.AREA]) as made:
        yield made


async def by_steps(stage: Stage, *claims: Claim) -> Room:
    """A draft where first Ada decides and then Rik."""
    room = await team(stage, claims)
    legal, content = (
        Level(name="Juridisch", people=(room.ids["ada"],)),
        Level(name="Inhoud", people=(room.ids["rik"],)),
    )
    await room.rules(levels=(legal, content))
    return room


async def test_only_those_of_the_step_at_hand_are_asked(stage: Stage) -> None:
    room = await by_steps(stage)
    await room.does("emma", Submit)
    assert "Emma would like your verdict" in room.who("ada").text
    assert "Up next: Ada (Juridisch)" in room.who("ada").text
    assert not room.who("rik").messages
    assert not room.who("noor").messages, "who decides otherwise is not asked either"
    await room.does("ada", Approve)
    assert "Nu aan zet: Rik (Inhoud)" in room.who("rik").text
    assert "Nu aan zet: Rik (Inhoud)" in room.who("emma").text
    await room.does("rik", Approve)
    assert "Rik approved version 1. It is ready to use." in room.who("ada").text, "who approved before hears it"


async def test_the_card_says_whose_turn_it_is_and_any_member_reads_the_rules(stage: Stage) -> None:
    room = await by_steps(stage, OURS)
    await room.does("emma", Submit)
    rik = await room.tap("rik", Open(room.workspace, room.post))
    assert "Nu aan zet: Ada (Juridisch)" in rik.text
    assert "Akkoord" not in rik.labels
    await rik.taps("Beweringen nalopen")
    assert "Nu aan zet: Ada (Juridisch)" in rik.text
    for account in ("rik", "vic"):
        who = room.who(account)
        await who.commands("rules")
        assert "Juridisch (Ada)" in who.text
        assert who.labels == (NL("team-back"),), "to read, not to change"
    await room.who("noor").commands("rules")
    assert NL("rules-add-step") in room.who("noor").labels


async def test_a_step_without_names_is_for_any_reviewer(stage: Stage) -> None:
    room = await team(stage)
    await room.rules(levels=(Level(name="Inhoud"),))
    await room.does("emma", Submit)
    assert "Nu aan zet: elke beoordelaar (Inhoud)" in room.who("rik").text


async def test_who_wrote_it_reads_why_approving_is_not_theirs(stage: Stage) -> None:
    room = await team(stage, (OURS,))
    async with stage.database.work() as work:
        await work.workspaces.set_roles(room.workspace, room.ids["emma"], ["editor", "reviewer"])
    await room.does("emma", Submit)
    emma = await room.does("emma", Claims)
    assert NL("refused-own-text") in emma.text
    assert NL("refused-own-text") not in (await room.does("rik", Claims)).text


@pytest.mark.parametrize(
    ("claims", "label"),
    [
        ((SURE, QUOTED), "Beide met bewijs kloppen"),
        ((SURE, QUOTED, BRIEFED), "Alle 3 met bewijs of briefing kloppen"),
    ],
)
async def test_what_goes_at_once_says_what_carries_it(stage: Stage, claims: tuple[Claim, ...], label: str) -> None:
    room = await submitted(stage, *claims, OURS)
    rik = await room.does("rik", Claims)
    await rik.taps(label)
    async with stage.database.read() as work:
        version = await work.within(room.workspace).posts.version(room.post)
        said = {tick.sentence for tick in await work.within(room.workspace).ticks.of(version)}
    assert said == {one.text.casefold() for one in claims}, "a promise of ours is looked at by itself"


async def test_the_record_has_claims_as_they_were_written(stage: Stage) -> None:
    room = await submitted(stage, SURE, QUOTED, BRIEFED)
    rik = await room.does("rik", Claims)
    await rik.taps("Alle 3 met bewijs of briefing kloppen")
    await rik.taps("Akkoord geven")
    assert {tick.sentence for tick in (await room.record())[-1].ticks} == {
        one.text for one in (SURE, QUOTED, BRIEFED)
    }


async def test_a_reviewer_gets_from_a_claim_to_its_answer(stage: Stage) -> None:
    room = await submitted(stage, OURS)
    emma = await room.tap("emma", OneClaim(room.workspace, room.post, 1, 0))
    assert NL("posts-claim-next") in emma.text
    assert NL("posts-tick") not in emma.labels
    rik = await room.tap("rik", OneClaim(room.workspace, room.post, 1, 0))
    assert NL("posts-claim-yours") in rik.text
    await rik.taps(NL("posts-tick"))
    assert "1: dit beloven we" in rik.labels


@pytest.mark.parametrize("kind", [RequestChanges, Reject, Comment])
async def test_a_question_for_a_reason_can_be_left(stage: Stage, kind: Any) -> None:
    room = await submitted(stage)
    rik = await room.does("rik", kind)
    await rik.taps("Laat maar")
    before = len(await room.record())
    await rik.says("Dit hoort nergens bij.")
    assert (await room.state(), len(await room.record())) == ("in_review", before)


async def test_after_a_verdict_the_next_post_is_at_hand(stage: Stage) -> None:
    room = await submitted(stage)
    async with stage.database.work() as work:
        scope = work.within(room.workspace)
        topics = (await scope.packs.get((await scope.posts.get(room.post)).pack)).topics
        pack = await scope.packs.add(NewPack(demo("nl"), "nl", "playbook", room.ids["emma"], topics=topics))
        other = (await scope.posts.add(pack.id, new(room.ids["emma"], topics[0].id))).id
    await room.tap("emma", Submit(room.workspace, other, 1))
    rik = await room.does("rik", RequestChanges)
    await rik.says("Korter graag.")
    await rik.taps(NL("review-next-post"))
    assert rik.last.card.endswith(f"post:{other}")
    await rik.taps(written(RequestChanges(room.workspace, other, 1)))
    await rik.says("Deze ook.")
    assert NL("review-next-post") not in rik.labels
    await rik.taps(written(Leave(room.workspace, other)))
