"""The door: who was never here and may not come in gets a neutral answer, and leaves nothing behind.

Whoever opened a link that lets nobody in hears that, and not why: used, revoked, expired and made up are not told
apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.catalogue import Texts
from bot.conversation.effects import Answer, Effects, Send
from bot.conversation.events import Command, Event, Presence, Report, Sender, Tap
from bot.conversation.screens import trust
from bot.conversation.spans import screen
from bot.domain.errors import KernbotError
from bot.services import team

if TYPE_CHECKING:
    from bot.conversation.desk import Desk
    from bot.storage.work import Work


class _NotAdmittedError(KernbotError):
    """Undoes the meeting with somebody whose link opens nothing."""


async def passed(gate: team.Gate, work: Work, event: Event) -> Event | None:
    """The event as it goes on; None for somebody who is not let in. A link that lets them in is used here, so what
    goes on is a plain /start."""
    sender = event.envelope.sender
    if await known(gate, work, event):
        return event
    if isinstance(event, Command) and event.name == "start" and event.argument:
        return event._replace(argument="") if await _admitted(work, sender, event.argument) else None
    return None


async def known(gate: team.Gate, work: Work, event: Event) -> bool:
    """Whether the sender was here before, or may come in without a link."""
    sender = event.envelope.sender
    return gate.lets_in(sender.front, sender.id) or await work.people.find(sender.front, sender.id) is not None


def turned_away(event: Event, desk: Desk, texts: Texts) -> Effects:
    """What somebody gets who is not let in: how their data is dealt with if they ask, that their link opens
    nothing, else one neutral text."""
    match event:
        case Presence() | Report():
            return ()
        case Tap(tap=tap):
            return (Answer(tap, texts("welcome-closed"), alert=True),)
        case Command(name="privacy"):
            return (Send(event.envelope.chat, trust.privacy(texts, desk.notice, desk.model)),)
        case Command(name="start", argument=link) if link:
            return (Send(event.envelope.chat, screen(texts("welcome-link-used"))),)
        case _:
            return (Send(event.envelope.chat, screen(texts("welcome-closed"))),)


async def _admitted(work: Work, sender: Sender, secret: str) -> bool:
    try:
        async with work.savepoint():
            person = await work.people.who(sender.front, sender.id, sender.name)
            if await team.enter(work, person.id, secret) is None:
                raise _NotAdmittedError("This link opens nothing.")
    except _NotAdmittedError:
        return False
    return True
