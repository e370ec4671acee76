"""Review in the chat: from submitting to approval, by several people, in Dutch and in English."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bot.conversation.areas import board, exports, posts, review, review_claims, review_outside, welcome
from bot.conversation.areas.exports import Period, period_of
from bot.conversation.areas.review_buttons import Approve, Claims, Reject, RequestChanges, Submit
from bot.conversation.areas.review_claims import WORDS, Word
from bot.conversation.areas.review_outside import Outside, outsider_of
from bot.conversation.areas.review_proof import proof_moved
from bot.conversation.areas.review_telling import Open
from bot.conversation.callbacks import MAX_NUMBER, written
from bot.conversation.events import Chat, Sender
from bot.conversation.turn import Area, Rule, Turn
from bot.conversation.turn import asked as asked_for
from bot.domain.base import Language
from bot.domain.brief import Proof
from bot.domain.keeping import NewPack, NewVersion
from bot.domain.pack import Claim, Finding, Post
from bot.domain.records import Job
from bot.domain.review import Level, Rules
from bot.domain.team import Role
from bot.services import workspaces
from bot.services.posts import REWRITE, Rewrite, Rewritten
from tests.fakes.calls import ScriptedCall
from tests.fakes.rewriting import BY_RULES, by_model
from tests.fakes.talking import DESK, FRONT, USUAL, Chatter, Stage, demo, talking

SURE = Claim(text="We plannen op één dag.", kind="fact", standing="proven", proof="B9")
OURS = Claim(text="Wij bellen u altijd terug.", kind="promise", standing="unproven")
LOOSE = Claim(text="Niemand is sneller.", kind="fact", standing="unproven", reason="geen bewijs")
GREEN = Finding(check="green.generic", severity="blocking", message="Algemene milieuclaim.")
TEAM: tuple[tuple[str, str, set[Role], Language], ...] = (
    ("noor", "Noor", {"owner"}, "nl"),
    ("emma", "Emma", {"editor"}, "nl"),
    ("rik", "Rik", {"reviewer"}, "nl"),
    ("ada", "Ada", {"reviewer"}, "en"),
    ("vic", "Vic", {"viewer"}, "nl"),
)


async def _proof(turn: Turn, argument: str) -> None:
    """Stands for the area that keeps proof points: what it does after withdrawing one."""
    entry = await turn.work.within(turn.here.workspace).entries.by_key("proof", argument)
    assert entry is not None
    await workspaces.withdrawn(turn.work, turn.here.workspace, entry, turn.person.id)
    await proof_moved(turn, argument)


AREAS = [
    welcome.AREA,
    posts.AREA,
    review.AREA,
    review_claims.AREA,
    review_outside.AREA,
    board.AREA,
    exports.AREA,
    Area(commands={"withdrawproof": Rule(_proof, "make")}),
]


class Room(NamedTuple):
    """A team with one post."""

    stage: Stage
    workspace: int
    post: int
    ids: dict[str, int]

    def who(self, account: str) -> Chatter:
        """A member in a private chat, whose id is the account's as on Telegram."""
        name, language = next((name, language) for key, name, _, language in TEAM if key == account)
        return Chatter(self.stage, Chat(FRONT, account), Sender(FRONT, account, name, language))

    def stranger(self) -> Chatter:
        """Somebody of no team."""
        return Chatter(self.stage, Chat(FRONT, "zed"), Sender(FRONT, "zed", "Zed", "nl"))

    async def tap(self, account: str, button: Any) -> Chatter:
        """Taps a button of a card that this person has before them."""
        chatter = self.who(account)
        if not chatter.messages:
            await chatter.commands("board")
        await chatter.taps(written(button))
        return chatter

    async def does(self, account: str, kind: Any, version: int = 1) -> Chatter:
        """Taps a decision on a version of the post."""
        return await self.tap(account, kind(self.workspace, self.post, version))

    async def says(self, account: str, claim: int, kind: str) -> Chatter:
        """Gives a word on a claim."""
        letter = next(letter for letter, word in WORDS.items() if word == kind)
        return await self.tap(account, Word(self.workspace, self.post, 1, claim, letter))

    async def state(self) -> str:
        """What state the post is in."""
        async with self.stage.database.read() as work:
            return (await work.within(self.workspace).posts.get(self.post)).state

    async def record(self) -> list[Any]:
        """The record of the post."""
        async with self.stage.database.read() as work:
            return list(await work.within(self.workspace).reviews.of_post(self.post))

    async def rules(self, **changes: Any) -> None:
        """Changes the rules of the team."""
        async with self.stage.database.work() as work:
            await work.workspaces.set_rules(self.workspace, Rules(**changes))


async def team(stage: Stage, claims: tuple[Claim, ...] = (), findings: tuple[Finding, ...] = ()) -> Room:
    """A brand with five members, a proof point B9 and one draft by Emma."""
    brief = demo("nl")
    async with stage.database.work() as work:
        ids = {}
        for account, name, _, language in TEAM:
            ids[account] = (await work.people.who(FRONT, account, name)).id
            await work.people.speaks(ids[account], language)
        record = await workspaces.found(work, brief.brand, "nl", ids["noor"], USUAL)
        for account, _, roles, _ in TEAM:
            await work.workspaces.set_roles(record.id, ids[account], roles)
            await work.people.at(ids[account], record.id)
        scope = work.within(record.id)
        await scope.entries.add("proof", Proof(id="B9", text="Planning op één dag"), ids["noor"], key="B9")
    async with stage.database.work() as work:
        scope = work.within(record.id)
        topics = await _topics(stage)
        pack = await scope.packs.add(NewPack(brief, "nl", "playbook", ids["emma"], topics=topics))
        post = await scope.posts.add(pack.id, new(ids["emma"], topics[0].id, claims, findings))
    return Room(stage, record.id, post.id, ids)


async def _topics(stage: Stage) -> Any:
    return (await BY_RULES.topics(demo("nl"))).topics


def new(author: int, topic: str, claims: tuple[Claim, ...] = (), findings: tuple[Finding, ...] = ()) -> NewVersion:
    """A version as a person typed it."""
    text = " ".join(["Zo werkt het bij ons.", *(claim.text for claim in claims)])
    content = Post(channel="linkedin", topic=topic, text=text, claims=claims, findings=findings)
    carried = {claim.proof: "1" for claim in claims if claim.proof}
    return NewVersion(content, "nl", author, carried=carried, writer="playbook")


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """The conversation with everything that a review touches."""
    async with talking(tmp_path, AREAS) as made:
        yield made


async def submitted(stage: Stage, *claims: Claim) -> Room:
    """A post up for review."""
    room = await team(stage, claims)
    await room.does("emma", Submit)
    return room


async def test_from_submitting_to_an_approved_text(stage: Stage) -> None:
    room = await team(stage)
    emma = await room.does("emma", Submit)
    assert emma.showing("de beoordelaars hebben bericht")
    assert await room.state() == "in_review"
    rik, ada = room.who("rik"), room.who("ada")
    assert rik.text.startswith(demo("nl").brand.name)
    assert "Emma vraagt je oordeel over versie 1." in rik.text
    assert "Emma would like your verdict on version 1." in ada.text
    assert not room.who("vic").messages
    await rik.taps("Bekijk de uiting")
    await room.does("rik", Approve)
    assert await room.state() == "approved"
    assert "Rik gaf akkoord op versie 1. De uiting is klaar" in room.who("emma").text
    line = (await room.record())[-1]
    assert (line.kind, line.person_name, line.self_approval) == ("approve", "Rik", False)
    assert line.opened_at is not None
    assert line.hash


async def test_every_copy_of_the_card_says_the_same(stage: Stage) -> None:
    room = await submitted(stage)
    for account in ("emma", "rik", "ada"):
        await room.tap(account, Open(room.workspace, room.post))
    cards = {who: [m for m in room.who(who).messages if m.card][-1] for who in ("emma", "rik", "ada")}
    await room.does("rik", Approve)
    for account, before in cards.items():
        now = room.stage.messages[before.ref]
        assert now.text != before.text, account
        assert not [button for button in now.buttons if ".ok:" in button.data], account


async def test_an_own_text_goes_to_somebody_else_unless_the_brand_allows_it(stage: Stage) -> None:
    room = await team(stage)
    async with stage.database.work() as work:
        await work.workspaces.set_roles(room.workspace, room.ids["emma"], ["editor", "reviewer"])
    await room.does("emma", Submit)
    emma = await room.does("emma", Approve)
    assert "Je eigen tekst" in emma.answer
    assert await room.state() == "in_review"
    await emma.commands("review")
    assert "Er ligt niets op je te wachten." in emma.text
    await room.rules(author_may_approve=True)
    await room.does("emma", Approve)
    assert await room.state() == "approved"
    assert (await room.record())[-1].self_approval


async def test_open_claims_come_first_and_are_answered_one_by_one(stage: Stage) -> None:
    room = await submitted(stage, SURE, OURS, LOOSE)
    rik = await room.does("rik", Approve)
    assert "Loop die eerst na" in rik.answer
    assert "Nog 3 beweringen" in rik.text
    assert "bewijspunt B9: Planning op één dag" in rik.text
    assert "Bewering 3 klopt" not in rik.labels, "what nothing carries cannot be ticked"
    await rik.taps("Bewering 1 klopt")
    await rik.taps("2: dit beloven we")
    assert "Nog één bewering" in rik.text
    assert "Akkoord geven" not in rik.labels
    await rik.taps("3 is geen bewering")
    assert "Er staat niets meer open." in rik.text
    assert "Bevestigd door Rik" in rik.text
    await rik.taps("Akkoord geven")
    assert await room.state() == "approved"
    assert {tick.kind for tick in (await room.record())[-1].ticks} == {"ticked", "confirmed", "not_a_claim"}


async def test_a_forged_word_on_a_claim_settles_nothing(stage: Stage) -> None:
    room = await submitted(stage, LOOSE)
    for kind in ("ticked", "confirmed"):
        assert "nog beweringen open" in (await room.says("rik", 0, kind)).answer
    assert "een andere rol nodig" in (await room.says("emma", 0, "not_a_claim")).answer
    await room.says("rik", 7, "not_a_claim")
    await room.tap("rik", Word(room.workspace, room.post, 1, MAX_NUMBER, "z"))
    await room.does("rik", Approve)
    assert await room.state() == "in_review"


async def test_a_promise_is_confirmed_once_for_its_wording(stage: Stage) -> None:
    room = await submitted(stage, OURS)
    await room.says("rik", 0, "confirmed")
    ada = await room.says("ada", 0, "confirmed")
    assert ada.answer == "That was on record already."
    assert "Confirmed by Rik" in ada.text


async def test_a_blocking_finding_keeps_a_text_from_review(stage: Stage) -> None:
    room = await team(stage, (), (GREEN,))
    emma = await room.does("emma", Submit)
    assert "punten op die akkoord tegenhouden" in emma.answer
    assert await room.state() == "draft"


@pytest.mark.parametrize(("kind", "state"), [(RequestChanges, "changes_requested"), (Reject, "rejected")])
async def test_sending_back_takes_the_next_message_as_reason(stage: Stage, kind: Any, state: str) -> None:
    room = await submitted(stage)
    rik = await room.does("rik", kind)
    await rik.says("   ")
    assert await room.state() == "in_review", "an empty message is no reason"
    await rik.says("x" * 5000)
    assert await room.state() == "in_review", "nor is a novel"
    await rik.says("Noem de monteur <b>eerst</b>.")
    assert await room.state() == state
    assert "Noem de monteur <b>eerst</b>." in room.who("emma").text
    assert (await room.record())[-1].reason == "Noem de monteur <b>eerst</b>."


async def test_the_first_of_two_decisions_stands_and_the_other_person_is_told(stage: Stage) -> None:
    room = await submitted(stage)
    ada = await room.does("ada", RequestChanges)
    await room.does("rik", Approve)
    await ada.says("Not like this.")
    assert "Rik" in ada.text
    assert await room.state() == "approved"
    before = len(await room.record())
    await ada.says("And another thing.")
    assert len(await room.record()) == before, "the question is over"
    again = await room.does("ada", Approve)
    assert again.answer.startswith("Rik got there first and approved it.")


async def test_an_edit_voids_approvals_and_an_old_button_says_so(stage: Stage) -> None:
    room = await submitted(stage)
    await room.rules(approvals=2)
    await room.does("rik", Approve)
    async with stage.database.work() as work:
        scope = work.within(room.workspace)
        topic = (await scope.posts.get(room.post)).topic
        await scope.posts.add_version(room.post, new(room.ids["emma"], topic), 1)
    ada = await room.does("ada", Approve)
    assert "Emma" in ada.answer
    assert await room.state() == "draft"
    await room.does("emma", Submit, 2)
    await room.does("ada", Approve, 2)
    assert await room.state() == "in_review", "the approval of version 1 does not count"
    await room.does("rik", Approve, 2)
    assert await room.state() == "approved"


async def test_levels_are_taken_in_order(stage: Stage) -> None:
    room = await submitted(stage)
    first, second = Level(name="inhoud", people=(room.ids["rik"],)), Level(name="recht", people=(room.ids["ada"],))
    await room.rules(levels=(first, second))
    await room.does("ada", Approve)
    assert not [line for line in await room.record() if line.kind == "approve"]
    rik = await room.does("rik", Approve)
    assert "Er is nog minstens één akkoord nodig" in rik.answer
    await room.does("rik", Approve)
    assert await room.state() == "in_review"
    await room.does("ada", Approve)
    assert await room.state() == "approved"
    assert [line.level for line in await room.record() if line.kind == "approve"] == ["inhoud", "recht"]


async def test_withdrawn_proof_shuts_what_rests_on_it(stage: Stage) -> None:
    room = await submitted(stage, SURE)
    await room.says("rik", 0, "ticked")
    rik = await room.tap("rik", Open(room.workspace, room.post))
    card = rik.last
    noor = room.who("noor")
    await noor.commands("withdrawproof", "B9")
    assert stage.messages[card.ref].text != card.text
    assert "Eén uiting steunt op B9" in noor.text
    rik = await room.does("rik", Approve)
    assert "Bewijs waar deze uiting op steunt" in rik.answer
    assert await room.state() == "in_review"


async def test_a_reason_can_start_a_rewrite_where_a_model_writes(tmp_path: Path) -> None:
    asked: list[Rewrite] = []

    async def rewrite(job: Job, tell: Any) -> str:
        asked.append(Rewrite.model_validate_json(asked_for(job)[1]))
        return Rewritten(post=asked[-1].post, refused="unchanged").model_dump_json()

    desk = DESK._replace(writing=lambda record: by_model(ScriptedCall({})))
    async with talking(tmp_path, AREAS, desk, {REWRITE: rewrite}) as stage:
        room = await submitted(stage)
        rik = await room.does("rik", RequestChanges)
        await rik.says("Begin met de klant.")
        assert "Herschrijf met deze reden" not in rik.labels, "a reviewer does not write"
        await room.who("emma").taps("Herschrijf met deze reden")
    assert [(one.how, one.what, one.version) for one in asked] == [("instruct", "Begin met de klant.", 1)]


async def test_without_a_model_nothing_offers_to_rewrite(stage: Stage) -> None:
    room = await submitted(stage)
    rik = await room.does("rik", Reject)
    await rik.says("Past niet bij ons.")
    assert room.who("emma").labels == ("Bekijk de uiting",)


async def test_proof_that_ran_out_shuts_what_rests_on_it_and_shows_on_the_board(stage: Stage) -> None:
    room = await submitted(stage, SURE)
    await room.says("rik", 0, "ticked")
    async with stage.database.work() as work:
        entries = work.within(room.workspace).entries
        entry = await entries.by_key("proof", "B9")
        assert entry is not None
        old = Proof(id="B9", text="Planning op één dag", valid_until=date(2026, 5, 31))
        await entries.change(entry, old, room.ids["noor"])
    rik = await room.does("rik", Approve)
    assert "Bewijs waar deze uiting op steunt" in rik.answer
    await rik.commands("board")
    assert rik.labels[0].startswith("⚠ controleren")


async def test_a_comment_decides_nothing(stage: Stage) -> None:
    room = await submitted(stage)
    await room.who("emma").taps("Iemand laten meelezen")
    rik = room.who("rik")
    await rik.taps("Bekijk de uiting")
    await room.tap("rik", review.Comment(room.workspace, room.post, 1))
    await rik.says("Mooie opening!")
    assert "Je opmerking staat bij de uiting." in rik.text
    assert "Mooie opening!" in room.who("emma").text
    assert await room.state() == "in_review"


async def test_the_word_of_a_client_is_reported_and_never_an_approval(stage: Stage) -> None:
    room = await submitted(stage)
    emma = await room.tap("emma", Outside(room.workspace, room.post, 1))
    await emma.taps("Word-document voor de klant")
    assert stage.files[-1].name.endswith(".docx")
    assert stage.files[-1].caption.startswith(demo("nl").brand.name)
    await emma.taps("Leg een akkoord van buiten vast")
    await emma.says("Prima zo, mag live.", forwarded="Joke Smit")
    await emma.says("geen idee")
    assert "kan ik niet thuisbrengen" in emma.text
    await emma.says("Joke Smit, Waterschap Zuid, e-mail, 31-5-2026")
    assert "Vastgelegd dat Joke Smit akkoord is" in emma.text
    line = (await room.record())[-1]
    assert line.kind == "reported"
    assert (line.outsider.organisation, line.outsider.on) == ("Waterschap Zuid", date(2026, 5, 31))
    assert line.outsider.attachment == "Joke Smit: Prima zo, mag live."
    assert await room.state() == "in_review"


TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("line", "on"),
    [
        ("Jo, Acme, phone", TODAY),
        ("Jo, Acme, phone, 2026-05-30", date(2026, 5, 30)),
        ("Jo, Acme, phone, 30/5/2026", date(2026, 5, 30)),
        ("Jo, Acme, phone, 2026-06-02", None),
        ("Jo, Acme, phone, 31-02-2026", None),
        ("Jo, Acme, phone, soon", None),
        ("Jo, , phone", None),
        ("Jo", None),
    ],
)
def test_an_outsider_needs_a_name_an_organisation_a_way_and_a_day_that_was(line: str, on: date | None) -> None:
    found = outsider_of(line, TODAY, "")
    assert (found.on if found else None) == on


async def test_the_board_counts_filters_and_opens(stage: Stage) -> None:
    room = await submitted(stage)
    rik = room.who("rik")
    await rik.commands("board")
    assert "ter beoordeling: 1" in rik.text
    await rik.taps("Alleen van mij")
    assert "Hier past geen enkele uiting bij." in rik.text
    await rik.taps("Van iedereen")
    assert not [label for label in rik.labels if label.startswith("Alleen LinkedIn")], "there is no other channel"
    await rik.taps("ter beoordeling · LinkedIn")
    assert rik.last.card.endswith(f"post:{room.post}")
    await rik.commands("review")
    assert "Eén uiting wacht op je oordeel." in rik.text


async def test_all_my_brands_at_once_but_never_in_a_group(stage: Stage) -> None:
    room = await submitted(stage)
    noor = room.who("noor")
    async with stage.database.work() as work:
        brand = demo("en").brand.model_copy(update={"name": "Harbour Lane"})
        await workspaces.found(work, brand, "en", room.ids["noor"], USUAL)
        await work.workspaces.link(room.workspace, FRONT, "groep", room.ids["noor"])
    await noor.commands("board")
    assert noor.text.startswith("Harbour Lane")
    await noor.taps("Al mijn merken")
    assert "ter beoordeling: 1" in noor.text
    assert any(label.startswith(demo("nl").brand.name) for label in noor.labels)
    group = noor.elsewhere("groep")
    await group.commands("board")
    assert "Al mijn merken" not in group.labels
    await group.taps(written(board.Board(room.workspace, everywhere=1)))
    assert group.text.startswith(demo("nl").brand.name)
    await group.taps(written(board.Board(room.workspace, page=MAX_NUMBER, state=MAX_NUMBER)))


async def test_the_group_hears_of_decisions_and_can_take_them(stage: Stage) -> None:
    room = await team(stage)
    async with stage.database.work() as work:
        await work.workspaces.link(room.workspace, FRONT, "groep", room.ids["noor"])
    await room.does("emma", Submit)
    group = room.who("rik").elsewhere("groep")
    assert "Emma vraagt je oordeel" in group.text
    await group.taps("Bekijk de uiting")
    await group.taps(written(RequestChanges(room.workspace, room.post, 1)))
    await group.says("Korter graag.")
    assert await room.state() == "changes_requested"


@pytest.mark.parametrize("kind", [Submit, Approve, RequestChanges, Reject, Claims, Outside])
async def test_a_stranger_learns_nothing(stage: Stage, kind: Any) -> None:
    room = await submitted(stage, LOOSE)
    zed = room.stranger()
    await zed.commands("start")
    before = len(await room.record())
    await zed.taps(written(kind(room.workspace, room.post, 1)))
    there = zed.answer
    await zed.taps(written(kind(room.workspace + 77, room.post, 1)))
    assert zed.answer == there
    assert len(await room.record()) == before


OURS_TO_TAP = [kind for area in (review, review_claims, review_outside, board, exports) for kind in area.AREA.taps]


@pytest.mark.parametrize("kind", OURS_TO_TAP)
@pytest.mark.parametrize("number", [0, 36**10 - 1])
async def test_no_forged_button_breaks_anything(stage: Stage, kind: Any, number: int) -> None:
    room = await submitted(stage, LOOSE)
    hints = [(field.name, field.type) for field in fields(kind) if field.name != "workspace"]
    forged = kind(room.workspace, **{name: number if of == "int" else "zz" for name, of in hints})
    noor = await room.tap("noor", forged)
    assert noor.messages
    assert await room.state() in ("in_review", "draft", "approved")


async def test_nothing_leaves_before_it_is_approved(stage: Stage) -> None:
    room = await submitted(stage)
    noor = room.who("noor")
    await noor.commands("export", "json")
    assert not stage.files
    assert "Er is nog niets goedgekeurd" in noor.text
    await room.does("rik", Approve)
    for kind in ("md", "csv", "json", "docx"):
        await noor.commands("export", kind)
        assert stage.files[-1].name.endswith(f".{kind}")
    held = json.loads(next(file for file in stage.files if file.name.endswith(".json")).content)
    assert held["posts"][0]["version"]["approved_by"] == ["Rik"]
    assert [line["kind"] for line in held["posts"][0]["record"]] == ["submit", "approve"]


async def test_the_record_of_a_period(stage: Stage) -> None:
    room = await submitted(stage)
    await room.does("rik", Approve)
    noor = room.who("noor")
    await noor.commands("audit")
    assert "laatste 30 dagen" in noor.text
    assert "Rik: akkoord" in noor.text
    await noor.taps("Verslag als spreadsheet")
    lines = list(csv.reader(io.StringIO(stage.files[-1].content.decode("utf-8-sig"))))
    assert len(lines) == 3
    await noor.commands("audit", "2026-05")
    assert "niets besloten of gezegd" in noor.text
    await noor.commands("audit", "2026-06")
    assert "Rik: akkoord" in noor.text


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("", Period()),
        ("7", Period(7)),
        ("2026-3", Period(0, 202603)),
        ("2026-13", None),
        ("0", None),
        ("9999", None),
        ("vorige week", None),
    ],
)
def test_a_period_is_a_number_of_days_or_a_month(typed: str, period: Period | None) -> None:
    assert period_of(typed) == period
