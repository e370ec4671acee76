"""A voice note through everything: Telegram's server, the bot as it is wired, a model server, and back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.conversation.catalogue import catalogue
from bot.domain.base import LANGUAGES, Language
from bot.telegram_ui.pace import Limits
from bot.wiring import Services, load_settings
from bot.wiring.telegram import polling
from tests.fakes.model_server import KEY, Fail, ModelServer, Write
from tests.fakes.speech import M4A, OGG
from tests.fakes.telegram import TOKEN, BotApi, Pace, Person

UNLIMITED = Limits(overall=0, group=0, chat=0)
TEXTS = catalogue()
SAID = {
    "nl": "Vorig jaar verhuisden we 340 gezinnen. Wat kost dat?",
    "en": "Last year we moved 340 families. What does it cost?",
}


@asynccontextmanager
async def bot(folder: Path, api: BotApi, model: ModelServer, **more: str) -> AsyncIterator[str]:
    """The bot at work, with the payload of the link for the first admin."""
    environ = {
        "DATA_DIR": str(folder),
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": api.root,
        "OPENAI_BASE_URL": model.base_url,
        "OPENAI_API_KEY": KEY,
        "KERNBOT__MODEL__NAME": "small",
        "KERNBOT__MODEL__ATTEMPTS": "1",
        **more,
    }
    built = Services(load_settings(None, environ, folder), environ)
    stop, said = asyncio.Event(), asyncio.get_running_loop().create_future()

    async def say(link: str | None) -> None:
        said.set_result(link)

    async with asyncio.TaskGroup() as group:
        group.create_task(polling(built, stop, say, UNLIMITED))
        try:
            yield str(await said).partition("start=")[2]
        finally:
            stop.set()


async def owner(api: BotApi, link: str, language: Language, provider: str) -> Person:
    """Somebody with the demo brand, which lets the model in."""
    ada, t = api.user("Ada", language_code=language), TEXTS[language]
    ada.says(f"/start {link}")
    await ada.sees(t("welcome-title"))
    ada.taps(t("welcome-agree"))
    await ada.sees(t("welcome-first"))
    ada.taps(t("welcome-demo"))
    await ada.sees(t("welcome-ready"))
    ada.says("/consent")
    await ada.sees(provider)
    ada.taps(t("trust-consent-start", provider=provider))
    await ada.sees(lambda message: t("trust-consent-stop") in message.labels)
    return ada


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_voice_note_becomes_a_source(tmp_path: Path, language: Language) -> None:
    t = TEXTS[language]
    script = [Fail(500), Write({"text": SAID[language], "usage": {"type": "duration", "seconds": 30}})]
    ears = {"KERNBOT__TRANSCRIPTION__NAME": "ears", "KERNBOT__TRANSCRIPTION__PRICE_MINUTE": "0.5"}
    async with (
        BotApi(pace=Pace(on=False)) as api,
        ModelServer(script, models=("small", "ears")) as model,
        bot(tmp_path, api, model, **ears) as link,
    ):
        ada = await owner(api, link, language, f"small (127.0.0.1:{model.port})")
        ada.sends_voice(OGG)
        asked = await ada.sees(f"ears (127.0.0.1:{model.port})")
        assert model.heard == []
        ada.taps(t("source-voice-write"), asked)
        await ada.sees(t("source-voice-failed"))
        ada.taps(t("source-voice-again"))
        await ada.sees(SAID[language])
        ada.taps(t("source-voice-use"))
        await ada.sees(t("source-where"))
        ada.says("/usage")
        await ada.sees("0,25" if language == "nl" else "0.25")
        await api.settled()
    assert [(one.model, one.name, one.content) for one in model.heard] == [("ears", "voice.ogg", OGG)] * 2


async def test_a_recording_as_a_file_without_a_model_for_speech(tmp_path: Path) -> None:
    t = TEXTS["nl"]
    async with (
        BotApi(pace=Pace(on=False)) as api,
        ModelServer() as model,
        bot(tmp_path, api, model) as link,
    ):
        ada = await owner(api, link, "nl", f"small (127.0.0.1:{model.port})")
        ada.sends_document("memo.m4a", M4A, "audio/mp4")
        await ada.sees(t("source-no-voice"))
        await api.settled()
    assert model.requests == model.heard == []
