"""The process ends in the middle of something, by force or asked to, and goes on where it was."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Any

import pytest

from bot.domain.base import Language
from tests.fakes.bot_process import Way
from tests.fakes.model_server import ModelServer
from tests.fakes.running import MARK, Talker, running
from tests.fakes.telegram import Message
from tests.integration.e2e.model import answer, environ
from tests.integration.e2e.steps import ordered, with_model

CHANNELS = ("LinkedIn", "Instagram")


@pytest.mark.parametrize(("language", "way"), [("nl", "polling"), ("en", "webhook")])
async def test_what_was_begun_comes_all_the_same(language: Language, way: Way, tmp_path: Path) -> None:
    async with (
        ModelServer(answer=answer, first_token=0.4, tokens_per_second=1500) as server,
        running(tmp_path, way, environ(server)) as house,
    ):
        one = await house.owner("Noor", language)
        await with_model(one)
        await ordered(one, channels=CHANNELS)
        await one.taps("new-make")
        await one.until(lambda: one.person.draft)
        assert await house.bot.ends(signal.SIGKILL) == -signal.SIGKILL
        one.person.says(f"/ideas {MARK}")
        await house.bot.start()
        await one.sees(one.t("ideas-saved", count=0))
        topics = await one.sees("ideas-pick")

        await one.taps("1. ", topics)
        await one.sees("ideas-message-how")
        asked = len(server.requests)
        assert await house.bot.ends() == 0
        await house.bot.start()
        await one.writes("/ideas", one.beginning("ideas-saved", count=0))
        await one.until(lambda: len(_cards(one)) == len(CHANNELS))
        again = server.requests[asked:]
        assert all("parts" in _asked(request) for request in again), "the key message is not made twice"
        assert not any(one.words("ideas-again") in message.labels for message in one.person.messages)


def _cards(one: Talker) -> list[Message]:
    return [message for message in one.person.messages if one.words("posts-do-submit") in message.labels]


def _asked(request: dict[str, Any]) -> dict[str, Any]:
    properties: dict[str, Any] = request["response_format"]["json_schema"]["schema"]["properties"]
    return properties
