"""Reminders in the chat: a round tells who it is for, and every button below it does what it says."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.conversation.areas.new_order import NewOrder
from bot.conversation.areas.posts_change import NewText
from bot.conversation.areas.reminders import HALFWAY, STEPS
from bot.conversation.areas.source_offer import Offered
from bot.conversation.areas.source_voice import Spoken
from bot.conversation.callbacks import written
from bot.conversation.effects import Effect, Effects
from bot.conversation.flow import Flow, stored
from bot.conversation.outbox import Outbox
from bot.conversation.reminding import remind
from bot.conversation.screens.reminders import GoOn, Later, LetGo, Off, Want
from bot.domain.brief import Brand, Persona, Proof, Proposition
from bot.domain.keeping import NewPack
from bot.domain.review import Moved
from bot.domain.team import Role
from bot.services import workspaces
from bot.services.intake import FileRef
from bot.services.workspaces import Usual
from bot.storage.database import Database, Work
from tests.fakes.talking import DESK, FRONT, NOW, TEXTS, Chatter, Stage
from tests.fakes.whole import DATABASE, person, whole
from tests.integration.storage.filling import approved, brief, said, submitted, topic, version

USUAL = Usual("canvas7", ("linkedin", "tiktok"))
LISTENING = DESK._replace(hears="oor (example)")
MORNING = NOW + timedelta(days=1)
"""A Tuesday, half past eleven in Amsterdam; the clock of the stage stands still on the day before."""
DAY = MORNING.date()
TEAM: tuple[tuple[str, Role], ...] = (("bram", "reviewer"), ("caro", "editor"), ("vic", "viewer"))


class Overheard(Outbox):
    """What is written down, to be shown by the test."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.sends: list[Any] = []

    async def keep(
        self, work: Work, effects: Iterable[Effect], front: str, workspace: int | None = None
    ) -> Effects:
        """Remembers them once they are stored."""
        kept = await super().keep(work, effects, front, workspace)
        self.sends += effects
        return kept


@dataclass
class Office:
    """A brand that noor owns, bram reviews in English, caro writes for, and vic reads."""

    stage: Stage
    folder: Path
    workspace: int
    pack: int
    ids: dict[str, int]

    def who(self, name: str, group: str = "") -> Chatter:
        """One of them, in private or in a group."""
        return person(self.stage, name, group=group)

    async def post(self, on: date | None = None) -> int:
        """A post of caro, up for review; with a date approved and planned."""
        async with self.stage.database.work() as work:
            here = work.within(self.workspace)
            post = (await here.posts.add(self.pack, version(self.ids["caro"]))).id
            await submitted(work, self.workspace, post, self.ids["caro"])
            if on is not None:
                await approved(work, self.workspace, post, self.ids["bram"])
                latest = await here.posts.version(post)
                await here.reviews.decide(latest, "plan", Moved("planned"), said(self.ids["noor"]))
                await here.posts.set_slot(post, on)
            return post

    async def rewritten(self, post: int) -> None:
        """Somebody changed it after all."""
        async with self.stage.database.work() as work:
            await work.within(self.workspace).posts.add_version(post, version(self.ids["caro"], "Anders."), 1)

    async def waits(self, name: str, step: Flow) -> None:
        """Somebody is in the middle of something since the day before."""
        async with self.stage.database.work() as work:
            await work.flows.put(FRONT, name, self.ids[name], stored(step))

    async def round(self, days: float = 0) -> list[str]:
        """A round on that morning, or so many days later; returns the chats that were written to."""
        now = MORNING + timedelta(days=days)
        later = Database(f"sqlite:///{self.folder / DATABASE}", lambda: now)
        outbox = Overheard(later, {}, lambda: now)
        assert await remind(later, LISTENING, outbox, (FRONT,)) == len(outbox.sends)
        await later.close()
        await self.stage.perform(outbox.sends)
        return [send.chat.id for send in outbox.sends]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with whole(tmp_path, LISTENING) as stage:
        async with stage.database.work() as work:
            ids = {"noor": (await work.people.who(FRONT, "noor", "Noor")).id}
            home = (await workspaces.found(work, Brand(name="Waterkant"), "nl", ids["noor"], USUAL)).id
            for name, role in TEAM:
                ids[name] = (await work.people.who(FRONT, name, name.capitalize())).id
                await work.workspaces.set_roles(home, ids[name], {role})
                await work.people.at(ids[name], home)
            for one in ids.values():
                await work.people.informed(one)
            await work.people.speaks(ids["bram"], "en")
            entries = [
                ("persona", Persona(need="Droge voeten")),
                ("proposition", Proposition(text="Binnen een dag.")),
            ]
            await workspaces.fill(work.within(home), entries, ids["noor"])
            new = NewPack(brief(), "nl", "playbook", ids["caro"], topics=(topic(),))
            pack = (await work.within(home).packs.add(new)).id
        yield Office(stage, tmp_path, home, pack, ids)


# -- what is told, to whom, in which language -------------------------------------------------------------


async def test_who_decides_is_told_what_waits_each_in_their_language(office: Office) -> None:
    await office.post()
    assert sorted(await office.round()) == ["bram", "noor"]
    assert office.who("bram").text.startswith("Waterkant · reminder\nOne post is still waiting for your verdict.")
    assert "Eén uiting wacht nog op jouw oordeel.\n• LinkedIn-post · Wat kost" in office.who("noor").text
    assert office.who("noor").labels == ("Bekijk de uiting", "Later opnieuw", "Niet meer melden")
    assert office.who("caro").messages == office.who("vic").messages == ()
    assert await office.round(0.1) == []
    await office.who("bram").taps("View the post")
    assert "version 1" in office.who("bram").text


async def test_several_posts_are_one_message_with_the_first_few(office: Office) -> None:
    for _ in range(7):
        await office.post()
    assert sorted(await office.round()) == ["bram", "noor"]
    bram = office.who("bram")
    assert "7 posts are still waiting" in bram.text
    assert len(bram.labels) == 5 + 3
    await bram.taps("View all of them")
    assert bram.text == f"Waterkant\n{TEXTS['en']('board-queue', count=7)}"


async def test_a_linked_group_hears_it_in_the_language_of_the_brand(office: Office) -> None:
    async with office.stage.database.work() as work:
        await work.workspaces.link(office.workspace, FRONT, "groep", office.ids["noor"])
    await office.post()
    assert sorted(await office.round()) == ["bram", "groep", "noor"]
    group = office.who("bram", group="groep")
    assert "Eén uiting wacht op een oordeel." in group.text
    await group.taps("Niet meer melden")
    assert group.answer == TEXTS["en"]("refused-not-your-role")
    await office.who("noor", group="groep").taps("Niet meer melden")
    await office.post()
    assert sorted(await office.round(1)) == ["bram", "noor"]
    owner = office.who("noor", group="groep")
    await owner.commands("reminders")
    assert owner.labels == ("· Wat op een oordeel wacht", "✓ Wat vandaag gepland staat")
    await owner.taps("· Wat op een oordeel")
    assert owner.labels[0] == "✓ Wat op een oordeel wacht"
    await group.commands("reminders")
    assert group.text == TEXTS["en"]("refused-not-your-role")


async def test_what_is_planned_is_told_with_the_buttons_for_afterwards(office: Office) -> None:
    post = await office.post(on=DAY)
    assert sorted(await office.round()) == ["caro", "noor"]
    caro = office.who("caro")
    assert "Vandaag gepland en klaar om te plaatsen:\n• LinkedIn-post · Wat kost" in caro.text
    assert caro.labels == ("Bekijk de uiting", "Is geplaatst", "Andere dag", "Niet meer melden")
    await caro.taps("Andere dag")
    assert "Op welke dag?" in caro.text
    await office.rewritten(post)
    assert sorted(await office.round(0.1)) == ["caro", "noor"]
    assert "Let op, vandaag gepland maar niet klaar om te plaatsen:" in office.who("noor").text
    assert "(concept)" in office.who("noor").text
    assert office.who("noor").labels == ("Bekijk de uiting", "Niet meer melden")


async def test_proof_that_runs_out_is_told_with_what_rests_on_it(office: Office) -> None:
    async with office.stage.database.work() as work:
        proof = Proof(id="B1", text="94% is na een dag droog.", valid_until=DAY + timedelta(days=30))
        await work.within(office.workspace).entries.add("proof", proof, office.ids["caro"], key="B1")
    await office.post()
    assert await office.round() == ["bram", "noor", "caro"]
    caro = office.who("caro")
    assert (
        "B1 geldt tot en met donderdag 2 juli 2026: 94% is na een dag droog.\nEén uiting steunt erop." in caro.text
    )
    assert caro.labels == ("Bekijk B1", "Bekijk de uiting", "Later opnieuw", "Niet meer melden")
    await caro.taps("Bekijk B1")
    assert "94% is na een dag droog." in caro.text
    assert "caro" in await office.round(31)
    assert "B1 is verlopen" in caro.text
    assert "Tot die tijd kun je wat erop steunt niet inplannen of plaatsen." in caro.text


async def test_what_goes_wrong_in_one_brand_keeps_nothing_from_another(office: Office) -> None:
    await office.post()
    async with office.stage.database.work() as work:
        other = await workspaces.found(work, Brand(name="Elders"), "nl", office.ids["vic"], USUAL)
        pack = await work.within(other.id).packs.add(NewPack(brief(), "nl", "playbook", None, topics=(topic(),)))
        post = await work.within(other.id).posts.add(pack.id, version(office.ids["vic"]))
        await submitted(work, other.id, post.id, office.ids["vic"])
        unreadable = text("UPDATE packs SET brief = '{}' WHERE workspace_id = :home")
        await work.link.execute(unreadable, {"home": office.workspace})
    assert await office.round() == ["vic"]
    async with office.stage.database.work() as work:
        mended = text("UPDATE packs SET brief = (SELECT brief FROM packs WHERE workspace_id = :other)")
        await work.link.execute(mended, {"other": other.id})
    assert sorted(await office.round(0.01)) == ["bram", "noor"]


async def test_what_is_told_is_written_down_with_what_is_to_be_shown(office: Office) -> None:
    await office.post()
    async with office.stage.database.read() as work:
        before = (await work.link.execute(text("SELECT count(*) FROM outbox"))).scalar()
    assert len(await office.round()) == 2
    async with office.stage.database.read() as work:
        rows = list(await work.link.execute(text("SELECT chat, workspace FROM outbox ORDER BY id DESC LIMIT 2")))
        after = (await work.link.execute(text("SELECT count(*) FROM outbox"))).scalar()
    assert after - before == 2
    assert {tuple(row) for row in rows} == {("bram", office.workspace), ("noor", office.workspace)}


# -- what was left halfway --------------------------------------------------------------------------------


def test_every_step_that_is_told_of_has_words() -> None:
    assert set(STEPS.values()) == {"order", "source", "voice", "text"}
    assert len(STEPS) == len(HALFWAY)


async def test_an_order_that_was_left_goes_on_where_it_was(office: Office) -> None:
    await office.waits("caro", NewOrder(workspace=office.workspace, persona="P1", done=("who",), at="when"))
    assert await office.round() == ["caro"]
    caro = office.who("caro")
    assert "Je was uitingen aan het maken" in caro.text
    assert await office.round(1) == []
    count = len(caro.messages)
    await caro.taps("Ga verder")
    assert TEXTS["nl"]("new-ask-when") in caro.text
    assert len(caro.messages) == count, "in the place of the reminder"
    assert await office.round(2) == []


@pytest.mark.parametrize("word", ["source", "voice", "text"])
async def test_whatever_was_left_is_asked_again(office: Office, word: str) -> None:
    post = await office.post()
    home = office.workspace
    file = FileRef(front=FRONT, ref="ref", name="voice.ogg", mime="audio/ogg", size=9)
    async with office.stage.database.work() as work:
        await work.workspaces.consent(home, True, office.ids["noor"])
    steps: dict[str, Flow] = {
        "source": Offered(workspace=home, text="Zo werkt dat bij ons. " * 20),
        "voice": Spoken(workspace=home, file=file),
        "text": NewText(workspace=home, post=post, version=1),
    }
    await office.waits("caro", steps[word])
    assert "caro" in await office.round()
    caro = office.who("caro")
    assert TEXTS["nl"]("reminders-unfinished", step=word) in caro.text
    await caro.taps("Ga verder")
    # The text is up for review meanwhile: whether there should be a new version comes first, in the place of this.
    assert len(caro.messages) == (1 if word == "text" else 2)
    async with office.stage.database.read() as work:
        assert await work.flows.get(FRONT, "caro", office.ids["caro"]) == stored(steps[word])


async def test_what_is_let_go_is_gone(office: Office) -> None:
    await office.waits("caro", Offered(workspace=office.workspace, text="Zo werkt dat. " * 40))
    await office.round()
    caro = office.who("caro")
    await caro.taps("Laat maar")
    assert caro.text.endswith(TEXTS["nl"]("reminders-gone"))
    async with office.stage.database.read() as work:
        assert await work.flows.get(FRONT, "caro", office.ids["caro"]) is None
    for button in (GoOn(office.workspace), LetGo(office.workspace)):
        await caro.taps(written(button))
        assert caro.answer == TEXTS["nl"]("old-card")


# -- the other buttons, and /reminders --------------------------------------------------------------------


async def test_what_is_put_off_is_named_by_its_day(office: Office) -> None:
    await office.post()
    await office.round()
    bram = office.who("bram")
    await bram.taps("Remind me later")
    assert bram.answer == "I'll come back to it on Tuesday 2 June 2026, if it's still needed."
    assert await office.round(0.01) == ["bram"]
    assert await office.round(0.1) == []
    vic = office.who("vic")
    await vic.taps(written(Later(office.workspace, "review")))
    assert vic.answer == TEXTS["nl"]("old-card")


async def test_everybody_switches_their_own(office: Office) -> None:
    await office.post()
    bram = office.who("bram")
    await office.round()
    await bram.taps("Stop telling me")
    assert bram.answer == TEXTS["en"]("reminders-off-told")
    await office.post()
    assert await office.round(1) == ["noor"]
    await bram.commands("reminders")
    assert bram.labels[0] == "· What waits for a verdict"
    assert "24 hours" in bram.text
    await bram.taps("· What waits")
    assert bram.labels[0] == "✓ What waits for a verdict"
    await office.post()
    assert sorted(await office.round(2)) == ["bram", "noor"]


async def test_an_owner_finds_the_hours_from_there(office: Office) -> None:
    noor = office.who("noor")
    await noor.commands("reminders")
    await noor.taps("Uren instellen")
    await noor.taps("72 uur")
    await office.post()
    assert await office.round(1) == []
    assert sorted(await office.round(2)) == ["bram", "noor"]


async def test_strange_buttons_change_nothing(office: Office) -> None:
    vic, stranger = office.who("vic"), office.who("nobody")
    for button in (Want(office.workspace, "sleep", 1), Off(office.workspace, ""), Later(office.workspace, "x")):
        await vic.taps(written(button))
        assert vic.answer == TEXTS["nl"]("old-card")
    for other in (Want(office.workspace, "review", 0), Off(office.workspace, "review"), GoOn(office.workspace)):
        await stranger.taps(written(other))
        assert stranger.answer == TEXTS["nl"]("old-card")
    await vic.taps(written(GoOn(office.workspace)))
    assert vic.answer == TEXTS["nl"]("refused-not-your-role")
