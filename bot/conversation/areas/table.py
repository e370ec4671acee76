"""Setting the table: brand, personas, propositions, proof, assets, channels, journey; one field at a time."""

from __future__ import annotations

from bot.conversation import general
from bot.conversation.areas import table_buttons as press
from bot.conversation.areas import table_change, table_fields, table_settings, table_sharper
from bot.conversation.areas import table_show as show
from bot.conversation.areas.review_proof import proof_moved
from bot.conversation.screens import table as screens
from bot.conversation.turn import Area, Rule, Run, Turn
from bot.domain.brief import Persona
from bot.domain.records import EntryKind
from bot.services import workspaces
from bot.services.sharpening import SHARPER


async def open_brand(turn: Turn, _: object) -> None:
    """The card of the brand."""
    turn.done()
    turn.show(await show.brand(turn))


def opens(kind: EntryKind) -> Run:
    """The command that lists a kind."""

    async def run(turn: Turn, _: object) -> None:
        turn.done()
        turn.show(await show.list_of(turn, press.ListEntries(turn.here.workspace, kind, 0, 0)))

    return run


async def turn_list(turn: Turn, wanted: press.ListEntries) -> None:
    """Another piece of a list."""
    if show.kind_of(wanted.kind) is None:
        general.unknown(turn)
        return
    turn.done()
    turn.show(await show.list_of(turn, wanted))


async def open_entry(turn: Turn, wanted: press.Open) -> None:
    """One entry, or the brand."""
    turn.done()
    turn.show(
        await show.brand(turn)
        if wanted.entry == 0
        else await show.card(turn, await show.entry(turn, wanted.entry))
    )


async def show_observed(turn: Turn, wanted: press.Observed) -> None:
    """Which fields are observed."""
    entry = await show.entry(turn, wanted.entry)
    if isinstance(entry.data, Persona):
        turn.show(screens.observed(turn.texts, show.place(turn), entry))
    else:
        general.unknown(turn)


async def turn_observed(turn: Turn, wanted: press.Seen) -> None:
    """A field is observed, or an assumption again."""
    entry = await show.entry(turn, wanted.entry)
    if not isinstance(entry.data, Persona) or table_fields.field_of("persona", wanted.field) is None:
        general.unknown(turn)
        return
    seen = table_fields.toggled(entry.data.observed, wanted.field)
    data = entry.data.model_copy(update={"observed": seen})
    changed = await workspaces.changed(turn.work, turn.here.workspace, entry, data, turn.person.id)
    turn.show(screens.observed(turn.texts, show.place(turn), changed))


async def withdraw(turn: Turn, wanted: press.Withdraw) -> None:
    """Asks first; then it is used no more."""
    entry = await show.entry(turn, wanted.entry)
    if entry.withdrawn:
        turn.show(screens.withdrawn(turn.texts, show.place(turn), entry))
    elif wanted.sure:
        gone = await workspaces.withdrawn(turn.work, turn.here.workspace, entry, turn.person.id)
        turn.show(screens.withdrawn(turn.texts, show.place(turn), gone))
        if gone.kind == "proof":
            await proof_moved(turn, gone.key)
    else:
        turn.show(screens.sure(turn.texts, show.place(turn), entry))


async def restore(turn: Turn, wanted: press.Restore) -> None:
    """It is used again."""
    entry = await show.entry(turn, wanted.entry)
    if entry.withdrawn:
        entry = await workspaces.restored(turn.work, turn.here.workspace, entry, turn.person.id)
    turn.show(await show.card(turn, entry))
    if entry.kind == "proof":
        await proof_moved(turn, entry.key)


AREA = Area(
    commands={
        "brand": Rule(open_brand, "read"),
        "personas": Rule(opens("persona"), "read"),
        "propositions": Rule(opens("proposition"), "read"),
        "proof": Rule(opens("proof"), "read"),
        "assets": Rule(opens("asset"), "read"),
        "channels": Rule(table_settings.show_channels, "read"),
        "journey": Rule(table_settings.show_journey, "read"),
    },
    taps={
        press.ListEntries: Rule(turn_list, "read"),
        press.Open: Rule(open_entry, "read"),
        press.Add: Rule(table_change.add, "make"),
        press.ChangeField: Rule(table_change.ask, "make"),
        press.Pick: Rule(table_change.pick, "make"),
        press.Observed: Rule(show_observed, "make"),
        press.Seen: Rule(turn_observed, "make"),
        press.Withdraw: Rule(withdraw, "make"),
        press.Restore: Rule(restore, "make"),
        press.Sharper: Rule(table_sharper.sharpen, "make"),
        press.TakeSharper: Rule(table_sharper.take_sharper, "make"),
        press.Sure: Rule(table_change.sure, "make"),
        press.Never: Rule(table_change.never, "make"),
        press.UseChannel: Rule(table_settings.use_channel, "make"),
        press.UseJourney: Rule(table_settings.use_journey, "make"),
        press.Export: Rule(table_settings.export, "read"),
    },
    steps={
        table_change.AskField: Rule(table_change.filled, "make"),
        table_change.AskNew: Rule(table_change.made, "make"),
        table_change.InDoubt: Rule(table_change.doubted, "make"),
    },
    reports={SHARPER: table_sharper.sharpened},
)
