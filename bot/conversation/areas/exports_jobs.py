"""A file as a job: asked for, made while no transaction waits for it, and handed over to who still may have it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.conversation import general
from bot.conversation.effects import Hand, Typing
from bot.conversation.events import Report
from bot.conversation.screens import exports as screens
from bot.conversation.screens.failing import NOT_AGAIN, why
from bot.conversation.spans import tap
from bot.conversation.turn import Turn, asked
from bot.domain.progress import TakesLonger
from bot.domain.records import Job
from bot.domain.team import may
from bot.jobs.doing import AT_ONCE
from bot.jobs.port import Cancelled, Failed, Finished, Happened, Started, Went
from bot.services import board
from bot.services.exports.filing import EXPORT, Made, Wanted


@dataclass(frozen=True)
class MakeAgain:
    """A file that was not made, once more."""

    code: ClassVar[str] = "e.again"
    workspace: int
    job: int


async def order(turn: Turn, wanted: Wanted) -> None:
    """Has a file made. Nothing is said of it while that takes a moment; where other work goes first it is."""
    before = await turn.work.within(turn.here.workspace).jobs.live()
    job = await turn.start(EXPORT, wanted, writes=False)
    if before >= AT_ONCE:
        turn.say(screens.making(turn.texts, turn.here.brand), card=_card(turn, job))
    else:
        turn.effects.append(Typing(turn.envelope.chat))


async def again(turn: Turn, chosen: MakeAgain) -> None:
    """The same file, after something went wrong."""
    job = await turn.work.within(turn.here.workspace).jobs.get(chosen.job)
    if job.kind != EXPORT or job.person != turn.person.id or not await turn.again(job, writes=False):
        general.unknown(turn)
    else:
        turn.show(screens.making(turn.texts, turn.here.brand), card=_card(turn, job))


async def told(turn: Turn, happened: Happened) -> None:
    """What became of it."""
    if not isinstance(turn.event, Report):
        return
    job = turn.event.job
    match happened:
        case Started():
            turn.effects.append(Typing(turn.envelope.chat))
        case Went(TakesLonger()):
            await _longer(turn, job)
        case Finished(result):
            await _finished(turn, job, Made.model_validate_json(result))
        case Failed(reason, _):
            button = tap(turn.texts("ideas-again"), MakeAgain(turn.here.workspace, job.id), "primary")
            row = [] if reason in NOT_AGAIN else [button]
            turn.say(screens.failed(turn.texts, turn.here.brand, why(turn.texts, reason), [row]))
            await _ended(turn, job, "board-file-not-made")
        case Cancelled():
            await _ended(turn, job, "board-file-stopped")
        case _:
            return


async def _longer(turn: Turn, job: Job) -> None:
    card = _card(turn, job)
    if not await turn.work.within(turn.here.workspace).cards.copies(card):
        turn.say(screens.making(turn.texts, turn.here.brand), card=card)


async def _finished(turn: Turn, job: Job, made: Made) -> None:
    """Hands it over, if the person still may have it; the roles they had when they asked say nothing any more."""
    if not may(turn.here.roles, "read"):
        general.not_allowed(turn)
        return
    t, brand = turn.texts, turn.here.brand
    if made.refused is not None or not made.content:
        refused = screens.failed(t, brand, _refused(turn, made)) if made.refused else None
        turn.say(refused or screens.nothing(t, brand, made))
        await _ended(turn, job, "board-file-not-made")
        return
    file, wanted = made.file, Wanted.model_validate_json(asked(job)[1])
    caption = screens.caption(t, brand, wanted.what, file)
    turn.effects.append(Hand(turn.envelope.chat, file.name, file.content, caption))
    await _ended(turn, job, "board-file-made")


def _refused(turn: Turn, made: Made) -> str:
    if made.refused == "too_big":
        return turn.texts("board-file-too-big")
    return board.reading(turn.desk.knowledge, turn.texts.language).say(f"export_{made.refused}")


async def _ended(turn: Turn, job: Job, key: str) -> None:
    await turn.refresh(_card(turn, job), screens.ended(turn.texts, turn.here.brand, key))


def _card(turn: Turn, job: Job) -> str:
    return f"{turn.here.workspace}/export:{job.id}"
