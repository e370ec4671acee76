"""Review between people, each in a chat of their own: nothing is decided twice, and everybody sees what was."""

from __future__ import annotations

import re

import pytest

from bot.domain.base import LANGUAGES, Language
from tests.fakes.running import MARK, House, Talker
from tests.fakes.telegram import Message
from tests.integration.e2e.steps import approved, drafted, opened, state, submitted, team, ticked

pytestmark = pytest.mark.asyncio(loop_scope="package")
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


@EVERY_LANGUAGE
async def test_changes_are_asked_for_with_the_next_message_as_reason(house: House, language: Language) -> None:
    owner, first, _ = await team(house, language)
    post = await drafted(owner)
    await submitted(owner, post)
    card = await opened(first)
    await first.chooses("posts-do-request-changes", "review-ask-changes", card)
    await first.writes(f"Begin met de klant, {MARK}.", first.t("review-recorded", kind="request_changes"))
    news = await owner.sees(MARK)
    assert news.text.startswith(_brand(post))
    await owner.reads(state(owner, "changes-requested"), post, card)
    assert owner.words("posts-do-approve") not in post.labels

    await owner.taps("posts-how-shorter", post)
    await owner.reads(owner.t("posts-version", number=2), post)
    assert state(owner, "draft") in post.text
    await first.reads(first.t("posts-version", number=2), card)
    await submitted(owner, post)
    await approved(first, await opened(first))
    await owner.reads(state(owner, "approved"), post)
    told = await owner.writes("/audit", "board-audit-title")
    assert str(first.person.told["first_name"]) in told.text
    record = await owner.chooses("board-audit-md", owner.t("board-audit-caption", brand=_brand(post)), told)
    assert record.file is not None
    assert MARK in record.file.content.decode()


@EVERY_LANGUAGE
async def test_of_two_who_decide_at_once_the_first_counts_and_the_other_is_told(
    house: House, language: Language
) -> None:
    owner, first, second = await team(house, language)
    post = await drafted(owner)
    await submitted(owner, post)
    cards = {one: await opened(one) for one in (first, second)}
    await ticked(first, cards[first])
    await first.finds("posts-do-approve", cards[second])

    house.api.hold()
    taps = {one: one.person.taps(one.words("posts-do-approve"), card) for one, card in cards.items()}
    house.api.release()
    await owner.until(lambda: all(tap.answered for tap in taps.values()))
    won = [one for one, tap in taps.items() if tap.text == one.t("review-approved", state="approved")]
    assert len(won) == 1
    (late,) = set(taps) - set(won)
    assert str(won[0].person.told["first_name"]) in taps[late].text
    assert late.t("error-conflict", who=str(won[0].person.told["first_name"]), deed="approve") in taps[late].text
    await owner.reads(state(owner, "approved"), post, *cards.values())


@EVERY_LANGUAGE
async def test_named_levels_are_taken_in_order(house: House, language: Language) -> None:
    owner, first, second = await team(house, language)
    for one, name in ((first, f"Eerst {MARK}"), (second, "Daarna")):
        await _level(owner, one, name)
    post = await drafted(owner)
    await submitted(owner, post)
    card = await opened(first)
    early = await second.writes("/review", second.t("board-queue", count=0))
    assert second.words("review-open") not in early.labels, "it is not their turn yet"
    await ticked(first, card)
    approve = next(button.data for button in card.buttons if button.label == first.words("posts-do-approve"))
    refused = await second.forges(approve, early)
    assert refused.text == second.t("refused-not-your-level")

    tap = await first.taps("posts-do-approve", card)
    assert tap.text == first.t("review-approved", state="in_review")
    await approved(second, await opened(second))
    await owner.reads(state(owner, "approved"), post)


@EVERY_LANGUAGE
async def test_review_in_a_group_keeps_every_copy_up_to_date(house: House, language: Language) -> None:
    owner, first, second = await team(house, language)
    stranger = house.meets("Uit", language)
    group = house.api.group(f"Team {owner.person.id}", owner.person, first.person, second.person, stranger.person)
    group.adds_bot(owner.person)
    await owner.sees("team-group-hello", group)
    await owner.writes("/link", "team-link-sure", group)
    await owner.chooses("team-link-yes", "team-linked", group=group)

    post = await drafted(owner)
    await submitted(owner, post)
    alone = await opened(first)
    await first.taps("review-open", await first.offered("review-open", group))
    shared = await first.offered("posts-comment", group)

    closed = await stranger.taps("posts-do-request-changes", shared)
    assert closed.text == stranger.t("welcome-closed")
    await ticked(first, alone)
    await first.finds("posts-do-approve", shared)
    tap = await second.taps("posts-do-approve", shared)
    assert tap.text == second.t("review-approved", state="approved")
    for card in (post, alone, shared):
        await owner.reads(state(owner, "approved"), card)
        assert owner.words("posts-do-approve") not in card.labels


@EVERY_LANGUAGE
async def test_an_edit_after_approval_voids_it_and_keeps_the_day(house: House, language: Language) -> None:
    owner, first, _ = await team(house, language)
    post = await _approved(owner, first)
    await owner.taps("posts-plan", post)
    asked = await owner.sees("posts-ask-date")
    await owner.taps(asked.labels[1], asked)
    await owner.reads(state(owner, "planned"), asked)
    handed = await owner.writes("/export md", owner.beginning("board-export-caption", brand=_brand(post), count=1))
    assert handed.file is not None

    sure = owner.t("posts-ask-anew", state="planned")
    card = await owner.writes(f"Een nieuwe tekst, {MARK}.", sure, reply_to=post)
    await owner.taps("posts-anew", card)
    await owner.finds("posts-do-submit", card)
    assert owner.t("posts-version", number=2) in card.text
    assert owner.beginning("posts-slot-waits", day="3") in card.text
    await owner.reads(owner.t("posts-version", number=2), post)
    for key in ("posts-clean", "posts-publish", "posts-plan"):
        assert owner.words(key) not in card.labels
    still = await owner.writes("/export md", owner.beginning("board-export-caption", brand=_brand(post), count=1))
    assert still.file is not None
    assert MARK not in still.file.content.decode(), "what was approved before, not what is being made"
    await submitted(owner, card)
    await approved(first, await opened(first))
    await owner.reads(state(owner, "approved"), card)
    assert owner.beginning("posts-slot", day="3") in card.text


@pytest.mark.parametrize("how", ["withdrawn", "changed"])
@EVERY_LANGUAGE
async def test_proof_that_moved_shuts_planning_and_export_until_somebody_looked_again(
    house: House, language: Language, how: str
) -> None:
    owner, first, _ = await team(house, language)
    post = await _approved(owner, first)
    plan = next(button.data for button in post.buttons if button.label == owner.words("posts-plan"))
    key = re.search(r"\b[BP]\d\b", post.text)
    assert key is not None
    listed = await owner.writes("/proof", owner.t("table-list-proof", count=5))
    await owner.taps(f"{key[0]} ", listed)
    await owner.finds("table-withdraw", listed)
    told = owner.beginning("review-check-again", id=key[0], count=1)
    if how == "withdrawn":
        await owner.chooses("table-withdraw", "table-withdraw-proof", listed)
        await owner.chooses("table-withdraw", told, listed)
        assert owner.beginning("table-withdrawn", title="") in listed.text
    else:
        await owner.chooses("table-field-proof-period", "table-ask-proof-period", listed)
        await owner.writes(MARK, told)
    await owner.reads("posts-check-again", post)
    assert owner.words("posts-plan") not in post.labels
    assert owner.words("posts-clean") not in post.labels
    owner.person.forges(plan, post)
    days = await owner.sees("posts-ask-date")
    refused = await owner.taps(days.labels[1], days)
    assert refused.text == owner.t("refused-check-again")
    kept_back = await owner.writes("/export json", owner.t("board-export-waiting", count=1))
    assert kept_back.file is None

    await owner.chooses("posts-again", owner.t("posts-version", number=2), post)
    assert owner.t("posts-check-again") not in post.text


async def _approved(owner: Talker, reviewer: Talker) -> Message:
    """A post as its owner sees it once somebody else approved it."""
    post = await drafted(owner)
    await submitted(owner, post)
    await approved(reviewer, await opened(reviewer))
    await owner.finds("posts-plan", post)
    return post


async def _level(owner: Talker, one: Talker, name: str) -> None:
    """One more step of the review, taken by one person."""
    rules = await owner.writes("/rules", "rules-title")
    await owner.chooses("rules-add-step", "rules-ask-step", rules)
    rules = await owner.writes(name, "rules-title")
    step = await owner.chooses(name, "rules-step-who", rules)
    await owner.taps(str(one.person.told["first_name"]), step)
    await owner.finds(f"✓ {one.person.told['first_name']}", step)


def _brand(card: Message) -> str:
    return card.styled("bold")[0]
