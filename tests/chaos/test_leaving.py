"""A process is asked to end while nothing goes on: the model is silent, and Telegram answers nobody."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.chaos.packs import Installation, installation
from tests.fakes.bot_process import Kind
from tests.fakes.postgres import Server
from tests.fakes.telegram import Delay, Message

Figure = Callable[[str, str], None]
AT_MOST_SECONDS = 20.0
SILENT_SECONDS = 40.0
"""How long Telegram and the model keep everybody waiting."""
SENDING = ("sendMessage", "editMessageText", "sendMessageDraft", "answerCallbackQuery", "sendChatAction")


class Scene(NamedTuple):
    """What runs, the one that gets the updates first, and what is asked to end."""

    words: str
    kinds: dict[str, Kind]
    leaves: str
    shared: bool = True


SCENES = (
    Scene("the bot on SQLite", {"bot": "polling"}, "bot", False),
    Scene("the bot with a webhook, on Postgres", {"bot": "webhook"}, "bot"),
    Scene("a worker", {"web": "web", "worker": "worker"}, "worker"),
    Scene("a web process", {"web": "web", "worker": "worker"}, "web"),
)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.words.replace(" ", "-"))
async def test_it_ends_in_time_and_what_it_was_at_comes_later(
    scene: Scene, postgres: Server, tmp_path: Path, figure: Figure
) -> None:
    async with installation(tmp_path, scene.kinds, postgres.new() if scene.shared else "") as here:
        card = await here.order()
        before = len(here.noor.person.messages)
        one, asked = here.noor, len(here.model.requests)
        here.model.first_token = SILENT_SECONDS
        one.person.taps(one.t("new-make"), card)
        await here.until(lambda: len(here.model.requests) > asked)
        for method in SENDING:
            here.api.fault(method, Delay(SILENT_SECONDS, before=True), 20)
        one.person.says("/help")
        await asyncio.sleep(1)
        took = await ended(here, scene.leaves)
        figure("asked to end while the model and Telegram are silent: ended after", f"{took:.1f} s")
        here.api.no_more_faults()
        here.model.first_token = 0.3
        await here.bots[scene.leaves].start()

        def shows(what: Callable[[Message], bool]) -> bool:
            return any(what(message) for message in one.person.messages[before:] if message.by_bot)

        await here.until(lambda: shows(lambda message: one.words("trust-help-brand") in message.text))
        if scene.kinds[scene.leaves] != "web":  # the worker beside that one goes on waiting for the model
            await here.until(
                lambda: any(label.startswith("1. ") for m in one.person.messages for label in m.labels)
            )
        assert took < AT_MOST_SECONDS


async def ended(here: Installation, name: str) -> float:
    """Seconds from SIGTERM to the end."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    assert await here.bots[name].ends(signal.SIGTERM, 2 * AT_MOST_SECONDS) == 0
    return loop.time() - began
