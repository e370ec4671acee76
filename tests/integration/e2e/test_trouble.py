"""When Telegram is in trouble nobody loses anything, and the log tells of it without a word that was typed."""

from __future__ import annotations

import pytest

from bot.domain.base import LANGUAGES, Language
from tests.fakes.running import MARK, PATIENCE, House
from tests.fakes.telegram import Drop, Fail

pytestmark = pytest.mark.asyncio(loop_scope="package")
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


@EVERY_LANGUAGE
async def test_refusals_and_broken_lines_lose_nothing_and_log_no_text(house: House, language: Language) -> None:
    one = await house.owner("Noor", language)
    before = house.bot.said
    name = f"<b>{MARK}</b> & \u202eco"
    for fault in (
        Fail(400, "Bad Request: can't parse entities: unsupported start tag"),
        Fail(500, "Internal Server Error"),
        Drop(),
    ):
        house.api.fault("sendMessage", fault)
        one.person.says("/personas")
        await one.taps("table-add-persona", await one.offered("table-add-persona"))
        await one.writes(f"Rust. {name}", MARK)
    assert not house.api.faults_left
    assert house.bot.said != before, "the log tells of it"

    house.api.fault("sendMessage", Fail(403, "Forbidden: bot was blocked by the user"))
    one.person.says(f"/new {MARK}")
    await house.api.settled(PATIENCE)
    await one.writes("/board", "board-title")


@EVERY_LANGUAGE
async def test_what_cannot_be_read_gets_a_fitting_answer(house: House, language: Language) -> None:
    one = await house.owner("Noor", language)
    one.person.sends_sticker()
    await one.sees("source-aside-sticker")
    one.person.sends_photo()
    await one.sees("source-aside-photo")
    one.person.sends_location()
    await one.sees("source-aside-location")
    one.person.sends_voice()
    await one.sees("source-no-voice")
    await one.sends(f"{MARK}.docx", MARK.encode(), "source-failed")
    said = one.person.says(f"LinkedIn, {MARK}")
    await one.sees("source-hint")
    one.person.edits(said, f"TikTok, {MARK}")
    await one.sees("source-hint")
    pasted = "\n".join(f"{MARK} {number} " + "x" * 90 for number in range(100))
    await one.writes(pasted, "source-where")
    await one.chooses("source-no", "source-dropped")


@EVERY_LANGUAGE
async def test_the_same_update_twice_is_answered_once(house: House, language: Language) -> None:
    one = await house.owner("Noor", language)
    said = one.person.says("/board")
    await one.sees("board-title")
    house.api.again(said, 2)
    await house.api.settled(PATIENCE)
    await one.writes("/review", one.t("board-queue", count=0))
    shown = [message for message in one.person.messages if one.words("board-empty") in message.text]
    assert len(shown) == 1, [message.text for message in shown]
