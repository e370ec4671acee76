"""From a source: what people send unasked is read, and what it offers is kept or dropped, a proposal at a time."""

from __future__ import annotations

from typing import get_args

from bot.conversation import general
from bot.conversation.areas import new, once_more, source_keep, source_shelf, source_voice
from bot.conversation.areas import source_buttons as press
from bot.conversation.areas.source_offer import Offered, offer
from bot.conversation.areas.source_voice import Mending, Spoken
from bot.conversation.effects import Screen, Typing
from bot.conversation.events import File, Other, Presence, Report, Text
from bot.conversation.screens import source as screens
from bot.conversation.screens.failing import why
from bot.conversation.turn import Area, Rule, Turn, asked
from bot.domain.brief import MAX_SOURCE, Permission, Workspace
from bot.domain.errors import BadInputError
from bot.domain.team import may
from bot.jobs.port import Cancelled, Failed, Finished
from bot.services import reading
from bot.services.hearing import HEAR, is_sound
from bot.services.intake import SOURCE, Aim, Asked, FileRef, Found

LONG = 280
"""Characters from which a text is one to work from, rather than a remark."""
_FILES = (".yaml", ".yml", ".json")
"""How the name of a workspace file ends."""
_THINGS = ("sticker", "photo", "location")


async def unasked(turn: Turn, event: Text | File) -> None:
    """A text or file that no step waits for: an order, something to work from, or a remark."""
    if not await _at_home(turn):
        return
    if isinstance(event, File):
        await _file(turn, event)
    elif len(event.text) < LONG and event.forwarded is None:
        if not await new.offer(turn, event.text):
            turn.say(screens.hint(turn.texts, turn.here.brand, turn.here.roles))
    else:
        await offer(turn, Offered(workspace=turn.here.workspace, text=event.text))


async def more(turn: Turn, event: Text | File) -> None:
    """What is sent while a text waits for its use: the rest of it when it is long or forwarded, else something
    new."""
    step = turn.flow
    follows = isinstance(event, Text) and (event.forwarded is not None or len(event.text) >= LONG)
    if isinstance(step, Offered) and isinstance(event, Text) and follows and step.text:
        text = f"{step.text}\n{event.text}"
        if len(text) > MAX_SOURCE:
            raise general.UnreadableError("error-too-long", MAX_SOURCE)
        await offer(turn, step.model_copy(update={"text": text}))
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
    if isinstance(turn.flow, Offered | Spoken):
        turn.done()
    turn.show(screens.dropped(turn.texts, source_keep.place(turn)))


async def told(turn: Turn, happened: object) -> None:
    """What the reading came to."""
    match happened:
        case Finished() if (file := _looked_at(turn)) is not None:
            await offer(turn, Offered(workspace=turn.here.workspace, file=file))
        case Finished(result=result) if isinstance(turn.event, Report):
            job, found = turn.event.job.id, Found.model_validate_json(result)
            await _show(turn, job, found, 0)
        case Failed(reason=BadInputError.__name__, detail=detail):  # told in the person's language
            turn.say(screens.failed(turn.texts, source_keep.place(turn), detail))
        case Failed(reason=reason) if isinstance(turn.event, Report):
            ways = once_more.ways(turn, turn.event.job, reason)
            turn.say(screens.unread(turn.texts, source_keep.place(turn), why(turn.texts, reason), ways))
        case Cancelled():
            turn.say(screens.dropped(turn.texts, source_keep.place(turn)))


async def page(turn: Turn, wanted: press.Page) -> None:
    """Another piece of the proposals."""
    found = await source_keep.found_in(turn, wanted.job)
    if found is None or wanted.page * screens.PAGE >= len(found.items):
        general.unknown(turn)
    else:
        turn.show(await _proposals(turn, wanted.job, found, wanted.page))


async def flip(turn: Turn, wanted: press.Flip) -> None:
    """A proposal is kept, or dropped."""
    found = await source_keep.found_in(turn, wanted.job)
    if found is None or found.source is not None or wanted.place >= len(found.items):
        general.unknown(turn)
        return
    await _show(turn, wanted.job, found.flipped(wanted.place), wanted.place // screens.PAGE)


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
        general.not_allowed(turn, "make")
        return
    try:
        reading.refuse_size(event.size)
    except reading.UnreadableError as error:
        detail = error.told(turn.desk.knowledge.labels, turn.texts.language)
        turn.say(screens.failed(turn.texts, source_keep.place(turn), detail))
        return
    front = turn.envelope.chat.front
    file = FileRef(front=front, ref=event.ref, name=event.name, mime=event.mime, size=event.size)
    if is_sound(event.voice, event.name, event.mime):
        await source_voice.spoken(turn, file)
        return
    if event.name.lower().endswith(_FILES):
        await _read(turn, Asked(aim="workspace", language=turn.texts.language, file=file))
        return
    # Whether it can be read is found out first: nobody decides on the use of a file that comes to nothing.
    await turn.start(SOURCE, Asked(aim="source", language=turn.texts.language, file=file, look=True), writes=False)
    turn.effects.append(Typing(turn.envelope.chat))


def _looked_at(turn: Turn) -> FileRef | None:
    """The file that a job had a look at, if that is what it was for."""
    if not isinstance(turn.event, Report):
        return None
    order = Asked.model_validate_json(asked(turn.event.job)[1])
    return order.file if order.look else None


async def _read(turn: Turn, order: Asked) -> None:
    await turn.start(SOURCE, order, writes=order.aim != "workspace")
    turn.show(screens.reading(turn.texts, source_keep.place(turn)))


async def _show(turn: Turn, job: int, found: Found, page: int) -> None:
    if found.aim == "workspace":
        await source_shelf.put(turn, source_keep.name_of(job), found)
        file = Workspace.model_validate_json(found.text)
        turn.show(screens.workspace_file(turn.texts, source_keep.place(turn), file, job))
        return
    if not found.items and found.aim != "source":
        turn.show(screens.nothing(turn.texts, source_keep.place(turn), found))
        return
    await source_shelf.put(turn, source_keep.name_of(job), found)
    turn.show(await _proposals(turn, job, found, page))


async def _proposals(turn: Turn, job: int, found: Found, page: int) -> Screen:
    record = await source_keep.record(turn)
    return screens.proposals(
        turn.texts, source_keep.place(turn), found, job, page, lambda key: source_keep.phase(turn, record, key)
    )


def _what(step: Offered) -> dict[str, str | FileRef | None]:
    return {"text": step.text, "file": step.file}


def _permission(name: str) -> Permission | None:
    return next((one for one in get_args(Permission) if one == name), None)


UNASKED = Rule(unasked)
ASIDE = Rule(aside)
AREA = Area(
    taps={
        press.Use: Rule(use, "make"),
        press.NoUse: Rule(no_use, "make"),
        press.Flip: Rule(flip, "make"),
        press.Page: Rule(page, "make"),
        press.Take: Rule(source_keep.take, "make"),
        press.AskDrop: Rule(source_keep.ask_drop, "make"),
        press.Drop: Rule(source_keep.drop, "make"),
        press.MakePosts: Rule(source_keep.make, "make"),
        **source_voice.TAPS,
    },
    steps={Offered: Rule(more, "make"), Spoken: Rule(more, "make"), Mending: Rule(source_voice.mended, "make")},
    reports={SOURCE: told, HEAR: source_voice.told},
)
