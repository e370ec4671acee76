"""First contact: a closed door, a way in, the language, and a first brand."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.base import LANGUAGES, Language
from tests.fakes.bot_process import WAYS, Way
from tests.fakes.running import MARK, PATIENCE, TEXTS, House, running

pytestmark = pytest.mark.asyncio(loop_scope="package")
OTHER: dict[Language, Language] = {"nl": "en", "en": "nl"}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_who_was_not_invited_learns_only_what_happens_to_data(house: House, language: Language) -> None:
    stranger = house.meets("Str", language)
    for text in (
        "/start",
        f"/start {house.link}",
        "/start g-1",
        f"/start {'x' * 32}",
        "/new",
        "/board",
        "/admit",
        "/team",
        MARK,
    ):
        said = "welcome-link-used" if text.startswith("/start ") else "welcome-closed"
        closed = await stranger.writes(text, said)
        assert closed.text == stranger.t(said)
        assert not closed.labels
    await stranger.writes("/privacy", "trust-privacy-title")


@pytest.mark.parametrize("house", WAYS, indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
async def test_from_the_door_to_the_demo_brand(house: House, language: Language) -> None:
    one = house.meets("Noor", OTHER[language])
    link = await house.admission()
    hello = await one.writes(f"/start {link}", "welcome-title")
    assert one.t("welcome-ai") in hello.text
    assert one.t("welcome-text-stays") in hello.text
    one.t = TEXTS[language]
    await one.chooses("welcome-other-language", "welcome-title", on=hello)
    await one.chooses("welcome-agree", "welcome-first", on=hello)
    ready = await one.chooses("welcome-demo", one.beginning("welcome-ready"), on=hello)
    assert ready.styled("bold") == [{"nl": "Klok en Kast", "en": "Saltmarsh Linen"}[language]]
    assert ready.id == hello.id, "one message, that changed three times"
    again = house.meets("Late", language)
    await again.writes(f"/start {link}", "welcome-link-used")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_own_brand_in_three_questions(house: House, language: Language) -> None:
    one = await house.joins("Sem", language)
    await one.chooses("welcome-own", "welcome-ask-name")
    await one.writes(f"Zilt {MARK}", one.t("welcome-ask-reader", brand=f"Zilt {MARK}"))
    await one.writes("Kapiteins die rust zoeken aan wal.", "welcome-ask-promise")
    ready = await one.writes("Een huis aan zee, klaar voordat je aanmeert.", one.beginning("welcome-ready"))
    assert ready.styled("bold") == [f"Zilt {MARK}"]
    brand = await one.writes("/brand", "table-field-brand-voice")
    assert brand.text.startswith(f"Zilt {MARK}")
    await one.chooses("welcome-new", "new-ask-when", ready)


async def test_what_the_bot_tells_about_itself(house: House) -> None:
    profile = house.api.profile
    await house.api.until(lambda: len(profile.short_descriptions) == 3, PATIENCE)
    for language in LANGUAGES:
        commands = {
            one["command"]: one["description"] for one in profile.commands['{"type": "default"}', language]
        }
        assert commands["new"] == TEXTS[language]("trust-command-new")
        assert {"start", "help", "privacy", "export_me", "delete_me", "review", "board"} <= commands.keys()
        assert profile.descriptions[language] == TEXTS[language]("trust-about-description")


@pytest.mark.parametrize("way", WAYS)
async def test_at_the_pace_of_telegram(way: Way, tmp_path: Path) -> None:
    async with running(tmp_path, way, hasty=False) as house:
        one = await house.owner("Noor", "nl")
        await one.writes("/new", "new-ask-when")
        assert house.api.refused_by_pace == 0
        assert '"level"' not in house.bot.said, "nothing to warn of"
