"""With a model that writes along: text that grows, a stop in the middle, and a rewrite with somebody's reason."""

from __future__ import annotations

import pytest

from bot.domain.base import LANGUAGES, Language
from tests.fakes.model_server import ModelServer
from tests.fakes.running import MARK, House
from tests.fakes.strict_requests import prompt_of
from tests.integration.e2e.model import WISHED
from tests.integration.e2e.steps import drafted, opened, ordered, state, submitted, with_model

pytestmark = pytest.mark.asyncio(loop_scope="package")
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
MOST_EDITS = 12


async def test_nothing_goes_to_the_model_before_the_owner_allows_it(modelled: House, server: ModelServer) -> None:
    one = modelled.meets("Noor", "en")
    hello = await one.writes(f"/start {await modelled.admission()}", "welcome-title")
    assert "small (127.0.0.1:" in hello.text
    await one.chooses("welcome-agree", "welcome-first")
    await one.chooses("welcome-demo", one.beginning("welcome-ready"))
    before = len(server.requests)
    await drafted(one)
    assert len(server.requests) == before


@EVERY_LANGUAGE
async def test_topics_grow_as_drafts_in_private_and_as_few_edits_in_a_group(
    modelled: House, language: Language
) -> None:
    one = await modelled.owner("Noor", language)
    await with_model(one)
    group = modelled.api.group(f"Team {one.person.id}", one.person)
    group.adds_bot(one.person)
    await one.writes("/link", "team-link-sure", group)
    await one.chooses("team-link-yes", "team-linked", group=group)

    card = await ordered(one)
    shared = await ordered(one, group=group)
    await one.taps("new-make", card)
    await one.taps("new-make", shared)
    topics, theirs = await one.sees("ideas-pick"), await one.sees("ideas-pick", group)
    drafts = one.person.chat.drafts
    assert len(drafts) >= 2
    assert all(one.t("ideas-growing") in draft.text for draft in drafts)
    assert len({draft.id for draft in drafts}) == 1
    assert [len(draft.text) for draft in drafts] == sorted(len(draft.text) for draft in drafts)
    assert "typing" in one.person.chat.actions
    assert not topics.history, "a draft leaves no message behind"
    assert not group.chat.drafts, "drafts are for private chats"
    assert 1 <= len(theirs.history) <= MOST_EDITS
    assert one.t("ideas-growing") in theirs.history[0].text
    assert theirs.text == topics.text


@EVERY_LANGUAGE
async def test_a_stop_in_the_middle_ends_it_at_once(modelled: House, language: Language) -> None:
    one = await modelled.owner("Noor", language)
    await with_model(one)
    await ordered(one)
    await one.taps("new-make")
    working = await one.offered("ideas-stop")
    await one.until(lambda: one.person.draft)
    await one.taps("ideas-stop", working)
    await one.sees("ideas-stopped-topics")
    await one.until(lambda: working.labels == [])
    await one.writes("/ideas", one.t("ideas-saved", count=0))
    assert not any(one.t("ideas-pick") in message.text for message in one.person.messages)

    await ordered(one)
    await one.taps("new-make")
    await one.until(lambda: one.person.draft)
    await one.writes("/cancel", "ideas-stopped-topics")
    await one.writes("/cancel", "new-nothing-to-stop")


@EVERY_LANGUAGE
async def test_a_reason_starts_a_rewrite_that_follows_it(
    modelled: House, server: ModelServer, language: Language
) -> None:
    owner = await modelled.owner("Noor", language)
    await with_model(owner)
    reviewer = await modelled.member(owner, "Rik", "reviewer")
    post = await drafted(owner)
    assert WISHED[language] not in post.text
    await submitted(owner, post)
    card = await opened(reviewer)
    await reviewer.chooses("posts-do-request-changes", "review-ask-changes", card)
    recorded = await reviewer.writes(
        f"Begin met de klant: {MARK}.", reviewer.t("review-recorded", kind="request_changes")
    )
    assert reviewer.words("review-rewrite") not in recorded.labels, "who reviews does not write"

    news = await owner.offered("review-rewrite")
    assert MARK in news.text
    await owner.taps("review-rewrite", news)
    await owner.until(lambda: owner.t("posts-version", number=2) in owner.last.text)
    again = owner.last
    assert WISHED[language] in again.text
    assert state(owner, "draft") in again.text
    await owner.reads(WISHED[language], post, card)
    assert MARK in prompt_of(server.requests[-1])
    assert owner.words("posts-versions") in again.labels
