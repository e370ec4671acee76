"""Sharper wordings of a proposition: at once by rules, as a job when a model writes."""

from __future__ import annotations

from bot.conversation import general
from bot.conversation.areas import once_more, source_shelf
from bot.conversation.areas import table_buttons as press
from bot.conversation.areas import table_show as show
from bot.conversation.events import Report
from bot.conversation.screens import table as screens
from bot.conversation.screens.failing import why
from bot.conversation.turn import Turn
from bot.domain.brief import Proposition
from bot.jobs.port import Cancelled, Failed, Finished
from bot.services import sharpening, workspaces
from bot.services.sharpening import SHARPER, Sharpen, Sharpened

TEMPLATE = "playbook"
"""The name of the writer that answers at once."""


async def sharpen(turn: Turn, wanted: press.Sharper) -> None:
    """Offers sharper wordings: at once by rules, later by a model."""
    entry, record = await show.entry(turn, wanted.entry), await show.record(turn)
    if not isinstance(entry.data, Proposition):
        general.unknown(turn)
        return
    writing = turn.desk.writing(record)
    if writing.writer != TEMPLATE:
        await turn.start(SHARPER, Sharpen(entry=entry.id))
        turn.show(screens.working(turn.texts, show.place(turn)))
        return
    await _offer(turn, await sharpening.sharpened(writing, record, entry.id, entry.data))


async def take_sharper(turn: Turn, wanted: press.TakeSharper) -> None:
    """The proposition gets this wording, and is checked like any other."""
    found = await source_shelf.get(turn, f"sharper-{wanted.entry}", Sharpened)
    entry = await show.entry(turn, wanted.entry)
    if found is None or wanted.place >= len(found.wordings) or not isinstance(entry.data, Proposition):
        general.unknown(turn)
        return
    data = entry.data.model_copy(update={"text": found.wordings[wanted.place].text})
    entry = await workspaces.changed(turn.work, turn.here.workspace, entry, data, turn.person.id)
    await source_shelf.clear(turn, f"sharper-{wanted.entry}")
    turn.show(await show.card(turn, entry))


async def sharpened(turn: Turn, happened: object) -> None:
    """A model has worded it, or could not."""
    match happened:
        case Finished(result=result):
            await _offer(turn, Sharpened.model_validate_json(result))
        case Failed(reason=reason) if isinstance(turn.event, Report):
            ways = once_more.ways(turn, turn.event.job, reason)
            turn.say(screens.failed(turn.texts, show.place(turn), why(turn.texts, reason), ways))
        case Cancelled():
            turn.say(screens.failed(turn.texts, show.place(turn), ""))


async def _offer(turn: Turn, found: Sharpened) -> None:
    await source_shelf.put(turn, f"sharper-{found.entry}", found)
    turn.show(screens.sharper(turn.texts, show.place(turn), found, lambda part: turn.texts(f"table-part-{part}")))
