"""What a brand works with: its channels, its journey model, and its file."""

from __future__ import annotations

from bot.conversation import general
from bot.conversation.areas import exports_jobs, table_fields
from bot.conversation.areas import table_buttons as press
from bot.conversation.areas import table_show as show
from bot.conversation.effects import Screen
from bot.conversation.screens import table as screens
from bot.conversation.turn import Turn
from bot.domain.records import WorkspaceRecord
from bot.services.exports.filing import Wanted


async def show_channels(turn: Turn, _: object) -> None:
    """The channels of the brand."""
    turn.done()
    turn.show(_channels(turn, await show.record(turn)))


async def use_channel(turn: Turn, wanted: press.UseChannel) -> None:
    """One more, or one less; the last one stays."""
    record = await show.record(turn)
    if wanted.channel not in turn.desk.knowledge.channel_keys:
        general.unknown(turn)
        return
    channels = table_fields.toggled(record.channels, wanted.channel)
    if not channels:
        general.brief(turn, turn.texts("table-last-channel"))
        return
    record = record._replace(channels=channels)
    await turn.work.workspaces.save(record)
    turn.show(_channels(turn, record))


async def show_journey(turn: Turn, _: object) -> None:
    """The journey models."""
    turn.done()
    turn.show(_journeys(turn, await show.record(turn)))


async def use_journey(turn: Turn, wanted: press.UseJourney) -> None:
    """From now on the phases are those of this model."""
    record = await show.record(turn)
    if wanted.journey not in turn.desk.knowledge.journey_keys:
        general.unknown(turn)
        return
    record = record._replace(journey=wanted.journey)
    await turn.work.workspaces.save(record)
    turn.show(_journeys(turn, record))


async def export(turn: Turn, _: press.Export) -> None:
    """Has the brand and its table made as a file."""
    await exports_jobs.order(turn, Wanted(what="brand", language=turn.texts.language))


def _channels(turn: Turn, record: WorkspaceRecord) -> Screen:
    known = [(key, show.channel(turn, key)) for key in turn.desk.knowledge.channel_keys]
    return screens.channels(turn.texts, show.place(turn), known, record.channels)


def _journeys(turn: Turn, record: WorkspaceRecord) -> Screen:
    known = turn.desk.knowledge
    models = [known.journey(key) for key in known.journey_keys]
    return screens.journeys(turn.texts, show.place(turn), models, record.journey)
