"""Somebody outside, from the button in Telegram to their answer on the page and the news of it in the chats."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

from bot.domain.base import LANGUAGES, Language
from tests.fakes.running import MARK, running
from tests.integration.e2e.steps import drafted, submitted, team

pytestmark = pytest.mark.asyncio(loop_scope="function")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_client_answers_through_a_link_and_the_team_hears_of_it(
    tmp_path: Path, language: Language
) -> None:
    async with running(tmp_path, "webhook") as house:
        owner, first, _ = await team(house, language)
        post = await drafted(owner)
        await submitted(owner, post)
        await owner.finds("review-outside-button", post)
        ways = await owner.chooses("review-outside-button", "links-outside", post)
        card = await owner.chooses("links-make", owner.t("links-what-it-does", count=1), ways)
        await owner.taps("links-do", card)
        await owner.finds("links-copy", card)
        passed_on = await owner.sees("/review/")
        (address,) = re.findall(r"http://127\.0\.0\.1:\d+/review/[\w-]{32}", passed_on.text)
        assert address in card.text
        async with httpx.AsyncClient(follow_redirects=True) as client:
            page = await client.get(address)
            assert page.status_code == 200
            assert f'<html lang="{language}">' in page.text
            said = {
                "name": "C. Klant",
                "organisation": "Waterschap",
                "verdict-1": "comment",
                "remark-1": f"Ja {MARK}.",
            }
            answered = await client.post(address, data=said)
            assert answered.status_code == 200
            assert owner.beginning("client-commented", day="!")[:12] in answered.text
            wrong = await client.get(address[:-1] + ("a" if address[-1] != "a" else "b"))
            assert wrong.status_code == 404
        for one in (owner, first):
            news = await one.sees(f"Ja {MARK}.")
            assert "C. Klant, Waterschap" in news.text
        await owner.reads(owner.t("links-on-card", kind="client_comment", who="C. Klant, Waterschap"), post)
        assert owner.words("posts-do-withdraw") in post.labels, "nothing is decided by that"
        assert address.rpartition("/")[2] not in house.bot.said, "the secret stands in no log"
