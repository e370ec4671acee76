"""Invitations, roles, and leaving: who is no member learns nothing, and who leaves takes no decision along."""

from __future__ import annotations

import json

import pytest

from bot.domain.base import LANGUAGES, Language
from tests.fakes.running import MARK, PATIENCE, TEXTS, House, Talker
from tests.integration.e2e.steps import approved, drafted, opened, state, submitted

pytestmark = pytest.mark.asyncio(loop_scope="package")
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


@EVERY_LANGUAGE
async def test_a_link_lets_in_one_person_once_with_its_roles(house: House, language: Language) -> None:
    owner = await house.owner("Noor", language)
    secret = await house.invitation(owner, "viewer")
    member = house.meets("Vic", language)
    await member.writes(f"/start {secret}", "welcome-title")
    await member.chooses("welcome-agree", member.beginning("welcome-ready-read"))

    await house.meets("Late", language).writes(f"/start {secret}", "welcome-link-used")
    await member.writes(f"/start {secret}", "welcome-link-used")
    listed = await owner.writes("/team", "team-tap-member")
    assert owner.t("team-member", name=_name(member), roles=owner.t("team-role-viewer")) in listed.text

    secret = await house.invitation(owner, "reviewer")
    await owner.writes("/team", "team-tap-member")
    open_ones = await owner.chooses("team-invites", owner.t("team-invites-open", count=1))
    await owner.chooses(owner.t("team-invite-revoke", number=1), owner.t("team-invites-open", count=0), open_ones)
    await house.meets("Late", language).writes(f"/start {secret}", "welcome-link-used")


@EVERY_LANGUAGE
async def test_a_viewer_reads_and_changes_nothing(house: House, language: Language) -> None:
    owner = await house.owner("Noor", language)
    viewer = await house.member(owner, "Vic", "viewer")
    post = await drafted(owner)
    for command in ("/new", "/consent"):
        await viewer.writes(command, "refused-not-your-role")
    await viewer.writes("/board", "board-title")
    await viewer.taps(viewer.last.labels[0])
    card = await viewer.sees(viewer.t("posts-version", number=1))
    for key in ("posts-do-submit", "posts-edit", "posts-how-shorter", "posts-plan", "posts-do-approve"):
        assert viewer.words(key) not in card.labels

    before = post.text
    for button in [button for button in post.buttons if button.label[:1] not in "123456789"]:
        tap = await viewer.forges(button.data, card)
        assert tap.text in (viewer.t("refused-not-your-role"), ""), button.label
    await viewer.writes(f"Mijn eigen tekst, {MARK}.", "refused-not-your-role", reply_to=card)
    await house.api.settled(PATIENCE)
    assert post.text == before
    assert viewer.t("posts-version", number=1) in card.text


@EVERY_LANGUAGE
async def test_who_is_no_member_gets_the_same_answer_for_what_is_there_and_what_is_not(
    house: House, language: Language
) -> None:
    owner = await house.owner("Noor", language)
    post = await drafted(owner)
    other = await house.owner("Uit", language)
    home = await other.writes("/help", "trust-help-loose")
    for button in post.buttons:
        workspace, rest = button.data.split(":", 2)[1:]
        answers = []
        for data in (button.data, f"{button.data.partition(':')[0]}:zzzz:{rest}"):
            tap = await other.forges(data, home)
            answers.append((tap.text, tap.alert))
        assert answers[0] == answers[1], (button.label, workspace)
    await other.writes(f"Mijn tekst, {MARK}.", "source-hint", reply_to=home)
    assert owner.t("posts-version", number=1) in post.text


@EVERY_LANGUAGE
async def test_leaving_erases_a_person_and_keeps_what_was_decided(house: House, language: Language) -> None:
    owner = await house.owner("Noor", language)
    reviewer = await house.member(owner, "Wil", "reviewer")
    post = await drafted(owner)
    await submitted(owner, post)
    card = await opened(reviewer)
    await reviewer.chooses("posts-comment", "review-ask-comment", card)
    await reviewer.writes(f"Mooi zo, {MARK}.", "review-commented")
    await approved(reviewer, card)

    reviewer.person.says("/export_me")
    handed = await reviewer.sees("trust-export")
    assert handed.file is not None
    mine = json.loads(handed.file.content)
    assert MARK in json.dumps(mine, ensure_ascii=False)
    assert _name(reviewer) in json.dumps(mine, ensure_ascii=False)

    await reviewer.writes("/delete_me", "trust-erase-title")
    await reviewer.writes(MARK, "trust-erase-kept")
    await reviewer.writes("/delete_me", "trust-erase-title")
    await reviewer.writes(reviewer.t("trust-erase-word"), "trust-erased")
    await reviewer.writes("/start", "welcome-closed")

    told = await owner.writes("/audit", "board-audit-title")
    assert _name(reviewer) not in told.text
    assert TEXTS[language]("posts-somebody") in told.text or TEXTS[language]("trust-former-member") in told.text
    assert state(owner, "approved") in post.text
    kept = await owner.writes(
        "/export json", owner.beginning("board-export-caption", brand=_brand(post.text), count=1)
    )
    assert kept.file is not None
    assert _name(reviewer) not in kept.file.content.decode()

    await owner.writes("/delete_me", _brand(post.text))
    await owner.writes(owner.t("trust-erase-word"), "trust-erased")
    await owner.writes("/board", "welcome-closed")


def _name(one: Talker) -> str:
    return str(one.person.told["first_name"])


def _brand(text: str) -> str:
    return text.partition(" · ")[0]
