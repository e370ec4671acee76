"""Group chats of a team: linked by an owner in the group itself, unlinked, and kept when they move."""

from __future__ import annotations

from bot.conversation import general
from bot.conversation.areas.trust import privately
from bot.conversation.events import Presence
from bot.conversation.screens import team as screens
from bot.conversation.screens.team import Groups, KeepGroup, LinkGroup, UnlinkGroup
from bot.conversation.turn import Area, Rule, Turn
from bot.domain.team import may
from bot.services import team

PAYLOAD = "g-"
"""What a /start begins with that was sent by adding the bot to a group; the id of the workspace follows. It is no
secret: only an owner gets anywhere with it, and confirms it in the group."""


async def listed(turn: Turn, card: Groups) -> None:
    """The groups of a brand."""
    chats = await turn.work.workspaces.chats(card.workspace)
    address = turn.desk.link(f"{PAYLOAD}{card.workspace}", True)
    turn.show(screens.groups(turn.texts, turn.here.brand, card.workspace, chats, address))


async def ask_link(turn: Turn, _: str) -> None:
    """Offers the brand at hand of whoever asks; only that one, as the group may read no other's name."""
    if turn.envelope.chat.private:
        turn.say(general.plain(turn, "team-link-in-group"))
        return
    await _offer(turn, turn.person.current)


async def linked_by_start(turn: Turn, payload: str) -> None:
    """The bot was added to a group for a workspace."""
    number = payload.removeprefix(PAYLOAD)
    await _offer(turn, int(number) if number.isdecimal() and len(number) < 18 else None)


async def _offer(turn: Turn, workspace: int | None) -> None:
    found = None if workspace is None else await turn.work.workspaces.membership(workspace, turn.person.id)
    if found is None or turn.envelope.chat.private:
        general.nothing_here(turn)
    elif not may(found.roles, "manage"):
        general.not_allowed(turn)
    else:
        turn.say(screens.link_group(turn.texts, found))


async def link(turn: Turn, chosen: LinkGroup) -> None:
    """The group belongs to the brand."""
    chat = turn.envelope.chat
    if chat.private:
        general.brief(turn, turn.texts("team-link-in-group"))
        return
    await team.link(turn.work, chosen.workspace, chat.front, chat.id, turn.person.id)
    turn.show(screens.plain(turn.here.brand, turn.texts("team-linked")))


async def ask_unlink(turn: Turn, _: str) -> None:
    """Asked in the group that is to be let go of."""
    chat = turn.envelope.chat
    if chat.private:
        turn.say(general.plain(turn, "team-unlink-in-group"))
        return
    turn.say(screens.unlink_group(turn.texts, turn.here, chat.front, chat.id))


async def unlink(turn: Turn, chosen: UnlinkGroup) -> None:
    """The group belongs to the brand no more."""
    done = await team.unlink(turn.work, chosen.workspace, chosen.front, chosen.chat)
    key = "team-unlinked" if done else "team-unlinked-before"
    if turn.envelope.chat.private:
        turn.answer(turn.texts(key))
        await listed(turn, Groups(chosen.workspace))
    else:
        turn.show(screens.plain(turn.here.brand, turn.texts(key)))


async def keep(turn: Turn, _: KeepGroup) -> None:
    """Everything stays."""
    turn.show(screens.plain(turn.here.brand, turn.texts("team-kept")))


async def present(turn: Turn, event: Presence) -> None:
    """In a group says how it is linked. Blocked, or taken out: nothing is lost, and nobody hears of it."""
    chat = turn.envelope.chat
    if event.present and not chat.private and await turn.work.workspaces.of_chat(chat.front, chat.id) is None:
        turn.say(general.plain(turn, "team-group-hello"))


AREA = Area(
    commands={"link": Rule(ask_link), "unlink": Rule(ask_unlink, "manage")},
    taps={
        Groups: Rule(privately(listed), "manage"),
        LinkGroup: Rule(link, "manage"),
        UnlinkGroup: Rule(unlink, "manage"),
        KeepGroup: Rule(keep, "manage"),
    },
    others={Presence: Rule(present)},
)
