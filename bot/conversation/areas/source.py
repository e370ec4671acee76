"""From a source: what people send unasked is read, and what it offers is kept or dropped, a proposal at a time."""

from __future__ import annotations

from typing import ClassVar, get_args

from bot.conversation import general
from bot.conversation.areas import new, new_order, source_shelf
from bot.conversation.areas import source_buttons as press
from bot.conversation.effects import Screen
from bot.conversation.events import File, Other, Presence, Report, Text
from bot.conversation.flow import Flow
from bot.conversation.screens import new as new_screens
from bot.conversation.screens import source as screens
from bot.conversation.screens.table import Place
from bot.conversation.turn import Area, Rule, Turn
from bot.domain.brief import MAX_SOURCE, Brand, Permission, Workspace
from bot.domain.records import WorkspaceRecord
from bot.domain.team import may
from bot.jobs.port import Cancelled, Failed, Finished
from bot.services import intake, reading, workspaces
from bot.services.intake import SOURCE, Aim, Asked, FileRef, Found, Made

LONG = 280
"""Characters from which a text is one to work from, rather than a remark."""
_FILES = (".yaml", ".yml", ".json")
"""How the name of a workspace file ends."""
_THINGS = ("sticker", "photo", "location")


class Offered(Flow):
    """Something was sent: waits for what it may be used for. What follows it belongs to it: a long text comes in
    pieces."""

    kind: ClassVar[str] = "s.offer"
    workspace: int
    text: str = ""
    file: FileRef | None = None


async def unasked(turn: Turn, event: Text | File) -> None:
    """A text or file that no step waits for: an order, something to work from, or a remark."""
    if not await _at_home(turn):
        return
    if isinstance(event, File):
        await _file(turn, event)
    elif len(event.text) < LONG and event.forwarded is None:
        if not await new.offer(turn, event.text):
            turn.say(screens.hint(turn.texts, turn.here.brand))
    else:
        await _offer(turn, Offered(workspace=turn.here.workspace, text=event.text))


async def more(turn: Turn, event: Text | File) -> None:
    """What is sent while a text waits for its use: the rest of it when it is long or forwarded, else something
    new."""
    step = turn.flow
    follows = isinstance(event, Text) and (event.forwarded is not None or len(event.text) >= LONG)
    if isinstance(step, Offered) and isinstance(event, Text) and follows and step.text:
        text = f"{step.text}\n{event.text}"
        if len(text) > MAX_SOURCE:
            raise general.UnreadableError("error-too-long", MAX_SOURCE)
        await _offer(turn, step.model_copy(update={"text": text}))
        return
    turn.done()
    await unasked(turn, event)


async def use(turn: Turn, chosen: press.Use) -> None:
    """It may be used so: the job begins."""
    step, permission = turn.flow, _permission(chosen.permission)
    aim: Aim | None = next((one for one in get_args(Aim) if one == chosen.aim), None)
    if not isinstance(step, Offered) or step.workspace != chosen.workspace or not aim or not permission:
        general.unknown(turn)
        return
    turn.done()
    await _read(turn, Asked(aim=aim, language=turn.texts.language, permission=permission, **_what(step)))


async def no_use(turn: Turn, _: press.NoUse) -> None:
    """Forgets what was sent."""
    if isinstance(turn.flow, Offered):
        turn.done()
    turn.show(screens.dropped(turn.texts, _place(turn)))


async def told(turn: Turn, happened: object) -> None:
    """What the reading came to."""
    match happened:
        case Finished(result=result) if isinstance(turn.event, Report):
            job, found = turn.event.job.id, Found.model_validate_json(result)
            await _show(turn, job, found, 0)
        case Failed(detail=detail):
            turn.say(screens.failed(turn.texts, _place(turn), detail))
        case Cancelled():
            turn.say(screens.dropped(turn.texts, _place(turn)))


async def page(turn: Turn, wanted: press.Page) -> None:
    """Another piece of the proposals."""
    found = await _found(turn, wanted.job)
    if found is None or wanted.page * screens.PAGE >= len(found.items):
        general.unknown(turn)
    else:
        turn.show(await _proposals(turn, wanted.job, found, wanted.page))


async def flip(turn: Turn, wanted: press.Flip) -> None:
    """A proposal is kept, or dropped."""
    found = await _found(turn, wanted.job)
    if found is None or found.source is not None or wanted.place >= len(found.items):
        general.unknown(turn)
        return
    await _show(turn, wanted.job, found.flipped(wanted.place), wanted.place // screens.PAGE)


async def take(turn: Turn, wanted: press.Take) -> None:
    """What is marked becomes entries, a brand, or a workspace of its own."""
    found = await _found(turn, wanted.job)
    if found is None or found.source is not None:
        general.unknown(turn)
    elif found.aim == "workspace":
        await _take_file(turn, wanted, Workspace.model_validate_json(found.text))
    elif found.aim == "brand":
        await _take_brand(turn, wanted, found)
    else:
        await _take_entries(turn, wanted, found)


async def drop(turn: Turn, wanted: press.Drop) -> None:
    """Nothing is kept."""
    await source_shelf.clear(turn, _name(wanted.job))
    turn.show(screens.dropped(turn.texts, _place(turn)))


async def make(turn: Turn, wanted: press.MakePosts) -> None:
    """A topic of the series goes to /new: its phase and what it is about are filled in."""
    found = await _found(turn, wanted.job)
    if found is None or wanted.place >= len(found.items):
        general.unknown(turn)
        return
    item, desk = found.items[wanted.place], turn.desk
    there = await new_order.offer_of(
        turn.work, turn.here.workspace, turn.person.id, turn.texts.language, desk.knowledge
    )
    lacking = new_order.missing(there)
    if lacking is not None:
        turn.say(new_screens.lacking(turn.texts, turn.here.brand, lacking))
        return
    phases = [phase.key for phase in desk.knowledge.journey(there.record.journey).phases]
    order = new_order.begun(there, about=item.sentence[: new_order.ABOUT])
    if item.value in phases:  # else the journey was changed since
        order = new_order.picked(order, "when", item.value)
    turn.wait(order)
    turn.say(new_screens.asking(turn.texts, order, there, back=new_order.before(order, there) is not None))


async def aside(turn: Turn, event: Other | Presence) -> None:
    """What can be neither read nor used; a group that became another chat keeps its brand."""
    chat = turn.envelope.chat
    if isinstance(event, Presence):
        if event.moved_to:
            await turn.work.workspaces.moved(chat.front, chat.id, event.moved_to)
    elif chat.private:
        kind = event.kind if event.kind in _THINGS else "other"
        turn.say(general.plain(turn, f"source-aside-{kind}"))


async def _at_home(turn: Turn) -> bool:
    """Whether there is a brand to work for. In a group people talk to each other: nothing is said there."""
    if not turn.envelope.chat.private:
        return False
    if turn.home is None:
        general.nothing_here(turn)
        return False
    return True


async def _file(turn: Turn, event: File) -> None:
    if not may(turn.here.roles, "make"):
        general.not_allowed(turn)
        return
    if event.voice:
        turn.say(general.plain(turn, "source-no-voice"))
        return
    try:
        reading.refuse_size(event.size)
    except reading.UnreadableError as error:
        detail = error.told(turn.desk.knowledge.labels, turn.texts.language)
        turn.say(screens.failed(turn.texts, _place(turn), detail))
        return
    front = turn.envelope.chat.front
    file = FileRef(front=front, ref=event.ref, name=event.name, mime=event.mime, size=event.size)
    if event.name.lower().endswith(_FILES):
        await _read(turn, Asked(aim="workspace", language=turn.texts.language, file=file))
        return
    await _offer(turn, Offered(workspace=turn.here.workspace, file=file))


async def _offer(turn: Turn, step: Offered) -> None:
    if not may(turn.here.roles, "make"):
        general.not_allowed(turn)
        return
    other = await intake.foreign_brand(turn.work, turn.person.id, step.workspace, step.text)
    turn.wait(step)
    name = step.file.name if step.file else ""
    turn.say(screens.offered(turn.texts, _place(turn), len(step.text), name, other.brand if other else ""))


async def _read(turn: Turn, asked: Asked) -> None:
    await turn.start(SOURCE, asked)
    turn.show(screens.reading(turn.texts, _place(turn)))


async def _show(turn: Turn, job: int, found: Found, page: int) -> None:
    if found.aim == "workspace":
        await source_shelf.put(turn, _name(job), found)
        file = Workspace.model_validate_json(found.text)
        turn.show(screens.workspace_file(turn.texts, _place(turn), file, job))
        return
    if not found.items and found.aim != "source":
        turn.show(screens.nothing(turn.texts, _place(turn), found))
        return
    await source_shelf.put(turn, _name(job), found)
    turn.show(await _proposals(turn, job, found, page))


async def _proposals(turn: Turn, job: int, found: Found, page: int) -> Screen:
    record = await _record(turn)
    return screens.proposals(turn.texts, _place(turn), found, job, page, lambda key: _phase(turn, record, key))


async def _take_entries(turn: Turn, wanted: press.Take, found: Found) -> None:
    made = await intake.keep(turn.work.within(turn.here.workspace), found, turn.person.id)
    source = next((key for kind, key in made.keys if kind == "source"), None)
    await _close(turn, wanted.job, found.model_copy(update={"source": source, "text": ""}) if source else None)
    await _tell_kept(turn, wanted.job, found, made)


async def _tell_kept(turn: Turn, job: int, found: Found, made: Made) -> None:
    record = await _record(turn)
    turn.show(screens.kept(turn.texts, _place(turn), found, made, job, lambda key: _phase(turn, record, key)))


async def _take_brand(turn: Turn, wanted: press.Take, found: Found) -> None:
    record = await _record(turn)
    if wanted.new:
        brand = intake.brand_of(found, Brand(name=turn.texts("source-new-brand")))
        new_one = await workspaces.found(turn.work, brand, record.language, turn.person.id, turn.desk.usual)
        await _close(turn, wanted.job)
        turn.home = await turn.work.workspaces.membership(new_one.id, turn.person.id)
    else:
        brand = intake.brand_of(found, record.brand)
        await turn.work.workspaces.set_brand(record.id, brand)
        await _close(turn, wanted.job)
    turn.show(screens.branded(turn.texts, brand.name))


async def _take_file(turn: Turn, wanted: press.Take, file: Workspace) -> None:
    await _close(turn, wanted.job)
    if not wanted.new:
        scope = turn.work.within(turn.here.workspace)
        count = await workspaces.add_file(scope, file, turn.person.id)
        turn.show(screens.added(turn.texts, turn.here.brand, count))
        return
    language = (await _record(turn)).language
    if file.brand.locale:
        language = "nl" if file.brand.locale.startswith("nl") else "en"
    made = await workspaces.found(turn.work, file.brand, language, turn.person.id, turn.desk.usual)
    count = await workspaces.add_file(turn.work.within(made.id), file, turn.person.id)
    turn.home = await turn.work.workspaces.membership(made.id, turn.person.id)
    turn.show(screens.added(turn.texts, file.brand.name, count))


async def _close(turn: Turn, job: int, left: Found | None = None) -> None:
    """The proposals are dealt with; of a source its series is still there to make posts of."""
    if left is None:
        await source_shelf.clear(turn, _name(job))
    else:
        await source_shelf.put(turn, _name(job), left)


async def _found(turn: Turn, job: int) -> Found | None:
    return await source_shelf.get(turn, _name(job), Found)


def _what(step: Offered) -> dict[str, str | FileRef | None]:
    return {"text": step.text, "file": step.file}


def _permission(name: str) -> Permission | None:
    return next((one for one in get_args(Permission) if one == name), None)


def _phase(turn: Turn, record: WorkspaceRecord, key: str) -> str:
    """The name of a phase; the journey may have been changed since."""
    phases = turn.desk.knowledge.journey(record.journey).phases
    return next((phase.name[turn.texts.language] for phase in phases if phase.key == key), key)


def _name(job: int) -> str:
    return f"job-{job}"


def _place(turn: Turn) -> Place:
    return Place(turn.here.workspace, turn.here.brand)


async def _record(turn: Turn) -> WorkspaceRecord:
    return await turn.work.workspaces.get(turn.here.workspace)


UNASKED = Rule(unasked)
ASIDE = Rule(aside)
AREA = Area(
    taps={
        press.Use: Rule(use, "make"),
        press.NoUse: Rule(no_use, "make"),
        press.Flip: Rule(flip, "make"),
        press.Page: Rule(page, "make"),
        press.Take: Rule(take, "make"),
        press.Drop: Rule(drop, "make"),
        press.MakePosts: Rule(make, "make"),
    },
    steps={Offered: Rule(more, "make")},
    reports={SOURCE: told},
)
