"""What a fault says stays inside: a provider's words may hold a key, those of a library an address or a text."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.conversation.areas.new_buttons import Make, Next, Pick
from bot.conversation.callbacks import written
from bot.domain.errors import ModelFailedError
from tests.fakes.calls import ScriptedCall
from tests.fakes.rewriting import by_model
from tests.fakes.whole_brands import HEARING, scene, template
from tests.fakes.whole_scene import told

SECRETS = ("sk-proj-4f9a8b7c6d", "AAExample-bot-token", "postgres://kern:wachtwoord@db", "/srv/kernbot/data")
SAID = f"Incorrect API key provided: {SECRETS[0]}. Bot {SECRETS[1]} at {SECRETS[2]} in {SECRETS[3]}"


@pytest.mark.parametrize(
    "error",
    [ModelFailedError(SAID, SAID), RuntimeError(SAID), OSError(SAID), ValueError(SAID)],
    ids=lambda one: type(one).__name__,
)
async def test_no_screen_and_no_row_repeats_what_an_error_says(tmp_path: Path, error: Exception) -> None:
    call = ScriptedCall({"topics": error})
    desk = HEARING._replace(writing=lambda record: by_model(call), model="somebody")
    async with scene(tmp_path, await asyncio.to_thread(template), desk) as here:
        olga, own = here.who("olga"), here.brands.own
        await olga.commands("new")
        for button in (Pick(own, "when", "consideration"), Next(own), Next(own), Make(own)):
            await olga.taps(written(button))
        shown, stored = told(here.stage.performed), repr(here.rows())
    assert call.tasks == ["topics"]
    for words in (shown, stored):
        assert not [one for one in (*SECRETS, "Incorrect API") if one in words]
