"""What holds for every event, whatever part of the conversation answers it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

from bot.conversation.areas import trust, welcome
from bot.conversation.core import Conversation
from bot.conversation.effects import Send
from bot.conversation.events import Chat, Command, Envelope, Sender, Tap
from bot.conversation.flow import Flow
from bot.conversation.spans import rows, screen, tap
from bot.conversation.turn import Area, Place, Rule, Turn
from bot.domain.errors import BadInputError, StorageError
from bot.domain.progress import Note
from bot.domain.records import Job
from bot.jobs.port import Finished, Happened, Started, Went
from bot.services import workspaces
from bot.services.team import Gate
from tests.fakes.jobs import until
from tests.fakes.talking import DESK, FRONT, NOW, TEXTS, UNKNOWN, Stage, demo, talking


class Waiting(Flow):
    """Waits for a word."""

    kind: ClassVar[str] = "x.wait"


@dataclass(frozen=True)
class Press:
    """A button that does nothing."""

    code: ClassVar[str] = "x.press"


async def ask(turn: Turn, _: object) -> None:
    """Waits for a word."""
    turn.wait(Waiting())
    turn.say(screen("?", rows=rows([tap("Druk", Press())])))


async def heard(turn: Turn, _: object) -> None:
    """Takes nothing well: a brand is named, and then it all goes wrong."""
    await turn.work.people.speaks(turn.person.id, "en")
    turn.done()
    turn.say(screen("half"))
    raise BadInputError("Zo kan het niet.", "Doe het anders.")


async def breaks(turn: Turn, _: object) -> None:
    """A fault of ours."""
    await turn.work.people.speaks(turn.person.id, "en")
    raise RuntimeError("secret words")


async def silent(turn: Turn, _: object) -> None:
    """Shows nothing."""


async def begins(turn: Turn, _: object) -> None:
    """Has a job run."""
    turn.jobs.append(JOB)
    turn.say(screen("begun"))


async def ends(turn: Turn, _: object) -> None:
    """Has a job stop."""
    turn.stop(JOB)
    turn.say(screen("ended"))


async def tells(turn: Turn, happened: Happened) -> None:
    """Has only the beginning of a job to tell."""
    if not isinstance(happened, Started):
        raise RuntimeError("secret words")
    turn.say(screen("started"))


JOB = Job(id=1, workspace=1, person=1, kind="x", request="[]", state="waiting", done=0, total=0, error="", at=NOW)
PLAY = Area(
    commands={"ask": Rule(ask), "break": Rule(breaks), "begin": Rule(begins), "end": Rule(ends)},
    taps={Press: Rule(silent)},
    steps={Waiting: Rule(heard)},
    reports={"x": tells},
)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with talking(tmp_path, (welcome.AREA, trust.AREA, PLAY)) as stage:
        yield stage


def command(id: str, name: str, argument: str = "", who: str = "me") -> Command:  # noqa: A002
    chat = Chat(FRONT, f"with-{who}", private=True)
    return Command(Envelope(id, chat, Sender(FRONT, who, "Noor", "nl"), NOW), name, argument)


async def test_an_event_that_comes_twice_is_answered_once(stage: Stage) -> None:
    event = command("77", "start")
    assert await stage.conversation.handle(event)
    assert await stage.conversation.handle(event) == ()
    assert await stage.conversation.handle(command("78", "start"))


async def test_what_cannot_be_done_changes_nothing_and_says_what_to_do(stage: Stage) -> None:
    me = stage.joins()
    await me.commands("ask")
    await me.says("woord")
    assert me.text == "Dat lukte niet\nZo kan het niet.\nDoe het anders."
    async with stage.database.read() as work:
        person = await work.people.find(FRONT, "me")
    assert person is not None
    assert person.language is None
    await me.says("nog een woord")
    assert "Zo kan het niet." in me.text, "the question still stands"
    assert not any("half" in message.text for message in me.messages)


async def test_every_tap_is_answered_even_if_nothing_is_shown(stage: Stage) -> None:
    me = stage.joins()
    await me.commands("ask")
    await me.taps("Druk")
    assert me.answer == ""
    await me.taps("0~x.press")
    assert me.answer == TEXTS["nl"]("old-card")


async def test_a_fault_leaves_nothing_half_done_and_can_be_asked_again(stage: Stage) -> None:
    event = command("5", "break")
    for _ in range(2):
        with pytest.raises(RuntimeError):
            await stage.conversation.handle(event)
    async with stage.database.read() as work:
        assert await work.people.find(FRONT, "me") is None


async def test_the_person_hears_of_a_fault_and_the_admin_gets_its_code(stage: Stage) -> None:
    admin = stage.joins("chef", "Chef", language="en", chat="")
    await admin.commands("start")
    async with stage.database.work() as work:
        person = await work.people.find(FRONT, "chef")
        assert person is not None
        await work.people.make_admin(person.id)
        await work.people.speaks(person.id, "en")
    effects = await stage.conversation.on_error(command("6", "break"), RuntimeError("secret words"), "abc123")
    (told, word) = [effect for effect in effects if isinstance(effect, Send)]
    assert told.chat.id == "with-me"
    assert TEXTS["nl"]("error-fault") in told.screen.text
    assert "abc123" in told.screen.text
    assert word.chat.id == "chef"
    assert "abc123" in word.screen.text
    assert "secret words" not in told.screen.text + word.screen.text


async def test_a_stranger_with_a_fault_stays_a_stranger(tmp_path: Path) -> None:
    shut = DESK._replace(gate=Gate("invite"))
    async with talking(tmp_path, (welcome.AREA, trust.AREA), shut) as stage:
        (effect,) = await stage.conversation.on_error(command("6", "break"), RuntimeError("x"), "abc123")
        assert isinstance(effect, Send)
        assert effect.screen.text == TEXTS["nl"]("welcome-closed")
        async with stage.database.read() as work:
            assert not await work.people.anybody()


async def test_a_tap_on_go_does_what_the_command_does_with_the_same_rights(stage: Stage) -> None:
    me = stage.joins()
    await me.commands("start")
    await me.taps("1~go:ask")
    assert me.text == "?"
    await me.taps("1~go:nothing")
    assert me.answer == TEXTS["nl"]("old-card")
    await me.taps("1~go:usage")
    assert me.answer == TEXTS["nl"]("old-card"), "there is no brand: as if there were no such button"


async def test_two_parts_that_answer_the_same_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="ask"):
        async with talking(tmp_path, (PLAY, Area(commands={"ask": Rule(silent)}))):
            pass


async def test_an_event_without_a_sender_that_is_known_gets_its_own_language(stage: Stage) -> None:
    event = Tap(command("9", "x")._replace(name="x").envelope, "nonsense", "9")
    answer, *_ = await stage.conversation.handle(event)
    assert getattr(answer, "text", "") == TEXTS["nl"]("old-card")


async def job_of(stage: Stage) -> Job:
    """A job that somebody asked for in their chat."""
    me = stage.joins()
    await me.commands("start")
    place = Place(chat=Chat(FRONT, "with-me", private=True), sender=Sender(FRONT, "me", "Noor", "nl"))
    async with stage.database.work() as work:
        person = await work.people.who(FRONT, "me", "Noor")
        await workspaces.try_out(work, demo("nl"), person.id)
        home = (await work.workspaces.of(person.id))[0].workspace
        request = json.dumps([place.model_dump(), {}])
        return (await work.within(home).jobs.submit("x", person.id, request, "1"))[0]


async def test_a_report_that_fails_by_a_fault_of_ours_is_not_passed_over_in_silence(stage: Stage) -> None:
    job = await job_of(stage)
    await stage.conversation.report(job, Went(Note("half")))
    sorry = TEXTS["nl"]("error-fault-title")
    assert not any(sorry in message.text for message in stage.messages.values()), "the job goes on"
    await stage.conversation.report(job, Finished("{}"))
    (said,) = [message.text for message in stage.messages.values() if sorry in message.text]
    assert "secret words" not in said


async def test_what_a_report_says_waits_for_a_process_that_has_its_front(tmp_path: Path) -> None:
    async with talking(tmp_path, (welcome.AREA, trust.AREA, PLAY)) as stage:
        job = await job_of(stage)
        worker = Conversation(
            stage.database, DESK, stage.jobs, TEXTS, (PLAY,), UNKNOWN, UNKNOWN, lambda: NOW, "nl", alone=False
        )
        await worker.report(job, Started())
        async with stage.database.work() as work:
            (found,) = await work.outbox.take([FRONT], NOW)
        assert found.chat == "with-me"
        async with worker.outbox:
            pass
        async with stage.database.work() as work:
            assert len(await work.outbox.take([FRONT], NOW)) == 1, "nobody holds it who cannot show it"


async def test_a_job_that_cannot_be_woken_costs_nobody_the_answer(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(job: Job) -> None:
        raise StorageError("The database cannot be reached.")

    monkeypatch.setattr(stage.jobs, "wake", away)
    me = stage.joins()
    await me.commands("begin")
    assert me.text == "begun"


async def test_what_is_not_shown_because_of_a_fault_is_not_held_for_ever(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(job: Job) -> bool:
        raise StorageError("The database cannot be reached.")

    monkeypatch.setattr(stage.jobs, "cancel", away)
    with pytest.raises(StorageError):
        await stage.conversation.handle(command("8", "end"))
    async with stage.conversation.outbox:
        # One look, which holds what is being shown and takes the rest.
        await until(lambda: bool(stage.messages))
    assert [message.text for message in stage.messages.values()] == ["ended"]
