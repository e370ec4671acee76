"""Spoken instead of typed: written out after a tap, shown, corrected if need be, and then a source like any other.

The tap is there because the sound goes to a model before anybody can say that it has to stay inside.
"""

from __future__ import annotations

from typing import ClassVar

from bot.conversation import general
from bot.conversation.areas import source_buttons as press
from bot.conversation.areas import source_keep, source_shelf
from bot.conversation.areas.source_offer import Offered, offer
from bot.conversation.effects import Hand, Typing
from bot.conversation.events import File, Report, Text
from bot.conversation.flow import Flow
from bot.conversation.screens import voice as screens
from bot.conversation.screens.failing import why
from bot.conversation.screens.source import dropped
from bot.conversation.turn import Rule, Turn
from bot.domain.brief import MAX_SOURCE
from bot.domain.records import Job
from bot.jobs.port import Cancelled, Failed, Finished, Started
from bot.services.hearing import HEAR, Hear, Heard
from bot.services.intake import FileRef


class Spoken(Flow):
    """A recording was sent: waits for whether it may be written out."""

    kind: ClassVar[str] = "s.voice"
    workspace: int
    file: FileRef


class Mending(Flow):
    """What was written out is not what was said: waits for the words as they should be."""

    kind: ClassVar[str] = "s.mend"
    workspace: int
    job: int


async def spoken(turn: Turn, file: FileRef) -> None:
    """A recording came in: says where it would go, or why it cannot be written out."""
    if await _listener(turn):
        turn.wait(Spoken(workspace=turn.here.workspace, file=file))
        turn.say(screens.spoken(turn.texts, source_keep.place(turn), turn.desk.hears or ""))


async def hear(turn: Turn, chosen: press.Hear) -> None:
    """It may be written out: the job begins."""
    step = turn.flow
    if not isinstance(step, Spoken) or step.workspace != chosen.workspace:
        general.unknown(turn)
    elif await _listener(turn):
        await turn.start(HEAR, Hear(file=step.file, language=turn.texts.language))
        turn.done()
        turn.show(screens.hearing(turn.texts, source_keep.place(turn)))


async def again(turn: Turn, chosen: press.HearAgain) -> None:
    """The same recording once more, after something went wrong."""
    job = await turn.work.within(turn.here.workspace).jobs.get(chosen.job)
    mine = job.kind == HEAR and job.person == turn.person.id
    if mine and await _listener(turn) and await turn.again(job):
        turn.show(screens.hearing(turn.texts, source_keep.place(turn)))
    elif not turn.effects:
        general.unknown(turn)


async def told(turn: Turn, happened: object) -> None:
    """What came of it; the words lie ready until they are used or dropped."""
    at = source_keep.place(turn)
    match happened:
        case Started():
            turn.effects.append(Typing(turn.envelope.chat))
        case Finished(result=result) if isinstance(turn.event, Report):
            await _written(turn, turn.event.job, Heard.model_validate_json(result))
        case Failed(reason=reason) if isinstance(turn.event, Report):
            turn.say(screens.failed(turn.texts, at, turn.event.job.id, why(turn.texts, reason)))
        case Cancelled():
            turn.say(dropped(turn.texts, at))


async def use(turn: Turn, chosen: press.UseWords) -> None:
    """These words it is: they go on as a source."""
    heard = await _heard(turn, chosen.job)
    if heard is not None:
        await _close(turn, chosen.job)
        turn.show(screens.heard(turn.texts, source_keep.place(turn), heard))
        await offer(turn, Offered(workspace=chosen.workspace, text=heard.text))


async def mend(turn: Turn, chosen: press.MendWords) -> None:
    """Asks for the words as they should be."""
    if await _heard(turn, chosen.job) is not None:
        turn.wait(Mending(workspace=chosen.workspace, job=chosen.job))
        turn.say(screens.mending(turn.texts, source_keep.place(turn)))


async def mended(turn: Turn, event: Text | File) -> None:
    """The words as they should be take the place of what was heard, and go on as a source."""
    step = turn.flow
    if isinstance(step, Mending) and await _heard(turn, step.job) is not None:
        text = general.typed(turn, MAX_SOURCE)
        await _close(turn, step.job)
        await offer(turn, Offered(workspace=step.workspace, text=text))
    else:
        turn.done()


async def drop(turn: Turn, chosen: press.DropWords) -> None:
    """Nothing is done with it."""
    await _close(turn, chosen.job)
    turn.show(dropped(turn.texts, source_keep.place(turn)))


async def _listener(turn: Turn) -> bool:
    """Whether somebody may listen; else says why not, and what to do."""
    if turn.desk.hears is None:
        turn.show(general.plain(turn, "source-no-voice"))
    elif not (await source_keep.record(turn)).models:
        turn.show(screens.refused(turn.texts, source_keep.place(turn), "consent"))
    else:
        return True
    if isinstance(turn.flow, Spoken):
        turn.done()
    return False


async def _written(turn: Turn, job: Job, heard: Heard) -> None:
    at = source_keep.place(turn)
    if heard.refused is not None:
        turn.say(screens.refused(turn.texts, at, heard.refused))
        return
    await source_shelf.put(turn, source_keep.name_of(job.id), heard)
    if screens.is_long(heard):
        name = f"{turn.texts('source-voice-file')}.txt"
        turn.effects.append(Hand(turn.envelope.chat, name, heard.text.encode()))
    turn.say(screens.heard(turn.texts, at, heard, job.id))


async def _heard(turn: Turn, job: int) -> Heard | None:
    """The words that lie ready; says so when they do not any more."""
    found = await source_shelf.get(turn, source_keep.name_of(job), Heard)
    if found is None or not found.text:
        general.unknown(turn)
        return None
    return found


async def _close(turn: Turn, job: int) -> None:
    await source_shelf.clear(turn, source_keep.name_of(job))
    if isinstance(turn.flow, Mending) and turn.flow.job == job:
        turn.done()


TAPS = {
    press.Hear: Rule(hear, "make"),
    press.HearAgain: Rule(again, "make"),
    press.UseWords: Rule(use, "make"),
    press.MendWords: Rule(mend, "make"),
    press.DropWords: Rule(drop, "make"),
}
