"""Setting the table: brand, personas, propositions, proof, assets, channels, journey; one field at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from bot.conversation import general
from bot.conversation.areas import source_shelf, table_fields
from bot.conversation.areas import table_buttons as press
from bot.conversation.areas.table_fields import BRAND, FIRST, Field
from bot.conversation.effects import Hand, Screen
from bot.conversation.flow import Flow
from bot.conversation.screens import table as screens
from bot.conversation.screens.table import Place
from bot.conversation.turn import Area, Rule, Run, Turn
from bot.domain.base import Model
from bot.domain.brief import Asset, Brand, Persona, Proof, Proposition
from bot.domain.errors import NotFoundError
from bot.domain.pack import Finding
from bot.domain.records import Entry, EntryData, EntryKind, WorkspaceRecord
from bot.jobs.port import Cancelled, Failed, Finished
from bot.services import intake, workspaces
from bot.services.intake import SHARPER, Sharpen, Sharpened

if TYPE_CHECKING:
    from bot.storage.scope import Scope

TEMPLATE = "playbook"
"""The name of the writer that answers at once."""
KINDS: tuple[EntryKind, ...] = ("persona", "proposition", "proof", "asset")
"""What has a list of its own here; sources are made from what people send."""


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


async def open_brand(turn: Turn, _: object) -> None:
    """The card of the brand."""
    turn.done()
    turn.show(await _brand(turn))


def opens(kind: EntryKind) -> Run:
    """The command that lists a kind."""

    async def run(turn: Turn, _: object) -> None:
        turn.done()
        turn.show(await _list(turn, press.ListEntries(turn.here.workspace, kind, 0, 0)))

    return run


async def turn_list(turn: Turn, wanted: press.ListEntries) -> None:
    """Another piece of a list."""
    if _kind(wanted.kind) is None:
        general.unknown(turn)
        return
    turn.done()
    turn.show(await _list(turn, wanted))


async def open_entry(turn: Turn, wanted: press.Open) -> None:
    """One entry, or the brand."""
    turn.done()
    turn.show(await _brand(turn) if wanted.entry == 0 else await _card(turn, await _entry(turn, wanted.entry)))


async def add(turn: Turn, wanted: press.Add) -> None:
    """Asks what a new entry begins with."""
    kind = _kind(wanted.kind)
    if kind is None:
        general.unknown(turn)
        return
    turn.wait(AskNew(workspace=wanted.workspace, of=kind))
    turn.show(screens.new(turn.texts, _place(turn), kind))


async def ask(turn: Turn, wanted: press.ChangeField) -> None:
    """Asks for another value, by its choices where it has them."""
    kind, data, revision = await _held(turn, wanted.entry)
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
    turn.show(screens.asked(turn.texts, _place(turn), kind, wanted.entry, field, now))


async def pick(turn: Turn, wanted: press.Pick) -> None:
    """Takes a choice, or empties a field. Channels stay on the screen for the next one."""
    kind, data, revision = await _held(turn, wanted.entry)
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
        _, data, _ = await _held(turn, wanted.entry)
        turn.show(_choices(turn, kind, wanted.entry, field, data))
    else:
        turn.show(await _brand(turn) if not wanted.entry else await _card(turn, await _entry(turn, wanted.entry)))


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
    turn.show(await _brand(turn))


async def doubted(turn: Turn, _: object) -> None:
    """Something else was typed: it takes the place of the text that was in doubt."""
    step = turn.flow
    if isinstance(step, InDoubt):
        turn.flow = step.field or step.new
        await (filled(turn, None) if step.field else made(turn, None))


async def show_observed(turn: Turn, wanted: press.Observed) -> None:
    """Which fields are observed."""
    turn.show(screens.observed(turn.texts, _place(turn), await _entry(turn, wanted.entry)))


async def turn_observed(turn: Turn, wanted: press.Seen) -> None:
    """A field is observed, or an assumption again."""
    entry = await _entry(turn, wanted.entry)
    if not isinstance(entry.data, Persona) or table_fields.field_of("persona", wanted.field) is None:
        general.unknown(turn)
        return
    seen = table_fields.toggled(entry.data.observed, wanted.field)
    data = entry.data.model_copy(update={"observed": seen})
    changed = await workspaces.changed(_scope(turn), entry, data, turn.person.id, turn.now.date())
    turn.show(screens.observed(turn.texts, _place(turn), changed))


async def withdraw(turn: Turn, wanted: press.Withdraw) -> None:
    """Asks first; then it is used no more."""
    entry = await _entry(turn, wanted.entry)
    if entry.withdrawn:
        turn.show(screens.withdrawn(turn.texts, _place(turn), entry))
    elif wanted.sure:
        gone = await workspaces.withdrawn(_scope(turn), entry, turn.person.id, turn.now.date())
        turn.show(screens.withdrawn(turn.texts, _place(turn), gone))
    else:
        turn.show(screens.sure(turn.texts, _place(turn), entry))


async def restore(turn: Turn, wanted: press.Restore) -> None:
    """It is used again."""
    entry = await _entry(turn, wanted.entry)
    if entry.withdrawn:
        entry = await workspaces.restored(_scope(turn), entry, turn.person.id, turn.now.date())
    turn.show(await _card(turn, entry))


async def sharpen(turn: Turn, wanted: press.Sharper) -> None:
    """Offers sharper wordings: at once by rules, later by a model."""
    entry, record = await _entry(turn, wanted.entry), await _record(turn)
    if not isinstance(entry.data, Proposition):
        general.unknown(turn)
        return
    writing = turn.desk.writing(record)
    if writing.writer != TEMPLATE:
        await turn.start(SHARPER, Sharpen(entry=entry.id))
        turn.show(screens.working(turn.texts, _place(turn)))
        return
    await _offer(turn, await intake.sharpened(writing, record, entry.id, entry.data))


async def take_sharper(turn: Turn, wanted: press.TakeSharper) -> None:
    """The proposition gets this wording, and is checked like any other."""
    found = await source_shelf.get(turn, f"sharper-{wanted.entry}", Sharpened)
    entry = await _entry(turn, wanted.entry)
    if found is None or wanted.place >= len(found.wordings) or not isinstance(entry.data, Proposition):
        general.unknown(turn)
        return
    data = entry.data.model_copy(update={"text": found.wordings[wanted.place].text})
    entry = await workspaces.changed(_scope(turn), entry, data, turn.person.id, turn.now.date())
    await source_shelf.clear(turn, f"sharper-{wanted.entry}")
    turn.show(await _card(turn, entry))


async def sharpened(turn: Turn, happened: object) -> None:
    """A model has worded it, or could not."""
    match happened:
        case Finished(result=result):
            await _offer(turn, Sharpened.model_validate_json(result))
        case Failed(detail=detail):
            turn.say(screens.failed(turn.texts, _place(turn), detail))
        case Cancelled():
            turn.say(screens.failed(turn.texts, _place(turn), ""))


async def show_channels(turn: Turn, _: object) -> None:
    """The channels of the brand."""
    turn.done()
    turn.show(_channels(turn, await _record(turn)))


async def use_channel(turn: Turn, wanted: press.UseChannel) -> None:
    """One more, or one less; the last one stays."""
    record = await _record(turn)
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
    turn.show(_journeys(turn, await _record(turn)))


async def use_journey(turn: Turn, wanted: press.UseJourney) -> None:
    """From now on the phases are those of this model."""
    record = await _record(turn)
    if wanted.journey not in turn.desk.knowledge.journey_keys:
        general.unknown(turn)
        return
    record = record._replace(journey=wanted.journey)
    await turn.work.workspaces.save(record)
    turn.show(_journeys(turn, record))


async def export(turn: Turn, _: press.Export) -> None:
    """The brand and its table as a file."""
    file = await workspaces.as_file(_scope(turn), await _record(turn))
    caption = turn.texts("table-exported", brand=turn.here.brand)
    content = workspaces.as_yaml(file).encode()
    turn.effects.append(Hand(turn.envelope.chat, "kernbot-workspace.yaml", content, caption))


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
    turn.say(screens.doubt(turn.texts, _place(turn), other.brand))
    return False


async def _fill(turn: Turn, step: AskField, text: str) -> None:
    kind, _, _ = await _held(turn, step.entry)
    field = table_fields.field_of(kind, step.field)
    if field is None:
        general.unknown(turn)
        return
    value = table_fields.read(field, text)
    await _change(turn, step.entry, step.revision, field, value)
    turn.done()
    turn.say(await _brand(turn) if not step.entry else await _card(turn, await _entry(turn, step.entry)))


async def _make(turn: Turn, step: AskNew, text: str) -> None:
    field = table_fields.field_of(step.of, FIRST[step.of])
    value = table_fields.read(field, text) if field else text
    entry = await _scope(turn).entries.add(step.of, await _new(turn, step.of, value), turn.person.id)
    turn.done()
    turn.say(await _card(turn, entry))


async def _new(turn: Turn, kind: EntryKind, value: str) -> EntryData:
    match kind:
        case "persona":
            return Persona(need=value)
        case "proposition":
            return Proposition(text=value)
        case "proof":
            return Proof(id=await _scope(turn).entries.free_key(kind), text=value)
        case _:
            key = await _scope(turn).entries.free_key(kind)
            return Asset(id=key, kind=turn.texts("table-asset-page"), title=value)


async def _change(turn: Turn, held: int, revision: int, field: Field, value: Any) -> None:
    if not held:
        record = await _record(turn)
        brand = table_fields.changed(record.brand, field, value)
        await turn.work.workspaces.set_brand(record.id, brand)
        turn.home = turn.here._replace(brand=brand.name)
        return
    entry = (await _entry(turn, held))._replace(revision=revision)
    data = table_fields.changed(entry.data, field, value)
    await workspaces.changed(_scope(turn), entry, data, turn.person.id, turn.now.date())


async def _held(turn: Turn, held: int) -> tuple[str, Model, int]:
    """What is being changed: its kind, its data and its revision; 0 is the brand, which has no revisions."""
    if not held:
        return BRAND, (await _record(turn)).brand, 0
    entry = await _entry(turn, held)
    return entry.kind, entry.data, entry.revision


async def _entry(turn: Turn, held: int) -> Entry:
    return await _scope(turn).entries.get(held)


async def _list(turn: Turn, wanted: press.ListEntries) -> Screen:
    kind = _kind(wanted.kind)
    if kind is None:
        raise NotFoundError("There is no such list.")
    every = await _scope(turn).entries.all(kind, withdrawn=True)
    shown = [one for one in every if one.withdrawn == bool(wanted.gone)]
    others = len(every) - len(shown)
    shelf = screens.Shelf(kind, shown, min(wanted.page, len(shown) // screens.PAGE), bool(wanted.gone), others)
    return screens.listed(turn.texts, _place(turn), shelf)


async def _brand(turn: Turn) -> Screen:
    brand: Brand = (await _record(turn)).brand
    return screens.brand(turn.texts, _place(turn), brand, lambda key: _channel(turn, key))


async def _card(turn: Turn, entry: Entry) -> Screen:
    findings: tuple[Finding, ...] = ()
    if isinstance(entry.data, Proposition):
        record = await _record(turn)
        findings = turn.desk.writing(record).against(record.language, entry.data, record.brand)
    return screens.entry(turn.texts, _place(turn), entry, lambda key: _channel(turn, key), findings)


async def _offer(turn: Turn, found: Sharpened) -> None:
    await source_shelf.put(turn, f"sharper-{found.entry}", found)
    turn.show(screens.sharper(turn.texts, _place(turn), found, lambda part: turn.texts(f"table-part-{part}")))


def _choices(turn: Turn, kind: str, held: int, field: Field, data: Model) -> Screen:
    now = getattr(data, field.key) or ()
    values = (now,) if isinstance(now, str) else tuple(now)
    keys = table_fields.options(field, turn.desk.knowledge.channel_keys)
    if field.shape == "channels":
        labelled = [(key, _channel(turn, key)) for key in keys]
    else:
        labelled = [(key, turn.texts(f"table-choice-{field.key}-{key}")) for key in keys]
    return screens.chosen(turn.texts, _place(turn), kind, held, field, labelled, values)


def _channels(turn: Turn, record: WorkspaceRecord) -> Screen:
    known = [(key, _channel(turn, key)) for key in turn.desk.knowledge.channel_keys]
    return screens.channels(turn.texts, _place(turn), known, record.channels)


def _journeys(turn: Turn, record: WorkspaceRecord) -> Screen:
    known = turn.desk.knowledge
    models = [known.journey(key) for key in known.journey_keys]
    return screens.journeys(turn.texts, _place(turn), models, record.journey)


def _channel(turn: Turn, key: str) -> str:
    """The name of a channel; a file may name one that is not there any more."""
    known = turn.desk.knowledge
    return known.channel(key).name[turn.texts.language] if key in known.channel_keys else key


def _kind(name: str) -> EntryKind | None:
    return next((kind for kind in KINDS if kind == name), None)


def _place(turn: Turn) -> Place:
    return Place(turn.here.workspace, turn.here.brand)


def _scope(turn: Turn) -> Scope:
    return turn.work.within(turn.here.workspace)


async def _record(turn: Turn) -> WorkspaceRecord:
    return await turn.work.workspaces.get(turn.here.workspace)


AREA = Area(
    commands={
        "brand": Rule(open_brand, "read"),
        "personas": Rule(opens("persona"), "read"),
        "propositions": Rule(opens("proposition"), "read"),
        "proof": Rule(opens("proof"), "read"),
        "assets": Rule(opens("asset"), "read"),
        "channels": Rule(show_channels, "read"),
        "journey": Rule(show_journey, "read"),
    },
    taps={
        press.ListEntries: Rule(turn_list, "read"),
        press.Open: Rule(open_entry, "read"),
        press.Add: Rule(add, "make"),
        press.ChangeField: Rule(ask, "make"),
        press.Pick: Rule(pick, "make"),
        press.Observed: Rule(show_observed, "make"),
        press.Seen: Rule(turn_observed, "make"),
        press.Withdraw: Rule(withdraw, "make"),
        press.Restore: Rule(restore, "make"),
        press.Sharper: Rule(sharpen, "make"),
        press.TakeSharper: Rule(take_sharper, "make"),
        press.Sure: Rule(sure, "make"),
        press.Never: Rule(never, "make"),
        press.UseChannel: Rule(use_channel, "make"),
        press.UseJourney: Rule(use_journey, "make"),
        press.Export: Rule(export, "read"),
    },
    steps={AskField: Rule(filled, "make"), AskNew: Rule(made, "make"), InDoubt: Rule(doubted, "make")},
    reports={SHARPER: sharpened},
)
