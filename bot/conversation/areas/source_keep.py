"""What a source offered becomes entries, a brand or a workspace; its series goes on to posts."""

from __future__ import annotations

from bot.conversation import general
from bot.conversation.areas import new_offer, new_order, source_shelf
from bot.conversation.areas import source_buttons as press
from bot.conversation.screens import new as new_screens
from bot.conversation.screens import source as screens
from bot.conversation.screens.table import Place
from bot.conversation.turn import Turn
from bot.domain.brief import Brand, Workspace
from bot.domain.records import WorkspaceRecord
from bot.services import intake, workspaces
from bot.services.intake import Found, Made


async def take(turn: Turn, wanted: press.Take) -> None:
    """What is marked becomes entries, a brand, or a workspace of its own."""
    found = await found_in(turn, wanted.job)
    if found is None or found.source is not None:
        general.unknown(turn)
    elif found.aim == "workspace":
        await _take_file(turn, wanted, Workspace.model_validate_json(found.text))
    elif found.aim == "brand":
        await _take_brand(turn, wanted, found)
    else:
        await _take_entries(turn, wanted, found)


async def ask_drop(turn: Turn, wanted: press.AskDrop) -> None:
    """Nothing is kept, if that is meant."""
    found = await found_in(turn, wanted.job)
    if found is None or found.source is not None:
        general.unknown(turn)
    else:
        turn.show(screens.dropping(turn.texts, place(turn), found, wanted.job, wanted.page))


async def drop(turn: Turn, wanted: press.Drop) -> None:
    """Nothing is kept."""
    await source_shelf.clear(turn, name_of(wanted.job))
    turn.show(screens.dropped(turn.texts, place(turn)))


async def make(turn: Turn, wanted: press.MakePosts) -> None:
    """A topic of the series goes to /new: its phase and what it is about are filled in."""
    found = await found_in(turn, wanted.job)
    if found is None or wanted.place >= len(found.items):
        general.unknown(turn)
        return
    item, desk = found.items[wanted.place], turn.desk
    there = await new_offer.offer_of(
        turn.work, turn.here.workspace, turn.person.id, turn.texts.language, desk.knowledge
    )
    lacking = new_offer.missing(there)
    if lacking is not None:
        turn.say(new_screens.lacking(turn.texts, turn.here.brand, lacking))
        return
    phases = [phase.key for phase in desk.knowledge.journey(there.record.journey).phases]
    order = new_order.begun(there, about=item.sentence[: new_order.ABOUT], source=found.source or "")
    if item.value in phases:  # else the journey was changed since
        order = new_order.picked(order, "when", item.value)
    turn.wait(order)
    turn.say(new_screens.asking(turn.texts, order, there, back=new_order.before(order, there) is not None))


async def _take_entries(turn: Turn, wanted: press.Take, found: Found) -> None:
    made = await intake.keep(turn.work.within(turn.here.workspace), found, turn.person.id)
    source = next((key for kind, key in made.keys if kind == "source"), None)
    await _close(turn, wanted.job, found.model_copy(update={"source": source, "text": ""}) if source else None)
    await _tell_kept(turn, wanted.job, found, made)


async def _tell_kept(turn: Turn, job: int, found: Found, made: Made) -> None:
    home = await record(turn)
    turn.show(screens.kept(turn.texts, place(turn), found, made, job, lambda key: phase(turn, home, key)))


async def _take_brand(turn: Turn, wanted: press.Take, found: Found) -> None:
    home = await record(turn)
    if wanted.new:
        brand = intake.brand_of(found, Brand(name=turn.texts("source-new-brand")))
        new_one = await workspaces.found(turn.work, brand, home.language, turn.person.id, turn.desk.usual)
        await _close(turn, wanted.job)
        turn.home = await turn.work.workspaces.membership(new_one.id, turn.person.id)
    else:
        brand = intake.brand_of(found, home.brand)
        await turn.work.workspaces.set_brand(home.id, brand)
        await _close(turn, wanted.job)
    turn.show(screens.branded(turn.texts, brand.name))


async def _take_file(turn: Turn, wanted: press.Take, file: Workspace) -> None:
    await _close(turn, wanted.job)
    if not wanted.new:
        scope = turn.work.within(turn.here.workspace)
        count = await workspaces.add_file(scope, file, turn.person.id)
        turn.show(screens.added(turn.texts, turn.here.brand, count))
        return
    language = (await record(turn)).language
    if file.brand.locale:
        language = "nl" if file.brand.locale.startswith("nl") else "en"
    made = await workspaces.found(turn.work, file.brand, language, turn.person.id, turn.desk.usual)
    count = await workspaces.add_file(turn.work.within(made.id), file, turn.person.id)
    turn.home = await turn.work.workspaces.membership(made.id, turn.person.id)
    turn.show(screens.added(turn.texts, file.brand.name, count))


async def _close(turn: Turn, job: int, left: Found | None = None) -> None:
    """The proposals are dealt with; of a source its series is still there to make posts of."""
    if left is None:
        await source_shelf.clear(turn, name_of(job))
    else:
        await source_shelf.put(turn, name_of(job), left)


async def found_in(turn: Turn, job: int) -> Found | None:
    """What a job proposed, as far as it still lies there."""
    return await source_shelf.get(turn, name_of(job), Found)


def name_of(job: int) -> str:
    """Under which name the proposals of a job lie."""
    return f"job-{job}"


def place(turn: Turn) -> Place:
    """Whose table it is."""
    return Place(turn.here.workspace, turn.here.brand)


async def record(turn: Turn) -> WorkspaceRecord:
    """The workspace at hand."""
    return await turn.work.workspaces.get(turn.here.workspace)


def phase(turn: Turn, record: WorkspaceRecord, key: str) -> str:
    """The name of a phase; the journey may have been changed since."""
    phases = turn.desk.knowledge.journey(record.journey).phases
    return next((phase.name[turn.texts.language] for phase in phases if phase.key == key), key)
