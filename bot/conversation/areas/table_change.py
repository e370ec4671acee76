"""A new entry, or another value for one field: asked for, read, and kept."""

from __future__ import annotations

from typing import Any, ClassVar

from bot.conversation import general
from bot.conversation.areas import table_buttons as press
from bot.conversation.areas import table_fields
from bot.conversation.areas import table_show as show
from bot.conversation.areas.review_proof import proof_moved
from bot.conversation.areas.table_fields import FIRST, Field
from bot.conversation.effects import Screen
from bot.conversation.flow import Flow
from bot.conversation.screens import table as screens
from bot.conversation.turn import Turn
from bot.domain.base import Model
from bot.domain.brief import Asset, Persona, Proof, Proposition
from bot.domain.records import EntryData, EntryKind
from bot.services import intake, workspaces


class AskField(Flow):
    """Waits for the value of a field, of the revision that was seen; entry 0 is the brand."""

    kind: ClassVar[str] = "t.field"
    workspace: int
    entry: int
    revision: int
    field: str


class AskNew(Flow):
    """Waits for what a new entry begins with."""

    kind: ClassVar[str] = "t.new"
    workspace: int
    of: EntryKind


class InDoubt(Flow):
    """A text names another brand: waits for whether it was meant for this one."""

    kind: ClassVar[str] = "t.doubt"
    workspace: int
    text: str
    field: AskField | None = None
    new: AskNew | None = None


async def add(turn: Turn, wanted: press.Add) -> None:
    """Asks what a new entry begins with."""
    kind = show.kind_of(wanted.kind)
    if kind is None:
        general.unknown(turn)
        return
    turn.wait(AskNew(workspace=wanted.workspace, of=kind))
    turn.show(screens.new(turn.texts, show.place(turn), kind))


async def ask(turn: Turn, wanted: press.ChangeField) -> None:
    """Asks for another value, by its choices where it has them."""
    kind, data, revision = await show.held(turn, wanted.entry)
    field = table_fields.field_of(kind, wanted.field)
    if field is None:
        general.unknown(turn)
        return
    if field.shape in ("choice", "channels"):
        turn.done()
        turn.show(_choices(turn, kind, wanted.entry, field, data))
        return
    turn.wait(AskField(workspace=wanted.workspace, entry=wanted.entry, revision=revision, field=field.key))
    now = table_fields.lines_of(getattr(data, field.key))
    turn.show(screens.asked(turn.texts, show.place(turn), kind, wanted.entry, field, now))


async def pick(turn: Turn, wanted: press.Pick) -> None:
    """Takes a choice, or empties a field. Channels stay on the screen for the next one."""
    kind, data, revision = await show.held(turn, wanted.entry)
    field = table_fields.field_of(kind, wanted.field)
    known = (*table_fields.options(field, turn.desk.knowledge.channel_keys), "") if field else ()
    if field is None or wanted.value not in known:
        general.unknown(turn)
        return
    many = field.shape == "channels" and wanted.value
    now = getattr(data, field.key)
    value = table_fields.toggled(now, wanted.value) if many else table_fields.read(field, wanted.value)
    await _change(turn, wanted.entry, revision, field, value)
    turn.done()
    if many:
        _, data, _ = await show.held(turn, wanted.entry)
        turn.show(_choices(turn, kind, wanted.entry, field, data))
    else:
        turn.show(
            await show.brand(turn)
            if not wanted.entry
            else await show.card(turn, await show.entry(turn, wanted.entry))
        )


async def filled(turn: Turn, _: object) -> None:
    """The value of a field was typed."""
    step = turn.flow
    if isinstance(step, AskField) and await _meant(turn, step.workspace, _typed(turn), field=step):
        await _fill(turn, step, _typed(turn))


async def made(turn: Turn, _: object) -> None:
    """What a new entry begins with was typed."""
    step = turn.flow
    if isinstance(step, AskNew) and await _meant(turn, step.workspace, _typed(turn), new=step):
        await _make(turn, step, _typed(turn))


async def sure(turn: Turn, _: press.Sure) -> None:
    """It was meant for this brand."""
    step = turn.flow
    if not isinstance(step, InDoubt) or step.workspace != turn.here.workspace:
        general.unknown(turn)
    elif step.field is not None:
        await _fill(turn, step.field, step.text)
    elif step.new is not None:
        await _make(turn, step.new, step.text)


async def never(turn: Turn, _: press.Never) -> None:
    """What was typed is dropped."""
    turn.done()
    turn.show(await show.brand(turn))


async def doubted(turn: Turn, _: object) -> None:
    """Something else was typed: it takes the place of the text that was in doubt."""
    step = turn.flow
    if isinstance(step, InDoubt):
        turn.flow = step.field or step.new
        await (filled(turn, None) if step.field else made(turn, None))


def _typed(turn: Turn) -> str:
    return general.typed(turn, most=max(table_fields.MOST.values()))


async def _meant(
    turn: Turn, workspace: int, text: str, field: AskField | None = None, new: AskNew | None = None
) -> bool:
    """Whether a text may go where it was typed: not into another brand than the one that was asked for, and
    after a question when it names another brand."""
    if workspace != turn.here.workspace:
        turn.done()
        turn.say(general.plain(turn, "table-other-brand-now"))
        return False
    other = await intake.foreign_brand(turn.work, turn.person.id, workspace, text)
    if other is None:
        return True
    turn.wait(InDoubt(workspace=workspace, text=text, field=field, new=new))
    turn.say(screens.doubt(turn.texts, show.place(turn), other.brand))
    return False


async def _fill(turn: Turn, step: AskField, text: str) -> None:
    kind, _, _ = await show.held(turn, step.entry)
    field = table_fields.field_of(kind, step.field)
    if field is None:
        general.unknown(turn)
        return
    value = table_fields.read(field, text)
    await _change(turn, step.entry, step.revision, field, value)
    turn.done()
    turn.say(
        await show.brand(turn) if not step.entry else await show.card(turn, await show.entry(turn, step.entry))
    )


async def _make(turn: Turn, step: AskNew, text: str) -> None:
    field = table_fields.field_of(step.of, FIRST[step.of])
    value = table_fields.read(field, text) if field else text
    entry = await show.scope(turn).entries.add(step.of, await _new(turn, step.of, value), turn.person.id)
    turn.done()
    turn.say(await show.card(turn, entry))


async def _new(turn: Turn, kind: EntryKind, value: str) -> EntryData:
    match kind:
        case "persona":
            return Persona(need=value)
        case "proposition":
            return Proposition(text=value)
        case "proof":
            return Proof(id=await show.scope(turn).entries.free_key(kind), text=value)
        case _:
            key = await show.scope(turn).entries.free_key(kind)
            return Asset(id=key, kind=turn.texts("table-asset-page"), title=value)


async def _change(turn: Turn, held: int, revision: int, field: Field, value: Any) -> None:
    if not held:
        record = await show.record(turn)
        brand = table_fields.changed(record.brand, field, value)
        await turn.work.workspaces.set_brand(record.id, brand)
        turn.home = turn.here._replace(brand=brand.name)
        return
    entry = (await show.entry(turn, held))._replace(revision=revision)
    data = table_fields.changed(entry.data, field, value)
    await workspaces.changed(turn.work, turn.here.workspace, entry, data, turn.person.id)
    if entry.kind == "proof":
        await proof_moved(turn, entry.key)


def _choices(turn: Turn, kind: str, held: int, field: Field, data: Model) -> Screen:
    now = getattr(data, field.key) or ()
    values = (now,) if isinstance(now, str) else tuple(now)
    keys = table_fields.options(field, turn.desk.knowledge.channel_keys)
    if field.shape == "channels":
        labelled = [(key, show.channel(turn, key)) for key in keys]
    else:
        labelled = [(key, turn.texts(f"table-choice-{field.key}-{key}")) for key in keys]
    return screens.chosen(turn.texts, show.place(turn), kind, held, field, labelled, values)
