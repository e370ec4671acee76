"""Reminders as people meet them: a command to say which, and the buttons below what was sent."""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversation import general
from bot.conversation.areas import new_asking, posts_buttons, posts_change, source_offer, source_voice
from bot.conversation.areas.new_order import NewOrder
from bot.conversation.areas.posts_change import NewText
from bot.conversation.areas.source_offer import Offered
from bot.conversation.areas.source_voice import Spoken
from bot.conversation.flow import Flow
from bot.conversation.screens import reminders as screens
from bot.conversation.screens.dates import day
from bot.conversation.screens.reminders import GoOn, Later, LetGo, Off, Want
from bot.conversation.turn import Area, Rule, Turn
from bot.domain.errors import NotFoundError
from bot.domain.reminders import REMINDER_KINDS, Reader, ReminderKind
from bot.domain.team import may
from bot.services import reminders

HALFWAY: Mapping[type[Flow], str] = {NewOrder: "order", Offered: "source", Spoken: "voice", NewText: "text"}
"""The steps in which somebody makes something, with the word by which a screen tells them apart."""
STEPS: Mapping[str, str] = {kind.kind: word for kind, word in HALFWAY.items()}
"""The same by the name under which a step is stored."""


async def overview(turn: Turn, _: object) -> None:
    """What this person is reminded of here; in a group what the group is, for an owner."""
    if not _decides(turn):
        general.not_allowed(turn)
        return
    record = await turn.work.workspaces.get(turn.here.workspace)
    off = await turn.work.within(record.id).reminders.off(_reader(turn))
    about = screens.About(record.id, record.brand.name, 0, group=not turn.envelope.chat.private)
    manages = may(turn.here.roles, "manage")
    turn.show(screens.overview(turn.texts, about, off, record.rules.reminder_hours, record.timezone, manages))


async def want(turn: Turn, chosen: Want) -> None:
    """On or off, seen among the others."""
    if await _switched(turn, chosen, chosen.on == 1):
        await overview(turn, chosen)


async def off(turn: Turn, chosen: Off) -> None:
    """No more of this kind in this chat."""
    if await _switched(turn, chosen, False):
        turn.answer(turn.texts("reminders-off-told"), alert=True)


async def _switched(turn: Turn, chosen: Want | Off, on: bool) -> bool:
    kind = _kind(chosen.kind)
    if not _decides(turn):
        general.not_allowed(turn)
        return False
    await turn.work.within(chosen.workspace).reminders.switch(kind, _reader(turn), on)
    return True


def _decides(turn: Turn) -> bool:
    """Everybody about their own chat, an owner about a group."""
    return turn.envelope.chat.private or may(turn.here.roles, "manage")


async def later(turn: Turn, chosen: Later) -> None:
    """Once more, on the next day that people work."""
    at = await reminders.put_off(turn.work, chosen.workspace, _kind(chosen.kind), _reader(turn))
    if at is None:
        general.unknown(turn)
    else:
        turn.answer(turn.texts("reminders-later-told", day=day(turn.texts, at.date())), alert=True)


async def go_on(turn: Turn, chosen: GoOn) -> None:
    """Asks what was asked when the person left."""
    match _left(turn, chosen.workspace):
        case NewOrder():
            await new_asking.change(turn)
        case Offered() as step:
            await source_offer.offer(turn, step)
        case Spoken(file=file):
            await source_voice.spoken(turn, file)
        case NewText(workspace=workspace, post=post, version=version):
            await posts_change.ask_text(turn, posts_buttons.Edit(workspace, post, version))
        case _:
            general.unknown(turn)


async def let_go(turn: Turn, chosen: LetGo) -> None:
    """Nothing is waited for any more."""
    if _left(turn, chosen.workspace) is None:
        general.unknown(turn)
        return
    turn.done()
    turn.show(screens.let_go(turn.texts, screens.About(chosen.workspace, turn.here.brand, 0)))


def _left(turn: Turn, workspace: int) -> Flow | None:
    """What was left in this chat, if it is still about this brand."""
    step = turn.flow
    return step if type(step) in HALFWAY and getattr(step, "workspace", None) == workspace else None


def _reader(turn: Turn) -> Reader:
    chat = turn.envelope.chat
    return Reader(chat.front, chat.id, turn.person.id if chat.private else None)


def _kind(word: str) -> ReminderKind:
    kind = next((one for one in REMINDER_KINDS if one == word), None)
    if kind is None:
        raise NotFoundError("There is no such kind of reminder.")
    return kind


AREA = Area(
    commands={"reminders": Rule(overview, "read")},
    taps={
        Want: Rule(want, "read"),
        Off: Rule(off, "read"),
        Later: Rule(later, "read"),
        GoOn: Rule(go_on, "make"),
        LetGo: Rule(let_go, "make"),
    },
)
