"""Spoken instead of typed, as a person meets it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.areas import brands, new, source, source_buttons, table, trust, welcome
from bot.conversation.callbacks import written
from bot.conversation.desk import Desk
from bot.domain.base import LANGUAGES, Language
from bot.domain.errors import QuotaError
from bot.domain.pack import Usage
from bot.domain.records import Job
from bot.domain.speech import Recording, Transcript
from bot.services.hearing import HEAR, Hearing
from bot.services.intake import SOURCE, Intake
from bot.services.limits import Allowance, Limits
from tests.fakes.composing import KNOWLEDGE
from tests.fakes.rewriting import BY_RULES
from tests.fakes.speech import OGG
from tests.fakes.talking import DESK, NOW, TEXTS, Chatter, Stage, talking

AREAS = (welcome.AREA, trust.AREA, table.AREA, brands.AREA, new.AREA, source.AREA)
PROVIDER = "whisper-1 (ears.example)"
HEARING = DESK._replace(hears=PROVIDER, model="a model")
SAID = "Vorig jaar verhuisden we 340 gezinnen. Wat kost dat? Van de 120 dozen bleef er geen een staan."


class Ears:
    """Hears what it is told to, one thing after the other."""

    def __init__(self) -> None:
        self.says: list[str | QuotaError] = [SAID]
        self.heard: list[Recording] = []

    async def __call__(self, recording: Recording) -> Transcript:
        self.heard.append(recording)
        said = self.says.pop(0)
        if isinstance(said, QuotaError):
            raise said
        return Transcript(said, Usage(calls=1))


@asynccontextmanager
async def listening(folder: Path, ears: Ears, desk: Desk = HEARING) -> AsyncIterator[Stage]:
    """An installation that hears."""
    stages: list[Stage] = []

    async def fetch(front: str, ref: str) -> bytes:
        return OGG

    async def read(job: Job, tell: Callable[[Any], None]) -> str:
        return await Intake(stages[0].database, KNOWLEDGE, lambda _: BY_RULES, fetch)(job, tell)

    async def hear(job: Job, tell: Callable[[Any], None]) -> str:
        return await Hearing(stages[0].database, KNOWLEDGE, ears, fetch)(job, tell)

    rules = {"unasked": source.UNASKED, "aside": source.ASIDE}
    async with talking(folder, AREAS, desk, handlers={SOURCE: read, HEAR: hear}, **rules) as made:
        stages.append(made)
        yield made


@pytest.fixture
def ears() -> Ears:
    """They hear one sentence or two."""
    return Ears()


@pytest.fixture
async def stage(tmp_path: Path, ears: Ears) -> AsyncIterator[Stage]:
    """An installation that hears."""
    async with listening(tmp_path, ears) as made:
        yield made


async def at_demo(stage: Stage, language: Language = "nl", *, models: bool = True) -> Chatter:
    """Somebody with the demo brand, which lets models in."""
    me = stage.joins(language=language)
    await me.commands("start")
    await me.taps("1~w.demo")
    if models:
        async with stage.database.work() as work:
            await work.workspaces.consent(1, True, 1)
    return me


async def speaks(me: Chatter, size: int = 900, **more: Any) -> None:
    """Sends a voice note."""
    await me.sends("voice.ogg", "audio/ogg", size, voice=True, **more)


async def flow_of(stage: Stage, me: Chatter) -> str:
    """The step that somebody is at, as it is stored."""
    async with stage.database.read() as work:
        return await work.flows.get(me.chat.front, me.chat.id, 1) or ""


async def sources(stage: Stage) -> list[str]:
    """The texts of all sources."""
    async with stage.database.read() as work:
        return [one.data.text for one in await work.within(1).entries.all("source")]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_voice_note_becomes_a_source(stage: Stage, ears: Ears, language: Language) -> None:
    me, t = await at_demo(stage, language), TEXTS[language]
    await speaks(me)
    assert PROVIDER in me.text
    assert ears.heard == [], "nothing is heard before somebody says so"
    await me.taps(t("source-voice-write"))
    assert SAID in me.text
    assert SAID not in await sources(stage)
    await me.taps(t("source-voice-use"), words := me.last)
    now = stage.messages[words.ref]
    assert (SAID in now.text, now.labels) == (True, ()), "what was said stays readable"
    await me.taps(t("source-use-publish"))
    await me.taps(t("source-take"))
    assert (await sources(stage))[-1] == SAID
    assert [one.name for one in ears.heard] == ["voice.ogg"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_was_misheard_is_corrected_first(stage: Stage, language: Language) -> None:
    me, t = await at_demo(stage, language), TEXTS[language]
    await speaks(me, forwarded="Anna")
    await me.taps(t("source-voice-write"))
    await me.taps(t("source-voice-mend"))
    await me.says("Vorig jaar verhuisden we 430 gezinnen.")
    await me.taps(t("source-use-internal"))
    await me.taps(t("source-take"))
    assert (await sources(stage))[-1] == "Vorig jaar verhuisden we 430 gezinnen."


async def test_a_correction_that_is_no_text_leaves_the_question_standing(stage: Stage) -> None:
    me, t = await at_demo(stage), TEXTS["nl"]
    await speaks(me)
    await me.taps(t("source-voice-write"))
    await me.taps(t("source-voice-mend"))
    await speaks(me)
    assert me.text == t("error-text-wanted")
    assert "s.mend" in await flow_of(stage, me)


async def test_nothing_is_done_with_what_was_dropped(stage: Stage) -> None:
    me, t = await at_demo(stage), TEXTS["nl"]
    await speaks(me)
    await me.taps(t("source-voice-write"))
    words = me.last
    await me.taps(t("source-voice-mend"), words)
    await me.taps(t("source-drop"), words)
    assert await flow_of(stage, me) == ""
    for button in words.buttons[:2]:
        await me.taps(button.data)
        assert me.answer == t("old-card")
    await me.says("hoi")
    assert "s.offer" not in await flow_of(stage, me)


async def test_words_are_used_once(stage: Stage) -> None:
    me, t = await at_demo(stage), TEXTS["nl"]
    await speaks(me)
    await me.taps(t("source-voice-write"))
    use = me.last.buttons[0].data
    await me.taps(use)
    await me.taps(use)
    assert me.answer == t("old-card")


async def test_a_note_that_is_forgotten_is_not_heard(stage: Stage, ears: Ears) -> None:
    me, t = await at_demo(stage), TEXTS["nl"]
    await speaks(me)
    write = me.last.buttons[0].data
    await me.taps(t("source-no"))
    await me.taps(write)
    assert (me.answer, ears.heard) == (t("old-card"), [])


async def test_another_text_takes_the_place_of_a_note_that_waits(stage: Stage) -> None:
    me = await at_demo(stage)
    await speaks(me)
    await me.says("Wij verhuizen gezinnen. " * 20)
    assert "s.offer" in await flow_of(stage, me)


async def test_two_notes_are_two_jobs(stage: Stage, ears: Ears) -> None:
    ears.says = ["Een.", "Twee."]
    me, t = await at_demo(stage), TEXTS["nl"]
    for _ in range(2):
        await speaks(me)
        await me.taps(t("source-voice-write"))
    await me.taps(t("source-voice-use"), me.showing("Een."))
    assert "Een." in await flow_of(stage, me)
    await me.taps(t("source-voice-use"), me.showing("Twee."))
    assert "Twee." in await flow_of(stage, me)


# -- where nobody listens ---------------------------------------------------------------------------------


async def test_without_ears_it_says_what_to_do_instead(tmp_path: Path, ears: Ears) -> None:
    async with listening(tmp_path, ears, DESK) as stage:
        me = await at_demo(stage)
        await speaks(me)
        assert (me.text, me.labels) == (TEXTS["nl"]("source-no-voice"), ())
        await me.taps(written(source_buttons.Hear(1)))
    assert ears.heard == []


async def test_without_consent_it_says_how_to_give_it(stage: Stage, ears: Ears) -> None:
    me = await at_demo(stage, models=False)
    await speaks(me)
    assert "/consent" in me.text
    assert (me.labels, ears.heard, await flow_of(stage, me)) == ((), [], "")


async def test_consent_that_was_taken_back_counts_at_once(stage: Stage, ears: Ears) -> None:
    me, t = await at_demo(stage), TEXTS["nl"]
    await speaks(me)
    async with stage.database.work() as work:
        await work.workspaces.consent(1, False, 1)
    await me.taps(t("source-voice-write"))
    assert "/consent" in me.text
    assert (ears.heard, await flow_of(stage, me)) == ([], "")


@pytest.mark.parametrize("name", ["memo.m4a", "memo.MP3"])
async def test_a_recording_sent_as_a_file_is_one_too(stage: Stage, name: str) -> None:
    me = await at_demo(stage)
    await me.sends(name, "application/octet-stream")
    assert PROVIDER in me.text


async def test_what_is_too_large_is_refused_before_it_is_asked_for(stage: Stage) -> None:
    me = await at_demo(stage)
    await speaks(me, 20_000_001)
    assert "20 MB" in me.text
    assert me.labels == ()


async def test_in_a_group_nobody_listens(stage: Stage) -> None:
    me = (await at_demo(stage)).elsewhere("groep")
    await speaks(me)
    assert not me.messages


# -- what comes of it -------------------------------------------------------------------------------------


async def test_the_limit_of_the_day_holds(tmp_path: Path, ears: Ears) -> None:
    ears.says = [SAID, SAID]
    async with listening(tmp_path, ears, HEARING._replace(limits=Limits(Allowance(generations=1)))) as stage:
        me, t = await at_demo(stage), TEXTS["nl"]
        for _ in range(2):
            await speaks(me)
            await me.taps(t("source-voice-write"))
        async with stage.database.read() as work:
            assert (await work.people.spent(1, NOW.date())).generations == 1
    assert len(ears.heard) == 1


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_failed_can_be_tried_again(stage: Stage, ears: Ears, language: Language) -> None:
    ears.says = [QuotaError("transcription: raw words of a provider."), SAID]
    me, t = await at_demo(stage, language), TEXTS[language]
    await speaks(me)
    await me.taps(t("source-voice-write"))
    assert t("ideas-failed", reason="QuotaError") in me.text
    assert "raw words" not in me.text
    failed = me.last
    await me.taps(t("source-voice-again"))
    assert SAID in me.text
    await me.taps(failed.buttons[0].data)
    assert me.answer == t("old-card")


async def test_silence_is_said(stage: Stage, ears: Ears) -> None:
    ears.says = [" "]
    me, t = await at_demo(stage), TEXTS["nl"]
    await speaks(me)
    await me.taps(t("source-voice-write"))
    assert (t("source-voice-not-silent") in me.text, me.labels) == (True, ())


async def test_a_long_talk_comes_along_as_a_file(stage: Stage, ears: Ears) -> None:
    ears.says = ["Zo gaat het maar door. " * 400]
    me, t = await at_demo(stage), TEXTS["nl"]
    await speaks(me)
    await me.taps(t("source-voice-write"))
    assert len(me.text) < 3500
    (file,) = stage.files
    assert (file.name, file.content.decode()) == ("uitgeschreven.txt", ("Zo gaat het maar door. " * 400).strip())
    await me.taps(t("source-voice-use"))
    assert file.content.decode() in await flow_of(stage, me), "all of it goes on"


async def test_somebody_elses_words_are_not_to_be_had(stage: Stage, ears: Ears) -> None:
    me, t = await at_demo(stage), TEXTS["nl"]
    await speaks(me)
    await me.taps(t("source-voice-write"))
    words = me.last
    other = stage.joins("bo", "Bo")
    await other.commands("start")
    await other.taps("1~w.demo")
    for button in words.buttons:
        await other.taps(button.data)
        assert other.answer == t("old-card")
    await other.taps(written(source_buttons.HearAgain(2, 1)))
    assert other.answer == t("old-card")
    await me.taps(t("source-voice-use"), words)
    assert SAID in await flow_of(stage, me)
