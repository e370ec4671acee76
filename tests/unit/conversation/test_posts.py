"""The card of a post and what people do with it, through the real conversation."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.areas import posts as area
from bot.conversation.areas import welcome
from bot.conversation.screens import posts as screens
from bot.conversation.screens.measure import units
from bot.conversation.turn import Area, Rule, Turn
from bot.domain.base import LANGUAGES, Language
from bot.domain.brief import Brand, Proof
from bot.domain.errors import ModelFailedError
from bot.domain.keeping import NewPack, NewVersion, Said
from bot.domain.pack import Claim, Finding, Post
from bot.domain.progress import OnEvent
from bot.domain.records import Job, Version, WorkspaceRecord
from bot.domain.review import TABLE, Moved, Rules, State
from bot.domain.rewrite import HOWS, REASONS
from bot.domain.team import ROLES
from bot.services import posts
from bot.services.rewriting import Rewriter
from bot.storage.work import Work
from tests.fakes.approving import approved, content, texts
from tests.fakes.rewriting import BY_RULES
from tests.fakes.talking import TEXTS, Chatter, Stage, demo, talking


async def _show(turn: Turn, argument: str) -> None:
    await area.show(turn, int(argument))


OPENER = Area(commands={"post": Rule(_show, "read")})


class Desk(NamedTuple):
    """A person with the demo brand and two stored posts: LinkedIn (1) and TikTok (2)."""

    stage: Stage
    me: Chatter

    async def version(self, post: int = 1) -> Version:
        """The latest version."""
        async with self.stage.database.read() as work:
            return await work.within(1).posts.version(post)

    async def moves(self, state: State, post: int = 1) -> None:
        """The post gets this state, as if reviewed."""
        async with self.stage.database.work() as work:
            version = await work.within(1).posts.version(post)
            await work.within(1).reviews.decide(version, "approve", Moved(state), Said(1, "Noor"))

    async def rewrites(self, text: str, **changes: object) -> None:
        """A version with this text, without a writer."""
        async with self.stage.database.work() as work:
            held = await posts.held(work, 1, 1)
            content = held.version.content.model_copy(update={"text": text, **changes})
            new = NewVersion(content, "nl", 1)
            await work.within(1).posts.add_version(1, new, held.version.number)


@asynccontextmanager
async def at_desk(folder: Path, language: Language = "nl") -> AsyncIterator[Desk]:
    """Somebody sits down at two posts that the template writer made."""
    made: list[Rewriter] = []

    async def rewrite(job: Job, tell: OnEvent) -> str:
        return await made[0](job, tell)

    async with talking(folder, [welcome.AREA, area.AREA, OPENER], handlers={posts.REWRITE: rewrite}) as stage:
        made.append(Rewriter(stage.database, lambda record: BY_RULES))
        me = stage.joins(language=language)
        await me.commands("start")
        await me.taps("1~w.demo")
        await _store(stage, language)
        yield Desk(stage, me)


async def _store(stage: Stage, language: Language) -> None:
    brief = demo(language)
    ideas = await BY_RULES.topics(brief)
    message = await BY_RULES.key_message(brief, ideas.topics)
    several = await BY_RULES.posts(brief, message, ideas.topics[0], ("linkedin", "tiktok"))
    async with stage.database.work() as work:
        scope = work.within(1)
        pack = await scope.packs.add(
            NewPack(brief, language, "playbook", 1, topics=ideas.topics, key_message=message)
        )
        for post in several:
            await scope.posts.add(pack.id, await _new(work, post, language))


async def _new(work: Work, post: Post, language: Language) -> NewVersion:
    entries = await work.within(1).entries.all("proof")
    present = {entry.key: str(entry.revision) for entry in entries}
    return NewVersion(post, language, 1, carried=posts.carried(post.claims, present), writer="playbook")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_card_opens_with_the_brand_and_is_marked_a_concept(tmp_path: Path, language: Language) -> None:
    async with at_desk(tmp_path, language) as desk:
        await desk.me.commands("post", "1")
        version = await desk.version()
        card = desk.me.last
        assert card.text.startswith(demo(language).brand.name)
        assert {"nl": "concept", "en": "draft"}[language] in card.text.splitlines()[0]
        assert any(span.style == "block" and span.text == version.content.text for span in card.screen.spans)
        assert card.card == "1/post:1"
        for claim in version.content.claims[:3]:
            assert " ".join(claim.text.split())[:40] in card.text
        await desk.me.commands("post", "2")
        assert units(desk.me.text) <= 4096


@pytest.mark.parametrize("sign", ["woord ", "😀"])
async def test_a_long_text_is_cut_on_the_card_and_whole_behind_a_button(tmp_path: Path, sign: str) -> None:
    async with at_desk(tmp_path) as desk:
        text = (sign * 3000).strip()
        await desk.rewrites(text)
        await desk.me.commands("post", "1")
        assert units(desk.me.text) <= 4096
        assert text not in desk.me.text
        await desk.me.taps("Hele tekst")
        assert text in desk.me.text


async def test_a_reply_to_the_card_is_an_edit_and_keeps_what_was_there(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as desk:
        await desk.me.commands("post", "1")
        card, before = desk.me.last, await desk.version()
        await desk.me.says("Een heel nieuwe tekst over de planning.", reply_to=card)
        after = await desk.version()
        assert (after.number, after.origin, after.state) == (2, "edited", "draft")
        assert after.content.text == "Een heel nieuwe tekst over de planning."
        async with desk.stage.database.read() as work:
            assert (await work.within(1).posts.version(1, 1)).content == before.content
        assert "Een heel nieuwe tekst" in desk.stage.messages[card.ref].text, "every copy follows"
        await desk.me.says("Een heel nieuwe tekst over de planning.", reply_to=card)
        assert desk.me.text == TEXTS["nl"]("posts-not-unchanged")
        assert (await desk.version()).number == 2


async def test_editing_as_a_step_refuses_nothing_and_can_be_left(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as desk:
        await desk.me.commands("post", "1")
        await desk.me.taps("Zelf bewerken")
        await desk.me.says("   ")
        assert (await desk.version()).number == 1
        await desk.me.says("Toch maar dit.")
        assert (await desk.version()).content.text == "Toch maar dit."
        await desk.me.taps("Zelf bewerken")
        await desk.me.taps("Laat maar")
        await desk.me.says("Dit hoort nergens bij.")
        assert (await desk.version()).number == 2


async def test_an_old_card_does_not_overwrite_a_newer_version(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as desk:
        await desk.me.commands("post", "1")
        old = next(one for one in desk.me.last.buttons if one.label == "Korter").data
        await desk.rewrites("Iemand was eerder.")
        await desk.me.taps(old)
        assert "Noor" in desk.me.answer
        assert (await desk.version()).number == 2


async def test_a_rewriting_makes_a_next_version(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as desk:
        await desk.me.commands("post", "1")
        before = await desk.version()
        await desk.me.taps("Andere toon")
        after = await desk.version()
        assert (after.number, after.origin, after.instruction) == (2, "rewritten", "other_tone")
        assert after.content.text != before.content.text
        assert desk.me.last.card == "1/post:1"
        await desk.me.taps("Andere opening")
        assert desk.me.text.count("\n") >= 3
        await desk.me.taps("1")
        assert (await desk.version()).number == 3


async def test_a_rewriting_that_cannot_be_done_says_why_and_changes_nothing(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as desk:
        await desk.me.commands("post", "1")
        number = 1
        for _ in range(12):
            await desk.me.taps("Korter")
            if (await desk.version()).number == number:
                break
            number += 1
        assert TEXTS["nl"]("posts-not-shortest") in desk.me.text
        assert TEXTS["nl"]("posts-rewrite-kept") in desk.me.text
        await desk.me.taps("Terug naar de uiting")
        assert desk.me.last.card == "1/post:1"


async def test_after_a_human_edit_the_template_writer_offers_nothing(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as desk:
        await desk.me.commands("post", "1")
        await desk.me.says("Zelf geschreven.", reply_to=desk.me.last)
        hows = {TEXTS["nl"](f"posts-how-{how.replace('_', '-')}") for how in HOWS}
        assert not hows & set(desk.me.labels)
        await desk.me.taps("1~p.ask:1:1:2:shorter")
        assert desk.me.answer == TEXTS["nl"]("posts-not-edited")
        await desk.me.taps("1~p.ask:1:1:2:nonsense")
        assert desk.me.answer == TEXTS["nl"]("old-card")


async def test_a_claim_shows_what_it_rests_on(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as desk:
        version = await desk.version()
        place, claim = next((n, one) for n, one in enumerate(version.content.claims) if one.proof)
        point = next(one for one in demo("nl").proof if one.id == claim.proof)
        await desk.me.commands("post", "1")
        await desk.me.taps(f"{place + 1}. ")
        assert point.text in desk.me.text
        assert point.source is None or point.source in desk.me.text
        assert point.period is None or point.period in desk.me.text


async def test_proof_that_is_withdrawn_shuts_the_post_until_it_is_checked_again(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as desk:
        await desk.moves("approved")
        key = next(one.proof for one in (await desk.version()).content.claims if one.proof)
        async with desk.stage.database.work() as work:
            entry = await work.within(1).entries.by_key("proof", key)
            assert entry is not None
            assert isinstance(entry.data, Proof)
            await work.within(1).entries.withdraw(entry, 1)
        await desk.me.commands("post", "1")
        assert TEXTS["nl"]("posts-check-again") in desk.me.text
        assert not {"Schone tekst", "Inplannen"} & set(desk.me.labels)
        await desk.me.taps("1~p.clean:1:1:1")
        assert desk.me.answer == TEXTS["nl"]("refused-check-again")
        await desk.me.taps("Opnieuw controleren")
        after = await desk.version()
        assert (after.number, after.state) == (2, "draft")
        assert not any(one.proof == key and one.standing == "proven" for one in after.content.claims)
        assert TEXTS["nl"]("posts-check-again") not in desk.me.text


async def test_versions_show_who_and_what_changed(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as desk:
        await desk.rewrites("De planning hangt om vijf uur aan het bord.")
        await desk.rewrites("De planning hangt om zes uur aan het bord.")
        await desk.me.commands("post", "1")
        await desk.me.taps("Versies")
        assert "Noor" in desk.me.text
        await desk.me.taps("3")
        assert any(span.style == "bold" and span.text.strip() == "zes" for span in desk.me.last.screen.spans)
        assert "[−vijf−]" in desk.me.text
        await desk.me.taps("1~p.ver:1:1:1")
        await desk.me.taps("1~p.ver:1:1:z")
        assert desk.me.answer == TEXTS["nl"]("old-card")


async def test_the_clean_text_is_a_message_of_nothing_else(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as desk:
        await desk.me.commands("post", "1")
        await desk.me.taps("1~p.clean:1:1:1")
        assert desk.me.answer == TEXTS["nl"]("refused-wrong-state")
        await desk.moves("approved")
        await desk.me.commands("post", "1")
        assert "concept" not in desk.me.text.splitlines()[0]
        await desk.me.taps("Schone tekst")
        text = (await desk.version()).content.text
        assert desk.me.messages[-2].text == text
        assert all(len(button.copy) <= 256 for button in desk.me.last.buttons)
        assert not desk.stage.files


async def test_a_clean_text_too_long_for_a_message_comes_in_pieces_with_a_file(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as desk:
        text = "\n\n".join(f"Alinea {number} " + "over planning. " * 20 for number in range(30)).strip()
        await desk.rewrites(text)
        await desk.moves("approved")
        await desk.me.commands("post", "1")
        before = len(desk.me.messages)
        await desk.me.taps("Schone tekst")
        sent = [one.text for one in desk.me.messages[before:-1]]
        assert "".join(sent) == text
        assert all(units(one) <= 4096 for one in sent)
        assert desk.stage.files[0].content.decode() == text


async def test_a_planned_post_that_is_edited_keeps_its_day_and_waits(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as desk:
        await desk.moves("approved")
        await desk.me.commands("post", "1")
        await desk.me.taps("Inplannen")
        await desk.me.says("ooit eens")
        assert desk.me.text == TEXTS["nl"]("posts-date-unreadable")
        await desk.me.says("31-02")
        await desk.me.says("2020-01-01")
        assert desk.me.text == TEXTS["nl"]("posts-date-past")
        await desk.me.says("24-12")
        assert "donderdag 24 december 2026" in desk.me.text
        assert (await desk.version()).state == "planned"
        await desk.me.says("Nieuwe woorden.", reply_to=desk.me.last)
        assert (await desk.version()).state == "planned", "it is asked first"
        await desk.me.taps("Ja, nieuwe versie")
        assert (await desk.version()).content.text == "Nieuwe woorden."
        assert "donderdag 24 december 2026 en wacht op akkoord" in desk.me.text
        assert (await desk.version()).state == "draft"


async def test_a_day_is_picked_and_given_up_with_buttons(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as desk:
        await desk.moves("approved")
        await desk.me.commands("post", "1")
        await desk.me.taps("Inplannen")
        await desk.me.taps("di 2 jun")
        assert "dinsdag 2 juni 2026" in desk.me.text
        await desk.me.taps("Uit de planning", desk.me.last)
        assert (await desk.version()).state == "approved"
        assert "juni" not in desk.me.text


async def test_publishing_asks_for_the_link_and_whether_it_is_the_same(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as desk:
        await desk.moves("approved")
        await desk.me.commands("post", "1")
        await desk.me.taps("Is geplaatst")
        await desk.me.says("javascript:alert(1)")
        assert desk.me.text == TEXTS["nl"]("posts-link-unreadable")
        await desk.me.says("https://social.example/42")
        await desk.me.says("huh")
        assert TEXTS["nl"]("posts-ask-same") in desk.me.text
        await desk.me.taps("Nee, anders")
        async with desk.stage.database.read() as work:
            post = await work.within(1).posts.get(1)
        assert post.state == "published"
        assert post.published is not None
        assert (post.published.url, post.published.same) == ("https://social.example/42", False)
        assert "https://social.example/42" in desk.me.text


async def test_who_is_no_member_gets_nothing(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as desk:
        await desk.me.commands("post", "1")
        stranger = desk.stage.joins("other", "Bram")
        await stranger.commands("start")
        start = stranger.text
        for data in ("1~p.open:1:1", "1~p.all:1:1", "1~p.ver:1:1:1", "1~p.clean:1:1:1", "1~p.edit:1:1:1"):
            await stranger.taps(data)
            assert stranger.answer == TEXTS["nl"]("old-card")
        await stranger.says("Gekaapt.", reply_to=desk.me.last)
        assert (await desk.version()).number == 1
        assert demo("nl").brand.name not in "".join(one.text for one in stranger.messages)
        assert start


async def test_a_viewer_reads_and_changes_nothing(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as desk:
        await desk.me.commands("post", "1")
        viewer = desk.stage.joins("viewer", "Ilse")
        await viewer.commands("start")
        async with desk.stage.database.work() as work:
            await work.workspaces.set_roles(1, 2, ("viewer",))
            await work.people.at(2, 1)
        await viewer.commands("post", "1")
        assert not {"Zelf bewerken", "Korter", "Ter beoordeling", "Opmerking"} & set(viewer.labels)
        card = viewer.last
        await viewer.says("Mijn tekst.", reply_to=card)
        assert viewer.text == TEXTS["nl"]("refused-not-your-role")
        await desk.me.says("Nieuwe tekst.", reply_to=desk.me.last)
        assert "Nieuwe tekst." in desk.stage.messages[card.ref].text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_and_way_has_words(language: Language) -> None:
    t = TEXTS[language]
    assert all(len(t(f"posts-not-{reason.replace('_', '-')}")) <= 200 for reason in REASONS)
    assert all(t(f"posts-how-{how.replace('_', '-')}") for how in HOWS)


async def test_a_model_that_fails_leaves_the_text_and_can_be_asked_again(tmp_path: Path) -> None:
    failures = [ModelFailedError("No answer."), ValueError("a fault of ours")]

    async def rewrite(job: Job, tell: OnEvent) -> str:
        if failures:
            raise failures.pop(0)
        return await made[0](job, tell)

    made: list[Rewriter] = []
    async with talking(tmp_path, [welcome.AREA, area.AREA, OPENER], handlers={posts.REWRITE: rewrite}) as stage:
        made.append(Rewriter(stage.database, lambda record: BY_RULES))
        me = stage.joins(language="en")
        await me.commands("start")
        await me.taps("1~w.demo")
        await _store(stage, "en")
        desk = Desk(stage, me)
        await me.commands("post", "1")
        await me.taps("Another tone")
        for key in ("posts-rewrite-model", "posts-rewrite-failed"):
            assert TEXTS["en"](key) in me.text
            assert TEXTS["en"]("posts-rewrite-kept") in me.text
            assert (await desk.version()).number == 1
            await me.taps("Try again")
        assert (await desk.version()).number == 2
        await me.taps("Try again")
        assert me.answer == TEXTS["en"]("old-card")


async def test_a_part_beside_the_text_is_edited_on_its_own(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as desk:
        await desk.me.commands("post", "2")
        before = (await desk.version(2)).content
        await desk.me.taps("Zelf bewerken")
        await desk.me.taps("Script")
        await desk.me.says("Waar begin je?\nIn de kamer die het minst gebruikt wordt.")
        after = (await desk.version(2)).content
        assert after.text == before.text
        assert [beat["spoken"] for beat in after.parts["beats"]] == [
            "Waar begin je?",
            "In de kamer die het minst gebruikt wordt.",
        ]
        await desk.me.taps("1~p.part:1:2:2:no_such")
        assert desk.me.answer == TEXTS["nl"]("posts-not-unknown-part")


async def test_in_a_group_the_card_has_the_buttons_of_everybody(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as desk:
        group = desk.me.elsewhere("team")
        async with desk.stage.database.work() as work:
            await work.workspaces.link(1, group.chat.front, group.chat.id, 1)
        await group.commands("post", "1")
        card = group.last
        assert {"Ter beoordeling", "Korter"} <= set(card.labels)
        await desk.me.commands("post", "1")
        await desk.me.says("Van buiten de groep.", reply_to=desk.me.last)
        assert "Van buiten de groep." in desk.stage.messages[card.ref].text


@given(
    text=st.text(max_size=300),
    times=st.integers(0, 200),
    claims=st.lists(st.text(min_size=1, max_size=200), max_size=40),
    findings=st.lists(st.text(max_size=300), max_size=30),
    language=st.sampled_from(LANGUAGES),
)
@settings(max_examples=60, deadline=None)
def test_a_card_fits_one_message_whatever_the_post_holds(
    text: str, times: int, claims: list[str], findings: list[str], language: Language
) -> None:
    several = [Claim(text=one, kind="fact", standing="unproven") for one in claims]
    shut = [Finding(check="x.y", severity="blocking", message=one, fix=one) for one in findings]
    post = content(text=text * times, claims=several, findings=shut, alt_text=text * 20, image_brief=text * 20)
    seen = _view(post, language, brand="😀" * 200)
    card = screens.card(TEXTS[language], seen)
    assert units(card.text) < 4096
    assert card.text.startswith("😀")
    assert all(len(button.data.encode()) <= 64 for row in card.rows for button in row)
    if units(post.text) > 3500 or len(claims) > 20:
        assert TEXTS[language]("posts-whole") in [button.label for row in card.rows for button in row]
        assert units(screens.whole(TEXTS[language], seen).text) > units(post.text)


def _view(post: Post, language: Language, brand: str) -> screens.View:
    item = approved(post, state="draft")
    held = item.version
    record = WorkspaceRecord(
        id=1,
        brand=Brand(name=brand),
        language=language,
        journey="canvas7",
        channels=("linkedin",),
        rules=Rules(),
        timezone="UTC",
        responsible=None,
        models=False,
        models_by=None,
        models_at=None,
        demo=False,
        created_at=held.at,
    )
    situation = posts.situation(item.post, held, (), {})
    one = posts.Held(record, item.post, held, item.pack, situation, (), {}, {})
    channel = texts(language).channels["linkedin"]
    allowed = tuple(TABLE)
    return screens.View(one, 1, frozenset(ROLES), allowed, HOWS, channel, texts(language))
